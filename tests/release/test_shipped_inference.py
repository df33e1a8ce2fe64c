"""What the shipped vocabulary promises to infer is in the shipped release."""

import pytest

from c2c_graph.namespaces import INFERRED_GRAPH

PREFIXES = """
PREFIX c2c: <https://w3id.org/city2city/ns#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
"""
# what must hold, as a pattern that finds where it does not, and what it is about
PROMISES = {
    "superclasses": (
        "?node a ?class . ?class rdfs:subClassOf ?above FILTER isIRI(?above)",
        "?node a ?above",
    ),
    "superproperties": (
        "?part rdfs:subPropertyOf ?whole . ?node ?part ?value",
        "?node ?whole ?value",
    ),
    "inverses": (
        "?one owl:inverseOf|^owl:inverseOf ?other . ?node ?one ?value",
        "?value ?other ?node",
    ),
    "within, step by step": (
        "?node c2c:within ?middle . ?middle c2c:within ?outer",
        "?node c2c:within ?outer",
    ),
    "membership in short": (
        "?node c2c:hasMembership ?membership . ?membership org:organization ?network",
        "?node c2c:hasBeenMemberOf ?network",
    ),
}


@pytest.fixture(scope="module")
def ask(shipped_release):
    return lambda pattern: bool(
        shipped_release.store.query(f"{PREFIXES} ASK {{ {pattern} }}")
    )


@pytest.mark.parametrize("promise", PROMISES)
def test_what_follows_is_there_wherever_it_follows(ask, promise):
    given, follows = PROMISES[promise]
    assert ask(given)
    assert not ask(f"{given} FILTER NOT EXISTS {{ {follows} }}")


@pytest.mark.parametrize("promise", PROMISES)
def test_some_of_it_nobody_has_stated(ask, promise):
    given, follows = PROMISES[promise]
    assert ask(f"{given} . GRAPH <{INFERRED_GRAPH}> {{ {follows} }}")


def test_no_triple_is_both_stated_and_inferred(ask):
    assert not ask(
        f"GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} GRAPH ?g {{ ?s ?p ?o }} "
        f"FILTER (?g != <{INFERRED_GRAPH}>)"
    )
