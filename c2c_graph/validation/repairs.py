"""What to write instead of a value, where that can be told.

A value is turned in the ways that people usually go wrong, and the first form that
the shape takes is proposed; so no proposal fails the rule that it answers to.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from itertools import product
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.canonical import write_term
from c2c_graph.rdf.literals import changed_by_store
from c2c_graph.rdf.terms import LANG_STRING
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.demands import Demands
from c2c_graph.validation.readings import precise_first
from c2c_graph.validation.readings import readings
from c2c_graph.validation.shown import plain

# the tag of a proposal for a text whose language nobody has told
EXAMPLE_LANGUAGE: Final = "en"
SCHEMA_HTTP: Final = "http://schema.org/"
_LONGEST: Final = 2000
_DOI: Final = re.compile(r"^(https?://(dx[.])?doi[.]org/|doi:\s*)", re.IGNORECASE)
_POINT: Final = re.compile(
    r"^(<[^>]*>\s*|SRID=\d+;\s*)?POINT\s*[(]\s*"
    r"(-?\d+(?:[.]\d+)?)[\s,]+(-?\d+(?:[.]\d+)?)\s*[)]$",
    re.IGNORECASE,
)
# reference systems in degrees of longitude and latitude; PostGIS gives x before y
_EAST_FIRST: Final = re.compile(r"<\S*CRS:?84>|SRID=4326;", re.IGNORECASE)
# by definition latitude first (OGC GeoSPARQL 1.1 §8.5.1)
_NORTH_FIRST: Final = re.compile(r"<\S*EPSG[:/]\S*\b4326>", re.IGNORECASE)
_SDG: Final = "http://metadata.un.org/sdg/"
_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_DOMAIN: Final = re.compile(r"(?:[A-Za-z0-9-]+[.])+[A-Za-z]{2,24}(?:/\S*)?")
# what people write for an address that is another one
_ADDRESSES: Final = (
    (re.compile(r"(Q[1-9][0-9]*)"), "http://www.wikidata.org/entity/"),
    (re.compile(r"https?://sdgs[.]un[.]org/goals/goal([0-9]+)"), _SDG),
    (re.compile(r"(?:SDG ?)?([0-9]{1,2}(?:[.][0-9a-d]{1,2})?)"), _SDG),
)
_YEAR_OF_DATE: Final = re.compile(r"(\d{4})-(?:0[1-9]|1[0-2])(?:-\d\d)?$")
_WHOLE: Final = re.compile(r"([+-]?[0-9]+)(?:[.]0*)?")
_DATE_AND_TIME: Final = re.compile(r"^(-?\d{4,}-\d\d-\d\d)T")


def statement(path: NamedNode, value: Term, prefixes: Mapping[str, str]) -> str:
    """Return `path` and `value` in Turtle, to stand after their subject."""
    verb = "a" if path == TYPE else write_term(path, prefixes)
    return plain(f"{verb} {write_term(value, prefixes)}")


def taken(demands: Demands, shape: str, value: Term) -> NamedNode | Literal | None:
    """Return what `value` probably means in a form that `shape` takes, or None."""
    if not isinstance(value, NamedNode | Literal) or len(value.value) > _LONGEST:
        return None
    if demands.takes(shape, value):  # what is wrong is not told by the value alone
        return None
    for proposal in _proposals(demands.datatypes(shape), value):
        if proposal != value and _is_kept(proposal) and demands.takes(shape, proposal):
            return proposal
    meant = either(demands, shape, value)
    if len(meant) != 1:
        return None
    short = whole(meant[0])
    return short if demands.takes(shape, short) else meant[0]


def tidied(demands: Demands, shape: str, value: Term) -> Literal | None:
    """Return `value` without stray spaces where `shape` takes it so, or None."""
    if not isinstance(value, Literal) or not value.language:
        return None
    tidy = Literal(" ".join(value.value.split()), language=value.language)
    return tidy if tidy != value and demands.takes(shape, tidy) else None


def either(demands: Demands, shape: str, value: Term) -> list[Literal]:
    """Return what a day or number that `shape` does not take may mean there.

    That is told in the most precise of the datatypes that the shape takes.
    """
    if not isinstance(value, Literal) or demands.takes(shape, value):
        return []
    asked = demands.datatypes(shape)
    for datatype in precise_first(asked):
        read = readings(Literal(value.value, datatype=datatype))
        if meant := [one for one in read if demands.takes(shape, one)]:
            return meant
    return []


def with_https(node: NamedNode) -> NamedNode:
    """Return `node`, a term of schema.org with https and not http."""
    if not node.value.startswith(SCHEMA_HTTP):
        return node
    return NamedNode(SCHEMA + node.value.removeprefix(SCHEMA_HTTP))


def as_iri(text: str) -> NamedNode | None:
    """Return the web address that `text` is, or None."""
    return NamedNode(text) if _IRI.fullmatch(text) else None


def whole(literal: Literal) -> Literal:
    """Return `literal`, a decimal without decimal places as an integer."""
    number = _WHOLE.fullmatch(literal.value)
    if literal.datatype.value != XSD + "decimal" or number is None:
        return literal
    return Literal(number[1], datatype=NamedNode(XSD + "integer"))


def _is_kept(proposal: NamedNode | Literal) -> bool:
    """Return whether the store keeps `proposal` as it is written."""
    return isinstance(proposal, NamedNode) or changed_by_store(proposal) is None


def _proposals(
    datatypes: list[NamedNode], value: NamedNode | Literal
) -> Iterator[NamedNode | Literal]:
    texts = list(dict.fromkeys(_texts(value.value)))
    if isinstance(value, NamedNode):
        yield from (NamedNode(text) for text in texts if _IRI.fullmatch(text))
        return
    for text, datatype in product(texts, datatypes or [value.datatype]):
        if datatype != LANG_STRING:
            yield Literal(text, datatype=datatype)
    tongue = LANG_STRING in datatypes or (value.language and not datatypes)
    for text in texts:
        if tongue:
            yield Literal(text, language=value.language or EXAMPLE_LANGUAGE)
        if _IRI.fullmatch(text):
            yield NamedNode(text)


def _texts(text: str) -> Iterator[str]:
    """Yield `text` as it is, then as it may be meant, the smallest change first."""
    yield text
    trimmed = " ".join(text.split())
    yield trimmed
    bare = _DOI.sub("", trimmed)
    yield bare
    yield bare.lower()
    together = trimmed.replace(" ", "")
    yield together
    yield together.upper()
    yield together.lower()
    yield re.sub(r"[\s-]", "", trimmed).upper()
    yield from _other_addresses(trimmed)
    yield from _points(trimmed)
    yield together.removesuffix("%")
    for form in (_DATE_AND_TIME, _YEAR_OF_DATE):
        if found := form.match(trimmed):
            yield found[1]


def _other_addresses(text: str) -> Iterator[str]:
    if text.startswith("http://"):
        yield "https://" + text.removeprefix("http://")
    if text.startswith("https://"):
        yield "http://" + text.removeprefix("https://")
    if text.startswith("www.") or _DOMAIN.fullmatch(text):
        yield "https://" + text
    for form, address in _ADDRESSES:
        if found := form.fullmatch(text):
            yield address + found[1]


def _points(text: str) -> Iterator[str]:
    """Yield the point that `text` names, rounded, east before north.

    Without a reference system also with its numbers swapped; in one that is not in
    degrees, or not known, a point means another place, so that nothing is told.
    """
    if found := _POINT.match(text):
        system, *numbers = found.groups(default="")
        x, y = (_short(f"{float(number):.6f}") for number in numbers)
        if not system.strip() or _EAST_FIRST.fullmatch(system.strip()):
            yield f"POINT({x} {y})"
        if not system.strip() or _NORTH_FIRST.fullmatch(system.strip()):
            yield f"POINT({y} {x})"


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
