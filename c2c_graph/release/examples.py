"""Saved queries as RDF, in the form of SIB's sparql-examples, for editors to offer.

The graph is named as SIB names it, `<endpoint>/.well-known/sparql-examples`; each file
of the catalogue adds one query to it, with the prefixes that this query declares.
(https://github.com/sib-swiss/sparql-examples, and for the terms of `spex`
https://github.com/sib-swiss/sparql-examples-utils.)
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.rdf.saved_queries import load_saved_query
from c2c_graph.rdf.terms import RDFS
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term

SPEX: Final = "https://purl.expasy.org/sparql-examples/ontology#"
_GRAPH: Final = NamedNode(namespaces.EXAMPLES_GRAPH)
_PREFIXES: Final = NamedNode(namespaces.EXAMPLES_GRAPH + "#prefixes")
# for each form of query its classes, and the properties that hold its text; SHACL had
# no DESCRIBE before 1.2, SIB's checks know theirs and SIB's editor SHACL's
_FORMS: Final = {
    "SELECT": ((SHACL + "SPARQLSelectExecutable",), (SHACL + "select",)),
    "ASK": ((SHACL + "SPARQLAskExecutable",), (SHACL + "ask",)),
    "CONSTRUCT": ((SHACL + "SPARQLConstructExecutable",), (SHACL + "construct",)),
    "DESCRIBE": (
        (SHACL + "SPARQLDescribeExecutable", SPEX + "SPARQLDescribeExecutable"),
        (SHACL + "describe", SPEX + "describe"),
    ),
}
_FORM: Final = re.compile(rf"^({'|'.join(_FORMS)})\b", re.MULTILINE)
_PREFIX: Final = re.compile(r"^PREFIX ([^:\s]*): <([^>]*)>", re.MULTILINE)

_Fact = tuple[NamedNode, str, Term]


def read_example(path: Path, *, name: str, prefixes: Mapping[str, str]) -> Document:
    """Return the saved query in the file at `path` as quads of the examples' graph.

    `prefixes` are those that its example values may be written with. Raise
    `errors.DatasetUnreadable` where it has no such head, an example is of another
    kind than its parameter, or no form of query begins a line of it, and as
    `rdf.text.read_text`.
    """
    saved = load_saved_query(path, prefixes)
    try:
        facts = {*_facts(saved, name), *_declarations(saved)}
    except errors.InvalidParameter as fault:
        raise errors.DatasetUnreadable(
            f"{name}: '#+ example: {fault.parameter}={fault.example}' "
            f"is not {fault.expected}"
        ) from None
    quads = (Quad(s, NamedNode(p), value, _GRAPH) for s, p, value in facts)
    return Document(name, tuple(quads), prefixes)


def iri_of(saved: SavedQuery) -> str:
    """Return the IRI of `saved` among the examples."""
    return f"{namespaces.EXAMPLES_GRAPH}/{saved.name}"


def _facts(saved: SavedQuery, name: str) -> Iterator[_Fact]:
    this = NamedNode(iri_of(saved))
    classes, properties = _FORMS[_form(saved, name)]
    for iri in (SHACL + "SPARQLExecutable", *classes):
        yield this, TYPE.value, NamedNode(iri)
    for iri in properties:
        yield this, iri, Literal(saved.as_it_stands())
    yield this, RDFS + "comment", Literal(saved.summary, language="en")
    if saved.note:
        yield this, SKOS + "scopeNote", Literal(saved.note, language="en")
    for tag in saved.tags:
        yield this, SCHEMA + "keywords", Literal(tag)
    yield this, SCHEMA + "target", NamedNode(namespaces.ENDPOINT)
    for endpoint in saved.federates:
        yield this, SPEX + "federatesWith", NamedNode(endpoint)
    yield this, RDFS + "seeAlso", NamedNode(namespaces.QUERIES + saved.name)
    yield this, SHACL + "prefixes", _PREFIXES


def _declarations(saved: SavedQuery) -> Iterator[_Fact]:
    for prefix, space in _PREFIX.findall(saved.body):
        # of our own, and not those of the ontology: no triple stands in two graphs
        declaration = NamedNode(f"{_PREFIXES.value}-{prefix}")
        yield _PREFIXES, SHACL + "declare", declaration
        yield declaration, TYPE.value, NamedNode(SHACL + "PrefixDeclaration")
        yield declaration, SHACL + "prefix", Literal(prefix)
        anyuri = NamedNode(XSD + "anyURI")
        yield declaration, SHACL + "namespace", Literal(space, datatype=anyuri)


def _form(saved: SavedQuery, name: str) -> str:
    found = _FORM.search(saved.body)
    if found is None:
        raise errors.DatasetUnreadable(
            f"{name}: no line begins with {', '.join(_FORMS)}; write the form of a "
            "query at the start of a line, in capitals"
        )
    return found[1]
