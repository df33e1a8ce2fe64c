"""SERVICE reaches the endpoints that the operator lists, and no others."""

import dataclasses
import socket
import time

import pytest
from pyoxigraph import parse_query_results

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.guard import Kind
from c2c_graph.query.pool import SlotPool
from c2c_graph.query.pool import slot_pools
from c2c_graph.query.services import allowed_services
from c2c_graph.query.slot_kinds import QUERIES_WITH_SERVICES
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.settings import Settings
from tests.query import service_forms
from tests.query.conftest import EX
from tests.query.conftest import status
from tests.query.remote import Remote

JSON = RESULT_FORMATS[0]
MOVED = [f"moved/{code}" for code in (301, 302, 303, 307, 308)]
PATHS = ["rows", "hung", "endless", "cut", "torn", "closed", "error", *MOVED]
COUNT = "SELECT (COUNT(*) AS ?n) { SERVICE <%s> { ?a ?b ?c } }"
JOIN = f"SELECT ?a ?o {{ SERVICE <%s> {{ ?a ?b ?c }} ?a <{EX}text> ?o }}"
KINDS = {
    "SELECT *": (Kind.SELECT, JSON.media_type),
    "CONSTRUCT { ?a ?b ?c }": (Kind.CONSTRUCT, "text/turtle"),
}
CALL = "SELECT * { SERVICE <%s> { ?a ?b ?c } }"
SILENT = "SELECT * { SERVICE SILENT <%s> { ?a ?b ?c } }"


def dead_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


DEAD = dead_address()


@pytest.fixture(scope="module")
def remote(listener):
    remote = Remote()
    remote.elsewhere = listener.address
    return remote


@pytest.fixture(scope="module")
def allowing(settings, remote):
    """Settings that allow what `remote` has and an address where nobody is."""
    services = " ".join([DEAD, *map(remote.at, PATHS)])
    return dataclasses.replace(settings, services=services, result_mb=4)


@pytest.fixture(scope="module")
def services(allowing):
    with SlotPool(allowing, quiet=True, kind=QUERIES_WITH_SERVICES) as pool:
        pool.wait_until_ready()
        yield pool


@pytest.fixture(scope="module")
def call(allowing, pool, services):
    """A function that returns the answer to a query that may call `remote`."""
    engine = SlotEngine(pool.socket_path, allowing, services.socket_path)

    def call(text, release=1, kind=Kind.SELECT, media_type=JSON.media_type, **more):
        query = Query(text, kind, media_type, release, **more)
        return engine.answer_now(query)

    return call


def rows(answer):
    return list(parse_query_results(answer.read(), JSON.syntax))


def test_the_remote_is_asked_and_its_rows_are_joined(call, remote):
    before = len(remote.asked)
    (row,) = rows(call(JOIN % remote.at("rows")))
    assert row["a"].value == EX + "thing/7"
    assert row["o"].value.startswith("7 ")
    assert len(remote.asked) == before + 1
    assert remote.asked[before].endswith("SELECT * WHERE { ?a ?b ?c . }")


@pytest.mark.parametrize(
    ("text", "path"),
    [(CALL, "hung"), (SILENT, "hung"), (COUNT, "endless")],
    ids=["hung", "hung, silent", "endless"],
)
def test_a_remote_without_end_ends_at_the_deadline(text, path, call, remote):
    started = time.monotonic()
    with pytest.raises(errors.QueryTimeout, match="endpoint that it calls may be slow"):
        call(text % remote.at(path), deadline_seconds=0.5)
    assert time.monotonic() - started < 3


def test_a_remote_without_end_is_stopped_by_the_limit_of_results(call, remote):
    with pytest.raises(errors.QueryTooLarge, match="more than 4 MiB"):
        call(CALL % remote.at("endless"))


@pytest.mark.parametrize("path", ["error", None], ids=["error", "dead"])
def test_a_remote_that_fails_is_named_and_silent_makes_it_one_empty_row(
    path, call, remote
):
    address = remote.at(path) if path else DEAD
    with pytest.raises(errors.ServiceFailed, match="did not answer as it should"):
        call(CALL % address)
    (row,) = rows(call(SILENT % address))
    assert list(row) == [None] * 3


def test_a_release_that_is_not_there_is_no_fault_of_the_remote(call, remote):
    with pytest.raises(errors.NoRelease, match="release 77 has no readable store"):
        call(CALL % remote.at("rows"), release=77)


