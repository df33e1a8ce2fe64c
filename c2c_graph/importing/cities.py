"""Find the city that a row is about, or mint it; never guess between two."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.importing import nodes
from c2c_graph.importing.entries import Entry
from c2c_graph.importing.names import CityName
from c2c_graph.importing.names import read_name
from c2c_graph.importing.names import same_name
from c2c_graph.importing.names import slug
from c2c_graph.importing.rules import LeftOut
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE

# short forms that tables use after a comma; full names come from the countries
_SHORT_FORMS: Final = {"uk": "GB", "usa": "US", "uae": "AE", "drc": "CD"}
_CITY: Final = " city"
_LONGEST_CODE: Final = 3  # "OH", "NSW"; a longer suffix is a state's name

_Index = defaultdict[tuple[str, str], dict[str, "City"]]


class Way(StrEnum):
    """How the city of a row was found; an earlier one is surer."""

    SLUG = "by its city_slug"
    EARLIER = "by an earlier import of the same row"
    NAME = "by its name and country"
    MINTED = "minted"


@dataclass(frozen=True)
class City:
    """A city as matching sees it: `names` are its labels, `spellings` all names."""

    key: str
    label: str
    names: frozenset[CityName]
    spellings: frozenset[str]

    @property
    def iri(self) -> NamedNode:
        """Return the IRI of the city."""
        return nodes.thing("city", self.key)


@dataclass(frozen=True)
class Found:
    """The city of a row and how it was found."""

    city: City
    way: Way


class Register:
    """The cities that are known, by country; minting adds to it."""

    def __init__(
        self,
        cities: Iterable[City],
        country_names: Mapping[str, str],
        earlier: Mapping[str, str],
    ) -> None:
        """`country_names`: folded name → alpha-2; `earlier`: row id → city key."""
        self.country_names = {**_SHORT_FORMS, **country_names}
        self.earlier = earlier
        self.by_key: dict[str, City] = {}
        # (country, folded name) → cities; a city found by label is found first
        self.by_spelling: _Index = defaultdict(dict)
        self.by_label: _Index = defaultdict(dict)
        self.minted: dict[str, City] = {}
        for city in cities:
            self._add(city)

    def find(self, entry: Entry) -> Found | LeftOut:
        """Return the city that `entry` is about, minted where none is known."""
        prefix = entry.iso2.lower() + "-"
        if entry.city_slug:
            city = self.by_key.get(prefix + entry.city_slug)
            return Found(city, Way.SLUG) if city else LeftOut.UNKNOWN_CITY
        city = self.by_key.get(self.earlier.get(entry.id, ""))
        if city and city.key.startswith(prefix):
            return Found(city, Way.EARLIER)
        return self._find_by_name(read_name(entry.name), entry.iso2)

    def _find_by_name(self, name: CityName, iso2: str) -> Found | LeftOut:
        suffix = self._suffix(name, iso2)
        known = self._named(name, iso2)
        alike = known
        unsure: list[City] = []
        if suffix:
            alike = [city for city in known if suffix in self._suffixes(city)]
            unsure = [city for city in known if not self._differs(city, suffix)]
        if len(alike) == 1:
            return Found(alike[0], Way.NAME)
        if alike or unsure:
            return LeftOut.AMBIGUOUS_CITY
        return self._mint(name, iso2)

    def _suffix(self, name: CityName, iso2: str) -> str:
        suffix = same_name(name.suffix)
        # "Birmingham, UK" tells Birmingham from no other place in the country
        own = self.country_names.get(suffix) == iso2
        return "" if own else suffix.replace(" ", "")

    def _suffixes(self, city: City) -> set[str]:
        iso2 = city.key[:2].upper()
        found = {self._suffix(read_name(text), iso2) for text in city.spellings}
        return found - {""}

    def _differs(self, city: City, suffix: str) -> bool:
        # a namesake of which no state is known may be the one that is meant, and
        # so may one whose state is written in the other way ("OH", "Ohio")
        short = len(suffix) <= _LONGEST_CODE
        known = self._suffixes(city)
        return any((len(other) <= _LONGEST_CODE) == short for other in known)

    def _named(self, name: CityName, iso2: str) -> list[City]:
        exact = self.by_spelling[iso2, same_name(name.written)]
        if exact:
            return list(exact.values())
        wanted = _folded((name.plain, *name.others))
        wanted_without = {text.removesuffix(_CITY) for text in wanted}
        return self._labelled(wanted, iso2) or self._labelled(wanted_without, iso2)

    def _labelled(self, wanted: set[str], iso2: str) -> list[City]:
        found = [self.by_label[iso2, text] for text in sorted(wanted)]
        return list(
            {key: city for some in found for key, city in some.items()}.values()
        )

    def _mint(self, name: CityName, iso2: str) -> Found | LeftOut:
        key = self._free_key(name, iso2)
        if key is None:
            return LeftOut.NO_KEY
        alone = not self._labelled({same_name(name.plain)}, iso2)
        label = name.plain if alone else name.written
        spellings = frozenset({label, name.plain, name.written})
        city = City(key, label, frozenset({read_name(label)}), spellings)
        self.minted[key] = city
        self._add(city)
        return Found(city, Way.MINTED)

    def _free_key(self, name: CityName, iso2: str) -> str | None:
        parts = slug(name.plain), slug(name.suffix)
        keys = [parts[0], f"{parts[1]}-{parts[0]}" if parts[1] else ""]
        full = [f"{iso2.lower()}-{key}" for key in keys if key and parts[0]]
        return next((key for key in full if key not in self.by_key), None)

    def _add(self, city: City) -> None:
        self.by_key[city.key] = city
        iso2 = city.key[:2].upper()
        for text in _folded(city.spellings):
            self.by_spelling[iso2, text][city.key] = city
        for text in _folded(name.plain for name in city.names):
            self.by_label[iso2, text][city.key] = city


def read_cities(triples: Iterable[Triple]) -> list[City]:
    """Return the cities that `triples` describe, sorted by key."""
    cities: set[NamedNode] = set()
    labels: dict[NamedNode, list[Literal]] = defaultdict(list)
    others: dict[NamedNode, list[str]] = defaultdict(list)
    for triple in triples:
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if triple.predicate == TYPE and value == nodes.term("City"):
            cities.add(subject)
        elif triple.predicate == LABEL and isinstance(value, Literal):
            labels[subject].append(value)
        elif triple.predicate == nodes.ALTERNATE_NAME and isinstance(value, Literal):
            others[subject].append(value.value)
    found = (_city(node, labels[node], others[node]) for node in cities)
    return sorted(found, key=lambda city: city.key)


def describe(city: City, iso2: str, source: NamedNode) -> list[Triple]:
    """Return what is stated of a minted `city`: its names, country and source."""
    return nodes.statements(
        city.iri,
        (TYPE, nodes.term("City")),
        (LABEL, nodes.english(city.label)),
        *(
            (nodes.ALTERNATE_NAME, nodes.english(spelling))
            for spelling in sorted(city.spellings - {city.label})
        ),
        (nodes.term("country"), nodes.thing("country", iso2.lower())),
        (nodes.SOURCE, source),
    )


def surest(found: Mapping[str, Found]) -> dict[str, Found | LeftOut]:
    """Return `found` (by row id) with no city twice: the surest way keeps it.

    Where two rows found the same city in ways equally sure, neither keeps it.
    """
    claims: dict[str, list[str]] = defaultdict(list)
    for row, match in found.items():
        claims[match.city.key].append(row)
    order = list(Way)
    kept: dict[str, Found | LeftOut] = {}
    for row, match in found.items():
        rank = order.index(match.way)
        rivals = [found[r] for r in claims[match.city.key] if r != row]
        lost = any(order.index(rival.way) <= rank for rival in rivals)
        kept[row] = LeftOut.SAME_CITY if lost else match
    return kept


def _city(node: NamedNode, labels: list[Literal], others: list[str]) -> City:
    texts = [label.value for label in labels]
    english = [label.value for label in labels if label.language == "en"]
    key = nodes.key_of(node)
    return City(
        key,
        min(english or texts or [key]),
        frozenset(read_name(text) for text in texts),
        frozenset([*texts, *others]),
    )


def _folded(texts: Iterable[str]) -> set[str]:
    return {same_name(text) for text in texts}
