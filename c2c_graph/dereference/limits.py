"""The limits of the endpoint: one table, for the service description and for people."""

from dataclasses import dataclass
from typing import Final

from c2c_graph.settings import Settings


@dataclass(frozen=True)
class Limit:
    """One limit: `name` is its anchor, `value` a number of `unit`.

    `meaning` is a clause that says what is limited, and to which extent.
    """

    name: str
    value: int | float
    unit: str
    meaning: str


_ROWS: Final = (
    (
        "deadline",
        "deadline_seconds",
        "seconds",
        "evaluation of one query; timeout=SECONDS in a request makes it shorter",
    ),
    ("wait", "wait_seconds", "seconds", "wait of a query for a free query slot"),
    ("result-size", "result_mb", "MiB", "result of one query, in its format"),
    (
        "constructed-triples",
        "constructed_triples",
        "triples",
        "graph that one CONSTRUCT or DESCRIBE gives",
    ),
    (
        "merged-triples",
        "merged_triples",
        "triples",
        "graphs that are merged for a query which names several default graphs "
        "that share triples",
    ),
    ("memory", "slot_memory_mb", "MiB", "address space of one query slot"),
    ("query-length", "query_kb", "KiB", "text of one query"),
    (
        "query-nesting",
        "nesting",
        "levels",
        "nesting of braces and parentheses in a query",
    ),
    ("query-slots", "slots", "queries", "queries evaluated at once, of all clients"),
    (
        "client-slots",
        "client_slots",
        "queries",
        "queries of one client evaluated at once",
    ),
    (
        "client-seconds",
        "client_seconds",
        "seconds a minute",
        "evaluation of the queries of one client in a minute",
    ),
    (
        "client-requests",
        "client_requests",
        "requests a minute",
        "SPARQL requests of one client in a minute",
    ),
    (
        "remade-releases",
        "remade_stores",
        "releases",
        "past releases whose store is made again at once",
    ),
)
_SERVICE_SLOTS: Final = (
    "service-slots",
    "service_slots",
    "queries",
    "queries with SERVICE evaluated at once, of all clients",
)
# those of hyper, which nobody can set: it answers above them itself, without a body
LONGEST_ADDRESS: Final = 65_534
MOST_HEADERS: Final = 100
# bytes of all headers; the HTTP server itself answers above the longest head
LONGEST_HEADERS: Final = 32 * 1024
LONGEST_HEAD: Final = 4 * LONGEST_HEADERS
_FIXED: Final = (
    Limit(
        "address-length",
        LONGEST_ADDRESS,
        "bytes",
        "path and parameters of a request, percent-encoded",
    ),
    Limit("headers-length", LONGEST_HEADERS // 1024, "KiB", "headers of a request"),
    Limit("headers", MOST_HEADERS, "headers", "headers of a request"),
)


def limits_of(settings: Settings) -> tuple[Limit, ...]:
    """Return the limits in force, those of a query first."""
    rows = (*_ROWS, _SERVICE_SLOTS) if settings.services else _ROWS
    set_here = (
        Limit(name, getattr(settings, setting), unit, meaning)
        for name, setting, unit, meaning in rows
    )
    return (*set_here, *_FIXED)
