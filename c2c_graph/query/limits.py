"""What a query is told that reached a limit: which, how far it got, and the way on."""

from c2c_graph.errors import QueryTimeout
from c2c_graph.errors import QueryTooLarge
from c2c_graph.settings import Settings


def past_deadline(
    seconds: float, settings: Settings, *, calls_service: bool = False
) -> QueryTimeout:
    """Return the fault of a query that ran for `seconds`, its deadline."""
    longest = settings.deadline_seconds
    own = f" (the longest here is {longest:g} s)" if seconds < longest else ""
    elsewhere = " the endpoint that it calls may be slow;" if calls_service else ""
    return QueryTimeout(
        f"the query ran for {seconds:g} s, its deadline{own}, and was ended;"
        f"{elsewhere} ask for less at once: name graphs, classes or cities, leave out "
        "cross products, add LIMIT without ORDER BY, or fetch whole named graphs or a "
        "dump"
    )


def out_of_memory(settings: Settings) -> QueryTooLarge:
    """Return the fault of a query that used up its memory or its stack."""
    return QueryTooLarge(
        f"the query used up the {settings.slot_memory_mb} MiB of memory (or the stack) "
        "that one query may have, and was ended; sort, group, construct or nest less "
        "at once, or fetch whole named graphs or a dump"
    )


def too_long(limit: int) -> QueryTooLarge:
    """Return the fault of a result of more than `limit` bytes."""
    return QueryTooLarge(
        f"the result reached more than {limit // 2**20} MiB, the limit, and is not "
        "sent; ask for it in parts (LIMIT and OFFSET with ORDER BY), with fewer "
        "variables, or fetch whole named graphs or a dump"
    )
