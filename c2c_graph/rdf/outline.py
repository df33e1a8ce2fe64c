"""What can be told of a text before it is parsed: how long and deep it is written.

Coarser than any parser, in one pass that stops where its reader does, in time that
grows with the length of the text and memory that does not. An outline ends where a
quotation or comment does not: there the parser stops too, with a syntax fault.
"""

import re
from collections.abc import Iterator
from enum import Enum
from enum import auto
from typing import Final
from typing import NamedTuple

from pyoxigraph import RdfFormat


class Kind(Enum):
    """What a mark in the outline of a text is."""

    OPEN = auto()
    CLOSE = auto()
    LITERAL = auto()
    IRI = auto()
    PREFIX = auto()
    TRIPLE_TERM = auto()
    ENTITY = auto()


class Mark(NamedTuple):
    """One thing in an outline, from byte `start` to before byte `end`."""

    kind: Kind
    start: int
    end: int


# each pattern passes quickly over what is of no interest, then takes one thing; the
# names of its groups are those of `Kind`, and one for what has no end
_TURTLE: Final = re.compile(
    rb"""[^"'<~\#\[\](){}@pP]*+(?:
      \#[^\r\n]*+
    | (?P<LITERAL>\"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\"
                | '''(?:[^'\\]++|\\.|'(?!''))*+'''
                | "(?!"")(?:[^"\\\n\r]++|\\.)*+" | '(?!'')(?:[^'\\\n\r]++|\\.)*+')
    | (?P<BROKEN>["'])
    | (?P<TRIPLE_TERM><<|\{\||(?<!\\)~)
    | (?P<IRI><[^<>"{}|^`\x00-\x20]*+>)
    | (?P<OPEN>[\[({])
    | (?P<CLOSE>[\])}])
    | (?P<PREFIX>(?<![\w:%\\-])@?[Pp][Rr][Ee][Ff][Ii][Xx](?=[\s\#]))
    | .
    | \Z)""",
    re.VERBOSE | re.DOTALL,
)
_XML: Final = re.compile(
    rb"""[^<]*+(?:
      <!--(?!-?>).*?--> | <!\[CDATA\[.*?\]\]> | <\?.*?\?>
    | (?P<BROKEN><!--|<!\[CDATA\[|<\?)
    | (?P<ENTITY><!ENTITY)
    | (?P<CLOSE></)
    | <[^<>"'!/]*+(?:(?:"[^"]*+"|'[^']*+'|/(?!>))[^<>"'/]*+)*+(?:/>|(?P<OPEN>>))
    | .
    | \Z)""",
    re.VERBOSE | re.DOTALL,
)
_JSON: Final = re.compile(
    rb"""[^"\[\]{}]*+(?:
      "(?:[^"\\]++|\\.)*+"
    | (?P<BROKEN>")
    | (?P<OPEN>[\[{])
    | (?P<CLOSE>[\]}])
    | .
    | \Z)""",
    re.VERBOSE | re.DOTALL,
)
_TERMS: Final = frozenset({"LITERAL", "IRI"})
_OF_FORMAT: Final = {RdfFormat.RDF_XML: _XML, RdfFormat.JSON_LD: _JSON}


def outline(text: bytes, format: RdfFormat, *, shortest: int = 0) -> Iterator[Mark]:
    """Yield the marks of `text`, which is written in `format`, in its order.

    Literals and IRIs are left out that have fewer than `shortest` bytes.
    """
    for found in _OF_FORMAT.get(format, _TURTLE).finditer(text):
        name = found.lastgroup
        if name is None or (name in _TERMS and len(found[name]) < shortest):
            continue
        if name == "BROKEN":
            return
        yield Mark(Kind[name], *found.span(name))
