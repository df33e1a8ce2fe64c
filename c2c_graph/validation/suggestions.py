"""The known name that looks most like one that is not known."""

import difflib
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from itertools import takewhile
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph.validation.names import folded

ALIKE: Final = 0.7
# of very many names only those that begin or end alike are compared
_MANY: Final = 2000
# a report with more unknown names than these is repaired from its first ones
MOST_LOOKUPS: Final = 500
# of so many that are equally alike, one is chosen
_TIED: Final = 5


def nearest(name: str, names: Iterable[str], alike: float = ALIKE) -> str:
    """Return the one of `names` that looks most like `name`, or nothing.

    `alike` is from 0 to 1; capitals and accents weigh less than letters.
    """
    spelt: dict[str, list[str]] = {}
    for known in sorted(names):
        spelt.setdefault(folded(known), []).append(known)
    wanted = folded(name)
    if wanted in spelt:
        return _closest(name, spelt[wanted])
    found = difflib.get_close_matches(wanted, _likely(wanted, spelt), _TIED, alike)
    best = max(found, key=lambda other: _likeness(wanted, other), default="")
    return _closest(name, spelt[best]) if best else ""


def _likeness(one: str, other: str) -> tuple[float, int]:
    """Return how alike two names are; of equal ones the same beginning tells more."""
    ratio = difflib.SequenceMatcher(None, one, other).ratio()
    pairs = zip(one, other, strict=False)
    return ratio, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _closest(name: str, names: list[str]) -> str:
    """Return the one of `names`, which differ by capitals, that is most like `name`."""
    return max(names, key=lambda n: difflib.SequenceMatcher(None, name, n).ratio())


def nearest_iri(iri: str, names: Iterable[str], alike: float = ALIKE) -> str:
    """Return the nearest of the IRIs `names`, compared by what stands at their ends."""
    keys: dict[str, str] = {}
    for name in sorted(names):
        keys.setdefault(_key(name), name)
    return keys.get(nearest(_key(iri), keys, alike), "")


@dataclass(frozen=True)
class Nearest:
    """Finds the nearest of known IRIs: of each name once, and not of very many."""

    most: int = MOST_LOOKUPS
    _kept: dict[tuple[str, str], str] = field(default_factory=dict)
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def details(
        self, node: NamedNode, place: str, names: Callable[[], Iterable[str]]
    ) -> dict[str, NamedNode]:
        """Return what a remark on `node` tells of the name nearest to it.

        `names` gives those that can stand at the `place`, and is asked once for each.
        """
        key = (node.value, place)
        if key not in self._kept and len(self._kept) < self.most:
            if place not in self._names:
                self._names[place] = tuple(names())
            self._kept[key] = nearest_iri(node.value, self._names[place])
        near = self._kept.get(key)
        return {"near": NamedNode(near)} if near else {}


def by_label(text: str, labels: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the IRIs that are called `text`, whatever its case and accents."""
    wanted = folded(text)
    return [
        iri
        for iri in sorted(labels)
        if any(folded(label) == wanted for label in labels[iri])
    ]


def _likely(wanted: str, names: Iterable[str]) -> list[str]:
    """Return the `names` worth comparing: of a misspelt name one half is right."""
    every = list(names)
    if len(every) <= _MANY:
        return every
    half = max(2, len(wanted) // 2)
    start, end = wanted[:half], wanted[-half:]
    likely = [n for n in every if n.startswith(start) or n.endswith(end)]
    return likely[:_MANY]


@lru_cache(maxsize=65536)
def _key(iri: str) -> str:
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
