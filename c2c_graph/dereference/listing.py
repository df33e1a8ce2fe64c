"""Write the lists of a release: every thing by kind, with its name and group.

The store is read one predicate after the other: to look up the names of each thing
for itself takes four times as long.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Final
from typing import NamedTuple

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import MERGE
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.index import SCHEMA
from c2c_graph.dereference.index import fold
from c2c_graph.dereference.names import best
from c2c_graph.dereference.names import name_of
from c2c_graph.dereference.names import short

ALTERNATE_NAME: Final = NamedNode(words.SCHEMA + "alternateName")


class _Row(NamedTuple):
    """One thing as it is listed; its first three members give the order."""

    folded_group: str
    folded_name: str
    iri: str
    group: str
    searched: str


def write_index(facts: Facts, path: Path) -> None:
    """Write the lists of all kinds to the new file at `path` (see `index`)."""
    lists = _Lists(facts)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(SCHEMA)
        for kind in words.CLASS_OF_KIND:
            file.executemany(
                "INSERT INTO thing VALUES (?, ?, ?, ?, ?)",
                (
                    (kind, place, row.iri, row.group, row.searched)
                    for place, row in enumerate(sorted(lists.rows(kind)))
                ),
            )


class _Lists:
    """Reads what lists tell; names are kept, as groups are things themselves."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._things = {
            kind: [iri for iri in self._instances(kind) if iri.startswith(prefix)]
            for kind, prefix in _PREFIXES.items()
        }
        things = set(chain(*self._things.values()))
        self._labels = self._read_labels(things)
        self._other_names = self._texts(ALTERNATE_NAME, things)

    def rows(self, kind: str) -> Iterator[_Row]:
        """Yield the things of `kind`, in no order."""
        groups = self._groups(kind)
        for iri in self._things[kind]:
            labels = self._labels.get(iri, [])
            name = self._name(iri)
            names = (name, *(label.value for label in labels))
            others = (other.value for other in self._other_names.get(iri, ()))
            searched = " | ".join(map(fold, (*names, *others)))
            group = groups.get(iri, "")
            yield _Row(fold(group), fold(name), iri, group, searched)

    def _name(self, iri: str) -> str:
        chosen = best(self._labels.get(iri, ()), ())
        return chosen.value if chosen else short(iri)

    def _instances(self, kind: str) -> Iterator[str]:
        class_of = NamedNode(words.CLASS_OF_KIND[kind])
        return (iri for iri, _ in self._pairs(words.TYPE, class_of))

    def _read_labels(self, things: set[str]) -> dict[str, list[Literal]]:
        """Return the labels of `things`: by the first predicate that a thing has."""
        found: dict[str, list[Literal]] = {}
        for predicate in words.LABELS:
            found |= self._texts(predicate, things - found.keys())
        return found

    def _texts(
        self, predicate: NamedNode, things: set[str]
    ) -> dict[str, list[Literal]]:
        texts: dict[str, list[Literal]] = {}
        for iri, text in self._pairs(predicate) if things else ():
            if iri in things and isinstance(text, Literal):
                texts.setdefault(iri, []).append(text)
        return texts

    def _groups(self, kind: str) -> dict[str, str]:
        """Return the name of each thing's group: of several the first by name."""
        predicate = words.GROUP_OF_KIND.get(kind)
        groups: dict[str, str] = {}
        things = set(self._things[kind])
        for iri, group in self._pairs(NamedNode(predicate)) if predicate else ():
            if iri in things:
                name = self._group_name(group)
                groups[iri] = min(name, groups.get(iri, name))
        return groups

    def _group_name(self, group: Term) -> str:
        if isinstance(group, NamedNode) and group.value in self._labels:
            return self._name(group.value)
        return name_of(self._facts, group, ()).value

    def _pairs(
        self, predicate: NamedNode, value: NamedNode | None = None
    ) -> Iterator[tuple[str, Term]]:
        """Yield the IRI of each subject that has one, and its object."""
        for quad in self._facts.store.quads_for_pattern(None, predicate, value, MERGE):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, quad.object


_PREFIXES: Final = {
    kind: namespaces.DEFINITIONS if kind == "def" else f"{namespaces.THINGS}{kind}/"
    for kind in words.CLASS_OF_KIND
}
