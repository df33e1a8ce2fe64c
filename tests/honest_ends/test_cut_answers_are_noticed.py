"""An answer that is cut anywhere is never taken for the whole by a standard client.

Two layers tell. HTTP does, always: by Content-Length, or by the end of the chunks
(RFC 9112 §6.3, §8). Some formats do by themselves, since they end with a bracket;
lines end anywhere, so of CSV, TSV, Turtle, TriG, N-Triples and N-Quads a part may be
a whole, and only HTTP (or a compressed body, which has an end of its own) can tell.
`PARSERS` says which readers notice without it.
"""

import contextlib
import csv
import gzip
import http.client
import io
import shutil
import subprocess

import httpx
import pytest
import zstandard
from pyoxigraph import QueryResultsFormat
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from pyoxigraph import parse_query_results
from rdflib import Dataset
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from SPARQLWrapper import CSV as WRAPPED_CSV
from SPARQLWrapper import SPARQLWrapper

from tests.honest_ends.broken import record
from tests.protocol.asking import CSV
from tests.protocol.asking import GRAPHS
from tests.protocol.asking import JSON
from tests.protocol.asking import RESULTS
from tests.protocol.asking import TSV
from tests.protocol.asking import TURTLE
from tests.protocol.asking import XML

DIGITS = "0 1 2 3 4 5 6 7 8 9"
ROWS = f"""SELECT ?a ?b (CONCAT("text ", STR(?a)) AS ?c) {{
 VALUES ?a {{ {DIGITS} }} VALUES ?b {{ {DIGITS} }} }}"""
TRIPLES = f"""CONSTRUCT {{ <http://example.org/s> <http://example.org/p> ?n, ?c }} {{
 {{ {ROWS} }} BIND(CONCAT("number ", STR(?a), STR(?b)) AS ?n) }}"""
# more than a megabyte: it comes from the spool, in pieces
MANY = " ".join(f"VALUES ?{name} {{ {DIGITS} }}" for name in "abcde")
MANY_ROWS = f"SELECT * {{ {MANY} }}"
CODINGS = ("identity", "gzip", "zstd")
JSON_LD, RDF_XML = "application/ld+json", "application/rdf+xml"
# what http.client, and with it urllib, says of a broken connection
NOTICED = (http.client.IncompleteRead, http.client.BadStatusLine, ConnectionError)


def query_for(media_type):
    return ROWS if media_type in RESULTS else TRIPLES


def get(host, timeout=10):
    connection = http.client.HTTPConnection(host, timeout=timeout)
    try:
        connection.request("GET", "/sparql")
        return connection.getresponse().read()
    finally:
        connection.close()


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("media_type", [*RESULTS, *GRAPHS])
def test_http_tells_wherever_an_answer_is_cut(host, broken, media_type, coding):
    broken.recorded = record(host, query_for(media_type), media_type, coding)
    assert b"content-length: " in broken.recorded.head
    for _ in broken.cuts(20):
        with pytest.raises(NOTICED):
            get(broken.host)
    broken.cut = None
    assert get(broken.host) == broken.recorded.body


@pytest.mark.parametrize("coding", CODINGS)
def test_http_tells_of_an_answer_from_the_spool_too(host, broken, coding):
    broken.recorded = record(host, MANY_ROWS, CSV, coding)
    compressed = coding != "identity"
    # what is compressed while it is sent has no length beforehand
    assert (b"\ntransfer-encoding: chunked" in broken.recorded.head) is compressed
    assert (b"\ncontent-length: " in broken.recorded.head) is not compressed
    broken.cut = None
    whole = get(broken.host)
    for cut in broken.cuts(20):
        # the last chunk is empty, and once it is announced nothing is missing
        announced = broken.recorded.raw[:cut].rstrip().endswith(b"\r\n0")
        with contextlib.nullcontext() if announced else pytest.raises(NOTICED):
            assert get(broken.host) == whole


def test_httpx_tells_wherever_an_answer_is_cut_in_its_head_too(host, broken):
    broken.recorded = record(host, ROWS, CSV)
    cuts = (*range(1, broken.recorded.start, 7), *broken.recorded.cuts(20))
    with httpx.Client() as client:
        for cut in cuts:
            broken.cut = cut
            with pytest.raises(httpx.RemoteProtocolError):
                client.get(broken.address)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_curl_tells_by_its_exit_code(host, broken, coding):
    broken.recorded = record(host, ROWS, CSV, coding)
    for _ in broken.cuts(4):
        done = subprocess.run(["curl", "-sS", broken.address], capture_output=True)
        assert done.returncode == 18  # "Partial file"


