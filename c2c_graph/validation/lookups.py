"""Ask what is published about single nodes, each thing once and not too much of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from itertools import islice
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.facts import Published

# more statements of one node, or more ways to it, are not followed
MOST: Final = 2_000
# of a node with so few statements all are taken at once
_FEW: Final = 100

Key = tuple[Term | None, NamedNode | None, Term | None]


@dataclass(frozen=True)
class Lookups:
    """Asks `published` each thing once; `cut` tells of what there was too much.

    Most questions are about nodes that a few others have been about, so that little
    of what is asked reaches the store.
    """

    published: Published
    most: int = MOST
    cut: set[Key] = field(default_factory=set)
    _kept: dict[Key, tuple[Quad, ...]] = field(default_factory=dict, repr=False)
    _few: dict[Term, tuple[Quad, ...] | None] = field(default_factory=dict, repr=False)
    _led_to: dict[Term, bool] = field(default_factory=dict, repr=False)

    def quads(self, key: Key) -> tuple[Quad, ...]:
        """Return the quads that fit `key`, each with its graph, not too many."""
        if key not in self._kept:
            self._kept[key] = self._asked(key)
        return self._kept[key]

    def is_led_to(self, node: Term) -> bool:
        """Return whether any published statement has `node` as its value."""
        if node not in self._led_to:
            found = self.published.quads(None, None, node)
            self._led_to[node] = next(found, None) is not None
        return self._led_to[node]

    def _asked(self, key: Key) -> tuple[Quad, ...]:
        subject, predicate, value = key
        backwards = subject is None and isinstance(value, NamedNode)
        if backwards and value is not None and not self.is_led_to(value):
            return ()
        few = self._all_of(subject) if subject is not None else None
        if few is None:
            return self._most_of(key, self.published.quads(*key))
        return tuple(
            quad
            for quad in few
            if (predicate is None or quad.predicate == predicate)
            and (value is None or quad.object == value)
        )

    def _all_of(self, node: Term) -> tuple[Quad, ...] | None:
        """Return all statements of `node` where they are few."""
        if isinstance(node, Literal):
            return ()
        if node not in self._few:
            found = tuple(islice(self.published.quads(node), _FEW + 1))
            self._few[node] = found if len(found) <= _FEW else None
        return self._few[node]

    def _most_of(self, key: Key, quads: Iterator[Quad]) -> tuple[Quad, ...]:
        found = tuple(islice(quads, self.most + 1))
        if len(found) > self.most:
            self.cut.add(key)
        return found[: self.most]
