"""The catalogue as SIB's sparql-editor finds it: each example runs as it stands."""

import re

import pytest
from pyoxigraph import NamedNode

from c2c_graph.namespaces import ENDPOINT
from c2c_graph.namespaces import EXAMPLES_GRAPH
from tests.catalogue.answers import ASKED
from tests.catalogue.answers import CATALOGUE
from tests.catalogue.answers import GOLDEN
from tests.catalogue.answers import HERE
from tests.catalogue.answers import written
from tests.catalogue.stand_in import standing_in
from tests.catalogue.test_the_federated_question import REMOTE

# https://github.com/sib-swiss/sparql-editor, packages/sparql-editor/src/metadata.ts
# at commit 2c65b736, DEFAULT_QUERY_GET_EXAMPLES
EDITOR_EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
  ?sq a sh:SPARQLExecutable ;
    rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|sh:describe ?query .
} ORDER BY ?sq"""
# the same file, getPrefixes
EDITOR_PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
      SELECT DISTINCT ?prefix ?namespace
      WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix}
      ORDER BY ?prefix"""
# https://github.com/sib-swiss/sparql-examples, README.md
README_EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
    ?sq a sh:SPARQLExecutable ;
        rdfs:comment ?comment ;
        sh:select|sh:ask|sh:construct|spex:describe ?query .
} ORDER BY ?sq"""
# what https://github.com/sib-swiss/sparql-examples-utils demands of every example
# (src/main/resources/spex.shacl at commit 8cfa9273), each as a query for what is wrong
WRONG = {
    "not just one text": """SELECT ?x WHERE { ?x a sh:SPARQLExecutable
        OPTIONAL { ?x sh:select|sh:ask|spex:describe|sh:construct ?text } }
        GROUP BY ?x HAVING (COUNT(?text) != 1)""",
    "no comment in a language": """SELECT ?x WHERE { ?x a sh:SPARQLExecutable
        FILTER NOT EXISTS { ?x rdfs:comment ?text FILTER (lang(?text) != "") } }""",
    "no target": """SELECT ?x WHERE { ?x a sh:SPARQLExecutable
        FILTER NOT EXISTS { ?x schema:target ?endpoint } }""",
    "misspelt keywords": "SELECT ?x WHERE { ?x schema:keyword|schema:keyowrds ?word }",
    "keyword with space around it": """SELECT ?x WHERE { ?x schema:keywords ?word
        FILTER (!regex(?word, "^[^\\\\s].*[^\\\\s]$")) }""",
    "federates with what is no IRI": """SELECT ?x WHERE { ?x spex:federatesWith ?iri
        FILTER (!isIRI(?iri)) }""",
    "two namespaces for a prefix": """SELECT ?x WHERE { ?x sh:namespace ?space }
        GROUP BY ?x HAVING (COUNT(?space) != 1)""",
    "no class for its form": """SELECT ?x WHERE { ?x a sh:SPARQLExecutable
        FILTER NOT EXISTS {
          VALUES (?form ?class) {
            (sh:select sh:SPARQLSelectExecutable) (sh:ask sh:SPARQLAskExecutable)
            (sh:construct sh:SPARQLConstructExecutable)
            (spex:describe spex:SPARQLDescribeExecutable)
          }
          ?x a ?class ; ?form ?text } }""",
}
PREFIXES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
"""
each = pytest.mark.parametrize("saved", CATALOGUE, ids=lambda saved: saved.name)


def asked_of_examples(release, query):
    graph = NamedNode(EXAMPLES_GRAPH)
    return list(release.store.query(query, default_graph=[graph]))


@pytest.fixture(scope="module")
def examples(shipped_release):
    """The published examples by name, as SIB's editor gets them."""
    rows = asked_of_examples(shipped_release, EDITOR_EXAMPLES)
    names = [row["sq"].value.removeprefix(f"{EXAMPLES_GRAPH}/") for row in rows]
    assert len(names) == len(set(names)), "an example is listed twice"
    return dict(zip(names, rows, strict=True))


def test_all_questions_are_published(examples):
    assert set(examples) == {saved.name for saved in CATALOGUE}


def test_both_ways_to_ask_for_examples_find_the_same(shipped_release):
    found = [
        {tuple(term.value for term in row) for row in asked}
        for query in (EDITOR_EXAMPLES, README_EXAMPLES)
        if (asked := asked_of_examples(shipped_release, query))
    ]
    assert found[0] == found[1]


@each
def test_an_example_runs_as_it_stands(saved, examples, shipped_release, golden_release):
    text = examples[saved.name]["query"].value
    is_golden = saved.without_rows
    release = golden_release if is_golden else shipped_release
    with standing_in(REMOTE) as remote:
        for endpoint in saved.federates:
            text = text.replace(endpoint, remote.address)
        found = written(release.store.query(text))
    folder = (GOLDEN if is_golden else HERE) / "expected"
    if saved.name in ASKED:  # its example is about real things, of which none is told
        assert found.rows == 0
    else:
        assert found.text == (folder / f"{saved.name}.{found.ending}").read_text()


@each
def test_an_example_says_in_english_what_it_asks(saved, examples):
    comment = examples[saved.name]["comment"]
    assert (comment.value, comment.language) == (saved.summary, "en")


@pytest.mark.parametrize("query", WRONG.values(), ids=WRONG)
def test_the_graph_keeps_the_rules_of_its_form(shipped_release, query):
    assert not asked_of_examples(shipped_release, PREFIXES + query)


def test_every_prefix_of_an_example_is_declared(shipped_release, examples):
    rows = asked_of_examples(shipped_release, EDITOR_PREFIXES)
    declared = {row["prefix"].value: row["namespace"].value for row in rows}
    texts = "".join(row["query"].value for row in examples.values())
    assert set(re.findall(r"^PREFIX (\S+): <(.+)>", texts, re.M)) == set(
        declared.items()
    )


def test_the_target_is_our_endpoint_and_the_remotes_are_named(shipped_release):
    query = "SELECT ?x ?y WHERE { ?x schema:target|spex:federatesWith ?y }"
    rows = asked_of_examples(shipped_release, PREFIXES + query)
    remotes = {iri for saved in CATALOGUE for iri in saved.federates}
    assert {row["y"].value for row in rows} == {ENDPOINT, *remotes}


def test_the_editor_finds_them_where_all_graphs_are_asked(shipped_release, examples):
    found = shipped_release.store.query(
        EDITOR_EXAMPLES, use_default_graph_as_union=True
    )
    assert len(list(found)) == len(examples)
