"""How much two entries look alike, and by what: told in the language of the report."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from c2c_graph.validation.names import are_almost_one
from c2c_graph.validation.traits import Traits
from c2c_graph.validation.traits import spellings

# from here on two entries are told to look alike, and from there on strongly so
_ALIKE: Final = 2
_STRONGLY: Final = 4
_OF_A_CODE: Final = 3
_OF_A_NAME: Final = 2
# kilometres between two points of what may be one city, and what that counts for
NEAR: Final = 5.0
_VERY_NEAR: Final = 1.0
# cities farther apart than this only share a name
_FAR: Final = 50.0
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "locode": {
        "en": "same UN/LOCODE",
        "fr": "même UN/LOCODE",
        "es": "mismo UN/LOCODE",
    },
    "wikidata": {
        "en": "same Wikidata item",
        "fr": "même élément Wikidata",
        "es": "mismo elemento de Wikidata",
    },
    "geonames": {
        "en": "same GeoNames entry",
        "fr": "même entrée GeoNames",
        "es": "misma entrada de GeoNames",
    },
    "isbn": {"en": "same ISBN", "fr": "même ISBN", "es": "mismo ISBN"},
    "doi": {"en": "same DOI", "fr": "même DOI", "es": "mismo DOI"},
    "address": {
        "en": "same web address",
        "fr": "même adresse web",
        "es": "misma dirección web",
    },
    "link": {
        "en": "same link to another database",
        "fr": "même lien vers une autre base",
        "es": "mismo enlace a otra base",
    },
    "name": {"en": "same name", "fr": "même nom", "es": "mismo nombre"},
    "foreign-name": {
        "en": "same name in another language",
        "fr": "même nom dans une autre langue",
        "es": "mismo nombre en otra lengua",
    },
    "almost": {
        "en": "almost the same name",
        "fr": "presque le même nom",
        "es": "casi el mismo nombre",
    },
    "apart": {"en": "{} km apart", "fr": "à {} km", "es": "a {} km"},
}


@dataclass(frozen=True)
class Likeness:
    """What two entries have in common, as words, and how much that weighs."""

    weight: int = 0
    matched: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        """Return whether they may be one and the same."""
        return self.weight >= _ALIKE

    @property
    def is_strong(self) -> bool:
        """Return whether they most probably are."""
        return self.weight >= _STRONGLY


def likeness(one: Traits, other: Traits, language: str) -> Likeness:
    """Return by what `one` and `other` look alike, in words of `language`.

    Things of different kinds do not. In two countries, or far apart, cities of one
    name are two; only a code that both have says otherwise.
    """
    if not one.group or one.group != other.group:
        return Likeness()
    found = list(_codes(one, other))
    abroad = one.country and other.country and one.country != other.country
    if not abroad:
        found += [*_distance(one, other), *_name(one, other)]
    words = (_in_words(what, language) for what, _ in found)
    return Likeness(sum(weight for _, weight in found), tuple(words))


def _codes(one: Traits, other: Traits) -> Iterator[tuple[str, int]]:
    for kind in sorted({c.partition(":")[0] for c in one.codes & other.codes}):
        yield kind, _OF_A_CODE


def _kilometres(one: Traits, other: Traits) -> float | None:
    if one.point is None or other.point is None:
        return None
    return one.point.kilometres_to(other.point)


def _distance(one: Traits, other: Traits) -> Iterator[tuple[str, int]]:
    apart = _kilometres(one, other)
    if apart is not None and apart <= NEAR:
        yield f"apart:{apart:.1f}", 2 if apart <= _VERY_NEAR else 1


def _name(one: Traits, other: Traits) -> Iterator[tuple[str, int]]:
    apart = _kilometres(one, other)
    if apart is not None and apart > _FAR:
        return
    mine, theirs = _spelt(one), _spelt(other)
    common = mine.keys() & theirs.keys()
    if common:
        same = any(mine[name] & theirs[name] for name in common)
        yield "name" if same else "foreign-name", _OF_A_NAME
    elif any(are_almost_one(a, b) for a in mine for b in theirs):
        # two addresses are two documents: pages of one site have almost one title
        yield "almost", 1 if _have_addresses(one, other) else _OF_A_NAME


def _spelt(traits: Traits) -> dict[str, set[str | None]]:
    """Return the spellings of all names, with the languages they are in."""
    found: dict[str, set[str | None]] = {}
    for name in traits.names:
        for spelling in spellings(name.value):
            found.setdefault(spelling, set()).add(name.language)
    return found


def _have_addresses(*both: Traits) -> bool:
    return all(any(c.startswith("address:") for c in one.codes) for one in both)


def _in_words(what: str, language: str) -> str:
    kind, _, number = what.partition(":")
    decimal = number if language == "en" else number.replace(".", ",")
    return _WORDS[kind][language].format(decimal)
