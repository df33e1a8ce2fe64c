"""The concepts of a scheme as a tree: what is broader holds what is narrower."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.facts import Node
from c2c_graph.dereference.index import fold
from c2c_graph.dereference.names import best
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown

# a scheme with more concepts is listed by what points to it, in pages
MOST: Final = 1_000
DEEPEST: Final = 12
IN_SCHEME: Final = NamedNode(words.SKOS + "inScheme")
_BROADER: Final = NamedNode(words.SKOS + "broader")
_DEFINITION: Final = NamedNode(words.SKOS + "definition")


@dataclass(frozen=True)
class Branch:
    """A concept, its definition in the reader's language, and what is narrower."""

    name: Shown
    definition: Shown | None
    branches: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class Planted:
    """A tree and the number of its concepts."""

    count: int
    branches: tuple[Branch, ...]


def concept_tree(names: Names, scheme: NamedNode) -> Planted | None:
    """Return the tree of `scheme`; nothing where it has no concepts, or too many.

    Every concept stands in it once: below one that is broader, or on top. A circle is
    cut, and so is what goes on deeper than anybody reads. Two look-ups a concept.
    """
    found = islice(names.facts.pointing_to(scheme, IN_SCHEME), MOST + 1)
    subjects = {t.subject for t in found if not isinstance(t.subject, Triple)}
    concepts = sorted(subjects, key=str)
    if not 0 < len(concepts) <= MOST:
        return None
    narrower = _narrower(names.facts, concepts)
    below = {concept for others in narrower.values() for concept in others}
    tops = [concept for concept in concepts if concept not in below]
    roots, kept = _planted([*tops, *concepts], narrower)
    return Planted(len(concepts), _branches(names, roots, kept))


def _narrower(facts: Facts, concepts: list[Node]) -> dict[Node, list[Node]]:
    known, found = set(concepts), dict[Node, list[Node]]()
    for concept in concepts:
        for other in facts.objects(concept, _BROADER):
            if isinstance(other, NamedNode) and other in known and other != concept:
                found.setdefault(other, []).append(concept)
    return found


def _planted(
    order: Iterable[Node], narrower: Mapping[Node, list[Node]]
) -> tuple[list[Node], dict[Node, list[Node]]]:
    """Return what stands on top, and what below each; nothing stands twice."""
    roots: list[Node] = []
    kept: dict[Node, list[Node]] = {}
    seen: set[Node] = set()
    for root in order:
        if root in seen:
            continue
        roots.append(root)
        seen.add(root)
        level = [root]
        for _ in range(DEEPEST):
            for concept in level:
                below = [c for c in narrower.get(concept, ()) if c not in seen]
                seen.update(below)
                kept[concept] = below
            level = [c for concept in level for c in kept[concept]]
    return roots, kept


def _branches(
    names: Names, concepts: Iterable[Node], kept: Mapping[Node, list[Node]]
) -> tuple[Branch, ...]:
    made = [
        Branch(
            names.show(concept),
            _definition(names, concept),
            _branches(names, kept.get(concept, ()), kept),
        )
        for concept in concepts
    ]
    return tuple(sorted(made, key=lambda b: (fold(b.name.text), b.name.title)))


def _definition(names: Names, concept: Node) -> Shown | None:
    found = names.facts.objects(concept, _DEFINITION)
    texts = [value for value in found if isinstance(value, Literal)]
    chosen = best(texts, names.languages)
    return names.show(chosen) if chosen else None
