"""Saved queries are in a release as examples, in a graph of their own."""

import dataclasses

import pytest
from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph.namespaces import EXAMPLES_GRAPH
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release

QUERY = """#+ summary: Cities of a country
#+ tags: city, country
#+ param: country iri country
#+ example: country=se
PREFIX c2c: <https://w3id.org/city2city/ns#>

SELECT ?country ?city
WHERE {
  ?city c2c:country ?country .
}
ORDER BY ?country ?city
"""
PREFIXES = """
    <urn:p> <http://www.w3.org/ns/shacl#prefix> "country" ;
        <http://www.w3.org/ns/shacl#namespace> "NAMESPACE" .
"""
NAME = "sparql/catalogue/cities-of-a-country.rq"


@pytest.fixture
def catalogue(dataset):
    """The folder of the catalogue, with one query in it."""
    folder = dataset.folder / "sparql/catalogue"
    folder.mkdir(parents=True)
    (dataset.folder / NAME).write_text(QUERY)
    return folder


def examples(settings):
    store = open_release(settings.home).store
    return set(store.quads_for_pattern(None, None, None, NamedNode(EXAMPLES_GRAPH)))


def texts(settings):
    return {q.object.value for q in examples(settings) if "select" in q.predicate.value}


def assert_is_as_made_afresh(settings, tmp_path):
    fresh = dataclasses.replace(settings, home=tmp_path / "fresh")
    make_release(fresh, gate=None)
    assert examples(settings) == examples(fresh)
    ours, theirs = open_release(settings.home), open_release(fresh.home)
    assert ours.manifest.graphs == theirs.manifest.graphs


def test_an_example_runs_as_it_stands(settings, catalogue, release):
    release()
    (text,) = texts(settings)
    assert "#+" not in text
    assert (
        "VALUES (?country) { (<https://w3id.org/city2city/id/country/se>) }\n" in text
    )


def test_examples_are_no_part_of_the_default_graph(settings, catalogue, release):
    manifest = release().manifest
    assert not manifest.graph(EXAMPLES_GRAPH).merged
    assert manifest.graph(EXAMPLES_GRAPH).files == (NAME,)
    store = open_release(settings.home).store
    assert not store.query("ASK { ?x <http://www.w3.org/ns/shacl#select> ?text }")


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: (folder / "other.rq").write_text(QUERY.replace("Cities", "All")),
        lambda folder: (folder / "cities-of-a-country.rq").unlink(),
        lambda folder: (folder / "cities-of-a-country.rq").write_text(QUERY + "\n\n"),
    ],
    ids=["one more", "none", "changed"],
)
def test_after_an_edit_the_examples_are_as_made_afresh(
    settings, catalogue, release, tmp_path, edit
):
    release()
    before = examples(settings)
    edit(catalogue)
    assert release().created
    assert examples(settings) != before
    assert_is_as_made_afresh(settings, tmp_path)


def test_a_changed_prefix_changes_the_values_written_with_it(
    settings, dataset, catalogue, release, tmp_path
):
    dataset.write("ontology/prefixes.ttl", PREFIXES.replace("NAMESPACE", "urn:one:"))
    release()
    dataset.write("ontology/prefixes.ttl", PREFIXES.replace("NAMESPACE", "urn:two:"))
    release()
    assert all("<urn:two:se>" in text for text in texts(settings))
    assert_is_as_made_afresh(settings, tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "lacks '#\\+ summary"),
        ("#+ summary: x\n  select * { ?s ?p ?o }", "no line begins with SELECT"),
        ("#+ summary: x\n#+ param: x date\nASK {}", "needs a line '#\\+ example"),
        (
            "#+ summary: x\n#+ param: x date\n#+ example: x=soon\nASK WHERE {\n}",
            r"wrong.rq: '#\+ example: x=soon' is not a date",
        ),
        (
            "#+ summary: x\n#+ param: x text\n#+ example: x=y\nASK { ?s ?p ?x }",
            "no line ends with 'WHERE {'",
        ),
    ],
)
def test_a_file_that_is_no_saved_query_stops_the_release(
    catalogue, release, text, told
):
    (catalogue / "wrong.rq").write_text(text)
    with pytest.raises(errors.DatasetUnreadable, match=told):
        release()


def test_no_other_file_may_add_examples(dataset, release):
    dataset.write("data/x.trig", f"GRAPH <{EXAMPLES_GRAPH}> {{ <urn:s> a <urn:o> }}")
    with pytest.raises(errors.DatasetUnreadable, match="makes itself"):
        release()
