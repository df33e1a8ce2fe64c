"""Read RDF documents from bytes; a syntax fault says where it stands."""

import codecs
import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import QuadParser
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import errors
from c2c_graph.rdf import formats
from c2c_graph.rdf import turtle_places
from c2c_graph.rdf.diagnosis import Diagnosis
from c2c_graph.rdf.diagnosis import diagnosed
from c2c_graph.rdf.limits import ReadingLimits
from c2c_graph.rdf.meter import Meter
from c2c_graph.rdf.outline import Kind
from c2c_graph.rdf.outline import outline
from c2c_graph.rdf.text import decoded
from c2c_graph.rdf.text import fault_at
from c2c_graph.rdf.text import line_of
from c2c_graph.rdf.text import offset_of
from c2c_graph.rdf.text import read_bytes
from c2c_graph.rdf.well_formed import ill_formed

# the engine's message opens with the place, which we give apart
_PLACE = re.compile(
    r"^Parser error (?:at|between) line \d+ (?:between columns \d+ and (?:column )?\d+"
    r"|column \d+(?: and line \d+ column \d+)?): |^.*? at line \d+ column \d+: "
)

_MAY_BE_TRIPLE_TERM = re.compile(rb"<<|\{\||~")
_DIRECTION = re.compile(rb"@[A-Za-z0-9-]+--(?:ltr|rtl)")


@dataclass(frozen=True)
class Document:
    """One parsed file or body: its name for messages, its quads, its prefixes."""

    name: str
    quads: tuple[Quad, ...]
    prefixes: Mapping[str, str]
    text: bytes = field(default=b"", repr=False)
    syntax: RdfFormat = RdfFormat.TURTLE


def read(
    text: bytes,
    *,
    name: str,
    format: RdfFormat,
    graph: str | None = None,
    limits: ReadingLimits | None = None,
) -> Document:
    """Return `text` parsed; quads without a graph of their own go into `graph`.

    `graph` is also the base IRI. `name` is how messages call the document.
    Raise `errors.RdfSyntaxError` with line and column, also for what only
    RDF 1.2 has (triple terms, annotations, base directions): rdflib and most
    harvesters cannot read it yet. With `limits`, raise `errors.DocumentTooLarge`,
    and take no more memory than they allow.
    """
    meter = Meter(text, format, limits, name) if limits else None
    if meter:
        meter.weigh()
    _refuse_other_encodings(text, name, format)
    _refuse_triple_terms(text, name, format)
    if meter:
        meter.look_over()
    if format == RdfFormat.RDF_XML and (found := ill_formed(text)) is not None:
        raise _diagnosed(found, text.decode(), text, name)
    parser = parse(text, format=format, base_iri=graph)
    quads = tuple(_quads(parser, text, name, graph, meter, format))
    return Document(name, quads, dict(parser.prefixes), text, format)


def read_file(path: Path, *, name: str, graph: str | None = None) -> Document:
    """Return the file at `path` parsed; its ending tells the format.

    Raise `errors.DatasetUnreadable` where the file cannot be read or its ending
    is unknown, `errors.RdfSyntaxError` where it does not parse.
    """
    format = formats.FILE_FORMATS.get(path.suffix)
    if format is None:
        known = ", ".join(sorted(formats.FILE_FORMATS))
        raise errors.DatasetUnreadable(f"{name}: unknown ending; use one of {known}")
    text = read_bytes(path, name=name)
    return read(text, name=name, format=format.syntax, graph=graph)


def _refuse_other_encodings(text: bytes, name: str, format: RdfFormat) -> None:
    # the engine lets any byte stand in a comment, and calls the mark a subject
    decoded(text, name=name, fault=errors.RdfSyntaxError)
    if text.startswith(codecs.BOM_UTF8) and format != RdfFormat.RDF_XML:
        raise errors.RdfSyntaxError(
            "a byte order mark; save the file as UTF-8 without one", source=name
        )


def _refuse_triple_terms(text: bytes, name: str, format: RdfFormat) -> None:
    # some thousand of them within each other end the process
    if format in turtle_places.PLACED and _MAY_BE_TRIPLE_TERM.search(text):
        for mark in outline(text, format):
            if mark.kind is Kind.TRIPLE_TERM:
                raise _rdf_12("a triple term", text, mark.start, name)


def _quads(
    parser: QuadParser,
    text: bytes,
    name: str,
    graph: str | None,
    meter: Meter | None,
    format: RdfFormat,
) -> Iterator[Quad]:
    home = NamedNode(graph) if graph else DefaultGraph()
    try:
        for quad in parser:
            _refuse_base_direction(quad, text, name)
            if meter:
                meter.take(quad)
            if isinstance(quad.graph_name, DefaultGraph) and graph:
                quad = Quad(quad.subject, quad.predicate, quad.object, home)
            yield quad
    except SyntaxError as error:
        raise _fault(error, text, name, format) from error


def _fault(
    error: SyntaxError, text: bytes, name: str, format: RdfFormat
) -> errors.RdfSyntaxError:
    line, column = error.lineno or 0, error.offset or 0
    detail = _PLACE.sub("", error.msg or "not readable")
    if line:
        whole = text.decode()
        offset = offset_of(whole, line, column)
        found = diagnosed(detail, whole, offset, format)
        if found is not None:
            return _diagnosed(found, whole, text, name)
    if "LoadDocumentCallback" in detail:
        detail = "remote contexts are not fetched; write the context into the document"
    return errors.RdfSyntaxError(
        detail,
        source=name,
        line=line,
        column=column,
        text=line_of(text, line, column) if line else "",
    )


def _diagnosed(
    found: Diagnosis, whole: str, text: bytes, name: str
) -> errors.RdfSyntaxError:
    at = len(whole[: found.offset].encode())
    return fault_at(text, at, found.detail, name, errors.RdfSyntaxError)


def _refuse_base_direction(quad: Quad, text: bytes, name: str) -> None:
    value = quad.object
    if isinstance(value, Literal) and value.direction is not None:
        found = _DIRECTION.search(text)
        raise _rdf_12("a base direction", text, found.start() if found else 0, name)


def _rdf_12(feature: str, text: bytes, offset: int, name: str) -> errors.RdfSyntaxError:
    detail = (
        f"{feature} is RDF 1.2 syntax, which is not taken here; "
        "write it as plain RDF 1.1 triples"
    )
    return fault_at(text, offset, detail, name, errors.RdfSyntaxError)
