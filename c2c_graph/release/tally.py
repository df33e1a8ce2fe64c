"""Count what changed between two releases: by graph, by thing and kind of thing."""

from collections import Counter
from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from typing import Final

from c2c_graph import namespaces
from c2c_graph.release.manifest import DERIVED
from c2c_graph.release.manifest import INFERRED
from c2c_graph.release.manifest import GraphEntry

# things told by name, of each kind
TOLD: Final = 50
OTHER: Final = "other"
# what our IRIs outside /id/ name
_KINDS: Final = {
    namespaces.DEFINITIONS: "concept",
    namespaces.TERMS: "term",
    namespaces.SHAPES: "shape",
    namespaces.GRAPHS: "graph",
}


@dataclass(frozen=True)
class Count:
    """So many triples `added` and `removed` in the graph, or about the thing, `iri`."""

    iri: str
    added: int
    removed: int


@dataclass(frozen=True)
class Kind:
    """How many things of a kind changed, and the first of them by IRI."""

    name: str
    number: int
    things: tuple[Count, ...]


@dataclass(frozen=True)
class Summary:
    """What changed, in numbers.

    `graphs` leave out the `derived` ones, whose changes are no news, and `kinds` what
    is inferred, too.
    """

    graphs: tuple[Count, ...]
    derived: tuple[Count, ...]
    kinds: tuple[Kind, ...]

    @property
    def added(self) -> int:
        """Return how many quads were added, but for those of derived graphs."""
        return sum(graph.added for graph in self.graphs)

    @property
    def removed(self) -> int:
        """Return how many quads were removed, but for those of derived graphs."""
        return sum(graph.removed for graph in self.graphs)


def kind_of(iri: str) -> str:
    """Return the kind of what `iri` names: `city`, `concept`; `other` if not ours."""
    if iri.startswith(namespaces.THINGS):
        kind, slash, _ = iri.removeprefix(namespaces.THINGS).partition("/")
        return kind if slash else OTHER
    return next((k for space, k in _KINDS.items() if iri.startswith(space)), OTHER)


class Tally:
    """Counts lines as they come; memory grows with the things that changed."""

    def __init__(self) -> None:
        self._added: Counter[str] = Counter()
        self._removed: Counter[str] = Counter()
        self._things_added: Counter[bytes] = Counter()
        self._things_removed: Counter[bytes] = Counter()
        self._derived: set[str] = set()

    def count(
        self, entry: GraphEntry, removed: Collection[bytes], added: Collection[bytes]
    ) -> None:
        """Count the lines that left and those that came in the graph `entry`."""
        self._removed[entry.iri] += len(removed)
        self._added[entry.iri] += len(added)
        if entry.role == DERIVED:
            self._derived.add(entry.iri)
        if entry.role not in (INFERRED, DERIVED):
            self._things_removed.update(line.split(b" ", 1)[0] for line in removed)
            self._things_added.update(line.split(b" ", 1)[0] for line in added)

    def summary(self) -> Summary:
        """Return what has been counted."""
        graphs = self._graphs({*self._added, *self._removed} - self._derived)
        return Summary(graphs, self._graphs(self._derived), tuple(self._kinds()))

    def _graphs(self, iris: Collection[str]) -> tuple[Count, ...]:
        counts = (Count(i, self._added[i], self._removed[i]) for i in sorted(iris))
        return tuple(counts)

    def _kinds(self) -> Iterator[Kind]:
        kinds: dict[str, list[Count]] = {}
        numbers: Counter[str] = Counter()
        for name in sorted({*self._things_added, *self._things_removed}):
            added, removed = self._things_added[name], self._things_removed[name]
            iri = name.decode().strip("<>")
            kind = kind_of(iri)
            numbers[kind] += 1
            if numbers[kind] <= TOLD:
                kinds.setdefault(kind, []).append(Count(iri, added, removed))
        for kind, things in sorted(kinds.items()):
            yield Kind(kind, numbers[kind], tuple(things))


def read_summary(values: dict[str, Any]) -> Summary:
    """Return the summary that `dataclasses.asdict` turned into `values`."""
    kinds = (
        Kind(kind["name"], kind["number"], _counts(kind["things"]))
        for kind in values["kinds"]
    )
    graphs, derived = _counts(values["graphs"]), _counts(values["derived"])
    return Summary(graphs, derived, tuple(kinds))


def _counts(values: list[dict[str, Any]]) -> tuple[Count, ...]:
    return tuple(Count(**value) for value in values)
