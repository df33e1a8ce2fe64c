"""What one client sends to hurt the others: refused at once, bounded, never a 500."""

import asyncio
import contextlib
import io
import json
import resource
import select
import shutil
import socket
import threading
import time
from dataclasses import replace

import pytest

from c2c_graph import errors
from c2c_graph.release.pointer import releases
from c2c_graph.web import sending
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import read_body
from c2c_graph.web.observe import Observer
from c2c_graph.web.pages import AT_ONCE_FOR_ONE
from c2c_graph.web.pages import LONGEST_FOR_ONE
from c2c_graph.web.pages import Pages
from c2c_graph.web.pages import Told
from c2c_graph.web.reply import Pieces
from c2c_graph.web.sending import Outgoing
from c2c_graph.web.unsent import MOST
from c2c_graph.web.unsent import Unsent
from c2c_graph.web.view import LOOK_SECONDS
from tests.web.conftest import client_of
from tests.web.front_client import loop

ASK = "/sparql?query=ASK%7B%7D"
ROWS = "/sparql?query=SELECT*%7B%3Fs%20%3Fp%20%3Fo%7D"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASKED = Asked("GET", "/sparql", b"/sparql", b"", {}, "a", "a", "http", {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Accept", "a/b," * 90_000),
        ("Accept", "a/b;c=d;" * 40_000),
        ("Accept-Encoding", "gzip;q=0.1," * 30_000),
        ("Accept-Language", "x-y," * 90_000),
        ("If-None-Match", '"a",' * 90_000),
        ("X-Anything", "a" * 300_000),
    ],
)
def test_long_headers_are_refused_before_they_are_read(get, name, value):
    for path in (ASK, "/"):
        started = time.monotonic()
        answer = get(path, **{name: value})
        assert time.monotonic() - started < 0.2
        assert answer.status_code == 431
        assert answer.json["type"] == "/problem/HeadersTooLarge"


@pytest.mark.parametrize("name", ["a", "default-graph-uri", "named-graph-uri", ""])
def test_a_flood_of_parameters_is_refused_at_once(client, name):
    started = time.monotonic()
    answer = client.post("/sparql", data=f"{name}=a&" * 30_000, content_type=FORM)
    assert time.monotonic() - started < 0.2
    assert answer.status_code == 400
    assert "1,000 parameters" in answer.json["detail"]


@pytest.mark.parametrize("path", ["/sparql/", "/sparql%2f", "/%2Fsparql//"])
def test_another_spelling_of_the_address_answers_the_query_too(get, path):
    answer = get(f"{path}?query=ASK%7B%7D")
    assert answer.json["boolean"] is True
    assert "RateLimit" in answer.headers


@pytest.mark.parametrize("digits", ["0" * 5_000 + "6", "9" * 5_000])
def test_a_length_of_many_digits_is_no_fault_of_ours(digits):
    asked = replace(ASKED, method="POST", headers={"content-length": digits})
    assert isinstance(_body_or_fault(asked), bytes | errors.ContentTooLarge)


def _body_or_fault(asked):
    async def receive():
        return {"type": "http.request", "body": b"ASK {}"}

    try:
        return asyncio.run(read_body(asked, receive, 1_000))
    except errors.C2CError as fault:
        return fault


def test_whether_there_is_any_answer_is_not_told_without_evaluation(get):
    assert get("/sparql?query=ASK%20nonsense", If_None_Match="*").status_code == 400
    assert get(ASK, If_None_Match="*").status_code == 304


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_304_names_the_tag_that_the_asker_has(get, coding):
    plain = get(ROWS).headers["ETag"]
    for _ in range(2):  # the second time the answer is kept
        answer = get(ROWS, If_None_Match=f'"x", {plain}', Accept_Encoding=coding)
        assert (answer.status_code, answer.headers["ETag"]) == (304, plain)
        assert get(ROWS, Accept_Encoding=coding).headers["ETag"] != plain


def test_a_range_is_one_of_plain_bytes(get):
    answer = get("/static/style.css", Range="bytes=0-5000", Accept_Encoding="gzip")
    assert answer.status_code == 206
    assert "Content-Encoding" not in answer.headers
    assert len(answer.data) == 5_001


def test_what_is_of_the_last_release_is_not_kept_as_of_the_next(settings, tmp_path):
    home = shutil.copytree(settings.home, tmp_path / "home", symlinks=True)
    client = client_of(replace(settings, home=home))
    assert client.get("/").headers["C2C-Release"] == "1"
    first, second = (releases(home) / name for name in ("0001", "0002"))
    second.mkdir()  # it cannot be opened yet
    pointer = releases(home) / "current"
    pointer.unlink()
    pointer.symlink_to(second.name)
    time.sleep(2 * LOOK_SECONDS)
    assert client.get("/").headers["C2C-Release"] == "1"
    shutil.copytree(first, second, dirs_exist_ok=True)
    manifest = (second / "release.json").read_text()
    (second / "release.json").write_text(manifest.replace('"number": 1', '"number": 2'))
    assert client.get("/").headers["C2C-Release"] == "2"


