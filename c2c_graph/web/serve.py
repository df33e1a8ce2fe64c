"""What granian loads in each worker: the application over the slots that wait."""

import contextlib
import ctypes
import gc
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Final

from c2c_graph.query.engine import SlotEngine
from c2c_graph.review.asking import SlotReviewers
from c2c_graph.settings import Settings
from c2c_graph.web.environment import PARENT
from c2c_graph.web.environment import SERVICES_SOCKET
from c2c_graph.web.environment import SOCKET
from c2c_graph.web.environment import VALIDATORS_SOCKET
from c2c_graph.web.front import Front
from c2c_graph.web.making import make_front

TURN_SECONDS: Final = 0.0005
_PR_SET_PDEATHSIG: Final = 1
# objects that were made and are still there
_COLLECTED_AFTER: Final = 10_000


def build() -> Front:
    """Return the application for one worker process, settings from its environment."""
    _listen_to_parent_alone()
    _interrupt_nobody()
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=_FORMAT)
    # a thread that computes lets the one that answers have its turn so soon
    sys.setswitchinterval(TURN_SECONDS)
    settings = Settings.from_environment()
    services = os.environ.get(SERVICES_SOCKET)
    engine = SlotEngine(
        Path(os.environ[SOCKET]), settings, Path(services) if services else None
    )
    folder = Path(os.environ[SOCKET]).parent
    reviewers = SlotReviewers(Path(os.environ[VALIDATORS_SOCKET]), settings)
    front = make_front(
        settings, engine, reviewers=reviewers, log=sys.stdout, folder=folder
    )
    _collect_less()
    return front


def _collect_less() -> None:
    """Let the collector of reference cycles pass over what lives as long as we do.

    Requests leave few cycles behind, and a look at all modules takes milliseconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)


def _interrupt_nobody() -> None:
    """Have this worker woken for several requests and answers at a time.

    Else the kernel wakes it for each one and interrupts for that who asks or evaluates:
    a look-up then costs a quarter more of the processor.
    """
    with contextlib.suppress(OSError):  # where a sandbox forbids it, all works without
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _listen_to_parent_alone() -> None:
    # Ctrl-C goes to every process of a terminal's group, and a worker that is told
    # twice, so and by `c2c serve`, waits for ever
    if os.getpgrp() != os.getpid():
        os.setsid()
    # when `c2c serve` is killed outright its workers must not keep the port; by a
    # signal that none can wait over, as one does that was told to end already
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(os.environ[PARENT]):  # it ended while we were starting
        os._exit(0)


_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