@pytest.mark.parametrize("path", ["cut", "torn"])
@pytest.mark.parametrize("form", ["SELECT *", "CONSTRUCT { ?a ?b ?c }"])
def test_a_remote_that_breaks_off_is_never_taken_for_whole(path, form, call, remote):
    text = CALL.replace("SELECT *", form) % remote.at(path)
    kind, media_type = KINDS[form]
    with pytest.raises(errors.ServiceFailed, match="SERVICE SILENT"):
        call(text, kind=kind, media_type=media_type)


@pytest.mark.parametrize("path", ["cut", "torn"])
def test_silent_makes_one_empty_row_of_a_remote_that_breaks_off(path, call, remote):
    (row,) = rows(call(SILENT % remote.at(path)))
    assert list(row) == [None] * 3
    joined = f"{SILENT[:-1]} VALUES ?x {{ 1 2 }} }}"
    assert len(rows(call(joined % remote.at(path)))) == 2


def test_where_several_are_called_nobody_knows_which_was_to_be_silent(call, remote):
    both = f"{SILENT[:-1]} SERVICE SILENT <%s> {{ ?d ?e ?f }} }}"
    with pytest.raises(errors.ServiceFailed):
        call(both % (remote.at("rows"), remote.at("cut")))


def test_an_answer_that_ends_by_closing_is_a_fault_of_the_remote(call, remote):
    """Oxigraph's HTTP client takes it for empty (RFC 9112 §6.3, rule 8)."""
    with pytest.raises(errors.ServiceFailed, match="end of file"):
        call(CALL % remote.at("closed"))


@pytest.mark.parametrize("path", MOVED)
@pytest.mark.parametrize("text", [CALL, SILENT], ids=["plain", "silent"])
def test_a_remote_cannot_send_us_elsewhere(text, path, call, remote, listener):
    before = listener.calls
    if text is CALL:
        with pytest.raises(errors.ServiceFailed):
            call(text % remote.at(path))
    else:
        assert len(rows(call(text % remote.at(path)))) == 1
    assert listener.calls == before


FORMS = {**service_forms.FORMS, "escaped": service_forms.ESCAPED}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_who_may_call_one_may_not_call_another(text, call, remote, listener):
    before = listener.calls, len(remote.asked)
    allowed = f"{{ SERVICE <{remote.at('rows')}> {{ ?a ?b ?c }} }} UNION {{"
    for query in (text, text.replace("{", allowed, 1) + "}"):
        with pytest.raises(errors.C2CError):
            call(service_forms.at(listener.address, query))
    assert (listener.calls, len(remote.asked)) == before


def test_without_slots_for_it_nothing_is_allowed(allowing, pool, remote):
    engine = SlotEngine(pool.socket_path, allowing)
    query = Query(CALL % remote.at("rows"), Kind.SELECT, JSON.media_type, 1)
    with pytest.raises(errors.QueryRefused, match="SERVICE is not followed here"):
        engine.answer_now(query)


def test_queries_that_call_nobody_stay_in_slots_without_network(allowing, pool):
    (nowhere,) = {pool.socket_path.with_name("nobody")}
    engine = SlotEngine(pool.socket_path, allowing, nowhere)
    text = "SELECT * { <http://e/SERVICE> ?service 'SERVICE' } # SERVICE"
    assert engine.answer_now(Query(text, Kind.SELECT, JSON.media_type, 1)).empty


def test_only_slots_for_services_have_a_network(pool, services):
    assert {status(slot, "Seccomp") for slot in services.process_ids()} == {"0"}
    assert {status(slot, "Seccomp") for slot in pool.process_ids()} == {"2"}


@pytest.mark.parametrize(("services", "kinds"), [("", 1), ("http://e.example/", 2)])
def test_slots_for_services_are_kept_where_any_is_allowed(services, kinds, settings):
    own = dataclasses.replace(settings, services=services, slots=1)
    with slot_pools(own, report=print) as pools:
        pools.wait_until_ready()
        kept = {pools.queries, pools.services} - {None}
        assert len(kept) == kinds
        assert all(pool.socket_path.exists() for pool in kept)


@pytest.mark.parametrize(
    "wrong",
    [
        "wikidata",
        "ftp://e.example/",
        "<http://e.example/>",
        "http://",
        "http://[",
        "http://e.example/%zz",
        "http://e.example/\x01",
        "http://e.example:port/",
        "http://e.example:99999/",
        "http://user:password@e.example/",
    ],
)
def test_a_service_that_is_no_address_is_named(wrong):
    with pytest.raises(errors.InvalidSetting, match="C2C_SERVICES names"):
        allowed_services(Settings(services=f"https://e.example/sparql {wrong}"))
