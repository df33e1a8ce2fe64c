"""Sorted triples as N-Triples, Turtle and JSON-LD, part by part in flat memory.

pyoxigraph writes each part; what a text begins and ends with is written once. Each
literal stays as the files have it: nothing passes through a store.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Protocol

from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from pyoxigraph import serialize


class GraphText(Protocol):
    """Writes one graph: what it begins with, its parts in order, its end."""

    begin: bytes
    end: bytes

    def part(self, lines: Sequence[bytes], triples: Sequence[Quad]) -> bytes:
        """Return the text of `triples`, sorted by subject, given as `lines` too."""


class NTriplesText:
    """Writes a graph as N-Triples: the lines themselves."""

    begin = end = b""

    def part(self, lines: Sequence[bytes], triples: Sequence[Quad]) -> bytes:
        """Return `lines`."""
        return b"".join(lines)


class TurtleText:
    """Writes a graph as Turtle, with `prefixes` once, at the top."""

    end = b""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        node = NamedNode("urn:x")
        sample = [Quad(node, node, node)]
        self.begin = self._written(sample).removesuffix(_turtle(sample, {}))

    def part(self, lines: Sequence[bytes], triples: Sequence[Quad]) -> bytes:
        """Return `triples` as statements."""
        return self._written(triples).removeprefix(self.begin)

    def _written(self, triples: Sequence[Quad]) -> bytes:
        return _turtle(triples, self._prefixes)


class JsonLdText:
    """Writes a graph as JSON-LD in expanded form: one array of nodes, one a line.

    Each literal has its datatype and lexical form, so that nothing is lost to
    JSON's own numbers. A node that stands in two parts is one node (JSON-LD 1.1
    Processing Algorithms and API §7.2).
    """

    begin = b"["
    end = b"\n]\n"

    def __init__(self) -> None:
        self._between = b"\n"

    def part(self, lines: Sequence[bytes], triples: Sequence[Quad]) -> bytes:
        """Return `triples` as nodes, behind a comma where nodes came before."""
        text = serialize(triples, format=RdfFormat.JSON_LD) or b""
        between, self._between = self._between, b",\n"
        # no text within quotation marks has one that is not escaped
        return between + text[1:-1].replace(b'}]},{"@id"', b'}]},\n{"@id"')


def triples_in(lines: Sequence[bytes]) -> list[Quad]:
    """Return the triples that `lines` of N-Triples say, as quads of no named graph."""
    return list(parse(b"".join(lines), format=RdfFormat.N_TRIPLES))


def _turtle(triples: Sequence[Quad], prefixes: Mapping[str, str]) -> bytes:
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
