"""The one table of media types: what is read, what is written, under which name."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import QueryResultsFormat
from pyoxigraph import RdfFormat


@dataclass(frozen=True)
class GraphFormat:
    """A syntax for graphs; `suffix` is the file name's ending without the dot."""

    name: str
    media_type: str
    suffix: str
    syntax: RdfFormat
    holds_named_graphs: bool = False


@dataclass(frozen=True)
class ResultFormat:
    """A syntax for the solutions of SELECT and the answer of ASK."""

    name: str
    media_type: str
    suffix: str
    syntax: QueryResultsFormat
    # SPARQL 1.1 Query Results CSV and TSV Formats §1: neither has a form for booleans
    holds_booleans: bool = True


GRAPH_FORMATS: Final = (
    GraphFormat("turtle", "text/turtle", "ttl", RdfFormat.TURTLE),
    GraphFormat("jsonld", "application/ld+json", "jsonld", RdfFormat.JSON_LD, True),
    GraphFormat("ntriples", "application/n-triples", "nt", RdfFormat.N_TRIPLES),
    GraphFormat("rdfxml", "application/rdf+xml", "rdf", RdfFormat.RDF_XML),
    GraphFormat("trig", "application/trig", "trig", RdfFormat.TRIG, True),
    GraphFormat("nquads", "application/n-quads", "nq", RdfFormat.N_QUADS, True),
)

RESULT_FORMATS: Final = (
    ResultFormat(
        "json", "application/sparql-results+json", "srj", QueryResultsFormat.JSON
    ),
    ResultFormat(
        "xml", "application/sparql-results+xml", "srx", QueryResultsFormat.XML
    ),
    ResultFormat("csv", "text/csv", "csv", QueryResultsFormat.CSV, False),
    ResultFormat(
        "tsv", "text/tab-separated-values", "tsv", QueryResultsFormat.TSV, False
    ),
)

# what a dataset folder may hold
FILE_FORMATS: Final = {f".{format.suffix}": format for format in GRAPH_FORMATS}


def graph_format(key: str) -> GraphFormat | None:
    """Return the graph format named `key`: a name, suffix or media type."""
    return next((f for f in GRAPH_FORMATS if key in _keys(f)), None)


def result_format(key: str) -> ResultFormat | None:
    """Return the result format named `key`: a name, suffix or media type."""
    return next((f for f in RESULT_FORMATS if key in _keys(f)), None)


def _keys(format: GraphFormat | ResultFormat) -> tuple[str, str, str]:
    return (format.name, format.suffix, format.media_type)
