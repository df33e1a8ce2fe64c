"""A query that finds nothing gets hints at words of ours that are misspelt."""

import time

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.query.hints import LONGEST_HINT
from c2c_graph.query.hints import hints
from c2c_graph.query.hints import known_in
from c2c_graph.query.hints import known_terms
from c2c_graph.rdf.prefixes import load_prefixes

NS, DEF, ID = namespaces.TERMS, namespaces.DEFINITIONS, namespaces.THINGS
TERMS = frozenset(
    NS + name for name in ("City", "CityNetwork", "memberCity", "memberOf", "country")
) | frozenset(DEF + path for path in ("sector/energy", "sector/water", "sector"))
PREFIXES = load_prefixes()
HEAD = f"PREFIX c2c: <{NS}> PREFIX c: <{NS}> PREFIX city: <{ID}city/>\n"
CLASS = "http://www.w3.org/2002/07/owl#Class"
FACTS = f"<{ID}city/se-malmo> a <{NS}City> . <{NS}City> a <{CLASS}> ."


def told(text, head=HEAD, **more):
    return hints(head + text, TERMS, PREFIXES, **more)


def not_a_term(written, meant=None):
    end = f": did you mean {meant}?" if meant else ""
    return (f"{written} is not a term of the vocabulary{end}",)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("c2c:memberCty", "c2c:memberCity"),
        ("c:memberCty", "c:memberCity"),
        (f"<{NS}memberCty>", f"<{NS}memberCity>"),
        ("c2c:city", "c2c:City"),
        ("c2c:citynetwork", "c2c:CityNetwork"),
        ("c2c:countries", "c2c:country"),
        ("c2c:Xyzzy", None),
        ("c2c:" + "y" * 90, None),
    ],
)
def test_a_word_that_is_no_term_is_named_with_the_nearest_one(word, meant):
    written = word if len(word) < 70 else word[:67] + "..."
    assert told(f"SELECT * {{ ?x {word} ?y }}") == not_a_term(written, meant)


@pytest.mark.parametrize(
    ("prefix", "word", "meant"),
    [
        (f"s: <{DEF}sector/>", "s:energi", "s:energy"),
        (f"s: <{DEF}secter/>", "s:energy", "sector:energy"),
        (f"d: <{DEF}>", "d:sector\\/watr", "d:sector/water"),
    ],
)
def test_concepts_are_terms_too(prefix, word, meant):
    found = told(f"ASK {{ ?x ?y {word} }}", f"PREFIX {prefix} ")
    assert found == not_a_term(word, meant)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x c2c:memberCity ?y ; a c2c:City }",
        "ASK { ?x ?y 'c2c:memberCty' } # c2c:memberCty",
        "ASK { ?x <http://example.org/memberCty> _:memberCty }",
        f"ASK {{ ?x <{NS}> <{namespaces.ONTOLOGY}> }}",
        "ASK { ?x undeclared:memberCty ?y }",
        "PREFIX other: <http://example.org/ns#> ASK { ?x other:memberCty ?y }",
        "",
    ],
)
def test_what_is_right_or_not_ours_gets_no_hint(text):
    assert told(text) == ()


@pytest.mark.parametrize(
    ("declared", "meant"),
    [
        ("c2c: <http://w3id.org/city2city/ns#>", NS),
        ("c2c: <https://w3id.org/city2city/ns>", NS),
        ("c2c: <https://www.w3id.org/city2city/ns/>", NS),
        ("x: <https://w3id.org/city2city/ns>", NS),
        ("c2c: <https://w3id.org/city2city/nss#>", NS),
        ("c2c: <https://w3id.org/city2city#>", NS),
        ("skos: <http://www.w3.org/2004/02/skos#>", PREFIXES["skos"]),
        ("org: <https://www.w3.org/ns/org/>", PREFIXES["org"]),
        ("rdfs: <http://www.w3.org/2000/01/rdf-schema>", PREFIXES["rdfs"]),
        ("dcterms: <http://purl.org/dc/terms#>", PREFIXES["dcterms"]),
        ("schema: <http://schema.org/>", PREFIXES["schema"]),
    ],
)
def test_a_namespace_that_is_slightly_wrong_is_named_with_the_right_one(
    declared, meant
):
    (hint,) = told("ASK { ?x c2c:City ?y }", f"PREFIX {declared} ")
    written = declared.partition(" ")[2]
    assert hint == f"{written} is not a known namespace: did you mean <{meant}>?"


