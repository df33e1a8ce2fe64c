"""A folder of somebody else is held to our rules only where it uses our IRIs."""

import socket
import threading

import pytest

from c2c_graph import errors
from tests.validation.conftest import PREFIXES

EX = "@prefix ex: <http://example.org/> .\n"
FREE = """
ex:a owl:sameAs ex:b ; <http://schema.org/name> "A" ;
  ex:knows [ a ex:Person ] ; ex:size 1.0 .
"""


def test_blank_nodes_and_other_habits_are_theirs(foreign):
    foreign.file("data/a.ttl", PREFIXES + EX + FREE)
    assert foreign.rules() == []


def test_our_packaged_entries_and_terms_are_known(foreign):
    text = "city:xx-new a c2c:City ; c2c:country country:se ."
    foreign.file("data/a.ttl", PREFIXES + text)
    assert foreign.rules() == []


def test_a_misspelt_term_of_ours_is_refused(foreign):
    foreign.file("data/a.ttl", PREFIXES + EX + "ex:a a c2c:Citty .")
    (finding,) = foreign.findings()
    assert finding.rule == "undefined-term"
    assert "c2c:City ." in finding.message


def test_entries_of_ours_keep_our_form(foreign):
    text = "city:xx-new a c2c:City ; owl:sameAs wd:Q1 . ex:a owl:sameAs wd:Q1 ."
    foreign.file("data/a.ttl", PREFIXES + EX + text)
    assert foreign.rules() == ["owl-same-as"]


def test_their_shapes_are_used_strings_and_all(foreign):
    foreign.file(
        "data/a.ttl", EX + 'ex:a a ex:T ; ex:size "big" . ex:b a ex:T ; ex:size "odd" .'
    )
    foreign.file(
        "shapes/a.ttl",
        PREFIXES + EX + "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property ex:P ."
        ' ex:P sh:path ex:size ; sh:in ( "big" "small" ) ; sh:message "Choose." .',
    )
    (finding,) = foreign.findings()
    assert finding.focus == "http://example.org/b"
    assert finding.message == '"odd" is none of "big", "small". Choose.'
    assert finding.source == "data/a.ttl"


def test_a_blank_node_is_another_one_in_another_file(foreign):
    foreign.file("data/a.ttl", EX + "_:x a ex:T ; ex:size 1 .")
    foreign.file("data/b.ttl", EX + "_:x a ex:T ; ex:size 2 .")
    foreign.file(
        "shapes/a.ttl",
        PREFIXES + EX + "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property ex:P ."
        ' ex:P sh:path ex:size ; sh:maxCount 1 ; sh:message "One." .',
    )
    assert foreign.rules() == []


def test_shapes_that_cannot_be_used_are_a_finding(foreign):
    foreign.file("data/a.ttl", EX + "ex:a a ex:T .")
    foreign.file(
        "shapes/a.ttl",
        PREFIXES + EX + "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:minCount 1 .",
    )
    (finding,) = foreign.findings()
    assert (finding.rule, finding.source) == ("unusable-shapes", "shapes/a.ttl")


@pytest.fixture
def listener():
    """A local port that counts who comes by."""
    visits = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait():
            try:
                visits.append(server.accept()[0].close())
            except OSError:
                return

        threading.Thread(target=wait, daemon=True).start()
        yield server.getsockname()[1], visits
        server.shutdown(socket.SHUT_RDWR)


SERVICES = ["SERVICE", "service SILENT", "S\\u0045RVICE", "SERVICE#x\n"]


@pytest.mark.parametrize("service", SERVICES)
def test_shapes_send_no_packet(foreign, listener, service):
    port, visits = listener
    pattern = f"{service} <http://127.0.0.1:{port}/> {{ $this ?p ?o }}"
    query = f"SELECT $this WHERE {{ {pattern} }}"
    foreign.file("data/a.ttl", EX + "ex:a a ex:T .")
    foreign.file(
        "shapes/a.ttl",
        PREFIXES + EX + "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:sparql ex:Q ."
        f' ex:Q sh:select """{query.replace(chr(92), chr(92) * 2)}""" .',
    )
    assert foreign.rules() == ["unusable-shapes"]
    assert visits == []


@pytest.mark.parametrize("service", SERVICES)
def test_check_queries_send_no_packet(foreign, listener, service):
    port, visits = listener
    foreign.file("data/a.ttl", EX + "ex:a a ex:T .")
    foreign.file(
        "sparql/checks/x-violation.rq",
        f"SELECT ?s WHERE {{ {service} <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    )
    with pytest.raises(errors.QuerySyntaxError, match="leave out SERVICE"):
        foreign.rules()
    assert visits == []


def test_a_check_query_reports_each_row(foreign):
    foreign.file("data/a.ttl", EX + "ex:a a ex:T .\nex:b a ex:T .")
    foreign.file(
        "sparql/checks/no-t-warning.rq",
        "SELECT (?s AS ?focusNode) ?message WHERE { ?s a <http://example.org/T> "
        'VALUES ?message { "{?focusNode} is T"@en "{?focusNode} est T"@fr } }',
    )
    first, second = foreign.findings()
    assert (str(first.severity), first.rule, first.line) == ("warning", "no-t", 2)
    assert second.message == "http://example.org/b is T"
    assert foreign.findings("fr")[0].message == "http://example.org/a est T"


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("oops.rq", "SELECT * { }", "name a check query"),
        ("a-violation.rq", "SELECT * {", "expected"),
        ("a-violation.rq", "ASK { ?s ?p ?o }", "is a SELECT of"),
    ],
)
def test_a_check_query_that_is_none_is_told(foreign, name, query, words):
    foreign.file("data/a.ttl", EX + "ex:a a ex:T .")
    foreign.file(f"sparql/checks/{name}", query)
    with pytest.raises(errors.QuerySyntaxError, match=words) as fault:
        foreign.rules()
    assert fault.value.source == f"sparql/checks/{name}"
