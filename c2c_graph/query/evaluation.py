"""Evaluate a query over a store and write the result in the format asked for."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from itertools import chain
from itertools import islice
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import QueryBoolean
from pyoxigraph import QuerySolutions
from pyoxigraph import QueryTriples
from pyoxigraph import RdfFormat
from pyoxigraph import Store
from pyoxigraph import Triple
from pyoxigraph import Variable
from pyoxigraph import serialize

from c2c_graph import namespaces
from c2c_graph.errors import BadRequest
from c2c_graph.errors import EngineUnavailable
from c2c_graph.errors import NotAcceptable
from c2c_graph.errors import QueryTooLarge
from c2c_graph.query.dataset import Dataset
from c2c_graph.query.datasets import ReleasedGraphs
from c2c_graph.query.datasets import Scope
from c2c_graph.query.datasets import dataset_in
from c2c_graph.query.datasets import scope_of
from c2c_graph.query.diagnosis import explain
from c2c_graph.query.spool import Spool
from c2c_graph.query.xml_text import for_media_type
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import graph_format
from c2c_graph.rdf.formats import result_format
from c2c_graph.rdf.prefixes import used_prefixes
from c2c_graph.rdf.rdf_xml import writable
from c2c_graph.settings import Settings

# a graph of so many triples is looked through for the prefixes that it uses
_SMALL_GRAPH: Final = 2_000


def evaluate(
    store: Store,
    text: str,
    media_type: str,
    spool: Spool,
    *,
    prefixes: Mapping[str, str],
    substitutions: Mapping[Variable, NamedNode | Literal],
    graphs: ReleasedGraphs,
    dataset: Dataset | None = None,
    merged_triples: int = Settings.merged_triples,
    constructed_triples: int = Settings.constructed_triples,
) -> None:
    """Write the answer to the query `text` over `store` into `spool`.

    The query is asked over `dataset`, else over what its `FROM` clauses name, of
    the release's `graphs`, else over all of the store. `prefixes` shorten graphs in
    the formats that have them. Raise `errors.QuerySyntaxError`;
    `errors.QueryTooLarge` above the spool's limit, for a graph of more than
    `constructed_triples` or a merge of more than `merged_triples`;
    `errors.NotAcceptable` for what the format cannot hold;
    `errors.BadRequest` for an unknown graph or substitutions that do not fit.
    """
    try:
        asked = dataset or dataset_in(text)
        scope = (
            scope_of(store, graphs, asked, merged_triples) if asked else Scope(store)
        )
        results = _results(scope, text, substitutions)
        _write(results, media_type, spool, prefixes, constructed_triples)
    except SyntaxError as error:
        raise explain(str(error), text, prefixes) from None
    except RuntimeError as error:
        raise BadRequest(f"the query cannot be evaluated: {error}") from None
    except OSError as error:
        if spool.is_full:
            raise spool.too_large() from None
        raise _unavailable(error) from error


def _results(
    scope: Scope, text: str, substitutions: Mapping[Variable, NamedNode | Literal]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    return scope.store.query(
        text,
        # where a text without BASE starts its relative IRIs (SPARQL 1.1 §4.1.1)
        base_iri=namespaces.BASE,
        default_graph=scope.default,
        named_graphs=scope.named,
        substitutions=dict(substitutions) or None,
    )


def _write(
    results: QuerySolutions | QueryBoolean | QueryTriples,
    media_type: str,
    spool: Spool,
    prefixes: Mapping[str, str],
    most: int,
) -> None:
    if isinstance(results, QueryTriples):
        _write_graph(_at_most(most, results), media_type, spool, prefixes)
        return
    table = result_format(media_type)
    if table is None:
        raise NotAcceptable(f"solutions cannot be written as {media_type}")
    writer = for_media_type(table.media_type, spool)
    results.serialize(writer, table.syntax)  # type: ignore[arg-type]


def _write_graph(
    found: Iterable[Triple], media_type: str, spool: Spool, prefixes: Mapping[str, str]
) -> None:
    graph = graph_format(media_type)
    if graph is None:
        raise NotAcceptable(f"a graph cannot be written as {media_type}")
    triples, used = _with_used_prefixes(_evaluated(found), prefixes)
    if graph.syntax == RdfFormat.RDF_XML:
        triples = writable(triples)
    writer = for_media_type(graph.media_type, spool)
    try:
        serialize(triples, writer, graph.syntax, prefixes=used)  # type: ignore[arg-type]
    except OSError as error:
        if spool.is_full or error.errno is not None:  # it is the spool's, or the disk's
            raise
        others = (f.media_type for f in GRAPH_FORMATS if f != graph)
        raise NotAcceptable(
            f"{media_type} cannot hold this graph ({error}); ask for one of: "
            + ", ".join(others)
        ) from None


def _evaluated(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield `triples`; what fails in finding them is no fault of the format."""
    try:
        yield from triples
    except OSError as error:
        raise _unavailable(error) from error


def _unavailable(error: OSError) -> EngineUnavailable:
    return EngineUnavailable(f"the evaluation failed: {error}")


def _with_used_prefixes(
    triples: Iterable[Triple], prefixes: Mapping[str, str]
) -> tuple[Iterator[Triple], dict[str, str]]:
    """Return the triples, and the prefixes they use; all prefixes for a big graph."""
    stream = iter(triples)
    first = list(islice(stream, _SMALL_GRAPH))
    if len(first) == _SMALL_GRAPH:
        return chain(first, stream), dict(prefixes)
    return iter(first), used_prefixes(first, prefixes)


def _at_most(most: int, triples: Iterable[Triple]) -> Iterator[Triple]:
    """Return `triples`, which end in `errors.QueryTooLarge` where there are more."""
    stream = iter(triples)
    return chain(islice(stream, most), _none_of(stream, most))


def _none_of(rest: Iterator[Triple], most: int) -> Iterator[Triple]:
    for _ in rest:
        raise QueryTooLarge(
            f"the graph has more than {most:,} triples, the limit, and is not sent; "
            "ask for it in parts (LIMIT and OFFSET with ORDER BY), or fetch whole "
            "named graphs or a dump"
        )
    yield from ()
