"""A report as the W3C has it (SHACL §3.6), told once for Turtle and JSON-LD.

A place in the text is a pointer of the W3C's Pointer Methods in RDF, which counts
lines and characters from 1 as we do, joined by `earl:pointer`.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import FOAF
from c2c_graph.rdf.terms import RDFS
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import rule_iri
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity

EARL: Final = "http://www.w3.org/ns/earl#"
POINTERS: Final = "http://www.w3.org/2009/pointers#"
PREFIXES: Final[Mapping[str, str]] = {
    "c2s": namespaces.SHAPES,
    "dcterms": DCTERMS,
    "earl": EARL,
    "foaf": FOAF,
    "ptr": POINTERS,
    "rdfs": RDFS,
    "sh": SHACL,
    "skos": SKOS,
    "xsd": XSD,
}
_SEVERITIES: Final = {
    Severity.VIOLATION: NamedNode(SHACL + "Violation"),
    Severity.WARNING: NamedNode(SHACL + "Warning"),
    Severity.INFO: NamedNode(SHACL + "Info"),
}


@dataclass(frozen=True)
class Described:
    """A node without a name of its own, and what is said of it, in order."""

    pairs: tuple[tuple[NamedNode, "Value"], ...]


Value = Term | Described


def described(told: Telling) -> tuple[Described, dict[BlankNode, Described]]:
    """Return the report, and the documents that its pointers lead to.

    `sh:conforms` is told for the level asked for; all levels that are reached stand
    beside it, and so does what else the report tells of itself.
    """
    documents = _documents(told)
    pairs: list[tuple[NamedNode, Value]] = [
        (TYPE, _sh("ValidationReport")),
        (_sh("conforms"), _boolean(told.conforms)),
    ]
    for level in told.reached:
        pairs.append(
            (NamedNode(DCTERMS + "conformsTo"), NamedNode(namespaces.SHAPES + level))
        )
    comment = NamedNode(RDFS + "comment")
    for line in told.verdict():
        pairs.append((comment, Literal(line, language=told.language)))
    for finding in told.report.findings:
        result = Described(tuple(_result(finding, told, documents)))
        pairs.append((_sh("result"), result))
    named = {node: _document(name) for name, node in documents.items()}
    return Described(tuple(pairs)), named


def _result(
    finding: Finding, told: Telling, documents: Mapping[str, BlankNode]
) -> Iterator[tuple[NamedNode, Value]]:
    document = documents.get(finding.source)
    focus = _focus(finding) or document
    yield TYPE, _sh("ValidationResult")
    yield _sh("resultSeverity"), _SEVERITIES[finding.severity]
    if focus is not None:
        yield _sh("focusNode"), focus
    if finding.path:
        yield _sh("resultPath"), NamedNode(finding.path)
    if value := _term(finding.value):
        yield _sh("value"), value
    yield _sh("sourceShape"), NamedNode(rule_iri(finding))
    yield _sh("sourceConstraintComponent"), _component(finding)
    text = Literal(finding.message, language=told.language)
    yield _sh("resultMessage"), text
    if finding.repair:
        yield NamedNode(SKOS + "example"), Literal(finding.repair)
    if finding.near:
        yield NamedNode(RDFS + "seeAlso"), NamedNode(finding.near)
    if document is not None and finding.line:
        yield NamedNode(EARL + "pointer"), _pointer(finding, document)


def _component(finding: Finding) -> NamedNode:
    """Return what kind of constraint failed; a rule that is not SHACL is its own."""
    return _sh(finding.component) if finding.component else NamedNode(rule_iri(finding))


def _pointer(finding: Finding, document: BlankNode) -> Described:
    start = _place(finding.line, finding.column, document)
    if not finding.end_line:
        return start
    # the end is behind the last character, as the vocabulary leaves it to us
    end = _place(finding.end_line, finding.end_column, document)
    return Described(
        (
            (TYPE, _ptr("StartEndPointer")),
            (_ptr("startPointer"), start),
            (_ptr("endPointer"), end),
        )
    )


def _place(line: int, column: int, document: BlankNode) -> Described:
    return Described(
        (
            (TYPE, _ptr("LineCharPointer")),
            (_ptr("lineNumber"), _positive(line)),
            (_ptr("charNumber"), _positive(column)),
            (_ptr("reference"), document),
        )
    )


def _documents(told: Telling) -> dict[str, BlankNode]:
    named = {f.source for f in told.report.findings if f.source} | set(told.documents)
    return {
        name: BlankNode(f"document{number}")
        for number, name in enumerate(sorted(named), 1)
    }


def _document(name: str) -> Described:
    title = NamedNode(DCTERMS + "title")
    return Described(((TYPE, NamedNode(FOAF + "Document")), (title, Literal(name))))


def _focus(finding: Finding) -> Term | None:
    if not finding.focus:
        return None
    is_iri = ":" in finding.focus
    return NamedNode(finding.focus) if is_iri else BlankNode(finding.focus)


def _term(text: str) -> Term | None:
    """Return the term that `text` writes in N-Triples, None where it is none."""
    if text.startswith("_:"):
        return BlankNode(text[2:])
    if not text:
        return None
    line = f"<urn:s> <urn:p> {text} ."
    try:
        quad: Quad = next(parse(line, format=RdfFormat.N_TRIPLES))
        return quad.object
    except (SyntaxError, StopIteration):
        return Literal(text)


def _boolean(value: bool) -> Literal:
    return Literal(str(value).lower(), datatype=NamedNode(XSD + "boolean"))


def _positive(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "positiveInteger"))


def _sh(name: str) -> NamedNode:
    return NamedNode(SHACL + name)


def _ptr(name: str) -> NamedNode:
    return NamedNode(POINTERS + name)
