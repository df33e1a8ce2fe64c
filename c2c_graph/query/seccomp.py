"""Take from this process, for good, the way to open a network connection.

A filter in the kernel (seccomp) answers every later `socket` call with "permission
denied", in all threads. Sockets that are open already keep working.
"""

import ctypes
import os
import struct
from typing import Final
from typing import NamedTuple

from c2c_graph.errors import EngineUnavailable

_NO_NEW_PRIVS: Final = 38
_SET_FILTER, _ALL_THREADS = 1, 1
# <linux/filter.h> and <linux/seccomp.h>
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_KILL, _ALLOW, _DENY = 0x80000000, 0x7FFF0000, 0x00050000
_NUMBER, _ARCHITECTURE = 0, 4
_X32_BIT: Final = 0x40000000


class _Machine(NamedTuple):
    architecture: int  # AUDIT_ARCH_… of <linux/audit.h>
    seccomp: int
    denied: tuple[int, ...]  # socket; io_uring_setup, whose rings open sockets too
    has_x32: bool


_MACHINES: Final = {
    "x86_64": _Machine(0xC000003E, 317, (41, 425), True),
    "aarch64": _Machine(0xC00000B7, 277, (198, 425), False),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def forbid_sockets() -> None:
    """Deny every new socket to this process and all its threads.

    Raise `errors.EngineUnavailable` where the kernel or the machine has no such
    filter: a query that nothing holds back must not be evaluated.
    """
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        raise EngineUnavailable(
            f"queries cannot be cut off from the network on {os.uname().machine}; "
            f"known machines: {', '.join(_MACHINES)}"
        )
    code = _filter(machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.syscall(
        machine.seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)
    ):
        reason = os.strerror(ctypes.get_errno())
        raise EngineUnavailable(
            f"queries cannot be cut off from the network: seccomp: {reason}"
        )


def _filter(machine: _Machine) -> bytes:
    """Return the filter's instructions: code, jump if true, if false, operand."""
    denied = machine.denied
    rows = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, machine.architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine.has_x32:  # the same calls under other numbers
        rows += [(_AT_LEAST, 0, 1, _X32_BIT), (_RETURN, 0, 0, _KILL)]
    rows += [(_EQUAL, len(denied) - i, 0, nr) for i, nr in enumerate(denied)]
    rows += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY | 13)]  # EACCES
    return b"".join(struct.pack("=HBBI", *row) for row in rows)
