"""Look at a stranger's query before anything evaluates it.

What is let through is a query (not an update), not too deep, and holds no `SERVICE`
in any spelling that Oxigraph would follow. In doubt a text is refused, and the
message says how to write it so that there is no doubt.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import nullcontext
from contextlib import suppress
from enum import StrEnum
from functools import cache
from functools import lru_cache
from typing import Final

from c2c_graph.errors import QueryRefused
from c2c_graph.errors import QuerySyntaxError
from c2c_graph.errors import QueryTooDeep
from c2c_graph.errors import UpdateRefused
from c2c_graph.query.tokens import IRI
from c2c_graph.query.tokens import PREFIX_NAME
from c2c_graph.query.tokens import SPACE
from c2c_graph.query.tokens import STRING
from c2c_graph.query.tokens import UCHAR
from c2c_graph.query.tokens import Token
from c2c_graph.query.tokens import fault
from c2c_graph.query.tokens import line_of
from c2c_graph.query.tokens import place
from c2c_graph.query.tokens import tokens


class Kind(StrEnum):
    """The four query forms of SPARQL."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Return whether the answer is a graph, not solutions or a boolean."""
        return self in {Kind.CONSTRUCT, Kind.DESCRIBE}


_REMEMBERED: Final = 8
_KINDS: Final = {kind.value: kind for kind in Kind}
_UPDATES: Final = "INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH"
_FORM = re.compile(
    rf"{SPACE}(?:(?P<form>{'|'.join(Kind)})|(?P<update>(?:{_UPDATES})\b)|(?P<end>\Z))?",
    re.IGNORECASE,
)
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_UCHAR = re.compile(UCHAR)
# an authority and no path: a name appended to it may be no valid port or host
_BARE_AUTHORITY = re.compile(r"<[^/?#]*//[^/?#]*>|.*\\", re.DOTALL)
_ENDPOINTS = frozenset({"iri", "variable", "name"})
_TAKES_IRI_AND_GROUP = frozenset({"graph", "named", "from", "describe"})


@cache
def _declaration() -> re.Pattern[str]:
    """Return the pattern of one line of the prologue; it takes 30 ms to compile."""
    return re.compile(
        rf"{SPACE}(?:base{SPACE}(?P<base>{IRI})"
        rf"|prefix{SPACE}(?P<prefix>{PREFIX_NAME}){SPACE}(?P<space>{IRI})"
        rf"|version{SPACE}(?:{STRING}))",
        re.IGNORECASE,
    )


def inspect(
    text: str,
    *,
    allowed_services: Collection[str] = (),
    nesting: int,
    longest: int | None = None,
) -> Kind:
    """Return the form of the query `text`, or raise why it is not evaluated.

    `nesting` is the deepest nesting of brackets and `longest` the longest text in
    bytes. `SERVICE` may name an IRI of `allowed_services`, written out in full.
    Raise `errors.QueryRefused` for what we do not do, `errors.QueryTooDeep` for more
    nesting, `errors.QuerySyntaxError` where the text cannot be SPARQL.
    """
    return _inspected(text, frozenset(allowed_services), nesting, longest)


# each door looks at a query, one right after the other
@lru_cache(_REMEMBERED)
def _inspected(
    text: str, allowed_services: frozenset[str], nesting: int, longest: int | None
) -> Kind:
    _require_length(text, longest)
    kind, bare_authority = _form(text)
    for reading in (text, *_by_the_standard(text)):
        # no letters but these are SERVICE in lower case; far faster than a pattern
        if "service" in reading.lower() or _openers(reading) > nesting:
            with suppress(QuerySyntaxError) if reading is not text else nullcontext():
                _walk(reading, allowed_services, nesting, bare_authority)
    return kind


def calls_service(text: str) -> bool:
    """Return whether `text`, which `inspect` has let through, has a SERVICE clause."""
    return "service" in text.lower() and any(
        token.kind == "word" and _SERVICE.fullmatch(token.text)
        for token in tokens(text)
    )


