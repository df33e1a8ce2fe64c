"""Outlines as people give them: polygons in Well-Known Text, longitude first.

OGC Simple Features §7.2, in the reference system that GeoSPARQL 1.1 §8.5.1 takes where
none is named, CRS84, and in it alone. A ring whose last corner is not its first is
taken as closed, as the engine takes it.
"""

import re
from typing import Final

_DIGITS: Final = r"(\.[0-9]{1,20})?"
_LONGITUDE: Final = rf"-?(180(\.0{{1,20}})?|(1[0-7][0-9]|0?[0-9]{{1,2}}){_DIGITS})"
_LATITUDE: Final = rf"-?(90(\.0{{1,20}})?|[0-8]?[0-9]{_DIGITS})"
_CORNER: Final = f"{_LONGITUDE} {_LATITUDE}"
_RING: Final = rf"\({_CORNER}(, ?{_CORNER}){{2,}}\)"
# of an outline and the holes in it, as a regular expression of ECMA-262
PATTERN: Final = rf"^POLYGON ?\({_RING}(, ?{_RING})*\)$"
NOUN: Final = (
    "a polygon in Well-Known Text, with longitude (-180 to 180) before latitude "
    "(-90 to 90) and no other reference system"
)
_POLYGON: Final = re.compile(PATTERN, re.ASCII)
_CRS84: Final = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
_SPACES: Final = re.compile(r"\s+")
_AROUND_SIGNS: Final = re.compile(r" ?([(),]) ?")


def is_outline(text: str) -> bool:
    """Return whether `text` is a polygon, which the engine reads as it is written."""
    bare = text.strip().removeprefix(_CRS84)
    tidy = _AROUND_SIGNS.sub(r"\1", _SPACES.sub(" ", bare).strip().upper())
    return _POLYGON.fullmatch(tidy) is not None
