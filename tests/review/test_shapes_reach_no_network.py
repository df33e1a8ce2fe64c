"""Strangers' SHACL-SPARQL calls nobody: the guard refuses, and the kernel too."""

import dataclasses

import pytest

from c2c_graph import errors
from c2c_graph.query.pool import SlotPool
from c2c_graph.review import admission
from c2c_graph.review.slot_kind import VALIDATORS
from tests.review.conftest import DATA
from tests.review.conftest import asking
from tests.review.conftest import shape

CALLS = {
    "plain": "SELECT $this { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "a comment in between": "SELECT $this { SERVICE#x\\n<ADDRESS> { ?s ?p ?o } }",
    "an escape": "SELECT $this { S\\\\u0045RVICE <ADDRESS> { ?s ?p ?o } }",
    "a long escape": "SELECT $this { SERV\\\\U00000049CE <ADDRESS> { ?s ?p ?o } }",
    "lower case": "SELECT $this { service silent <ADDRESS> { ?s ?p ?o } }",
    "in EXISTS": "SELECT $this { FILTER EXISTS { SERVICE <ADDRESS> { ?s ?p ?o } } }",
    "a sub-select": "SELECT $this { { SELECT $this { SERVICE<ADDRESS>{} } } }",
    "FROM": "SELECT $this FROM <ADDRESS> { ?s ?p ?o }",
    "FROM NAMED": "SELECT $this FROM#\\nNAMED <ADDRESS> { GRAPH ?g { ?s ?p ?o } }",
    "FROM escaped": "SELECT $this FR\\\\u004FM <ADDRESS> { ?s ?p ?o }",
}
# ways to glue a call together out of parts that are harmless
GLUED = {
    "a namespace": """sh:sparql [ sh:prefixes ex:o ; sh:select "SELECT $this {}" ] .
  ex:o sh:declare [ sh:prefix "x" ; sh:namespace "x:> ASK {SERVICE <ADDRESS>{}} #" ]""",
    "a prefix": """sh:sparql [ sh:prefixes ex:o ; sh:select "SELECT $this {}" ] .
  ex:o sh:declare [ sh:prefix "x: <x:> SELECT * { SERVICE <ADDRESS> {} } #" ;
    sh:namespace "x:" ]""",
    "a path": """sh:property [ sh:path <http://example.org/p''.SERVICE> ; sh:sparql [
    sh:prefixes ex:o ; sh:select "SELECT $this { $this $PATH <ADDRESS> { } }" ] ] .
  ex:o sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/" ]""",
}


def calling(listener, query):
    text = query.replace("ADDRESS", listener.address)
    return shape(f'sh:sparql [ sh:select "{text}" ]')


@pytest.mark.parametrize("name", CALLS)
def test_queries_that_reach_out_are_refused(judge, listener, name):
    before = listener.calls
    with pytest.raises(errors.ShapesUnusable, match="not followed here"):
        judge(calling(listener, CALLS[name]))
    assert listener.calls == before


@pytest.mark.parametrize("name", GLUED)
def test_what_is_glued_into_queries_is_looked_at_too(judge, listener, name):
    before = listener.calls
    with pytest.raises(errors.ShapesUnusable):
        judge(shape(GLUED[name].replace("ADDRESS", listener.address)))
    assert listener.calls == before


@pytest.mark.parametrize(
    "more",
    [
        "<http://www.w3.org/2002/07/owl#imports> <ADDRESS>",
        "sh:shapesGraph <ADDRESS> ; sh:property [ sh:path ex:p ; sh:class <ADDRESS> ]",
        "sh:property [ sh:path <ADDRESS> ; sh:minCount 0 ] ; sh:message 'x'",
    ],
)
def test_addresses_in_shapes_and_data_are_names_only(judge, listener, more):
    before = listener.calls
    text = more.replace("ADDRESS", listener.address)
    judge(shape(text), DATA + f"ex:b ex:p <{listener.address}> .")
    assert listener.calls == before


UNGUARDED = """
from c2c_graph.review import admission, slot
admission.require_harmless = lambda *given: None
admission.require_usable = lambda *given: None
slot.main()
"""
# what passes the engine's own look at queries, and rdflib evaluates
UNSEEN = ("an escape", "a long escape")


@pytest.fixture(scope="module")
def ask_unguarded(review_settings, tmp_path_factory):
    """Ask a validator without a guard: the kernel alone holds it back."""
    folder = tmp_path_factory.mktemp("unguarded")
    (folder / "unguarded.py").write_text(UNGUARDED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        kind = dataclasses.replace(VALIDATORS, module="unguarded")
        with SlotPool(review_settings, quiet=True, kind=kind) as pool:
            yield asking(pool, review_settings)


@pytest.mark.parametrize("name", UNSEEN)
def test_a_hole_in_the_guard_sends_no_packet(ask_unguarded, listener, name):
    before = listener.calls
    with pytest.raises(errors.ShapesUnusable, match="ermission denied"):
        ask_unguarded(calling(listener, CALLS[name]))
    assert listener.calls == before


@pytest.mark.parametrize("name", UNSEEN)
def test_without_guard_and_kernel_there_would_be_a_call(
    judge, listener, name, monkeypatch
):
    monkeypatch.setattr(admission, "require_harmless", lambda *given: None)
    monkeypatch.setattr(admission, "require_usable", lambda *given: None)
    before = listener.calls
    with pytest.raises(errors.ShapesUnusable):
        judge(calling(listener, CALLS[name]))
    assert listener.calls > before
