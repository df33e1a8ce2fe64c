"""Terms that a vocabulary of others does not have, or that nobody reads here.

What we reuse of other vocabularies is declared in the ontology, so a property that
lies in the namespace of one of them and is not declared is most often misspelt.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from pyoxigraph import NamedNode
from rdflib import OWL
from rdflib import RDF
from rdflib import RDFS

from c2c_graph import namespaces
from c2c_graph.rdf.terms import TYPE
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import Statement
from c2c_graph.validation.suggestions import Nearest
from c2c_graph.validation.term_kinds import fitting
from c2c_graph.validation.term_kinds import wanted_kind

# what the languages of RDF define needs no declaration
_BUILT_IN: Final = (RDF, RDFS, OWL)
_NUMBERED: Final = re.compile(re.escape(str(RDF)) + "_[1-9][0-9]*")
_READ: Final = ("ontology", "data")


def unread_terms(scope: Scope) -> Iterator[Remark]:
    """Yield each use of a property or class that its vocabulary is not known to have.

    Terms of vocabularies that we do not use at all are left alone, and so is what is
    said of things that are not ours.
    """
    known = _declared(scope)
    spaces = {_space(iri) for iri in known}
    nearest = Nearest()
    for statement in scope.statements:
        if statement.file.role in _READ and scope.holds_for(statement.quad):
            for node in _terms(statement):
                if _space(node.value) in spaces and not _is_known(node.value, known):
                    kind = wanted_kind(statement, node)
                    alike = partial(_same_space, scope, kind, node.value, known)
                    near = nearest.details(node, kind + _space(node.value), alike)
                    yield Remark.about("unread-term", statement, value=node, **near)


def _declared(scope: Scope) -> frozenset[str]:
    """Return the terms of others that the ontology declares or RDF itself has."""
    others = (iri for iri in scope.types if not namespaces.is_ours(iri))
    built_in = (str(term) for space in _BUILT_IN for term in dir(space))
    return frozenset(others).union(built_in)


def _is_known(iri: str, known: frozenset[str]) -> bool:
    # RDF Schema 1.1 §5.1.4: rdf:_1, rdf:_2 and so on, without end
    return iri in known or _NUMBERED.fullmatch(iri) is not None


def _terms(statement: Statement) -> Iterator[NamedNode]:
    yield statement.quad.predicate
    value = statement.quad.object
    if statement.quad.predicate == TYPE and isinstance(value, NamedNode):
        yield value


def _same_space(
    scope: Scope, kind: str, iri: str, known: frozenset[str]
) -> Iterator[str]:
    """Yield what is `known` of `kind` in the namespace of `iri`."""
    alike = (name for name in known if _space(name) == _space(iri))
    return fitting(scope, kind, alike)


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
