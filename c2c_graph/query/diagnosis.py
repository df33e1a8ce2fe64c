"""Say where a query is wrong, and how to repair it, better than Oxigraph does.

Oxigraph compares keywords by reading on as far as the keyword is long, so the place
it reports may lie fourteen columns too far. Whether a text is the beginning of some
query it does tell exactly: the place is then the end of the text. So the place of
an error is the first piece with which the text no longer begins a query.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.errors import QuerySyntaxError
from c2c_graph.query.guard import declared_prefixes
from c2c_graph.query.tokens import Token
from c2c_graph.query.tokens import fault
from c2c_graph.query.tokens import tokens

# longer than the longest keyword
_MARGIN: Final = "\n" * 40
_END: Final = re.compile(r"error at (\d+):")
_NO_IRI: Final = "IRI parsing failed"
# as c2 is to c2c, and skso to skos
_NEAR: Final = 0.7
_APART: Final = frozenset("(){}[];,")


def explain(reason: str, text: str, prefixes: Mapping[str, str]) -> QuerySyntaxError:
    """Return the syntax error to show for Oxigraph's `reason` about `text`.

    Brackets, strings and undeclared prefixes are told by name; `prefixes` are those
    whose declaration can be offered.
    """
    try:
        pieces = list(tokens(text))
    except QuerySyntaxError as error:
        return error
    undeclared = _undeclared_prefix(pieces, text, prefixes)
    if undeclared or not pieces:
        return undeclared or fault("the query is empty", text, 0)
    starts = list(_starts(pieces, text))
    wrong = bisect_left(starts[1:], True, key=lambda end: not _begins_query(text[:end]))
    piece = next((token for token in pieces if token.start >= starts[wrong]), None)
    if piece is None:
        detail = _sentence(reason) or "the query ends too early"
        return fault(detail, text, len(text.rstrip()))
    sentence = _sentence(reason)
    if sentence == _NO_IRI and piece.kind != "name":
        start = text.rfind("<", 0, piece.start + len(piece.text))
        return fault("this is not a valid IRI", text, start)
    detail = sentence or f"{piece.text[:40]} is not expected here"
    return fault(detail, text, piece.start)


def _begins_query(text: str) -> bool:
    """Return whether some query begins with `text`."""
    padded = text + _MARGIN
    try:
        Store().query(padded, base_iri=namespaces.BASE)
    except SyntaxError as error:
        place = _END.search(str(error))
        return place is None or int(place[1]) > padded.count("\n")
    except (OSError, RuntimeError):
        pass  # it was parsed
    return True


def _sentence(reason: str) -> str | None:
    """Return the reason in words among the tokens and keywords that were expected."""
    wanted = reason.partition("expected ")[2].removeprefix("one of ")
    terms = (term for term in wanted.split(", ") if term[:1].isalpha())
    return next((term for term in terms if " " in term), None)


def _starts(pieces: list[Token], text: str) -> Iterator[int]:
    """Yield where the pieces of `text` start that may have a space before them."""
    yield pieces[0].start
    for last, token in pairwise(pieces):
        spaced = last.start + len(last.text) < token.start
        if spaced or last.text in _APART or token.text in _APART:
            yield token.start
    yield len(text)


def _undeclared_prefix(
    pieces: list[Token], text: str, known: Mapping[str, str]
) -> QuerySyntaxError | None:
    declared = declared_prefixes(text)
    for last, token in pairwise(pieces):
        prefix = token.text.partition(":")[0]
        if token.kind != "name" or prefix in declared or last.text.lower() == "prefix":
            continue
        detail = (
            f"the prefix {prefix}: is not declared; {_repair(prefix, declared, known)}"
        )
        return fault(detail, text, token.start)
    return None


def _repair(prefix: str, declared: Mapping[str, str], known: Mapping[str, str]) -> str:
    if prefix in known:
        return f"add the line: PREFIX {prefix}: <{known[prefix]}>"
    choice = f"add the line: PREFIX {prefix}: <…>"
    # one that is declared is meant rather than one that could be
    for names in (declared, known):
        if near := get_close_matches(prefix, list(names), n=1, cutoff=_NEAR):
            missing = near[0] not in declared
            line = f" (PREFIX {near[0]}: <{known[near[0]]}>)" if missing else ""
            return f"did you mean {near[0]}:{line}? If not, {choice}"
    return choice
