"""Points on the globe, as GeoSPARQL writes them: `POINT(13.0007 55.605)`."""

import re
from typing import Final

_POINT: Final = re.compile(r" *POINT *\( *(-?\d+(?:\.\d+)?) +(-?\d+(?:\.\d+)?) *\) *")


def longitude_and_latitude(wkt: str) -> tuple[str, ...]:
    """Return the two numbers of a point, as written; nothing where it is none.

    Longitude comes first: without a name the reference system is CRS 84 (GeoSPARQL
    1.1 §8.5.1).
    """
    found = _POINT.fullmatch(wkt)
    return found.groups() if found else ()