def test_a_long_path_is_cut_in_the_log_and_lines_stay_whole():
    log = io.StringIO()
    observer = Observer(log)
    scope = {"method": 'A"B', "path": "\U0001f600\n\udc80" * 30_000}

    async def finish():
        for _ in range(50):
            observer.finished(scope, "x", 404, 0, None, "id", time.perf_counter())
        observer.write_out()

    asyncio.run(finish())
    lines = log.getvalue().splitlines(keepends=True)
    assert len(lines) == 50
    assert max(map(len, lines)) <= select.PIPE_BUF
    assert {json.loads(line)["method"] for line in lines} == {"OTHER"}


def test_who_does_not_read_a_long_answer_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(sending, "PIECE_SECONDS", 0.05)
    closed, sent = threading.Event(), []
    body = Pieces(iter([b"a" * 10, b"b" * 10]), closed.set)

    async def send(message):
        sent.append(message)
        if message.get("body"):
            await asyncio.Future()

    asyncio.run(_send(body, send))
    assert closed.is_set()
    assert sent[-1]["more_body"]  # so nobody takes it for whole


def test_an_empty_piece_is_not_the_end():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(_send(Pieces(iter([b"a", b"", b"b"]), lambda: None), send))
    assert b"".join(m.get("body", b"") for m in sent) == b"ab"
    assert not sent[-1].get("more_body")


async def _send(body, send):
    answer = Outgoing(200, [], body, None)
    return await sending.send_reply(ASKED, answer, "id", send)


def test_results_that_are_not_fetched_are_few_for_each_client():
    unsent = Unsent()
    files = [io.BytesIO(b"rows") for _ in range(MOST)]
    held = [unsent.pieces("slow", file) for file in files]
    with pytest.raises(errors.QueryBusy):
        unsent.require_room("slow")
    unsent.require_room("other")
    held[0].close()
    held[0].close()  # counts once
    unsent.require_room("slow")
    for pieces in held:
        pieces.close()
    assert len(unsent) == 0
    assert all(file.closed for file in files)


def test_who_asks_for_many_pages_leaves_room_for_others(client):
    gate = threading.Event()
    pages = Pages(_Waiting(gate), AT_ONCE_FOR_ONE + 1)
    other = replace(ASKED, client="b", peer="b")

    async def crowd():
        many = [
            asyncio.ensure_future(pages.answer(ASKED, b"", Told()))
            for _ in range(LONGEST_FOR_ONE)
        ]
        await asyncio.sleep(0.05)
        with pytest.raises(errors.ServerBusy):
            await pages.answer(ASKED, b"", Told())
        assert (await pages.answer(other, b"", Told())).status == 200
        gate.set()
        return {reply.status for reply in await asyncio.gather(*many)}

    assert asyncio.run(crowd()) == {200}


class _Waiting:
    """A WSGI application that answers client `a` when the gate opens."""

    def __init__(self, gate):
        self._gate = gate

    def wsgi_app(self, environ, start):
        if environ["REMOTE_ADDR"] == "a":
            self._gate.wait(10)
        start("200 OK", [("Content-Length", "0")])
        return [b""]


def test_to_look_at_a_long_text_takes_a_seat_and_is_counted(settings, engine):
    client = client_of(replace(settings, slots=2, wait_seconds=0.2), engine)
    text = "ASK { service:x " + "a:b " * 5_000 + "}"
    seat = client.front._parts.seats.seat("127.0.0.1", 1.0)
    asyncio.run_coroutine_threadsafe(seat.__aenter__(), loop()).result(5)
    assert client.post("/sparql", data=text, content_type=DIRECT).status_code == 503
    assert client.get(ASK + "#", environ_base={"REMOTE_ADDR": "127.0.0.2"}).json
    loop().call_soon_threadsafe(lambda: seat._seats.release("127.0.0.1", seat._queue))
    assert client.post("/sparql", data=text, content_type=DIRECT).status_code == 400
    left = client.get(ASK).headers["RateLimit"]
    assert '"seconds"' in left
    assert client.front._parts.budgets._seconds._windows.get("127.0.0.1") > 0


def test_a_long_id_of_a_query_is_no_query(server):
    path = "/queries/" + "%01" * 20_000
    status, _, body = server.ask("DELETE", path)
    assert status == 404
    assert len(body) < 2_000


def test_a_long_head_is_refused_by_the_server_itself(server):
    assert " 431 " in server.raw(
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"
    )


@pytest.mark.long
def test_idle_connections_lock_nobody_out(server, many_descriptors):
    with contextlib.ExitStack() as idle:
        address = ("127.0.0.1", server.port)
        wires = [
            idle.enter_context(socket.create_connection(address, timeout=30))
            for _ in range(2_300)
        ]
        assert server.ask("GET", ASK, timeout=5)[0] == 200
        assert wires[0].recv(1) == b""  # who says nothing is hung up on
        assert server.ask("GET", ASK, timeout=5)[0] == 200


@pytest.fixture
def many_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
