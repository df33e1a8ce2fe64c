"""The IRIs this graph mints: one base, and what stands below it."""

from typing import Final

BASE: Final = "https://w3id.org/city2city/"
ONTOLOGY: Final = BASE + "ns"
TERMS: Final = BASE + "ns#"
SHAPES_DOCUMENT: Final = BASE + "shapes"
SHAPES: Final = BASE + "shapes#"
DEFINITIONS: Final = BASE + "def/"
THINGS: Final = BASE + "id/"
DOCUMENTS: Final = BASE + "doc/"
GRAPHS: Final = BASE + "graph/"
# what is published here lasts: it is described, or else retired
LASTING: Final = (THINGS, DEFINITIONS, TERMS)
DATASET: Final = BASE + "dataset"
PROFILES: Final = BASE + "profile/"
INFERRED_GRAPH: Final = GRAPHS + "inferred"
ENDPOINT: Final = BASE + "sparql"
QUERIES: Final = BASE + "queries/"
# where SIB's sparql-editor and its like keep the examples of an endpoint
EXAMPLES_GRAPH: Final = ENDPOINT + "/.well-known/sparql-examples"
STATISTICS_GRAPH: Final = GRAPHS + "statistics"
# the graphs that a release makes itself
MADE_GRAPHS: Final = (INFERRED_GRAPH, STATISTICS_GRAPH)


def graph_iri(path: str) -> str:
    """Return the IRI of the named graph kept in the file at `path`.

    `path` is relative to the dataset folder, with forward slashes:
    `data/cities/se.ttl` gives `https://w3id.org/city2city/graph/data/cities/se`.
    """
    return GRAPHS + path.removesuffix(".ttl")


def is_ours(iri: str) -> bool:
    """Return whether `iri` lies in a namespace that this project mints."""
    return iri.startswith(BASE)
