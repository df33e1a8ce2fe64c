"""A made-up submission of 1,000 triples: copies of shipped entries with other IRIs."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import serialize

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.reading import read
from c2c_graph.rdf.terms import LABEL
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation.submitted import Submitted

TRIPLES: Final = 1_000
# what is copied, in turn: what a partner usually has to tell
_KINDS: Final = (
    *("city", "geometry", "membership"),
    *("commitment", "target", "observation"),
)


def submission() -> Submitted:
    """Return some hundred copies of shipped entries, as one Turtle document.

    Links between the copied entries lead to the copies, all others to what is
    published. Every tenth copy lacks its label, so that there is something to find.
    """
    by_subject: dict[NamedNode, list[Quad]] = {}
    for file in read_dataset(packaged_dataset()).role("data"):
        for quad in file.document.quads:
            if isinstance(quad.subject, NamedNode):
                by_subject.setdefault(quad.subject, []).append(quad)
    quads = list(_copies(by_subject))
    text = serialize(quads, format=RdfFormat.TURTLE)
    return Submitted((_document(text),))


def _document(text: bytes) -> Document:
    return read(text, name="submission.ttl", format=RdfFormat.TURTLE)


def _copies(by_subject: dict[NamedNode, list[Quad]]) -> Iterator[Quad]:
    chosen: dict[NamedNode, NamedNode] = {}
    size = 0
    for number, node in enumerate(_in_turn(by_subject)):
        if size >= TRIPLES:
            break
        chosen[node] = NamedNode(f"{node.value}-copy{number}")
        size += len(by_subject[node])
    for number, (node, copy) in enumerate(chosen.items()):
        for quad in by_subject[node]:
            value = chosen.get(quad.object, quad.object)
            lacking = number % 10 == 9 and quad.predicate == LABEL
            if not lacking:
                yield Quad(copy, quad.predicate, value)


def _in_turn(by_subject: Iterable[NamedNode]) -> Iterator[NamedNode]:
    """Yield published entries, one of each kind in turn."""
    kinds: dict[str, list[NamedNode]] = {kind: [] for kind in _KINDS}
    for node in sorted(by_subject, key=str):
        kind = node.value.removeprefix(namespaces.THINGS).partition("/")[0]
        if kind in kinds:
            kinds[kind].append(node)
    for several in zip(*kinds.values(), strict=False):
        yield from several
