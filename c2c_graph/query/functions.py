"""The functions that the engine has beyond those of SPARQL: of GeoSPARQL, these.

Geometries are `geo:wktLiteral` in CRS84 (longitude first), named or not; what is in
another reference system gives no value. `distance` takes two points. A length is
asked for in metre or kilometre, an area in square_metre or square_kilometre of
<http://www.opengis.net/def/uom/OGC/1.0/>.
"""

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
