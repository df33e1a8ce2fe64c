"""A SPARQL endpoint on loopback that stands in for one far away."""

import threading
import urllib.parse
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer

from pyoxigraph import QueryResultsFormat
from pyoxigraph import RdfFormat
from pyoxigraph import Store


class StandIn(ThreadingHTTPServer):
    """Answers SELECT queries over the triples of a Turtle text, and keeps them."""

    def __init__(self, turtle):
        self.asked = []
        self.store = Store()
        self.store.load(turtle, RdfFormat.TURTLE)
        super().__init__(("127.0.0.1", 0), _Answers)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/sparql"


@contextmanager
def standing_in(turtle):
    """Serve `turtle` for as long as the context lasts."""
    with StandIn(turtle) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(urllib.parse.urlsplit(self.path).query)

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        is_form = "form" in self.headers["Content-Type"]
        self._answer(sent if is_form else urllib.parse.urlencode({"query": sent}))

    def _answer(self, form):
        (query,) = urllib.parse.parse_qs(form)["query"]
        self.server.asked.append(query)
        body = self.server.store.query(query).serialize(format=QueryResultsFormat.JSON)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Keep quiet."""
