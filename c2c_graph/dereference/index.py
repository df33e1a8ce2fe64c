"""The list of things of each kind, by name and group, made once for a release."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from itertools import islice
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import MERGE
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.names import name_of

# things of one kind that a list holds; what is beyond is reached by SPARQL
LISTED: Final = 100_000
ALTERNATE_NAME: Final = NamedNode(words.SCHEMA + "alternateName")


@dataclass(frozen=True)
class Entry:
    """One thing in a list: its name, the name of its group, what search looks in."""

    node: NamedNode
    name: Literal
    group: str
    folded: str


@dataclass(frozen=True)
class Index:
    """What there is, by kind; each list is sorted by group and name."""

    kinds: dict[str, tuple[Entry, ...]] = field(repr=False)

    def count(self, kind: str) -> int:
        """Return how many things of `kind` are listed."""
        return len(self.kinds.get(kind, ()))

    def search(self, text: str, limit: int) -> list[tuple[str, Entry]]:
        """Return at most `limit` (kind, entry) whose name holds `text`.

        Case and accents are folded; names that begin with `text` come first.
        """
        wanted = fold(text)
        if not wanted:
            return []
        found = (
            (kind, entry)
            for kind, entries in self.kinds.items()
            for entry in entries
            if wanted in entry.folded
        )
        hits = islice(found, 10 * limit)
        return sorted(hits, key=lambda hit: _closeness(wanted, hit[1]))[:limit]


def build_index(facts: Facts) -> Index:
    """Return the lists of every kind that this release has things of."""
    lists = {kind: _entries(facts, kind) for kind in words.CLASS_OF_KIND}
    return Index({kind: entries for kind, entries in lists.items() if entries})


def fold(text: str) -> str:
    """Return `text` in lower case without accents, for comparing names."""
    apart = unicodedata.normalize("NFKD", text.strip())
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _entries(facts: Facts, kind: str) -> tuple[Entry, ...]:
    prefix = f"{namespaces.THINGS}{kind}/" if kind != "def" else namespaces.DEFINITIONS
    class_of = NamedNode(words.CLASS_OF_KIND[kind])
    quads = facts.store.quads_for_pattern(None, words.TYPE, class_of, MERGE)
    nodes = (q.subject for q in quads if isinstance(q.subject, NamedNode))
    ours = (node for node in nodes if str(node.value).startswith(prefix))
    entries = (_entry(facts, kind, node) for node in islice(ours, LISTED))
    return tuple(sorted(entries, key=lambda e: (fold(e.group), fold(e.name.value))))


def _entry(facts: Facts, kind: str, node: NamedNode) -> Entry:
    name = name_of(facts, node, ())
    searched = " | ".join([fold(name.value), *map(fold, _other_names(facts, node))])
    return Entry(node, name, _group(facts, kind, node), searched)


def _other_names(facts: Facts, node: NamedNode) -> Iterator[str]:
    for triple in facts.labels(node):
        if isinstance(triple.object, Literal):
            yield triple.object.value
    for other in facts.objects(node, ALTERNATE_NAME):
        if isinstance(other, Literal):
            yield other.value


def _group(facts: Facts, kind: str, node: NamedNode) -> str:
    predicate = words.GROUP_OF_KIND.get(kind)
    if predicate is None:
        return ""
    found = facts.objects(node, NamedNode(predicate))
    return min((name_of(facts, term, ()).value for term in found), default="")


def _closeness(wanted: str, entry: Entry) -> tuple[bool, bool, str]:
    first = entry.folded
    return (not first.startswith(wanted), f" {wanted}" not in f" {first}", first)
