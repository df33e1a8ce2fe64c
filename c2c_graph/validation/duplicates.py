"""Tell the new entries of a submission that look like others."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.facts import Published
from c2c_graph.validation.likeness import NEAR
from c2c_graph.validation.likeness import Likeness
from c2c_graph.validation.likeness import likeness
from c2c_graph.validation.lookalikes import Lookalikes
from c2c_graph.validation.lookalikes import lookalikes_among
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rules import RULES
from c2c_graph.validation.traits import Traits
from c2c_graph.validation.traits import group_of

RULE: Final = "looks-like"
# a name longer than this is a title; its halves are long enough
_LONGEST_NAME: Final = 300
# so many candidates of an entry are compared, and so many names looked up
_MOST_CANDIDATES: Final = 100
_MOST_NAMES: Final = 20
# so many others are told of one entry
_MOST_TOLD: Final = 3

_Facts = Callable[[NamedNode], Iterable[tuple[NamedNode, Term]]]


def lookalike_remarks(
    submitted: Iterable[Quad],
    published: Published | None,
    lookalikes: Lookalikes | None,
    language: str,
) -> Iterator[Remark]:
    """Yield, for each new entry in `submitted`, the entries that it may be.

    These are among the `published`, which `lookalikes` finds, and in the submission
    itself. An entry whose IRI is published already is not new. What an entry costs
    does not depend on how many are published.
    """
    quads = list(submitted)
    own, among = _Stated(quads), lookalikes_among(quads)
    for iri in own.entries:
        if published is None or not _is_there(published, iri):
            traits = Traits.of(iri, own.facts)
            # of two new entries the second is told the first
            earlier = (other for other in _candidates(traits, among) if other < iri)
            found = [*_alike(traits, earlier, own.facts, language)]
            if published is not None and lookalikes is not None:
                others = (o for o in _candidates(traits, lookalikes) if o != iri)
                found += _alike(traits, others, _facts_of(published), language)
            yield from _remarks(iri, found, language)


class _Stated:
    """What a submission states, by subject."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._facts: dict[Term, list[tuple[NamedNode, Term]]] = {}
        for quad in quads:
            said = self._facts.setdefault(quad.subject, [])
            said.append((quad.predicate, quad.object))

    @property
    def entries(self) -> list[str]:
        """The entries with a class that can be compared."""
        typed = (
            node
            for node, said in self._facts.items()
            if any(path == TYPE for path, _ in said)
        )
        named = (node.value for node in typed if isinstance(node, NamedNode))
        return sorted(iri for iri in named if group_of(iri))

    def facts(self, subject: NamedNode) -> Iterable[tuple[NamedNode, Term]]:
        return self._facts.get(subject, ())


def _facts_of(published: Published) -> _Facts:
    return lambda subject: ((q.predicate, q.object) for q in published.quads(subject))


def _is_there(published: Published, iri: str) -> bool:
    return next(published.quads(NamedNode(iri), TYPE), None) is not None


def _candidates(traits: Traits, lookalikes: Lookalikes) -> list[str]:
    """Return the entries that share a name, a code or a place with `traits`."""
    found: dict[str, None] = {}
    for node in islice(_found(traits, lookalikes), _MOST_CANDIDATES * 10):
        if group_of(node.value) == traits.group:
            found.setdefault(node.value)
        if len(found) >= _MOST_CANDIDATES:
            break
    return list(found)


def _found(traits: Traits, lookalikes: Lookalikes) -> Iterator[NamedNode]:
    names = sorted({name.value[:_LONGEST_NAME] for name in traits.names})[:_MOST_NAMES]
    for code in sorted(traits.codes)[:_MOST_NAMES]:
        yield from lookalikes.by_code(code)
    for name in names:
        yield from lookalikes.by_name(name)
    if traits.point is not None:
        yield from lookalikes.near(traits.point, NEAR)
    for name in names:
        yield from lookalikes.almost_named(name)


def _alike(
    traits: Traits, others: Iterable[str], facts: _Facts, language: str
) -> Iterator[tuple[str, Likeness]]:
    for iri in others:
        found = likeness(traits, Traits.of(iri, facts), language)
        if found.is_told:
            yield iri, found


def _remarks(
    iri: str, found: list[tuple[str, Likeness]], language: str
) -> Iterator[Remark]:
    """Yield what is told of the entry `iri`: the others most like it, each once."""
    best: dict[str, Likeness] = {}
    for other, like in sorted(found, key=lambda pair: (-pair[1].weight, pair[0])):
        best.setdefault(other, like)
    for other, like in islice(best.items(), _MOST_TOLD):
        details = {"other": other, "matched": "; ".join(like.matched)}
        yield Remark(
            RULE,
            NamedNode(iri),
            details={"near": NamedNode(other)},
            message=RULES[RULE].message(language, details),
            severity=Severity.WARNING if like.is_strong else Severity.INFO,
        )
