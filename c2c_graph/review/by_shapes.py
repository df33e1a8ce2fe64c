"""Validate any data by any shapes with pySHACL, and tell it as the W3C has it.

It is handed graphs made from parsed quads, never strings, follows no owl:imports and
runs no JavaScript. All it asks of the data passes the guard once more, as it is
evaluated: names and paths are glued into queries.
"""

import re
import warnings
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any
from typing import Final

import pyshacl
import pyshacl.errors
import rdflib
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import serialize
from pyparsing import ParseBaseException
from pyshacl.entrypoints import meta_validate
from rdflib import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result

from c2c_graph import errors
from c2c_graph.rdf import rdf_xml
from c2c_graph.rdf.formats import graph_format
from c2c_graph.rdf.reading import Document
from c2c_graph.review import admission
from c2c_graph.review import circles
from c2c_graph.review import messages
from c2c_graph.review.comparing import made_strict
from c2c_graph.review.reading import read_part
from c2c_graph.review.reading import require_few
from c2c_graph.review.rules_graph import rules_graph
from c2c_graph.review.rules_graph import without_strange_paths
from c2c_graph.review.task import Part
from c2c_graph.review.task import Task
from c2c_graph.settings import Settings
from c2c_graph.validation import graphs

_LONGEST_SENTENCE: Final = 1_000
_PREFIXES: Final = {
    "sh": str(SH),
    "rdf": str(rdflib.RDF),
    "xsd": str(rdflib.XSD),
}


