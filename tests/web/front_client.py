"""Ask the whole web tier in this process, as an HTTP server would."""

import asyncio
import threading
from functools import cache

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response


class Answer(Response):
    """An answer with the text of its body at hand."""

    @property
    def text(self):
        return self.get_data(as_text=True)


@cache
def loop():
    """Return the one event loop, in a thread of its own, of all clients."""
    made = asyncio.new_event_loop()
    threading.Thread(target=made.run_forever, daemon=True).start()
    return made


class FrontClient:
    """Sends requests to an ASGI application; has the methods of Werkzeug's client."""

    def __init__(self, front):
        self.front = front

    def open(self, path, **given):
        builder = EnvironBuilder(path, **given)
        environ = builder.get_environ()
        builder.close()
        asked = asyncio.run_coroutine_threadsafe(self._ask(environ), loop())
        return asked.result(60)

    def get(self, path, **given):
        return self.open(path, method="GET", **given)

    def head(self, path, **given):
        return self.open(path, method="HEAD", **given)

    def options(self, path, **given):
        return self.open(path, method="OPTIONS", **given)

    def post(self, path, **given):
        return self.open(path, method="POST", **given)

    def put(self, path, **given):
        return self.open(path, method="PUT", **given)

    def patch(self, path, **given):
        return self.open(path, method="PATCH", **given)

    def delete(self, path, **given):
        return self.open(path, method="DELETE", **given)

    async def _ask(self, environ):
        sent, body = [], environ["wsgi.input"].read()
        coming = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive():
            return coming.pop() if coming else await asyncio.Future()

        async def send(message):
            sent.append(message)

        await self.front(scope_of(environ, body), receive, send)
        head, *rest = sent
        headers = [
            (n.decode("latin-1"), v.decode("latin-1")) for n, v in head["headers"]
        ]
        content = b"".join(message["body"] for message in rest)
        answer = Answer(content, head["status"])
        answer.headers = Headers(headers)
        return answer


def scope_of(environ, body):
    """Return the request as ASGI describes it."""
    raw = environ["REQUEST_URI"].encode("latin-1").partition(b"?")[0]
    headers = [
        (name[5:].lower().replace("_", "-").encode(), value.encode("latin-1"))
        for name, value in environ.items()
        if name.startswith("HTTP_")
    ]
    if environ.get("CONTENT_TYPE"):
        headers.append((b"content-type", environ["CONTENT_TYPE"].encode()))
    if body:
        headers.append((b"content-length", str(len(body)).encode()))
    return {
        "type": "http",
        "http_version": environ["SERVER_PROTOCOL"].removeprefix("HTTP/"),
        "method": environ["REQUEST_METHOD"],
        "scheme": "http",
        "path": environ["PATH_INFO"].encode("latin-1").decode(errors="replace"),
        "raw_path": raw,
        "query_string": environ["QUERY_STRING"].encode("latin-1"),
        "headers": headers,
        "client": (environ.get("REMOTE_ADDR", "127.0.0.1"), 1),
        "server": ("localhost", 80),
    }
