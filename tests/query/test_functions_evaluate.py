"""Every function that the service description lists gives a value."""

import pytest
from pyoxigraph import Store

from c2c_graph.query.functions import FUNCTIONS
from c2c_graph.query.functions import GEOF

WKT = "<http://www.opengis.net/ont/geosparql#wktLiteral>"
UNIT = "http://www.opengis.net/def/uom/OGC/1.0/"
POINT = f'"POINT(13.0 55.6)"^^{WKT}'
OTHER = f'"POINT(12.6 55.7)"^^{WKT}'
SQUARE = f'"POLYGON((12 55,14 55,14 57,12 57,12 55))"^^{WKT}'
SHIFTED = f'"POLYGON((13 55,15 55,15 57,13 57,13 55))"^^{WKT}'
ARGUMENTS = {
    "area": (SQUARE, f"<{UNIT}square_metre>"),
    "distance": (POINT, OTHER, f"<{UNIT}metre>"),
    "length": (SQUARE, f"<{UNIT}metre>"),
    "perimeter": (SQUARE, f"<{UNIT}metre>"),
    "relate": (SQUARE, SHIFTED, '"T*T***T**"'),
}
OF_ONE = "asGeoJSON centroid convexHull coordinateDimension dimension envelope getSRID"
OF_ONE += " isEmpty isSimple spatialDimension"
ARGUMENTS |= dict.fromkeys(OF_ONE.split(), (SQUARE,))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda iri: iri.removeprefix(GEOF))
def test_a_listed_function_gives_a_value(function: str) -> None:
    arguments = ARGUMENTS.get(function.removeprefix(GEOF), (SQUARE, SHIFTED))
    query = f"SELECT (<{function}>({', '.join(arguments)}) AS ?value) {{}}"
    (row,) = Store().query(query)
    assert row["value"] is not None


@pytest.mark.parametrize("name", ["metricDistance", "buffer", "asWKT", "boundary"])
def test_a_function_that_is_not_listed_is_not_there(name: str) -> None:
    with pytest.raises(RuntimeError, match=r"custom function"):
        list(Store().query(f"SELECT (<{GEOF}{name}>({POINT}) AS ?value) {{}}"))