def declared_prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that the prologue of `text` declares, with their IRIs."""
    declared = {}
    position = 0
    while match := _declaration().match(text, position):
        position = match.end()
        if match["prefix"]:
            declared[match["prefix"][:-1]] = match["space"][1:-1]
    return declared


def _openers(text: str) -> int:
    return text.count("(") + text.count("{") + text.count("[")


def _require_length(text: str, longest: int | None) -> None:
    if text.isascii() and (longest is None or len(text) <= longest):
        return
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise fault("this is no Unicode character", text, error.start) from None
    if longest is not None and length > longest:
        raise QueryRefused(
            f"the query has {length:,} bytes; the limit is {longest:,}: send long "
            "lists of values in several queries"
        )


def _form(text: str) -> tuple[Kind, bool]:
    """Return the form, and whether a declared IRI is a bare authority."""
    position, bare_authority = 0, False
    while match := _declaration().match(text, position):
        position = match.end()
        iri = match["base"] or match["space"]
        bare_authority |= bool(iri and _BARE_AUTHORITY.match(iri))
    form = _FORM.match(text, position)
    assert form is not None  # every part of the pattern may be empty
    if form["update"]:
        update = form["update"].upper()
        raise _refusal(
            f"{update} is an update; this endpoint answers queries only",
            text,
            form.start("update"),
            UpdateRefused,
        )
    if form["end"] is not None:
        raise fault("the query is empty", text, form.end())
    if not form["form"]:
        raise fault(
            "expected SELECT, ASK, CONSTRUCT or DESCRIBE after the prefixes",
            text,
            form.end(),
        )
    return _KINDS[form["form"].upper()], bare_authority


def _by_the_standard(text: str) -> Iterator[str]:
    """Yield `text` without code point escapes (SPARQL 1.1 §19.2) where it has any.

    Oxigraph undoes them inside strings and IRIs only, the standard everywhere: so
    `S\\u0045RVICE` calls by the standard, and `"\\u0022"` is a string to Oxigraph.
    """
    if "\\" not in text:
        return
    undone = _UCHAR.sub(lambda match: chr(int(match[0][2:], 16)), text)
    if undone != text:
        yield undone


def _walk(
    text: str, allowed: Collection[str], nesting: int, bare_authority: bool
) -> None:
    pieces = list(tokens(text))
    for index, token in enumerate(pieces):
        if token.depth > nesting:
            raise _refusal(
                f"brackets are nested deeper than {nesting}; write the query with less "
                "nesting",
                text,
                token.start,
                QueryTooDeep,
            )
        match = _SERVICE.search(token.text) if token.kind in _HIDING else None
        if match and _calls(pieces, index, match.start(), bare_authority):
            _require_allowed(text, pieces, index, allowed)


_HIDING: Final = frozenset({"word", "name", "blank"})


def _calls(
    pieces: Sequence[Token], index: int, offset: int, bare_authority: bool
) -> bool:
    """Return whether Oxigraph may read a SERVICE clause from `offset` of a token.

    As a word of its own always. In the prefix of a name, where a group follows:
    `SERVICE:x {`. In the rest of a name only where Oxigraph may read less of it: up
    to a dot, or nothing but the prefix where the whole makes no valid IRI.
    """
    token = pieces[index]
    if token.kind == "word":
        return True
    following = _group_follows(pieces, index)
    head, _, rest = token.text.partition(":")
    if token.kind == "name" and offset < len(head):
        before = pieces[index - 1].text.lower() if index else ""
        return following and before not in _TAKES_IRI_AND_GROUP
    odd = "." in rest or "\\" in rest or not rest.isascii()
    return following and (odd or bare_authority)


def _group_follows(pieces: Sequence[Token], index: int) -> bool:
    """Return whether `{` follows, perhaps after SILENT and what names an endpoint."""
    for token in pieces[index + 1 : index + 4]:
        if token.text == "{":
            return True
        if token.kind not in _ENDPOINTS and token.text.lower() != "silent":
            return False
    return False


def _require_allowed(
    text: str, pieces: Sequence[Token], index: int, allowed: Collection[str]
) -> None:
    after = [t for t in pieces[index + 1 : index + 3] if t.text.lower() != "silent"]
    plain = pieces[index].text.lower() == "service" and after and after[0].kind == "iri"
    if plain and after[0].text[1:-1] in allowed:
        return
    raise _refusal(
        "SERVICE is not followed here, so that nobody makes this server call "
        "another; ask both endpoints and join the answers on your side"
        if not allowed
        else f"SERVICE calls no endpoint here but {' and '.join(sorted(allowed))}, "
        "written as <IRI>; ask another one yourself and join the answers",
        text,
        pieces[index].start,
    )


def _refusal(
    detail: str, text: str, offset: int, kind: type[QueryRefused] = QueryRefused
) -> QueryRefused:
    line, column = place(text, offset)
    return kind(detail, line=line, column=column, text=line_of(text, line))
