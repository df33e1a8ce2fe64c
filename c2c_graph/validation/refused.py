"""What no file of ours holds: blank nodes, owl:sameAs, http schema.org, file IRIs."""

from collections.abc import Iterator

from pyoxigraph import BlankNode
from pyoxigraph import NamedNode

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.places import NOWHERE
from c2c_graph.rdf.places import Places
from c2c_graph.rdf.terms import FIRST
from c2c_graph.rdf.terms import OWL
from c2c_graph.rdf.terms import REST
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import mentions

_SAME_AS = NamedNode(OWL + "sameAs")
_OF_LISTS = (FIRST, REST)
_SCHEMA_HTTP = "http://schema.org/"


def blank_nodes(scope: Scope) -> Iterator[Remark]:
    """Yield each blank node of what is meant for our graph, where it is first met.

    Datasets of others may have them; their hashes are made by RDFC-1.0.
    """
    held = scope.statements if scope.is_held else ()
    cells = {s.quad.subject for s in held if s.quad.predicate == FIRST}
    seen = set()
    for statement in held:
        quad = statement.quad
        for node in (quad.subject, quad.object):
            if isinstance(node, BlankNode) and (statement.file.path, node) not in seen:
                # a list is told once, where it is a value
                if node in cells and quad.predicate in _OF_LISTS:
                    continue
                seen.add((statement.file.path, node))
                case = {"case": "list"} if node in cells else {}
                yield Remark.about("blank-node", statement, value=node, **case)


def same_as(scope: Scope) -> Iterator[Remark]:
    """Yield each owl:sameAs about an entry of ours."""
    for statement in scope.statements:
        quad = statement.quad
        if quad.predicate == _SAME_AS and scope.holds_for(quad):
            yield Remark.about("owl-same-as", statement)


def http_schema_org(scope: Scope) -> Iterator[Remark]:
    """Yield each schema.org term that is written with http about an entry of ours.

    Where a prefix of the file says http, that prefix, once.
    """
    told = set()
    for statement in scope.statements:
        for node in mentions(statement.quad):
            if node.value.startswith(_SCHEMA_HTTP) and scope.holds_for(statement.quad):
                repair = NamedNode(SCHEMA + node.value.removeprefix(_SCHEMA_HTTP))
                at_prefix = _at_prefix(statement.file, repair)
                if at_prefix is None:
                    yield Remark.about("schema-http", statement, repair=repair)
                elif statement.file.path not in told:
                    told.add(statement.file.path)
                    yield at_prefix


def _at_prefix(file: SourceFile, repair: NamedNode) -> Remark | None:
    """Return the remark on the prefix of `file` for http schema.org, if it has one."""
    for name, space in file.document.prefixes.items():
        if space == _SCHEMA_HTTP:
            place = Places(file.document).prefixes({name}).get(name, NOWHERE)
            details = {"repair": repair}
            return Remark("schema-http", file=file, details=details, place=place)
    return None


def local_iris(scope: Scope) -> Iterator[Remark]:
    """Yield each `file:` IRI in what is said of an entry of ours."""
    for statement in scope.statements:
        for node in mentions(statement.quad):
            if node.value[:5].lower() == "file:" and scope.holds_for(statement.quad):
                yield Remark.about("local-iri", statement, value=node)
