"""What schemathesis cannot know: how queries are written and sent."""

import schemathesis
from hypothesis import strategies

QUERIES = (
    "ASK {}",
    "SELECT * WHERE { ?s ?p ?o } LIMIT 3",
    "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3",
    "DESCRIBE <https://w3id.org/city2city/id/city/se-malmo>",
)

schemathesis.openapi.format("sparql-query", strategies.sampled_from(QUERIES))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Give a busy machine longer than the shortest deadline that is taken."""
    if isinstance(case.body, dict) and isinstance(
        case.body.get("timeout"), float | int
    ):
        case.body["timeout"] = max(20, case.body["timeout"])


@schemathesis.serializer("application/sparql-query", "text/turtle")
def serialize(context, value):
    return value.encode() if isinstance(value, str) else repr(value).encode()
