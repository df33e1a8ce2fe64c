"""Choose the name to show: the reader's language first, then English, then any."""

from collections.abc import Sequence
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.facts import Term

FALLBACK: Final = "en"


def best(literals: Sequence[Literal], languages: Sequence[str]) -> Literal | None:
    """Return the literal in the first of `languages` that there is.

    After these English counts, then a text without language, then the first by
    language tag, so that the choice is the same on every day.
    """
    order = [*languages, FALLBACK, ""]

    def rank(literal: Literal) -> tuple[int, str, str]:
        primary = (literal.language or "").partition("-")[0]
        place = order.index(primary) if primary in order else len(order)
        return (place, literal.language or "", literal.value)

    return min(literals, key=rank, default=None)


def name_of(facts: Facts, term: Term, languages: Sequence[str]) -> Literal:
    """Return what to call `term`: its label, else the readable end of its IRI."""
    if isinstance(term, Literal):
        return term
    if isinstance(term, Triple):
        return Literal(str(term))
    labels = [_literal(triple.object) for triple in facts.labels(term)]
    chosen = best(labels, languages)
    unnamed = "…" if isinstance(term, BlankNode) else short(term.value)
    return chosen or Literal(unnamed)


def short(iri: str) -> str:
    """Return the end of `iri` that tells most: without our base or a namespace."""
    for base in (namespaces.TERMS, namespaces.SHAPES):
        if iri.startswith(base) and len(iri) > len(base):
            return iri.removeprefix(base)
    if namespaces.is_ours(iri) and iri != namespaces.BASE:
        return iri.removeprefix(namespaces.BASE).removeprefix("id/")
    end = iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return end if end and ":" not in end else iri


def _literal(term: Term) -> Literal:
    return term if isinstance(term, Literal) else Literal(str(term))
