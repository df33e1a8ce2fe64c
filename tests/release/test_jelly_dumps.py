"""Dumps in Jelly, where the package that writes it is installed."""

import gzip
import io
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import errors
from c2c_graph.release import dumps
from c2c_graph.release.build import make_release
from c2c_graph.release.dump_texts import triples_in
from tests.release.packed_dumps import UGLY
from tests.release.packed_dumps import make
from tests.release.packed_dumps import packed

NAME = "city2city.jelly.gz"


def test_without_the_package_the_setting_says_what_to_install(monkeypatch):
    monkeypatch.setattr(dumps, "find_spec", lambda name: None)
    with pytest.raises(errors.InvalidSetting, match=r"c2c-graph\[jelly\]"):
        dumps.stems("ttl jelly")


def test_it_holds_the_merge_each_triple_once(settings, dataset):
    reading = pytest.importorskip(
        "pyjelly.integrations.generic.parse", reason="pyjelly is not installed"
    )
    dataset.write("data/ugly.ttl", UGLY)
    make_release(settings, gate=None)
    files = make(replace(settings, dump_formats="jelly nt"))
    assert files[NAME].media_type == "application/x-jelly-rdf"
    body = io.BytesIO(gzip.decompress(packed(settings, files[NAME])))
    found = [_triple(*said[:3]) for said in reading.parse_jelly_flat(body)]
    text = gzip.decompress(packed(settings, files["city2city.nt.gz"]))
    assert found == triples_in([text])


def _triple(*terms):
    return Quad(*map(_term, terms))


def _term(read):
    """Return a term as pyjelly reads it in the words of pyoxigraph."""
    kind = type(read).__name__
    if kind == "IRI":
        return NamedNode(read._iri)
    if kind == "BlankNode":
        return BlankNode(read._identifier)
    datatype = read._datatype and NamedNode(read._datatype)
    return Literal(read._lex, language=read._langtag, datatype=datatype or None)
