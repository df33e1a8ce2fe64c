"""SHACL: pySHACL over the merged graph, its results as remarks."""

import re
from collections.abc import Generator
from collections.abc import Iterator
from typing import Any
from typing import Final

import pyoxigraph
import pyshacl
import pyshacl.errors
import rdflib
from pyoxigraph import Quad
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import SH

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.validation import graphs
from c2c_graph.validation import plan
from c2c_graph.validation.derived import derived
from c2c_graph.validation.network import dials_out
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.rule_queries import take_rule_queries
from c2c_graph.validation.rules import RULES
from c2c_graph.validation.rules import UNUSABLE
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.shacl_results import remark_of

_QUERIES: Final = frozenset(str(SH[verb]) for verb in ("select", "ask", "construct"))
# sh:prefixes points to the ontology, whose declarations stand in its own file
DECLARED: Final = frozenset(
    str(SH[verb]) for verb in ("declare", "prefix", "namespace")
)
_UNUSABLE: Final = (
    pyshacl.errors.ReportableRuntimeError,
    pyshacl.errors.ShapeLoadError,
    pyshacl.errors.ConstraintLoadError,
    pyshacl.errors.ValidationFailure,
    SyntaxError,
    # the engine fills in messages by re.sub, which a backslash in a value breaks
    re.error,
)


class StoreGraph(OxigraphDataGraph):
    """The engine's view of a store; whether it is empty is not counted out.

    For each result the engine asks `graph or other`, which else counts every
    triple of the store: 30 ms a result on 15,000 triples. And it asks for the
    superclasses of whatever stands for a class, which may be a text.
    """

    def __bool__(self) -> bool:
        return True

    def objects(
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> Generator[Any, None, None]:
        """Yield the values of `subject` at `predicate`: a literal has none."""
        if not isinstance(subject, rdflib.Literal):
            yield from super().objects(subject, predicate, unique)


def shape_results(scope: Scope, language: str) -> Iterator[Remark]:
    """Yield what the dataset's own shapes say of its data, in `language`.

    Our shapes are written for an in-memory store and run there; other people's
    may hold strings in `sh:in`, which fail there, and run on an rdflib graph.
    """
    files = scope.dataset.role("shapes")
    refused = [file for file in files if _reaches_out(file)]
    if refused or not files:
        yield from (_unusable(file, "SERVICE, FROM", language) for file in refused)
        return
    quads = data_quads(scope)
    data = graphs.memory_store(quads) if scope.home else graphs.rdflib_graph(quads)
    try:
        yield from results(data, quads, shapes_graph(scope), language)
    except _UNUSABLE as error:
        yield _unusable(files[0], str(error).partition("\n")[0], language)


def results(
    data: pyoxigraph.Store | rdflib.Graph,
    quads: list[Quad],
    rules: rdflib.Graph,
    language: str,
) -> Iterator[Remark]:
    """Yield what `rules` say of `data`, which holds `quads`; `rules` is changed.

    It is rewritten to be fast. Raise what the engine raises for unusable shapes.
    """
    if isinstance(data, pyoxigraph.Store):
        for query in take_rule_queries(rules):
            yield from query.remarks(data, language)
    plan.give_targets_to_parts(rules)
    plan.list_the_codes(rules, quads)
    yield from validate(data, rules, language)


def data_quads(scope: Scope) -> list[Quad]:
    """Return what is validated: vocabulary and data, and what is derived from them."""
    files = scope.dataset.role("ontology", "data")
    quads = list(graphs.merged(file.document.quads for file in files))
    return [*quads, *derived(quads, scope.today)]


def shapes_graph(scope: Scope) -> rdflib.Graph:
    """Return the dataset's shapes, with the prefixes that their queries use."""
    shapes = [q for f in scope.dataset.role("shapes") for q in f.document.quads]
    declared = [quad for quad in scope.known if quad.predicate.value in DECLARED]
    return graphs.rdflib_graph(shapes + declared)


def validate(
    data: pyoxigraph.Store | rdflib.Graph, shapes: rdflib.Graph, language: str
) -> Iterator[Remark]:
    """Yield what the engine finds in `data` by `shapes`, which is changed.

    Raise what pySHACL raises where a shape cannot be used.
    """
    plan.mark_languages(shapes)
    if isinstance(data, pyoxigraph.Store):
        data = StoreGraph(data)
    with graphs.ill_typed_literals():
        _, report, _ = pyshacl.validate(
            data, shacl_graph=shapes, inference="none", allow_warnings=True
        )
    if isinstance(report, pyshacl.errors.ValidationFailure):
        raise report
    for result in report.objects(None, SH.result):
        said: dict[rdflib.term.Node, list[rdflib.term.Node]] = {}
        for verb, value in report.predicate_objects(result):
            said.setdefault(verb, []).append(value)
        yield remark_of(said, language)


def _reaches_out(file: SourceFile) -> bool:
    return any(
        quad.predicate.value in _QUERIES and dials_out(text_of(quad.object))
        for quad in file.document.quads
    )


def _unusable(file: SourceFile, detail: str, language: str) -> Remark:
    message = RULES[UNUSABLE].message(language, {"detail": detail})
    return Remark(UNUSABLE, file=file, message=message)
