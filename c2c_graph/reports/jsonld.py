"""A report as JSON-LD: the same statements as in Turtle, its context inside."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term
from c2c_graph.reports import shacl
from c2c_graph.reports.shacl import Described
from c2c_graph.reports.shacl import Value
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import json_text

_STRING: Final = XSD + "string"


def write(told: Telling) -> bytes:
    """Return the report as JSON-LD in UTF-8: one graph, no remote context."""
    report, documents = shacl.described(told)
    described = [_node(report)]
    described += [{"@id": str(n), **_node(d)} for n, d in documents.items()]
    document = {"@context": dict(shacl.PREFIXES), "@graph": described}
    return json_text(document)


def _node(node: Described) -> dict[str, object]:
    told: dict[str, object] = {}
    for verb, value in node.pairs:
        key = "@type" if verb == TYPE else _compact(verb.value)
        plain = verb == TYPE and isinstance(value, NamedNode)
        item = _compact(value.value) if plain else _value(value)  # type: ignore[union-attr]
        if key in told:
            before = told[key]
            told[key] = [*before, item] if isinstance(before, list) else [before, item]
        else:
            told[key] = item
    return told


def _value(value: Value) -> object:
    if isinstance(value, Described):
        return _node(value)
    return _term(value)


def _term(node: Term) -> Mapping[str, str]:
    if isinstance(node, NamedNode):
        return {"@id": _compact(node.value)}
    if isinstance(node, BlankNode):
        return {"@id": str(node)}
    assert isinstance(node, Literal)
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if node.datatype.value == _STRING:
        return {"@value": node.value}
    return {"@value": node.value, "@type": _compact(node.datatype.value)}


def _compact(iri: str) -> str:
    """Return `iri` with a prefix of the context where it has one."""
    for name, space in shacl.PREFIXES.items():
        if iri.startswith(space):
            return f"{name}:{iri[len(space) :]}"
    return iri
