"""Shapes made ready for the engine once, to be asked about some nodes at a time.

The engine reads and rewrites shapes anew with each run, which takes longer than
validating a few nodes, and looks for focus nodes in all of the graph. Here its own
shapes are kept, and handed the nodes to look at.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from typing import Final

import rdflib
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import SH
from rdflib import Graph
from rdflib import URIRef
from rdflib.term import Node

from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import Term
from c2c_graph.validation import graphs
from c2c_graph.validation import plan
from c2c_graph.validation import reach
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.rule_queries import RuleQuery
from c2c_graph.validation.rule_queries import take_rule_queries
from c2c_graph.validation.shacl_results import remark_of
from c2c_graph.validation.shapes import StoreGraph
from c2c_graph.validation.targets import Targets
from c2c_graph.validation.walks import Walk

IN_SCHEME: Final = NamedNode(SKOS + "inScheme")
# what shapes say to people: the engine walks over it again and again
_WORDS: Final = (
    *(SH.name, SH.description, SH.order, SH.group),
    *(rdflib.SKOS.example, rdflib.RDFS.label, rdflib.RDFS.comment),
)
# which shapes look at which nodes
Asked = Mapping[str, Iterable[Term]]


@dataclass(frozen=True)
class PreparedShapes:
    """The engine's shapes by their IRIs, and the rules that are queries."""

    engine: ShapesGraph
    queries: tuple[RuleQuery, ...]
    targets: Targets
    walks: Mapping[str, frozenset[Walk]]

    @classmethod
    def of(cls, quads: Iterable[Quad], codes: Iterable[Quad]) -> "PreparedShapes":
        """Return the shapes in `quads`, with prefixes; `codes` tell who is in a scheme.

        Raise what the engine raises where a shape cannot be used.
        """
        shapes = graphs.rdflib_graph(quads)
        queries = tuple(take_rule_queries(shapes))
        plan.give_targets_to_parts(shapes)
        parts = _aimed(shapes)
        walks = {str(one): reach.of_constraints(shapes, one) for one in parts}
        targets = Targets.of(shapes, parts)
        plan.list_the_codes(shapes, list(codes))
        plan.mark_languages(shapes)
        for verb in _WORDS:
            shapes.remove((None, verb, None))
        engine = ShapesGraph(shapes)
        list(engine.shapes)  # reads them now rather than when first asked
        return cls(engine, queries, targets, walks)

    def remarks(self, data: Store, asked: Asked, language: str) -> Iterator[Remark]:
        """Yield what each shape says of the nodes it is `asked` about in `data`."""
        for query in self.queries:
            nodes = frozenset(asked.get(query.rule, ()))
            if nodes:
                yield from query.remarks_on(nodes, data, language)
        with graphs.ill_typed_literals():
            results = list(self._results(StoreGraph(data), asked))
        yield from (remark_of(result, language) for result in results)

    def _results(
        self, data: StoreGraph, asked: Asked
    ) -> Iterator[dict[Node, list[Node]]]:
        executor = SHACLExecutor(allow_warnings=True)
        for iri, nodes in asked.items():
            shape = self._shape(iri)
            focus: Any = [graphs.to_rdflib(node) for node in nodes]
            if shape is not None and focus:
                _, reports = shape.validate(executor, data, focus=focus)
                yield from (_said(node, more) for _, node, more in reports)

    def _shape(self, iri: str) -> Shape | None:
        try:
            return self.engine.lookup_shape_from_node(URIRef(iri))
        except KeyError:
            return None


def schemes(quads: Collection[Quad]) -> frozenset[Term]:
    """Return the schemes of which shapes in `quads` take the concepts."""
    path, value = NamedNode(str(SH.path)), NamedNode(str(SH.hasValue))
    parts = {q.subject for q in quads if q.predicate == path and q.object == IN_SCHEME}
    valued = (q for q in quads if q.predicate == value and q.subject in parts)
    return frozenset(quad.object for quad in valued)


def _aimed(shapes: Graph) -> set[Node]:
    kinds = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
    return {shape for kind in kinds for shape in shapes.subjects(kind)}


def _said(
    result: Node, statements: Iterable[tuple[Node, Node, Any]]
) -> dict[Node, list[Node]]:
    """Return what is said of `result` alone, by predicate.

    The engine gives a node with the graph that it is from, for copying blank nodes.
    """
    said: dict[Node, list[Node]] = {}
    for subject, verb, value in statements:
        if subject == result:
            node = value[1] if isinstance(value, tuple) else value
            said.setdefault(verb, []).append(node)
    return said
