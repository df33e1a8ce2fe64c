"""Ask a live server over plain HTTP and keep all that it says."""

import http.client
import json
import urllib.parse
from dataclasses import dataclass
from functools import cached_property

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
PROBLEM = "application/problem+json"

RESULTS = (JSON, XML, CSV, TSV)
GRAPHS = (
    TURTLE,
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)


@dataclass(frozen=True)
class Answer:
    """What came back; `headers` may name a header more than once."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def media_type(self):
        return self.headers.get_content_type()

    @cached_property
    def json(self):
        return json.loads(self.body)

    def listed(self, name):
        """Return the members of the list that the header `name` holds, lower-case."""
        lines = ",".join(self.headers.get_all(name, ()))
        return {member.strip().lower() for member in lines.split(",") if member.strip()}


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL endpoint at `path` of the server at `host`."""

    host: str
    path: str = "/sparql"
    timeout: float = 30.0

    def send(self, method, parameters=(), body=None, headers=None, path=None):
        """Send one request on a connection of its own; return its `Answer`."""
        encoded = urllib.parse.urlencode(list(parameters))
        target = (path or self.path) + ("?" + encoded if encoded else "")
        connection = http.client.HTTPConnection(self.host, timeout=self.timeout)
        try:
            connection.request(method, target, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.msg, answer.read())
        finally:
            connection.close()

    def ask(self, query, accept=None, *more, **headers):
        """Send `query` by GET, with the parameters `more`; return the `Answer`."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if accept is not None:
            given["Accept"] = accept
        return self.send("GET", (("query", query), *more), headers=given)

    def post(self, media_type, body, accept=None, parameters=()):
        """Send `body` by POST as `media_type`, None for none; return the `Answer`."""
        headers = {} if media_type is None else {"Content-Type": media_type}
        if accept is not None:
            headers["Accept"] = accept
        return self.send("POST", parameters, body, headers)