@pytest.mark.parametrize(
    "declared",
    [
        *(f"{name}: <{space}>" for name, space in PREFIXES.items()),
        "city: <http://example.org/city/>",
        "dc: <http://purl.org/dc/elements/1.1/>",
        "s: <http://example.org/skos>",
    ],
)
def test_a_namespace_that_is_right_or_another_gets_no_hint(declared):
    assert told("ASK { ?x ?y ?z }", f"PREFIX {declared} ") == ()


def test_an_iri_of_ours_without_its_s_is_named_with_the_right_one():
    (hint,) = told("ASK { ?x a <http://w3id.org/city2city/ns#City> }")
    assert hint.endswith(f"did you mean <{NS}City>?")


@pytest.fixture(scope="module")
def store():
    store = Store()
    store.load(FACTS.encode(), format=RdfFormat.TURTLE)
    store.add_graph(NamedNode(namespaces.GRAPHS + "data/cities/se"))
    return store


@pytest.mark.parametrize("space", ["/nss#", "#", "/", "/ns/", "/terms#"])
def test_a_term_in_a_wrong_namespace_is_named_with_the_right_one(space):
    wrong = f"<https://w3id.org/city2city{space}City>"
    found = told(f"ASK {{ ?x a {wrong} }}", is_known=lambda iri: False)
    assert found == (f"{wrong} is not one of our IRIs: did you mean <{NS}City>?",)


def test_a_thing_or_graph_of_ours_that_there_is_not_is_named(store):
    text = "ASK { GRAPH <%s> { city:se-malmo ?p city:malmo } }"
    graph = namespaces.GRAPHS + "data/cities/se"
    known = known_in(store)
    assert told(text % graph, is_known=known) == (
        f"nothing is known under {ID}city/malmo",
    )
    assert told(text % (graph + "x"), is_known=known)[0].endswith("cities/sex")


def test_there_are_no_more_than_three_and_each_once():
    text = " ".join(f"c2c:Citi{n} c2c:Citi{n}" for n in range(9))
    found = told(f"ASK {{ {text} }}")
    assert len(set(found)) == len(found) == 3


def test_the_terms_are_those_of_the_release(shipped_release):
    terms = known_terms(shipped_release.store)
    assert {NS + "City", NS + "memberCity", DEF + "sector"} <= terms
    graphs = (
        graph
        for graph in shipped_release.store.named_graphs()
        if graph.value.startswith(namespaces.GRAPHS + "ontology/")
    )
    subjects = {
        quad.subject.value
        for graph in graphs
        for quad in shipped_release.store.quads_for_pattern(None, None, None, graph)
        if quad.subject.value.startswith(NS)
    }
    assert {term for term in terms if term.startswith(NS)} == subjects


HOSTILE = {
    "many words": " ".join(f"c2c:membershi{n}" for n in range(20_000)),
    "a long word": "c2c:" + "é" * 200_000,
    "a long string": '"' + "\\n" * 100_000 + '"',
    "an open string": '"' + "\\n" * 100_000,
    "many prefixes": "".join(
        f"PREFIX skos: <http://www.w3.org/2004/02/skos{n}>\n" for n in range(4000)
    ),
    "many cities": " ".join(f"city:c{n}" for n in range(20_000)),
    "brackets": "{" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_work_is_bounded_whatever_the_text(text, store):
    many = TERMS | {f"{NS}membershop{n}" for n in range(3000)}
    known = known_in(store)
    started = time.process_time()
    hints(HEAD + text, many, PREFIXES, known)
    assert time.process_time() - started < 0.2


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_a_hint_is_always_fit_for_a_header(iri, words):
    text = f"PREFIX c2c: <http://w3id.org/city2city/ns{iri}> <{NS}{words}> c2c:{words}"
    for hint in hints(text, TERMS, PREFIXES, lambda iri: False):
        assert hint.isascii()
        assert hint.isprintable()
        assert len(hint) <= LONGEST_HINT
