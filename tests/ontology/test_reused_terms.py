"""Terms of other vocabularies exist there, are declared, and are left as they are.

Where the lists come from: published-vocabularies.tsv names a package, version
and checksum for each vocabulary; terms-read-elsewhere.tsv names the file in
which a term was read where no package carries its vocabulary.
"""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode

HERE = Path(__file__).parent
OURS = "https://w3id.org/city2city/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"
BUILT_IN = (
    RDF,
    OWL,
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2001/XMLSchema#",
)
IS_DEFINED_BY = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
# the snapshot has the http form; we write the https form, schema.org's own advice
HTTPS_SCHEMA = {"http://schema.org/": "https://schema.org/"}


def rows(name):
    with open(HERE / name, newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def namespaces():
    vocabularies = rows("published-vocabularies.tsv")
    spaces = {row["prefix"]: row["namespace"] for row in vocabularies}
    return {prefix: HTTPS_SCHEMA.get(iri, iri) for prefix, iri in spaces.items()}


@pytest.fixture(scope="module")
def published(namespaces):
    lines = (HERE / "published-terms.tsv").read_text().splitlines()
    pinned = (line.split("\t") for line in lines)
    terms = {namespaces[prefix] + name for prefix, name in pinned}
    return terms | {row["term"] for row in rows("terms-read-elsewhere.tsv")}


def predicates_and_types(quads):
    for quad in quads:
        yield quad.predicate.value
        if quad.predicate.value == RDF + "type":
            yield quad.object.value
        if isinstance(quad.object, Literal):
            yield quad.object.datatype.value


def is_foreign(iri):
    return not iri.startswith(OURS) and not re.fullmatch(re.escape(RDF) + r"_\d+", iri)


# OOPS P40; FOOPS VOC2
def test_every_foreign_predicate_class_and_datatype_is_published(everything, published):
    used = set(filter(is_foreign, predicates_and_types(everything)))
    assert sorted(used - published) == []


# OOPS P40
def test_every_iri_in_a_foreign_vocabulary_is_published(
    everything, published, namespaces
):
    spaces = (*namespaces.values(), "http://data.europa.eu/m8g/")
    used = {
        term.value
        for quad in everything
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(spaces)
    }
    documents = set(spaces) | {s.rstrip("#/") for s in spaces}
    assert sorted(used - published - documents) == []


def test_every_term_read_elsewhere_is_used(everything):
    used = {t.value for q in everything for t in (q.subject, q.predicate, q.object)}
    read = {row["term"] for row in rows("terms-read-elsewhere.tsv")}
    assert sorted(read - used) == []


@pytest.fixture(scope="module")
def declared(ontology_quads):
    kinds = {}
    for quad in ontology_quads:
        subject, kind = quad.subject.value, quad.object.value
        if quad.predicate.value == RDF + "type" and kind.startswith(OWL):
            kinds.setdefault(subject, set()).add(kind.removeprefix(OWL))
    return {iri: kinds[iri] for iri in kinds if is_foreign(iri)}


# OOPS P34, P35
def test_every_foreign_term_in_ontology_and_data_is_declared(
    ontology_quads, facts, declared
):
    quads = [*ontology_quads, *facts]
    used = set(filter(is_foreign, predicates_and_types(quads)))
    undeclared = {iri for iri in used - set(declared) if not iri.startswith(BUILT_IN)}
    # OWL 2 RL has no place for a datatype of another vocabulary, even declared
    assert undeclared <= {"http://www.opengis.net/ont/geosparql#wktLiteral"}


# OWL 2 DL §5.8.1: no name is two kinds of property
def test_every_declared_term_is_one_thing(declared):
    assert {iri: kinds for iri, kinds in declared.items() if len(kinds) != 1} == {}


# OOPS P40: no axiom of ours changes what another vocabulary means
def test_a_foreign_term_is_declared_and_nothing_more(ontology_quads, declared):
    about = {q.predicate.value for q in ontology_quads if q.subject.value in declared}
    assert about == {RDF + "type", IS_DEFINED_BY}


def test_values_are_of_the_kind_that_their_property_is_declared_to_have(
    facts, declared
):
    literal = {"DatatypeProperty": True, "ObjectProperty": False}
    wrong = {
        quad.predicate.value
        for quad in facts
        for kind in declared.get(quad.predicate.value, ())
        if literal.get(kind, isinstance(quad.object, Literal))
        != isinstance(quad.object, Literal)
    }
    assert sorted(wrong) == []


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed")
def test_the_pinned_terms_are_what_the_packages_publish(tmp_path):
    fresh = tmp_path / "terms.tsv"
    script = HERE / "pin_published_terms.py"
    subprocess.run([sys.executable, script, fresh], check=True, timeout=120)
    assert fresh.read_text() == (HERE / "published-terms.tsv").read_text()
