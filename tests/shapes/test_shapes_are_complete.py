"""The shapes cover the vocabulary, and each says how to repair what it finds."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import BlankNode
from pyshacl.entrypoints import meta_validate

from c2c_graph.namespaces import SHAPES
from c2c_graph.namespaces import TERMS
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.validation import graphs
from c2c_graph.validation.scope import Scope

SH = "http://www.w3.org/ns/shacl#"
EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL = "http://www.w3.org/2002/07/owl#"
PREFIX = re.compile(r"(?<![\w:/])([a-z][a-z0-9-]*):(?=[A-Za-z])")
LANGUAGES = ["en", "es", "fr"]
PUBLISHED = Path(__file__).parents[1] / "ontology"
# derived by the release, never stated
DERIVED = {TERMS + "hasBeenMemberOf"}
REUSED = {
    "http://www.opengis.net/ont/geosparql#Geometry",
    "http://rdfs.org/ns/void#Dataset",
    "http://www.w3.org/2004/02/skos/core#Concept",
    "http://www.w3.org/2004/02/skos/core#ConceptScheme",
    "http://www.w3.org/ns/org#Organization",
    "http://www.w3.org/ns/org#Post",
    "http://www.w3.org/ns/org#Role",
    "https://schema.org/Person",
    "https://schema.org/StatisticalPopulation",
}


@pytest.fixture(scope="module")
def quads(shipped):
    return [quad for file in shipped.role("shapes") for quad in file.document.quads]


@pytest.fixture(scope="module")
def parts(quads):
    """What each shape says: predicate to objects."""
    found = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        found[quad.subject.value][quad.predicate.value].append(quad.object)
    return {iri: defaultdict(list, said) for iri, said in found.items()}


@pytest.fixture(scope="module")
def rules(parts):
    """Every shape that can be the source of a result."""
    inner = re.compile(re.escape(SHAPES) + r"in-[a-z-]+-scheme")
    return {
        iri: said
        for iri, said in parts.items()
        if _is_shape(said) and SH + "severity" in said and not inner.fullmatch(iri)
    }


@pytest.fixture(scope="module")
def known_terms():
    """Every term that its vocabulary publishes, as `tests/ontology` pins them."""
    spaces = dict(load_prefixes())
    lines = (PUBLISHED / "published-terms.tsv").read_text().splitlines()
    return {spaces[p] + name for p, name in (line.split("\t") for line in lines)}


def test_every_class_has_a_shape(shipped, parts):
    targets = {t.value for said in parts.values() for t in said[SH + "targetClass"]}
    ours = {
        iri
        for iri, classes in Scope(shipped).types.items()
        if iri.startswith(TERMS) and OWL + "Class" in classes
    }
    assert ours
    assert (ours | REUSED) - targets == set()


def test_every_property_of_ours_is_constrained(shipped, parts):
    paths = {path.value for said in parts.values() for path in said[SH + "path"]}
    kinds = {
        f"http://www.w3.org/2002/07/owl#{k}Property" for k in ("Object", "Datatype")
    }
    ours = {
        iri
        for iri, classes in Scope(shipped).types.items()
        if iri.startswith(TERMS) and kinds & classes
    }
    assert ours - paths - DERIVED == set()


def test_every_shape_says_how_to_repair_in_three_languages(rules):
    for iri, said in rules.items():
        languages = sorted(m.language for m in said[SH + "message"])
        assert (iri, languages) == (iri, LANGUAGES)
        assert len(said[SH + "severity"]) == 1


def test_every_property_shape_has_names_and_a_description(rules):
    for iri, said in rules.items():
        if said[SH + "path"]:
            names = sorted(name.language for name in said[SH + "name"])
            assert (iri, names) == (iri, LANGUAGES)
            assert len(said[SH + "description"]) == 1, iri


def test_every_property_shape_has_its_place_in_a_form(parts):
    groups = {iri for iri in parts if iri.startswith(SHAPES + "group-")}
    for iri, said in parts.items():
        if said[SH + "path"]:
            assert [group.value in groups for group in said[SH + "group"]] == [True], (
                iri
            )
            assert len(said[SH + "order"]) == 1, iri


def test_no_two_properties_of_a_form_have_one_place(parts):
    for iri, said in parts.items():
        places = defaultdict(set)
        for part in (parts[node.value] for node in said[SH + "property"]):
            place = part[SH + "group"][0].value, int(part[SH + "order"][0].value)
            places[place].add(part[SH + "path"][0].value)
        assert [place for place in places if len(places[place]) > 1] == [], iri


def test_every_message_about_a_property_quotes_its_example(parts):
    for iri, said in parts.items():
        if not said[SH + "path"] or _forbids(said):
            continue
        (example,) = (node.value for node in said[EXAMPLE])
        for message in said[SH + "message"]:
            assert example in message.value, (iri, message)


def _is_shape(said):
    kinds = {kind.value for kind in said[TYPE]} if said else set()
    return bool(kinds & {SH + "NodeShape", SH + "PropertyShape"})


def _forbids(said):
    return [count.value for count in said[SH + "maxCount"]] == ["0"]


def test_messages_use_prefixes_that_curators_have(rules):
    prefixes = load_prefixes()
    for iri, said in rules.items():
        for message in said[SH + "message"]:
            used = set(
                re.findall(r"(?<![\w:/])([a-z][a-z0-9-]*):(?=[A-Za-z])", message.value)
            )
            assert used <= set(prefixes), (iri, used - set(prefixes))


def test_messages_name_terms_that_exist(shipped, rules):
    terms = Scope(shipped).terms
    for iri, said in rules.items():
        for message in said[SH + "message"]:
            names = re.findall(r"\bc2c:([A-Za-z0-9]+)", message.value)
            assert {TERMS + name for name in names} <= terms, iri


def test_every_shape_has_a_case_that_breaks_it(rules, reports):
    broken = {
        row[3] for name, rows in reports.items() if "/invalid." in name for row in rows
    }
    named = {"c2s:" + iri.removeprefix(SHAPES) for iri in rules}
    assert named - broken == set()


def test_every_class_has_a_case_that_conforms(shipped, parts, all_cases):
    files = {Path(file.path).stem for file in shipped.role("shapes")}
    # a file of a class has a shape of its name; other files hold what classes share
    classes = {name for name in files if _is_shape(parts.get(SHAPES + name))}
    assert len(classes) > 30
    assert classes == {case.path.parent.name for case in all_cases if case.is_valid}


def test_files_stay_readable(shipped):
    folder = shipped.folder / "shapes"
    sizes = {p.name: len(p.read_text().splitlines()) for p in folder.glob("*.ttl")}
    assert {name: size for name, size in sizes.items() if size > 450} == {}


def test_paths_and_classes_exist(shipped, parts, known_terms):
    looked_at = ("path", "class", "targetClass", "targetSubjectsOf")
    used = {
        node.value
        for said in parts.values()
        for verb in looked_at
        for node in said[SH + verb]
    }
    assert used - known_terms - Scope(shipped).terms == set()


def test_no_shape_is_a_blank_node(quads):
    nodes = [node for quad in quads for node in (quad.subject, quad.object)]
    assert not any(isinstance(node, BlankNode) for node in nodes)


@pytest.mark.long
def test_the_shapes_are_valid_shacl(quads):
    conforms, _, text = meta_validate(graphs.rdflib_graph(quads), inference="none")
    assert conforms, text
