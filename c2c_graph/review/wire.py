"""What is said between the one who asks and a validator, over a Unix socket.

A connection carries one task: a head (length of the JSON, deadline), JSON, and the
documents one after another. What comes back is framed as in `query.wire`; its first
byte tells a report in JSON, a graph and a fault apart.
"""

import datetime
import json
import socket
import struct
from collections.abc import Iterable
from dataclasses import asdict
from enum import Enum
from typing import Any
from typing import Final

from c2c_graph import errors
from c2c_graph.reports import json_form
from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.review.task import Task
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import ValidationReport

_HEAD: Final = struct.Struct("!Id")
# an asker who neither sends nor reads for so long does not hold a validator
_PATIENCE_SECONDS: Final = 10.0
# what a fault tells beside its detail
_TOLD: Final = ("line", "column", "text", "source")


class Tag(bytes, Enum):
    """The first byte of an answer: what follows it."""

    REPORT = b"R"
    GRAPH = b"G"
    FAULT = b"F"


def encoded(task: Task, deadline_seconds: float) -> bytes:
    """Return `task` as it is sent."""
    told = {
        "documents": _lengths(task.documents),
        "shapes": _lengths(task.shapes),
        "media_type": task.media_type,
        "base": task.base,
        "options": asdict(task.options),
    }
    text = json.dumps(told, default=str).encode()
    contents = (part.content for part in (*task.documents, *task.shapes))
    return b"".join((_HEAD.pack(len(text), deadline_seconds), text, *contents))


def _lengths(parts: Iterable[Part]) -> list[tuple[str, str, int]]:
    return [(part.name, part.media_type, len(part.content)) for part in parts]


def read_task(connection: socket.socket) -> tuple[Task, float] | None:
    """Return the task that comes in and its deadline in seconds.

    Return None where the asker has gone.
    """
    connection.settimeout(_PATIENCE_SECONDS)
    with connection.makefile("rb") as stream:
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        length, deadline = _HEAD.unpack(head)
        told = json.loads(stream.read(length) or "{}")
        parts = {
            role: tuple(
                Part(n, kind, stream.read(size)) for n, kind, size in told[role]
            )
            for role in ("documents", "shapes")
        }
    return (
        Task(
            documents=parts["documents"],
            options=_options(told["options"]),
            shapes=parts["shapes"],
            media_type=told["media_type"],
            base=told["base"],
        ),
        deadline,
    )


def _options(told: dict[str, Any]) -> Options:
    today = told["today"] and datetime.date.fromisoformat(told["today"])
    return Options(
        told["language"],
        Level(told["level"]),
        told["against"],
        tuple(told["replaces"]),
        today,
    )


def report_bytes(report: ValidationReport) -> bytes:
    """Return `report` as a validator answers it."""
    return Tag.REPORT + json_form.to_json(report)


def fault_bytes(error: errors.C2CError) -> bytes:
    """Return `error` as a validator answers it."""
    told = {name: getattr(error, name) for name in _TOLD if hasattr(error, name)}
    content = {"fault": type(error).__name__, "detail": error.detail, "told": told}
    return Tag.FAULT + json.dumps(content).encode()


def report_of(content: bytes) -> ValidationReport:
    """Return the report in `content`; raise the fault that is there instead."""
    return json_form.from_json(_content(content, Tag.REPORT))


def graph_of(content: bytes) -> bytes:
    """Return the graph in `content`; raise the fault that is there instead."""
    return _content(content, Tag.GRAPH)


def _content(content: bytes, wanted: Tag) -> bytes:
    tag, body = content[:1], content[1:]
    if tag == Tag.FAULT:
        raise _fault(json.loads(body))
    if tag != wanted:
        raise errors.ValidatorUnavailable("the validator gave no report; ask again")
    return body


def _fault(told: dict[str, Any]) -> errors.C2CError:
    kind = getattr(errors, told["fault"], None)
    if not (isinstance(kind, type) and issubclass(kind, errors.C2CError)):
        return errors.ValidatorUnavailable(told["detail"])
    return kind(told["detail"], **told["told"])
