"""Make the dumps of a release in a test, and read them back."""

import gzip

import zstandard
from pyoxigraph import DefaultGraph
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.rdf import formats
from c2c_graph.release import dump_making
from c2c_graph.release import dumps

# what parsers and writers stumble over
UGLY = r"""
city:ugly rdfs:label "a\nb\\\"c\"' ]}\u2028<x>"@sv, "}]},{\"@id\"", "" ; rdf:value
    "01"^^xsd:integer, 1e0, "1.0"^^xsd:decimal, true, "x"^^<urn:type>,
    "2020-01-01T00:00:00+00:00"^^xsd:dateTime ;
    rdfs:seeAlso <urn:å%20-._~>, [ rdfs:label "blank" ; rdfs:seeAlso [] ] .
<urn:g> <urn:p> <https://w3id.org/city2city/id/a,b.c> .
"""
ALL = "nq nt ttl trig jsonld"


def make(settings, number=1):
    """Make the dumps of a release here and now; return those there are, by name."""
    dump_making.make(settings, number, lambda done: None)
    return {file.name: file for file in dumps.dumps_of(settings.home, number)}


def packed(settings, file, number=1):
    """Return the bytes of the dump `file`."""
    paths = dumps.paths_of(settings.home, number, file)
    return b"".join(path.read_bytes() for path in paths)


def unpack(body, name):
    """Return what the packed `body` called `name` holds, however many members."""
    if name.endswith(".gz"):
        return gzip.decompress(body)
    reader = zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True)
    return reader.read()


def quads_in(text, name):
    """Return the quads that the unpacked dump called `name` says, as lines."""
    found = formats.graph_format(name.split(".")[-2])
    quads = parse(text, format=found.syntax)
    return [str(quad) for quad in quads]


def quads_of(store, *, default):
    """Return the quads of `store` in its default graph, or in all the others."""
    return {str(q) for q in store if (q.graph_name == DefaultGraph()) is default}


def kept_lines(objects, entries):
    """Return the quads of the graphs `entries` as they are kept, without a store."""
    bodies = (objects.read(entry.object) for entry in entries)
    return [str(q) for b in bodies for q in parse(b, format=RdfFormat.N_QUADS)]
