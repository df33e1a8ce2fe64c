"""Queries inside a dataset must not make this machine ask another one."""

import re
from typing import Final

# what may hold the words without meaning them: IRIs, strings, comments; and
# escapes in local names, whose quotation marks open no string
_PASSIVE: Final = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n\r]*|\\.""",
    re.DOTALL,
)
_REACHING: Final = re.compile(
    r"(?<![?$:\w-])(?:service|from|load)(?![\w:-])", re.IGNORECASE
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def dials_out(query: str) -> bool:
    """Return whether `query` may reach out: SERVICE, FROM or LOAD stand in it.

    SPARQL 1.1 §19.2 lets code points be escaped anywhere. Engines differ in how
    they undo that, so the query is read both ways.
    """
    undone = _ESCAPE.sub(_code_point, query)
    return any(_REACHING.search(_PASSIVE.sub(" ", text)) for text in (query, undone))


def _code_point(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else found[0]
