import concurrent.futures
import time

import pytest

from c2c_graph import errors
from c2c_graph.web.shares import Shares
from c2c_graph.web.shares import client_of

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", "", ""),
        ("::1", "", ""),
        ("198.51.100.7", "", "198.51.100.7"),
        ("8.8.8.8", "1.1.1.1", "8.8.8.8"),
        ("127.0.0.1", "1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2606:4700::1:2", "", "2606:4700::/64"),
        ("::ffff:127.0.0.1", "1.1.1.1", "1.1.1.1"),
        ("::ffff:8.8.8.8", "1.1.1.1", "8.8.8.8"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("", "1.1.1.1", ""),
    ],
)
def test_a_client_is_who_connects_or_whom_our_proxy_names(peer, forwarded, client):
    assert client_of(peer, forwarded) == client


def test_a_client_waits_for_its_own_seats_and_others_do_not():
    shares = Shares(1, longest=2)
    with shares.seat("a", 0):
        with pytest.raises(errors.QueryBusy), shares.seat("a", 0.01):
            pass
        with shares.seat("b", 0), shares.seat("", 0), shares.seat("", 0):
            pass
    with shares.seat("a", 0):
        pass


def test_a_line_of_one_client_has_an_end():
    shares = Shares(5, longest=2)
    with (
        shares.seat("a", 0),
        shares.seat("a", 0),
        pytest.raises(errors.QueryBusy, match="more are waiting"),
        shares.seat("a", 9),
    ):
        pass


def ask(server, query, client):
    headers = {"Content-Type": "application/sparql-query", "X-Forwarded-For": client}
    return server.ask("POST", "/sparql", query, headers)[0]


def test_one_client_cannot_take_all_slots(serve):
    server = serve(slots=4, workers=2, deadline_seconds=3.0, wait_seconds=0.5)
    with concurrent.futures.ThreadPoolExecutor() as threads:
        greedy = [threads.submit(ask, server, ENDLESS, "8.8.8.8") for _ in range(12)]
        time.sleep(0.5)
        answered = 0
        while not all(query.done() for query in greedy):
            assert ask(server, "ASK {}", "1.1.1.1") == 200
            answered += 1
    assert answered > 10
    assert {query.result() for query in greedy} == {503}


def test_many_clients_at_once_are_all_answered(server):
    query = "SELECT * WHERE { ?s ?p ?o } LIMIT 5"
    clients = [f"8.8.8.{number}" for number in range(60)]
    with concurrent.futures.ThreadPoolExecutor(len(clients)) as threads:
        answers = [threads.submit(ask, server, query, client) for client in clients * 5]
    assert {answer.result() for answer in answers} == {200}
