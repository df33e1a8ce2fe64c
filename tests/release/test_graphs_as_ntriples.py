"""Whole graphs come as N-Triples from the disk, the default graph without doubles."""

import dataclasses

import pytest

from c2c_graph.release import ntriples
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import open_release

SHARED = "city:se-malmo rdfs:label 'Malmö'@sv . <urn:s> <urn:p> '1'^^xsd:integer ."


@pytest.fixture
def made(settings, dataset, release):
    """Return the objects and the opened release of files with shared triples."""
    dataset.write("data/a.ttl", SHARED)
    dataset.write("data/b.ttl", SHARED + " <urn:s> <urn:q> '<urn:g> .', [] .")
    dataset.write("shapes/a.ttl", SHARED)
    many = ", ".join(f"'a text that is longer than {n}'" for n in range(20_000))
    dataset.write("data/many.ttl", f"<urn:s> <urn:r> {many} .")
    release()
    return Objects(settings.home), open_release(settings.home)


def lines_of(store, query):
    found = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {query} }}")
    return sorted(f"{triple} .\n".encode() for triple in found)


def test_each_graph_is_whole_and_sorted(made):
    objects, release = made
    for entry in release.manifest.graphs:
        pieces = list(ntriples.graph(objects, entry))
        assert all(piece.endswith(b"\n") for piece in pieces)
        lines = b"".join(pieces).splitlines(keepends=True)
        query = f"GRAPH <{entry.iri}> {{ ?s ?p ?o }}"
        assert sorted(lines) == lines_of(release.store, query)


@pytest.mark.parametrize("overlaps", ["known", None])
def test_the_default_graph_has_each_triple_once(made, overlaps):
    objects, release = made
    manifest = release.manifest
    if overlaps is None:
        manifest = dataclasses.replace(manifest, overlaps=None)
    body = b"".join(ntriples.default_graph(objects, manifest))
    lines = body.splitlines(keepends=True)
    assert sorted(lines) == lines_of(release.store, "?s ?p ?o")
    assert len(lines) == manifest.default_triples
