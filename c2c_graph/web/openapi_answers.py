"""Answers in the OpenAPI description: what operations give, and how they refuse.

Made from the table of faults and their statuses.
"""

from http import HTTPStatus
from typing import Final

from c2c_graph import errors
from c2c_graph.dereference.limits import LONGEST_ADDRESS
from c2c_graph.dereference.limits import LONGEST_HEAD
from c2c_graph.dereference.limits import MOST_HEADERS
from c2c_graph.query.answer_formats import formats_of
from c2c_graph.query.guard import Kind
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web.openapi_parts import TEXT
from c2c_graph.web.openapi_parts import Object
from c2c_graph.web.openapi_parts import content
from c2c_graph.web.openapi_parts import page
from c2c_graph.web.openapi_parts import ref

Faults = tuple[type[errors.C2CError], ...]

# what any request may come to
BUSY: Final[Faults] = (
    errors.ServerBusy,
    errors.NoRelease,
    errors.HeadersTooLarge,
)
# what the evaluation of a query may come to
EVALUATION: Final[Faults] = (
    *BUSY,
    errors.QueryCancelled,
    errors.QueryTimeout,
    errors.QueryBusy,
    errors.EngineUnavailable,
    errors.QueryTooLarge,
    errors.OverBudget,
    errors.NotAcceptable,
    errors.BadRequest,
)
# what a query with SERVICE may come to
SERVICES: Final[Faults] = (errors.QueryRefused, errors.ServiceFailed)
# what a body may come to
BODY: Final[Faults] = (
    errors.RequestTimeout,
    errors.ContentTooLarge,
    errors.UnsupportedMediaType,
)
_ADDRESS_TOO_LONG: Final = HTTPStatus.REQUEST_URI_TOO_LONG.value
_MORE: Final = {
    problems.STATUS[errors.HeadersTooLarge]: [
        f"Above {MOST_HEADERS} headers, or {LONGEST_HEAD:,} bytes of them, the "
        "HTTP server says so itself: there is no body."
    ]
}
_ANSWERED: Final = (
    "C2C-Release",
    "C2C-Hint",
    "Query-Id",
    "ETag",
    "Link",
    "RateLimit",
    "RateLimit-Policy",
)


def answer(content: Object) -> Object:
    """Return the response with the answer to a query, whose body is `content`."""
    return {
        "description": "the answer, in the format asked for",
        "headers": headers(*_ANSWERED),
        "content": content,
    }


def answered(kind: Kind) -> Object:
    """Return the responses with the answer to a query of `kind`."""
    return {"200": ref("responses", f"answer-of-{kind.lower()}")}


def refused(faults: Faults) -> Object:
    """Return the responses that tell `faults`, and a long address, by status."""
    statuses = sorted({_ADDRESS_TOO_LONG, *(problems.STATUS[f] for f in faults)})
    return {str(status): ref("responses", str(status)) for status in statuses}


def headers(*names: str) -> Object:
    """Return the headers called `names`."""
    return {name: ref("headers", name) for name in names}


def header_components() -> Object:
    """Return the headers that answers have."""
    told = {
        "C2C-Release": "the number of the release that the answer is from",
        "C2C-Hint": "what an empty answer may be due to, such as a misspelt term",
        "Query-Id": "the name by which DELETE /queries/{id} ends the query",
        "ETag": "tells this answer from every other; none where it may differ",
        "Link": "where the whole dataset of the release is (void:dataDump)",
        "RateLimit": "what is left of the budgets (draft-ietf-httpapi-ratelimit)",
        "RateLimit-Policy": "the budgets of one client",
        "Retry-After": "seconds until the same request may do better",
        "Allow": "the methods that the address takes",
    }
    return {n: {"description": d, "schema": TEXT} for n, d in told.items()}


def response_components() -> Object:
    """Return a response for each status that a fault has."""
    titles: dict[int, list[str]] = {}
    for fault, status in problems.STATUS.items():
        titles.setdefault(status, []).append(problems.title(fault))
    return {
        str(status): {
            "description": " ".join([*titles[status], *_MORE.get(status, [])]),
            "headers": _headers_of(status),
            "content": {
                negotiate.PROBLEM: {"schema": ref("schemas", "Problem")},
                negotiate.HTML: {"schema": TEXT},
            },
        }
        for status in sorted(titles)
    } | {
        str(_ADDRESS_TOO_LONG): {
            "description": f"The address is longer than {LONGEST_ADDRESS:,} bytes. The "
            "HTTP server says so itself: there is no body."
        },
        "304": {"description": "The answer that the client has still holds."},
        **{f"answer-of-{kind.lower()}": answer(_content(kind)) for kind in Kind},
    }


def _content(kind: Kind) -> Object:
    return page(content(formats_of(kind), "YesOrNo" if kind is Kind.ASK else "Rows"))


def _headers_of(status: int) -> Object:
    if status == 405:
        return headers("C2C-Release", "Allow")
    if status in (429, 503):
        return headers("C2C-Release", "Retry-After", "Link")
    return headers("C2C-Release")
