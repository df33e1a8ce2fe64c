"""In which releases something was described, without reading what was said of it."""

from collections.abc import Iterable
from collections.abc import Iterator

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Store

from c2c_graph.release.chronicle_rows import key_of
from c2c_graph.release.history import History

_MERGE = DefaultGraph()


def described_in(
    store: Store, history: History, node: NamedNode, numbers: Iterable[int]
) -> Iterator[tuple[int, bool]]:
    """Yield each of `numbers`, descending, and whether anything was said of `node`.

    `store` is that of the release of `history`. It is counted how many quads have the
    subject now, and back from there what came and went. Releases since which it is
    not known what changed are left out.
    """
    quads = store.quads_for_pattern(node, None, None, None)
    there = sum(quad.graph_name != _MERGE for quad in quads)
    came = dict(
        history.index.rows(
            "SELECT number, sum(2 * added - 1) FROM change"
            " WHERE subject = ? AND number <= ? GROUP BY number",
            key_of(str(node)),
            history.number,
        )
    )
    later = iter(sorted(came, reverse=True))
    following = next(later, 0)
    for number in sorted(numbers, reverse=True):
        while following > number:
            there -= came[following]
            following = next(later, 0)
        if history.is_known_since(number):
            yield number, there > 0
