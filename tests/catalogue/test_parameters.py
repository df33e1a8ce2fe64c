"""A parameter takes what people write, as a term; what it cannot take is refused."""

import re
from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Variable

from c2c_graph import errors
from c2c_graph.rdf.parameters import KINDS
from c2c_graph.rdf.ranges import parse_range
from c2c_graph.rdf.saved_queries import parse_saved_query
from c2c_graph.rdf.terms import XSD
from tests.catalogue.answers import CATALOGUE

MALMO = "https://w3id.org/city2city/id/city/se-malmo"
PREFIXES = {
    "city": MALMO.removesuffix("se-malmo"),
    "sdg": "http://metadata.un.org/sdg/",
}
HEAD = """#+ summary: What was found
#+ param: city iri city
#+ example: city=se-malmo
#+ param: any iri
#+ example: any=city:se-malmo
#+ param: day date
#+ example: day=2015-06-01
#+ default: day=today
#+ param: years number
#+ example: years=2
#+ default: years=5
#+ param: language enum en|fr|es
#+ example: language=en
#+ default: language=en
#+ param: latitude number -90..90
#+ example: latitude=55.6
#+ default: latitude=55.6
#+ param: kilometres number 0..
#+ example: kilometres=300
#+ default: kilometres=300
#+ param: count integer 0..
#+ example: count=3
#+ default: count=3
#+ param: first year
#+ example: first=2014
#+ default: first=2014
#+ param: tongue language
#+ example: tongue=es
#+ default: tongue=es
#+ param: outline outline
#+ example: outline=POLYGON((4 54, 32 54, 32 72, 4 54))
#+ default: outline=POLYGON((4 54, 32 54, 32 72, 4 54))
#+ param: words text
#+ example: words=flood
SELECT * WHERE { ?s ?p ?o } ORDER BY ?s
"""
CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
SQUARE = "POLYGON((0 0, 0 1.5, 1 1, 0 0), (0.1 0.1, 0.1 0.2, 0.2 0.2))"
QUERY = parse_saved_query("found", HEAD, PREFIXES)


def typed(value, kind):
    return Literal(value, datatype=NamedNode(XSD + kind))


def bound(**values):
    terms = QUERY.bind({"words": "x"} | values, today=date(2026, 11, 22))
    return {variable.value: term for variable, term in terms.items()}


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("city", "se-malmo", NamedNode(MALMO)),
        ("city", "city:se-malmo", NamedNode(MALMO)),
        ("city", MALMO, NamedNode(MALMO)),
        ("any", "sdg:11.b", NamedNode("http://metadata.un.org/sdg/11.b")),
        ("any", "urn:example:x", NamedNode("urn:example:x")),
        ("day", "2024-02-29", typed("2024-02-29", "date")),
        ("years", "007", typed("7", "integer")),
        ("years", "-1.5", typed("-1.5", "decimal")),
        ("latitude", "-90", typed("-90", "integer")),
        ("latitude", "90.0", typed("90.0", "decimal")),
        ("kilometres", "0.5", typed("0.5", "decimal")),
        ("count", "0", typed("0", "integer")),
        ("first", "1999", typed("1999", "integer")),
        ("tongue", "pt-BR", Literal("pt-BR")),
        ("outline", "polygon ((1 2,3 4,5 6))", Literal("polygon ((1 2,3 4,5 6))")),
        ("outline", f"{CRS84} {SQUARE}", Literal(f"{CRS84} {SQUARE}")),
        ("language", "fr", Literal("fr")),
        ("words", 'x" } UNION {', Literal('x" } UNION {')),
    ],
)
def test_a_value_becomes_a_term(name, value, term):
    assert bound(**{name: value})[name] == term


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("city", "Malmö"),
        ("city", "town:se-malmo"),
        ("city", f"<{MALMO}>"),
        ("city", f"{MALMO}> ?p ?o . <"),
        ("any", "se-malmo"),
        ("any", "http://a b"),
        ("day", "2023-02-29"),
        ("day", "20240229"),
        ("day", "٢٠٢٤-٠٢-٢٩"),
        ("years", "two"),
        ("years", "nan"),
        ("years", "1e9"),
        ("years", "9" * 19),
        ("latitude", "91"),
        ("latitude", "-90.000001"),
        ("kilometres", "-1"),
        ("count", "-1"),
        ("count", "2.5"),
        ("first", "-5"),
        ("first", "2000.5"),
        ("first", "99"),
        ("tongue", "no language"),
        ("outline", "garbage"),
        ("outline", "POINT(1 1)"),
        ("outline", "POLYGON EMPTY"),
        ("outline", "POLYGON((1 2,3 4))"),
        ("outline", "POLYGON((1 2,3 4,5 91))"),
        ("outline", f"{CRS84.replace('OGC/1.3/CRS84', 'EPSG/0/4326')} {SQUARE}"),
        ("language", "de"),
        ("language", "EN"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_an_example(name, value):
    with pytest.raises(errors.BadRequest, match=f"give one such as {name}="):
        bound(**{name: value})


def test_what_is_left_out_takes_its_default_or_stands_open():
    terms = bound()
    assert terms["day"] == typed("2026-11-22", "date")
    assert terms["years"] == typed("5", "integer")
    assert not {"city", "any"} & terms.keys()
    assert bound(city="", years="") == terms


def test_today_is_the_day_on_which_one_asks():
    (day,) = (t for v, t in QUERY.bind({"words": "x"}).items() if v == Variable("day"))
    assert day == typed(date.today().isoformat(), "date")


def test_what_must_be_given_is_asked_for():
    with pytest.raises(
        errors.BadRequest, match="needs words, a text; give one such as"
    ):
        QUERY.bind({})


def test_an_unknown_parameter_is_told_with_those_there_are():
    with pytest.raises(errors.BadRequest, match="it takes: city, any, day, years"):
        QUERY.bind({"town": "x"})


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("city thing\n#+ example: city=x", f"needs a kind: {', '.join(KINDS)}"),
        ("city iri city", "needs a line '#\\+ example: city="),
        ("day date city\n#+ example: day=2015-06-01", "only an iri has"),
        ("city iri town\n#+ example: city=x", "prefix 'town'"),
        ("language enum\n#+ example: language=en", "such as: enum a|b|c"),
        ("far number 5..\n#+ example: far=6", "such as -90..90"),
        ("day date 0..\n#+ example: day=2015-06-01", "only an iri has"),
        ("city iri city more\n#+ example: city=x", "needs a kind"),
    ],
)
def test_a_head_that_is_amiss_is_told(line, why):
    with pytest.raises(errors.DatasetUnreadable, match=why):
        parse_saved_query("amiss", f"#+ summary: Amiss\n#+ param: {line}\n", PREFIXES)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("text", ["-90..90", "0..", "..100", "0..7", ".."])
def test_the_pattern_of_a_range_says_what_it_holds(text, whole):
    range_ = parse_range(text)
    pattern = re.compile(range_.pattern(whole=whole))
    ends = [""] if whole else ["", ".0", ".000001"]
    for value in (f"{n}{end}" for n in range(-101, 102) for end in ends):
        assert bool(pattern.fullmatch(value)) == range_.holds(Decimal(value)), value


@pytest.mark.parametrize("saved", CATALOGUE, ids=lambda saved: saved.name)
def test_a_question_needs_no_value_that_its_page_does_not_show(saved):
    """Whoever gives nothing but what is required gets an answer, not a fault."""
    required = {p.name: p.example for p in saved.parameters if p.required}
    saved.bind(required)
