"""The documents of a submission, from files, folders and standard input."""

import sys
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from c2c_graph import errors
from c2c_graph.rdf import formats
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.rdf.limits import ReadingLimits
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.reading import read
from c2c_graph.rdf.text import read_bytes
from c2c_graph.validation.submitted import Submitted

STDIN: Final = "-"
# large files are welcome at home; what is nested deep would end the process, or take
# memory with the square of its depth
_AT_HOME: Final = ReadingLimits(
    bytes=2**32, triples=10**9, literal_characters=10**9, characters=10**10
)
# how texts begin that are no Turtle
_OPENINGS: Final = {
    b"{": "jsonld",
    b"[": "jsonld",
    b"<?xml": "rdfxml",
    b"<rdf:RDF": "rdfxml",
}
# what messages call standard input
STDIN_NAME: Final = "stdin"


@dataclass(frozen=True)
class HandedIn:
    """What was read: the bytes by name, also of what is no RDF, and the submission."""

    texts: dict[str, bytes]
    submitted: Submitted


def hand_in(
    paths: Iterable[Path], syntax: GraphFormat | None, replaces: frozenset[str]
) -> HandedIn:
    """Return the documents at `paths` as one submission that `replaces` graphs.

    A folder stands for all RDF files below it. `syntax` is that of standard input,
    and of files whose ending tells none. Raise `click.UsageError` where a file is
    missing, cannot be read or has no known ending.
    """
    texts: dict[str, bytes] = {}
    documents: list[Document] = []
    faults: list[errors.SyntaxFault] = []
    for path in _files(paths):
        name = STDIN_NAME if str(path) == STDIN else str(path)
        format = _format(path, syntax)
        texts[name] = _bytes(path)
        try:
            documents.append(
                read(texts[name], name=name, format=format.syntax, limits=_AT_HOME)
            )
        except errors.SyntaxFault as fault:
            faults.append(fault)
    return HandedIn(texts, Submitted(tuple(documents), tuple(faults), replaces))


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return each file once, in the order in which they were given."""
    return list(dict.fromkeys(file for path in paths for file in _below(path)))


def _below(path: Path) -> Iterator[Path]:
    if str(path) == STDIN or not path.is_dir():
        yield path
        return
    found = sorted(
        file
        for file in path.rglob("*")
        if file.suffix in formats.FILE_FORMATS and _is_shown(file.relative_to(path))
    )
    if not found:
        known = ", ".join(sorted(formats.FILE_FORMATS))
        raise click.UsageError(f"{path}: no RDF file in this folder ({known})")
    yield from found


def _is_shown(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def _format(path: Path, syntax: GraphFormat | None) -> GraphFormat:
    if str(path) == STDIN:
        return syntax or formats.GRAPH_FORMATS[0]
    found = formats.FILE_FORMATS.get(path.suffix.lower()) or syntax
    if found is None:
        known = ", ".join(sorted(formats.FILE_FORMATS))
        raise click.UsageError(
            f"{path}: its ending tells no RDF syntax; name it with one of {known}, "
            f"or say which it is: --syntax {_likely(path)}"
        )
    return found


def _likely(path: Path) -> str:
    """Return the name of the syntax that the file at `path` looks like."""
    start = _bytes(path).lstrip()
    found = (name for opening, name in _OPENINGS.items() if start.startswith(opening))
    return next(found, "turtle")


def _bytes(path: Path) -> bytes:
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        return read_bytes(path, name=str(path))
    except errors.DatasetUnreadable as error:
        raise click.UsageError(str(error)) from error