def solutions(body, media_type):
    rows = parse_query_results(body, QueryResultsFormat.from_media_type(media_type))
    return [str(row) for row in rows]


def quads(body, media_type):
    return {str(q) for q in parse(body, RdfFormat.from_media_type(media_type))}


def rows_of_rdflib(body, media_type):
    names = {JSON: "json", XML: "xml", CSV: "csv", TSV: "tsv"}
    return list(Result.parse(io.BytesIO(body), format=names[media_type]))


def graph_of_rdflib(body, media_type):
    kind = Graph if media_type in (TURTLE, "application/rdf+xml") else Dataset
    if media_type == "application/n-triples":
        kind, media_type = Graph, "nt"
    return len(kind().parse(data=body, format=media_type))


def rows_of_csv(body, media_type):
    return list(csv.reader(io.StringIO(body.decode())))


# a reader, a format, and whether it tells by itself that something is missing
PARSERS = [
    (solutions, JSON, True),
    (rows_of_rdflib, JSON, True),
    (rows_of_rdflib, XML, True),
    (quads, JSON_LD, True),
    (graph_of_rdflib, RDF_XML, True),
    # Oxigraph's reader of XML is content with the end of the text anywhere
    (solutions, XML, False),
    (quads, RDF_XML, False),
    (solutions, TSV, False),
    (rows_of_csv, CSV, False),
    *((quads, m, False) for m in GRAPHS if m not in (JSON_LD, RDF_XML)),
    (graph_of_rdflib, TURTLE, False),
    (graph_of_rdflib, "application/n-triples", False),
]


@pytest.mark.parametrize(("parser", "media_type", "tells"), PARSERS)
def test_some_readers_tell_by_themselves_and_the_others_need_http(
    host, parser, media_type, tells
):
    body = record(host, query_for(media_type), media_type).body
    whole = parser(body, media_type)
    end = len(body.rstrip())
    cuts = range(0, end, end // 60)
    taken = [cut for cut in cuts if _takes(parser, body[:cut], media_type)]
    partial = [cut for cut in taken if parser(body[:cut], media_type) != whole]
    assert (partial == []) is tells


def _takes(parser, part, media_type):
    # whatever a parser raises, it has not taken the part for a whole
    try:
        parser(part, media_type)
    except Exception:
        return False
    return True


@pytest.mark.parametrize("media_type", [CSV, TURTLE])
def test_a_compressed_answer_tells_its_end_in_every_format(host, media_type):
    query = query_for(media_type)
    body = record(host, query, media_type, "gzip").body
    for cut in range(0, len(body), 11):
        with pytest.raises((EOFError, gzip.BadGzipFile)):
            gzip.decompress(body[:cut] or b"\x1f")
    body = record(host, query, media_type, "zstd").body
    for cut in range(0, len(body), 11):
        reader = zstandard.ZstdDecompressor().decompressobj()
        reader.decompress(body[:cut])
        assert not reader.eof


def clients(address):
    """Return what asks `address` in a program of a partner's."""
    wrapper = SPARQLWrapper(address)
    wrapper.setQuery(ROWS)
    wrapper.setReturnFormat(WRAPPED_CSV)
    return {
        "rdflib SPARQLStore": lambda: list(
            Graph(SPARQLStore(address, returnFormat="csv")).query("SELECT * {}")
        ),
        "SPARQLWrapper": lambda: wrapper.queryAndConvert(),
        "rdflib Graph.parse": lambda: Graph().parse(address, format="turtle"),
    }


@pytest.mark.parametrize("name", list(clients("http://127.0.0.1/")))
def test_clients_for_sparql_raise_rather_than_return_a_part(host, broken, name):
    media_type = TURTLE if name == "rdflib Graph.parse" else CSV
    broken.recorded = record(host, query_for(media_type), media_type)
    for _ in broken.cuts(10):
        with pytest.raises(NOTICED):
            clients(broken.address)[name]()
