"""A report as JSON-LD: the same statements as in Turtle, its context inside."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.reports import shacl
from c2c_graph.reports.shacl import Described
from c2c_graph.reports.shacl import Value
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import json_text


def write(told: Telling) -> bytes:
    """Return the report as JSON-LD in UTF-8: one graph, no remote context."""
    report, documents = shacl.described(told)
    names = _Names(_unused(told))
    described = [names.node(report)]
    described += [{"@id": str(n), **names.node(d)} for n, d in documents.items()]
    document = {"@context": dict(names.prefixes), "@graph": described}
    return json_text(document)


def _unused(told: Telling) -> dict[str, str]:
    """Return the prefixes that no IRI of the report begins with as its scheme."""
    texts = [
        text
        for finding in told.report.findings
        for text in (finding.focus, finding.path, finding.near, finding.rule)
    ]
    texts += [finding.value.lstrip("<") for finding in told.report.findings]
    schemes = {text.partition(":")[0] for text in texts}
    return {n: space for n, space in shacl.PREFIXES.items() if n not in schemes}


@dataclass(frozen=True)
class _Names:
    prefixes: Mapping[str, str]

    def node(self, node: Described) -> dict[str, object]:
        told: dict[str, object] = {}
        for verb, value in node.pairs:
            if verb == TYPE and isinstance(value, NamedNode):
                told["@type"] = self.compact(value.value)
                continue
            key, item = self.compact(verb.value), self.value(value)
            before = told.get(key, [])
            assert isinstance(before, list)
            told[key] = [*before, item]
        return {key: _single(value) for key, value in told.items()}

    def value(self, value: Value) -> object:
        if isinstance(value, Described):
            return self.node(value)
        return self.term(value)

    def term(self, node: Term) -> Mapping[str, str]:
        if isinstance(node, NamedNode):
            return {"@id": self.compact(node.value)}
        if not isinstance(node, Literal):
            return {"@id": str(node)}
        if node.language:
            return {"@value": node.value, "@language": node.language}
        if node.datatype == STRING:
            return {"@value": node.value}
        return {"@value": node.value, "@type": self.compact(node.datatype.value)}

    def compact(self, iri: str) -> str:
        """Return `iri` with a prefix of the context where it has one."""
        for name, space in self.prefixes.items():
            if iri.startswith(space):
                return f"{name}:{iri[len(space) :]}"
        return iri


def _single(value: object) -> object:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
