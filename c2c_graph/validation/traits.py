"""What two entries can be recognised by: names, codes, a point, a country."""

import math
import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from typing import NamedTuple

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import FOAF
from c2c_graph.rdf.terms import GEO
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.names import folded

_BIBO: Final = "http://purl.org/ontology/bibo/"
NAMES: Final = (
    LABEL,
    NamedNode(SCHEMA + "alternateName"),
    NamedNode(SKOS + "altLabel"),
    NamedNode(DCTERMS + "title"),
)
GEOMETRY: Final = NamedNode(GEO + "hasDefaultGeometry")
WKT: Final = NamedNode(GEO + "asWKT")
COUNTRY: Final = NamedNode(namespaces.TERMS + "country")
# the kinds of entry that are compared; a network is an organisation, too
_GROUPS: Final = {
    "city": "city",
    "network": "organization",
    "organization": "organization",
    "person": "person",
    "publication": "publication",
}
# what is found by its name besides, when a link to it is misspelt
_ALSO_LISTED: Final = frozenset(
    {"case-study", "country", "government", "initiative", "post", "region", "role"}
)
_POINT: Final = re.compile(r"POINT\s*[(]\s*(\S+)\s+(\S+?)\s*[)]", re.IGNORECASE)
_WIKIDATA: Final = re.compile(r"wikidata[.]org/(?:entity|wiki)/(Q[0-9]+)")
_GEONAMES: Final = re.compile(r"geonames[.]org/([0-9]+)")
_KILOMETRES_OF_RADIUS: Final = 6371.0


class Point(NamedTuple):
    """A place on the globe, in degrees."""

    longitude: float
    latitude: float

    def kilometres_to(self, other: "Point") -> float:
        """Return the distance to `other` along the globe."""
        one, two = math.radians(self.latitude), math.radians(other.latitude)
        east = math.radians(other.longitude - self.longitude)
        half = (
            math.sin((two - one) / 2) ** 2
            + math.cos(one) * math.cos(two) * math.sin(east / 2) ** 2
        )
        return 2 * _KILOMETRES_OF_RADIUS * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True)
class Traits:
    """What is known of the entry `iri`; a code says which kind of code it is."""

    iri: str
    names: frozenset[Literal] = frozenset()
    codes: frozenset[str] = frozenset()
    point: Point | None = None
    country: str = ""

    @classmethod
    def of(
        cls, iri: str, facts: Callable[[NamedNode], Iterable[tuple[NamedNode, Term]]]
    ) -> "Traits":
        """Return the traits of `iri`; `facts` gives what is said of a subject."""
        said = list(facts(NamedNode(iri)))
        texts = (value for path, value in said if path in NAMES)
        points = (
            point_in(text)
            for path, place in said
            if path == GEOMETRY and isinstance(place, NamedNode)
            for verb, text in facts(place)
            if verb == WKT
        )
        countries = (
            value.value
            for path, value in said
            if path == COUNTRY and isinstance(value, NamedNode)
        )
        codes = (code for path, value in said for code in codes_in(path, value))
        return cls(
            iri,
            frozenset(text for text in texts if isinstance(text, Literal)),
            frozenset(codes),
            next((point for point in points if point), None),
            min(countries, default=""),
        )

    @property
    def group(self) -> str:
        """Return what kind of thing it is compared with, empty where with none."""
        return group_of(self.iri)


def group_of(iri: str) -> str:
    """Return what kind of thing `iri` names, empty where its kind is not compared."""
    return _GROUPS.get(kind_of(iri), "")


def is_listed(iri: str) -> bool:
    """Return whether `iri` names an entry that can be found by name, code or place."""
    kind = kind_of(iri)
    return kind in _GROUPS or kind in _ALSO_LISTED


def kind_of(iri: str) -> str:
    """Return what stands after /id/ in `iri`, empty where it is none of ours."""
    if not iri.startswith(namespaces.THINGS):
        return ""
    return iri[len(namespaces.THINGS) :].partition("/")[0]


def spellings(name: str) -> set[str]:
    """Return the forms in which `name` is compared: Malmö is malmo and malmoe."""
    if name.isascii():
        return {folded(name)}
    return {folded(name), folded(name.casefold().translate(_DIGRAPHS))}


def point_in(text: Term) -> Point | None:
    """Return the point that `text` holds as WKT, longitude first."""
    found = _POINT.search(text.value) if isinstance(text, Literal) else None
    try:
        point = Point(float(found[1]), float(found[2])) if found else None
    except ValueError:
        return None
    if point and abs(point.longitude) <= 180 and abs(point.latitude) <= 90:
        return point
    return None


def codes_in(path: NamedNode, value: Term) -> Iterator[str]:
    """Yield the codes, `kind:code`, that `value` at `path` gives an entry."""
    if isinstance(value, Literal | NamedNode) and path in CODES:
        yield from CODES[path](value.value)


def _location(text: str) -> Iterator[str]:
    yield "locode:" + "".join(text.split()).upper()


def _doi(text: str) -> Iterator[str]:
    yield "doi:" + text.lower().rpartition("doi.org/")[2].strip()


def _isbn(text: str) -> Iterator[str]:
    """Yield the number of 13 digits; that of 10 digits has another last digit."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if len(digits) == 10 and digits[:9].isdecimal():
        digits = "978" + digits[:9]
    if len(digits) in {12, 13} and digits[:12].isdecimal():
        yield "isbn:" + digits[:12]


def _address(text: str) -> Iterator[str]:
    bare = re.sub(r"^https?://(www[.])?", "", text.strip(), flags=re.IGNORECASE)
    yield "address:" + bare.rstrip("/")


def _link(text: str) -> Iterator[str]:
    if found := _WIKIDATA.search(text):
        yield "wikidata:" + found[1]
    elif found := _GEONAMES.search(text):
        yield "geonames:" + found[1]
    else:
        yield from ("link:" + code.partition(":")[2] for code in _address(text))


CODES: Final[dict[NamedNode, Callable[[str], Iterator[str]]]] = {
    NamedNode(namespaces.TERMS + "unLocode"): _location,
    NamedNode(SCHEMA + "sameAs"): _link,
    NamedNode(SCHEMA + "url"): _address,
    NamedNode(FOAF + "homepage"): _address,
    NamedNode(_BIBO + "isbn13"): _isbn,
    NamedNode(_BIBO + "isbn10"): _isbn,
    NamedNode(_BIBO + "doi"): _doi,
}
_DIGRAPHS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
)
