"""Where the lists, paths and shapes of shapes lead back to themselves."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import FIRST
from c2c_graph.rdf.terms import REST
from c2c_graph.rdf.terms import SHACL

_LEADING: Final = frozenset(
    {
        FIRST,
        REST,
        *(
            NamedNode(SHACL + name)
            for name in (
                *("alternativePath", "inversePath", "oneOrMorePath", "path"),
                *("zeroOrMorePath", "zeroOrOnePath", "node", "not", "property"),
                *("and", "or", "xone", "qualifiedValueShape"),
            )
        ),
    }
)


def statements(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield each of `quads` that closes a circle, in time that grows with their number.

    They are walked along, deepest first; what leads to a node that is still being
    walked through closes a circle.
    """
    links: dict[object, list[Quad]] = {}
    for quad in quads:
        if quad.predicate in _LEADING:
            links.setdefault(quad.subject, []).append(quad)
    done: set[object] = set()
    for start in links:
        yield from _closing(start, links, done)


def _closing(
    start: object, links: dict[object, list[Quad]], done: set[object]
) -> Iterator[Quad]:
    if start in done:
        return
    walked = {start}
    waiting = [(start, iter(links.get(start, ())))]
    while waiting:
        node, left = waiting[-1]
        quad = next(left, None)
        if quad is None:
            walked.discard(node)
            done.add(node)
            waiting.pop()
        elif quad.object in walked:
            yield quad
        elif quad.object not in done:
            walked.add(quad.object)
            waiting.append((quad.object, iter(links.get(quad.object, ()))))
