"""An endpoint elsewhere, on loopback, that answers as its path says."""

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer

ROWS = b"""{"head":{"vars":["a"]},"results":{"bindings":[
 {"a":{"type":"uri","value":"http://example.org/thing/7"}},
 {"a":{"type":"uri","value":"http://example.org/elsewhere"}}]}}"""
TYPE = "application/sparql-results+json"


class Remote(ThreadingHTTPServer):
    """Counts its callers; answers with `rows`, `hung`, `endless`, `error`, a move.

    `cut` breaks off within its answer, `torn` within a connection; `closed` tells the
    end of its answer by closing.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked = []
        self.elsewhere = ""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def at(self, path):
        return f"http://127.0.0.1:{self.server_port}/{path}"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.server.asked.append(
            self.rfile.read(int(self.headers["Content-Length"])).decode()
        )
        getattr(self, "_" + self.path.strip("/0123456789"))()

    def _rows(self):
        self._head(200, TYPE, ("Content-Length", len(ROWS)))
        self.wfile.write(ROWS)

    def _error(self):
        self._head(500, "text/plain", ("Content-Length", 0))

    def _hung(self):
        time.sleep(60)

    def _endless(self):
        self._head(200, TYPE, ("Transfer-Encoding", "chunked"))
        row = b'{"a":{"type":"literal","value":"x"}},' * 1000
        self._chunk(b'{"head":{"vars":["a"]},"results":{"bindings":[')
        with suppress(OSError):  # the caller has been ended
            while True:
                self._chunk(row)

    def _chunk(self, content):
        self.wfile.write(b"%X\r\n%b\r\n" % (len(content), content))

    def _cut(self):
        self._head(200, TYPE, ("Content-Length", len(ROWS) // 2))
        self.wfile.write(ROWS[: len(ROWS) // 2])

    def _torn(self):
        self._head(200, TYPE, ("Content-Length", 5000))
        self.wfile.write(ROWS[:80])
        self.close_connection = True

    def _closed(self):
        self._head(200, TYPE, ("Connection", "close"))
        self.wfile.write(ROWS)

    def _moved(self):
        status = int(self.path.rpartition("/")[2])
        headers = ("Location", self.server.elsewhere), ("Content-Length", 0)
        self._head(status, "text/plain", *headers)

    def _head(self, status, media_type, *headers):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        for name, value in headers:
            self.send_header(name, str(value))
        self.end_headers()

    def log_message(self, *_):
        """Keep quiet."""