class _BadQuery(Exception):
    """A query that was put together from shapes is no SPARQL, or is refused."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(reason)
        self.text = text
        self.reason = reason


class _AskedGraph(rdflib.Graph):
    """A graph that answers harmless queries alone, and parses each once."""

    nesting: int = 0

    def query(self, query_object: Any, *args: Any, **more: Any) -> Result:
        """Return the answer to a text; see `rdflib.Graph.query`."""
        text = str(query_object)
        try:
            return super().query(self._prepared(text), *args, **more)
        except (MemoryError, RecursionError):
            raise
        except (errors.C2CError, ParseBaseException) as error:
            raise _BadQuery(text, str(error)) from error
        except Exception as error:  # rdflib says so of prefixes that nobody declared
            raise _BadQuery(text, str(error) or type(error).__name__) from error

    def _prepared(self, text: str) -> Any:
        kept = self.__dict__.setdefault("_kept", {})
        if text not in kept:
            admission.require_harmless(text, self.nesting)
            prepared = prepareQuery(text, initNs=dict(self.namespaces()))
            kept[text] = made_strict(prepared)
        return kept[text]


def report(task: Task, settings: Settings) -> bytes:
    """Return what the shapes of `task` say of its documents, in its media type.

    Raise `errors.RdfSyntaxError` for what is not RDF, `errors.ShapesUnusable`,
    `errors.ValidationTooLarge`.
    """
    shapes = [_read("shapes", part, task, settings) for part in task.shapes]
    # what is both has the same blank nodes in both
    read = dict(zip((part[1:] for part in task.shapes), shapes, strict=True))
    data = [
        read.get(part[1:]) or _read("data", part, task, settings)
        for part in task.documents
    ]
    require_few((*data, *shapes), settings)
    admission.require_usable(shapes, settings)
    admission.require_targets(shapes)
    try:
        found = _validated(data, shapes, settings)
    except _BadQuery as bad:
        raise _placed(bad, shapes) from bad
    except (errors.C2CError, MemoryError, RecursionError):
        raise
    except re.error as bad:
        raise _bad_pattern(bad, shapes) from bad
    except Exception as failure:  # the engine raises all kinds for what it cannot use
        raise _failed(failure, shapes) from failure
    return _written(found, task.media_type, [*data, *shapes])


def _read(role: str, part: Part, task: Task, settings: Settings) -> Document:
    """Return `part` parsed; what is wrong with it is told with its role and name."""
    try:
        return read_part(part, settings, task.base)
    except errors.SyntaxFault as fault:
        fault.detail = f"the part {role!r} ({part.name}): {fault.detail}"
        raise


def _validated(
    data: Sequence[Document], shapes: Sequence[Document], settings: Settings
) -> rdflib.Graph:
    """Return the report of pySHACL."""
    rules = rules_graph(quad for d in shapes for quad in d.quads)
    with graphs.ill_typed_literals():
        _require_well_formed(rules, shapes)
        plain = graphs.rdflib_graph(quad for d in data for quad in d.quads)
        asked = _AskedGraph(plain.store, plain.identifier, bind_namespaces="none")
        asked.nesting = settings.nesting
        with messages.values_as_they_are(), warnings.catch_warnings():
            # it backs out, and would call conforming what it has not looked at
            warnings.simplefilter("error", pyshacl.errors.ShapeRecursionWarning)
            _, found, _ = pyshacl.validate(asked, shacl_graph=rules, inference="none")
    if isinstance(found, pyshacl.errors.ValidationFailure):
        raise found
    assert isinstance(found, rdflib.Graph)
    return found


def _require_well_formed(rules: rdflib.Graph, shapes: Sequence[Document]) -> None:
    """Raise `errors.ShapesUnusable` where shacl-shacl (SHACL, appendix C) says so."""
    conforms, found, _ = meta_validate(without_strange_paths(rules), inference="none")
    if conforms or not isinstance(found, rdflib.Graph):
        return
    faults = [
        _ill_formed(found, result, shapes) for result in found.objects(None, SH.result)
    ]
    raise min(faults, key=lambda fault: (not fault.line, fault.line, fault.column))


def _ill_formed(
    found: rdflib.Graph, result: rdflib.term.Node, shapes: Sequence[Document]
) -> errors.ShapesUnusable:
    focus = graphs.from_rdflib(found.value(result, SH.focusNode))
    path = graphs.from_rdflib(found.value(result, SH.resultPath))
    value = graphs.from_rdflib(found.value(result, SH.value))
    message = str(found.value(result, SH.resultMessage) or "this is no shape")
    reason = f"the shapes are ill-formed: {message}"
    quads = [quad for d in shapes for quad in d.quads if quad.subject == focus]
    exact = [q for q in quads if q.predicate == path and q.object == value]
    near = [q for q in quads if q.predicate == path]
    for quad in (*exact, *near, *quads):
        return admission.unusable(reason, quad, shapes)
    return errors.ShapesUnusable(reason, source="shapes", line=0, column=0)


def _placed(bad: _BadQuery, shapes: Sequence[Document]) -> errors.ShapesUnusable:
    """Return the fault of a query, at the statement whose text is in it."""
    reason = f"a query of the shapes cannot be evaluated: {bad.reason}"
    for quad in (quad for d in shapes for quad in d.quads):
        is_query = quad.predicate.value in admission.QUERIES
        text = quad.object.value if isinstance(quad.object, Literal) else ""
        if is_query and text.strip() in bad.text:
            return admission.unusable(reason, quad, shapes)
    return errors.ShapesUnusable(reason, source="shapes", line=0, column=0)


def _bad_pattern(bad: re.error, shapes: Sequence[Document]) -> errors.ShapesUnusable:
    reason = f"this regular expression cannot be used: {bad}"
    for quad in (quad for d in shapes for quad in d.quads):
        if quad.predicate.value == str(SH.pattern) and (
            getattr(quad.object, "value", None) == bad.pattern
        ):
            return admission.unusable(reason, quad, shapes)
    return errors.ShapesUnusable(reason, source="shapes", line=0, column=0)


def _failed(failure: Exception, shapes: Sequence[Document]) -> errors.ShapesUnusable:
    """Return the fault of shapes that the engine gave up, at what it names, if found.

    Of circles it names nothing: there the first statement of one is meant.
    """
    text, reason = str(failure), _sentence(failure)
    quads = [quad for document in shapes for quad in document.quads]
    inside = (quad for quad in quads if _names(text, quad.subject))
    for quad in (*inside, *circles.statements(quads)):
        return admission.unusable(reason, quad, shapes)
    return errors.ShapesUnusable(reason, source="shapes", line=0, column=0)


def _names(text: str, node: object) -> bool:
    """Return whether the IRI `node` stands in `text`, whole."""
    return isinstance(node, NamedNode) and bool(
        re.search(rf"{re.escape(node.value)}(?!\w)", text)
    )


def _sentence(failure: Exception) -> str:
    text = " ".join(str(failure).split()) or type(failure).__name__
    if isinstance(failure, pyshacl.errors.ShapeRecursionWarning):
        text = f"recursive shapes are not supported (SHACL §3.4.3). {text}"
    return f"the shapes cannot be used: {text[:_LONGEST_SENTENCE]}"


def _written(found: rdflib.Graph, media_type: str, read: Iterable[Document]) -> bytes:
    format = graph_format(media_type)
    assert format is not None  # negotiated among those there are
    prefixes = {n: iri for d in read for n, iri in d.prefixes.items()} | _PREFIXES
    quads = sorted(_quads(found), key=str)  # what is about one node, together
    if format.syntax == RdfFormat.RDF_XML:
        return rdf_xml.document(quads, prefixes)
    written = serialize(quads, format=format.syntax, prefixes=prefixes)
    assert isinstance(written, bytes)
    return written


def _quads(found: rdflib.Graph) -> Iterator[Quad]:
    for triple in found:
        subject, predicate, value = (graphs.from_rdflib(node) for node in triple)
        assert subject is not None
        assert value is not None
        assert isinstance(predicate, NamedNode)
        yield Quad(subject, predicate, value)  # type: ignore[arg-type]
