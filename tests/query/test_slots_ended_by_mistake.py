"""A slot that the kernel ends by mistake, as soon as it is asked, costs no answer."""

import socket
import threading

from c2c_graph.query import asking
from c2c_graph.query import wire

REQUEST = wire.Request("ASK {}", "application/sparql-results+json", 1, 5.0, {})


def serve(path, lives):
    """Take a query for each of `lives`, and answer it or end."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()

    def work():
        with listener:
            for answers in lives:
                connection, _ = listener.accept()
                with connection:
                    wire.read_request(connection)
                    if answers:
                        wire.send_result(connection, b"true", 4, 0.0)

    threading.Thread(target=work, daemon=True).start()


def test_another_slot_is_asked(tmp_path):
    serve(tmp_path / "socket", [False, True])
    reply = asking.ask_now(str(tmp_path / "socket"), REQUEST, wait_seconds=5)
    assert reply.body == b"true"


def test_no_third_one_is(tmp_path):
    serve(tmp_path / "socket", [False, False, True])
    reply = asking.ask_now(str(tmp_path / "socket"), REQUEST, wait_seconds=5)
    assert reply is wire.Death.OUTSIDE
