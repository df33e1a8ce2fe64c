"""What a cell holds is told apart into addresses and rubbish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Triple
from pyoxigraph import parse
from pyoxigraph import serialize

from c2c_graph.importing.addresses import Addresses
from c2c_graph.importing.addresses import publication_key
from c2c_graph.importing.addresses import read_addresses

A, B = "https://a.example/x", "http://b.example/y.pdf"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (A, [A]),
        (f"  {A} \n", [A]),
        (f"{A}, {B}", [A, B]),
        (f"{A};{B}", [A, B]),
        (f"{A}|{B}", [A, B]),
        (f"{B}{A}", [B, A]),
        (f"{A}\n{A}", [A]),
        (f"{A}.", [A]),
        (f"{A}/{A}/", [f"{A}/"]),
        (f"{A}#:~:text=their%20words,{B}", [A, B]),
        (f"{A}#part:~:text=their%20words", [f"{A}#part"]),
        (f"{A}#part", [f"{A}#part"]),
        ("https://web.archive.org/web/2020/http://b.example/y", None),
        (f"https://a.example/?to={B}", None),
        ("https://a.example/{x}|", ["https://a.example/%7Bx%7D"]),
        ("https://a.example/straße", ["https://a.example/straße"]),
    ],
)
def test_addresses_are_told_apart(cell, found):
    assert read_addresses(cell) == Addresses(tuple(found or [cell]), ())


@pytest.mark.parametrize(
    "rubbish",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example/x",
        "www.a.example",
        "https://localhost/x",
        "https://user:secret@a.example/",
        "https://a.example:port/",
        "https://[broken/",
        "https://",
        "<script>",
    ],
)
def test_what_is_no_web_address_is_rubbish(rubbish):
    assert read_addresses(rubbish).found == ()
    assert rubbish.rstrip("/") in " ".join(read_addresses(rubbish).rubbish) + "/"


def test_an_address_keeps_no_words_that_follow_it():
    assert read_addresses(f"{A} page 3") == Addresses((A,), ("page", "3"))


@given(st.text(max_size=80).map(lambda tail: "https://a.example/" + tail))
def test_every_address_found_is_an_iri_that_survives_turtle(cell):
    node = NamedNode("urn:s")
    for address in read_addresses(cell).found:
        triple = Triple(node, node, NamedNode(address))
        text = serialize([triple], format=RdfFormat.TURTLE)
        assert [quad.triple for quad in parse(text, RdfFormat.TURTLE)] == [triple]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.a.example/Plan/Été_2020.pdf", "a-example-plan-ete-2020-pdf"),
        ("http://a.example/plan/", "a-example-plan"),
        ("https://a.example/" + "x" * 50, "a-example-" + "x" * 50),
    ],
)
def test_a_publication_is_named_by_its_address(address, key):
    assert publication_key(address) == key


def test_long_addresses_that_begin_alike_keep_apart():
    keys = {publication_key(f"https://a.example/{'x' * 60}{n}") for n in range(50)}
    assert len(keys) == 50
    assert max(map(len, keys)) <= 69
