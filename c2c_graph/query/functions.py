"""The functions that the engine has beyond those of SPARQL: of GeoSPARQL, these.

Where what `TAKEN` and `CONDITIONS` ask for is not met, a function has no value. A
test tries each of them with each kind of geometry.
"""

from types import MappingProxyType
from typing import Final

GEOF: Final = "http://www.opengis.net/def/function/geosparql/"
_SIMPLE_FEATURES: Final = (
    "sfEquals sfDisjoint sfIntersects sfTouches sfCrosses sfWithin sfContains "
    "sfOverlaps"
)
_EGENHOFER: Final = (
    "ehEquals ehDisjoint ehMeet ehOverlap ehCovers ehCoveredBy ehInside ehContains"
)
_RCC8: Final = "rcc8eq rcc8dc rcc8ec rcc8po rcc8tppi rcc8tpp rcc8ntpp rcc8ntppi"
_OTHERS: Final = (
    "area asGeoJSON centroid convexHull coordinateDimension difference dimension "
    "distance envelope getSRID intersection isEmpty isSimple length perimeter relate "
    "spatialDimension symDifference union"
)
FUNCTIONS: Final = tuple(
    GEOF + name for name in f"{_SIMPLE_FEATURES} {_EGENHOFER} {_RCC8} {_OTHERS}".split()
)
# what all of them take
TAKEN: Final = (
    "Geometries are geo:wktLiteral or geo:geoJSONLiteral in CRS84 (longitude first), "
    "which may be named; one in another reference system has no value. Units are those "
    "of <http://www.opengis.net/def/uom/OGC/1.0/>. What a function cannot take leaves "
    "its variable unbound, and a filter false."
)
_NOT_EMPTY: Final = "a geometry that is not empty"
_TWO_AREAS: Final = "two geometries, each a polygon or a multipolygon"
_LONG: Final = "in metre or kilometre"
_CONDITIONS: Final = {
    "area": "a geometry, in square_metre or square_kilometre; 0 of what is no polygon",
    "centroid": _NOT_EMPTY,
    "coordinateDimension": "a geometry; always 2, also of one with heights",
    "difference": _TWO_AREAS,
    "distance": f"two points, {_LONG}; along a sphere, without heights",
    "envelope": _NOT_EMPTY,
    "intersection": _TWO_AREAS,
    "isSimple": "a geometry; a line that crosses itself counts as simple",
    "length": f"a geometry, {_LONG}; 0 of what is no line",
    "perimeter": f"a geometry, {_LONG}; 0 of what is no polygon",
    "relate": "two geometries and a pattern of nine characters, such as T*F**F***",
    "symDifference": _TWO_AREAS,
    "union": _TWO_AREAS,
}
# what else each takes, by its IRI; those that are not here take any geometries
CONDITIONS: Final = MappingProxyType(
    {GEOF + name: taken for name, taken in _CONDITIONS.items()}
)
