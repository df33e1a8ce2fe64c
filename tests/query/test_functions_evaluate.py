"""Every function that the service description lists gives a value of what it takes."""

from itertools import product

import pytest
from pyoxigraph import Store

from c2c_graph.query.functions import CONDITIONS
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


KINDS = {
    "point": "POINT(13 55)",
    "line": "LINESTRING(12 55,14 56)",
    "area": "POLYGON((12 54,14 54,14 57,12 57,12 54))",
    "points": "MULTIPOINT((13 55),(14 55))",
    "lines": "MULTILINESTRING((12 55,14 56),(10 50,11 51))",
    "areas": "MULTIPOLYGON(((12 54,14 54,14 57,12 57,12 54)))",
    "several": "GEOMETRYCOLLECTION(POINT(13 55),LINESTRING(12 55,14 56))",
    "nothing": "POINT EMPTY",
}
AREAS = {"area", "areas"}
UNITS = {
    "distance": {"metre", "kilometre"},
    "length": {"metre", "kilometre"},
    "perimeter": {"metre", "kilometre"},
    "area": {"square_metre", "square_kilometre"},
}
ALL_UNITS = ("metre", "kilometre", "square_metre", "square_kilometre", "degree")
OF_UNIT = {"length": {"line", "lines"}, "perimeter": AREAS, "area": AREAS}


def is_taken(name, kinds):
    """Whether the function has a value of geometries of `kinds`, as it is told."""
    if name == "distance":
        return kinds == ("point", "point")
    if name in {"union", "intersection", "difference", "symDifference"}:
        return {*kinds} <= AREAS
    return name not in {"centroid", "envelope"} or kinds != ("nothing",)


def value_of(name, kinds, *more):
    given = [f'"{KINDS.get(kind, kind)}"^^{WKT}' for kind in kinds]
    call = f"<{GEOF}{name}>({', '.join([*given, *more])})"
    (row,) = Store().query(f"SELECT ({call} AS ?value) {{}}")
    return row["value"]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda iri: iri.removeprefix(GEOF))
def test_a_function_takes_the_kinds_of_geometry_that_are_told(function: str) -> None:
    name = function.removeprefix(GEOF)
    is_of_one = len(ARGUMENTS.get(name, "..")) == 1 or name in OF_UNIT
    more = [f"<{UNIT}{min(UNITS[name])}>"] if name in UNITS else []
    more += ['"T*T***T**"'] * (name == "relate")
    kinds = [*product(KINDS, repeat=1 if is_of_one else 2)]
    taken = [of for of in kinds if value_of(name, of, *more) is not None]
    assert taken == [of for of in kinds if is_taken(name, of)]
    assert function in CONDITIONS or taken == kinds


@pytest.mark.parametrize("name", UNITS)
def test_a_function_takes_the_units_that_are_told(name):
    kinds = ("point", "point") if name == "distance" else ("area",)
    values = {u: value_of(name, kinds, f"<{UNIT}{u}>") for u in ALL_UNITS}
    assert {unit for unit, value in values.items() if value} == UNITS[name]
    assert all(unit in CONDITIONS[GEOF + name] for unit in UNITS[name])


@pytest.mark.parametrize("name", OF_UNIT)
def test_a_size_is_0_of_what_has_none(name):
    unit = f"<{UNIT}{min(UNITS[name])}>"
    sized = [of for of in KINDS if float(value_of(name, (of,), unit).value)]
    assert {*sized} == OF_UNIT[name]


@pytest.mark.parametrize("name", ["dimension", "sfEquals", "asGeoJSON"])
def test_another_reference_system_has_no_value(name):
    other = "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(55 13)"
    assert value_of(name, (other,) * (2 if name == "sfEquals" else 1)) is None


def test_what_is_told_of_lines_and_heights_is_so():
    assert value_of("isSimple", ("LINESTRING(0 0,2 2,0 2,2 0)",)).value == "true"
    assert value_of("coordinateDimension", ("POINT Z(1 2 3)",)).value == "2"
