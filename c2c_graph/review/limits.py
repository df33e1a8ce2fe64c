"""What a submission is told that reached a limit: which, how far, and the way on."""

from typing import Final

from c2c_graph.errors import ValidationTimeout
from c2c_graph.errors import ValidationTooLarge
from c2c_graph.settings import Settings

_AT_HOME: Final = "or validate it at home, where there is no such limit: c2c validate"


def past_deadline(settings: Settings) -> ValidationTimeout:
    """Return the fault of a validation that ran into its deadline."""
    return ValidationTimeout(
        f"the validation ran for {settings.validate_seconds:g} s, its deadline, and "
        f"was ended; send less at once, simplify patterns and queries of shapes, "
        f"{_AT_HOME}"
    )


def out_of_memory(settings: Settings) -> ValidationTooLarge:
    """Return the fault of a validation that used up its memory or its stack."""
    return ValidationTooLarge(
        f"the validation used up the {settings.validate_mb} MiB of memory (or the "
        "stack) that one may have, and was ended; send or nest less at once, "
        f"{_AT_HOME}"
    )


def too_many_triples(found: int, settings: Settings) -> ValidationTooLarge:
    """Return the fault of `found` triples, more than are taken."""
    return ValidationTooLarge(
        f"there are {found:,} triples; the limit is {settings.validate_triples:,}: "
        f"send them in several submissions, {_AT_HOME}"
    )


def too_long(settings: Settings) -> ValidationTooLarge:
    """Return the fault of a report of more than the longest result."""
    return ValidationTooLarge(
        f"the report has more than {settings.result_mb} MiB, the limit, and is not "
        f"sent; send less at once, {_AT_HOME}"
    )
