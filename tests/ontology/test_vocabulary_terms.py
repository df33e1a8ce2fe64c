"""Every term we mint explains itself in three languages."""

import re
from collections import Counter

import pytest
from rdflib import URIRef
from rdflib.namespace import OWL
from rdflib.namespace import RDFS
from rdflib.namespace import SKOS

LANGUAGES = ["en", "es", "fr"]
ONTOLOGY = URIRef("https://w3id.org/city2city/ns")
SENTENCE = re.compile(r"[A-ZÀ-Ý][^.]*(?:\.[^. ][^.]*)*\.")


def test_there_are_as_many_terms_as_the_model_names(vocabulary):
    counts = [
        len(vocabulary.minted(kind))
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    ]
    assert counts == [22, 37, 9]


# OOPS P08, FOOPS VOC3, VOC4
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=str)
def test_every_term_has_one_text_in_each_language(vocabulary, predicate):
    wrong = {
        term: texts
        for term in vocabulary.minted()
        if sorted(texts := vocabulary.texts(term, predicate)) != LANGUAGES
        or any(len(several) > 1 for several in texts.values())
    }
    assert not wrong


def test_every_term_names_the_document_that_defines_it(vocabulary):
    for term in vocabulary.minted():
        assert list(vocabulary.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY], term


# OOPS P32; ROBOT duplicate_label, duplicate_definition
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=str)
def test_no_text_stands_for_two_terms(vocabulary, predicate):
    texts = Counter(
        (language, text)
        for term in vocabulary.minted()
        for language, several in vocabulary.texts(term, predicate).items()
        for text in several
    )
    assert [text for text, count in texts.items() if count > 1] == []


def test_a_definition_is_one_sentence_with_a_full_stop(vocabulary):
    for term in vocabulary.minted():
        for several in vocabulary.texts(term, SKOS.definition).values():
            assert all(SENTENCE.fullmatch(text) for text in several), term


# OOPS P24, FIBO: a definition must not lean on the word that it defines
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_is_not_defined_by_its_own_name(vocabulary, language):
    for term in vocabulary.minted(OWL.Class):
        [label] = vocabulary.texts(term, RDFS.label)[language]
        [definition] = vocabulary.texts(term, SKOS.definition)[language]
        assert not re.search(rf"\b{re.escape(label)}\b", definition.lower()), term


# ROBOT label_whitespace
def test_texts_carry_no_stray_spaces(vocabulary):
    for term in vocabulary.minted():
        for predicate in (RDFS.label, SKOS.definition, SKOS.scopeNote):
            for several in vocabulary.texts(term, predicate).values():
                assert all(text == " ".join(text.split()) for text in several), term


# OOPS P22
def test_classes_start_with_a_capital_and_properties_do_not(vocabulary):
    properties = vocabulary.minted(OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in vocabulary.minted(OWL.Class):
        assert re.search(r"#[A-Z][A-Za-z]+$", term)
    for term in properties:
        assert re.search(r"#[a-z][A-Za-z0-9]+$", term)
