"""What shapes ask for in words: counts, kinds of value, levels."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.pattern_words import in_words
from c2c_graph.dereference.shape_demands import Demand
from c2c_graph.rdf.terms import XSD

# names of datatypes; of others the prefixed name alone is shown
_DATATYPES: Final = {
    words.RDF + "langString": "text with its language",
    words.GEO + "wktLiteral": "coordinates",
    XSD + "string": "text",
    XSD + "gYear": "year",
    XSD + "gYearMonth": "month",
    XSD + "date": "day",
    XSD + "dateTime": "date and time",
    XSD + "integer": "whole number",
    XSD + "decimal": "number",
    XSD + "boolean": "true or false",
    XSD + "anyURI": "address",
}
_NODE_KINDS: Final = {
    "IRI": "an IRI",
    "Literal": "a text, number or date",
    "BlankNode": "a blank node",
    "BlankNodeOrIRI": "an IRI or a blank node",
    "BlankNodeOrLiteral": "a blank node, text, number or date",
    "IRIOrLiteral": "an IRI, text, number or date",
}
_FIGURES: Final = {
    "minInclusive": "at least",
    "maxInclusive": "at most",
    "minExclusive": "more than",
    "maxExclusive": "less than",
}
_LENGTHS: Final = {"minLength": "at least", "maxLength": "at most"}
_COMPARED: Final = {
    "lessThan": "less than",
    "lessThanOrEquals": "not more than",
    "equals": "the same as",
    "disjoint": "not the same as",
}
_JOINED: Final = {
    "or": ("either", "or"),
    "xone": ("one of", "or"),
    "and": ("both", "and"),
    "not": ("not", "and"),
    "qualified": ("at least one", "and"),
}
# what a level asks to be clean, by the severity that keeps data from it
LEVEL_OF: Final = {"Violation": "basic", "Warning": "essential", "Info": "full"}
_NO_END: Final = "*"
# what a value is comes before what else is asked of it
_FIRST: Final = ("datatype", "class", "scheme", "nodeKind", "or", "in")
# told by the name of a class or list
_TOLD_BY: Final = ("class", "scheme")


@dataclass(frozen=True)
class Phrase:
    """A few words, with terms to show between them and what is shown as code."""

    before: str
    terms: tuple[Term, ...] = ()
    code: str = ""
    inner: tuple[tuple["Phrase", ...], ...] = ()
    joined: str = ""


def count(least: int, most: int | None) -> str:
    """Return how many there are: `1`, `0..1`, `1..*`."""
    if least == most:
        return str(least)
    return f"{least}..{_NO_END if most is None else most}"


def phrases(demands: Iterable[Demand]) -> tuple[Phrase, ...]:
    """Return `demands` in words, each once; what another one implies is left out."""
    found = tuple(dict.fromkeys(demands))
    names = {demand.name for demand in found}
    pointed = not names.isdisjoint(_TOLD_BY)
    kept = (d for d in found if not (pointed and d.name == "nodeKind"))
    ordered = sorted(kept, key=lambda demand: demand.name not in _FIRST)
    return tuple(dict.fromkeys(phrase for d in ordered for phrase in _phrases(d)))


def _phrases(demand: Demand) -> Iterator[Phrase]:
    name, terms = demand.name, demand.terms
    if name == "datatype":
        for node in terms:
            yield Phrase(_DATATYPES.get(_text(node), "a value"), (), _text(node))
    elif name == "class":
        yield Phrase("an entry of", terms)
    elif name == "scheme":
        yield Phrase("a concept of the list", terms)
    elif name == "nodeKind":
        kind = _text(terms[0]).removeprefix(words.SHACL)
        yield Phrase(_NODE_KINDS.get(kind, kind))
    elif name == "pattern":
        pattern = _text(terms[0])
        yield Phrase(in_words(pattern) or "of the form", (), pattern)
    elif name == "uniqueLang":
        yield Phrase("one for each language")
    elif name == "languageIn":
        yield Phrase(f"in the language {', '.join(map(_text, terms))}")
    elif name in ("in", "hasValue"):
        yield Phrase("one of" if name == "in" else "among them", terms)
    else:
        yield from _measured(demand)


def _measured(demand: Demand) -> Iterator[Phrase]:
    name, terms = demand.name, demand.terms
    if name in _FIGURES:
        yield Phrase(f"{_FIGURES[name]} {_text(terms[0])}")
    elif name in _LENGTHS:
        number = _text(terms[0])
        characters = "character" if number == "1" else "characters"
        yield Phrase(f"{_LENGTHS[name]} {number} {characters}")
    elif name in _COMPARED:
        yield Phrase(_COMPARED[name], terms)
    elif name in _JOINED:
        before, joined = _JOINED[name]
        inner = tuple(filter(None, (phrases(part) for part in demand.parts)))
        if inner:
            yield Phrase(before, inner=inner, joined=joined)


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
