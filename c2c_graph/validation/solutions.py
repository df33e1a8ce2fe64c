"""What the solutions of a query that checks have to say."""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from pyoxigraph import QuerySolutions

from c2c_graph.rdf.terms import Term
from c2c_graph.validation import shown

_BRACES: Final = re.compile(r"\{[?$](\w+)\}")


def bound(solutions: QuerySolutions) -> Iterator[dict[str, Term]]:
    """Yield each of `solutions` by the names of its variables, without the unbound."""
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        pairs = zip(names, solution, strict=True)
        yield {name: value for name, value in pairs if value is not None}


def filled(template: str, row: Mapping[str, Term], language: str = "en") -> str:
    """Return `template` with each `{?name}` replaced by what `row` has for it.

    What replaces it is cut and made plain: it may come from anybody.
    """
    return _BRACES.sub(
        lambda b: shown.bare(row[b[1]], language) if b[1] in row else b[0], template
    )
