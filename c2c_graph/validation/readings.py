"""What a literal may mean whose text is not a value of its datatype.

Days are written in many orders and numbers with commas. Where the text leaves open
which is meant, all readings are told and none is proposed.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.lexical_forms import is_written_right
from c2c_graph.rdf.literals import changed_by_store
from c2c_graph.rdf.terms import XSD

# no value of these types is longer
_LONGEST: Final = 100
_DAY_LAST: Final = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_TOGETHER: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TIME_APART: Final = re.compile(r"([0-9-]{10}) +([0-9]{2}:[0-9]{2})(:[0-9]{2})?(.*)")
_DATE_OF: Final = re.compile(r"(-?[0-9]{4,}-[0-9]{2}-[0-9]{2})T")
_MONTH_OF: Final = re.compile(r"(-?[0-9]{4,}-[0-9]{2})-[0-9]{2}")
_YEAR_OF: Final = re.compile(r"(-?[0-9]{4,})-[0-9]{2}(?:-[0-9]{2})?")
_GROUPS: Final = re.compile(r"[+-]?[0-9]{1,3}(?:([., '\u2019\u00a0\u202f])[0-9]{3})+")
_WITH_GROUPS: Final = re.compile(
    r"[+-]?[0-9]{1,3}(?:([., '\u2019\u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*[.,][0-9]+"
)
# with more than two digits nobody meant it
_EXPONENT: Final = re.compile(r"[+-]?[0-9]+(?:[.][0-9]+)?[eE][+-]?[0-9]{1,2}")
_COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")
_KINDS: Final = (
    ("gYear", "gYearMonth", "date", "dateTime"),
    ("integer", "decimal", "double"),
)
_EXAMPLES: Final = {
    "gYear": "2015",
    "gYearMonth": "2015-09",
    "date": "2015-09-25",
    "dateTime": "2015-09-25T14:30:00Z",
    "dateTimeStamp": "2015-09-25T14:30:00Z",
    "time": "14:30:00",
    "decimal": "97.5",
    "double": "9.75E1",
    "float": "9.75E1",
    "boolean": "true",
}


def readings(literal: Literal) -> list[Literal]:
    """Return what `literal`, which is ill-typed, may mean: of its datatype first."""
    text = " ".join(literal.value.split())
    if len(text) > _LONGEST:
        return []
    texts = [text, *dates(text), *numbers(text)]
    name = literal.datatype.value.removeprefix(XSD)
    own = _written([*texts, text.lower(), *_parts(texts)], name)
    # a text that fits another type as it stands may be right, and its type wrong
    return own + _in_another_type([text] if own else texts, name)


def precise_first(datatypes: Iterable[NamedNode]) -> list[NamedNode]:
    """Return those of `datatypes` that are of days or numbers, the finest first."""
    ranks = {XSD + name: rank for kind in _KINDS for rank, name in enumerate(kind)}
    known = (node for node in datatypes if node.value in ranks)
    return sorted(known, key=lambda node: -ranks[node.value])


def example(literal: Literal) -> Literal:
    """Return a value that is written as the datatype of `literal` asks."""
    name = literal.datatype.value.removeprefix(XSD)
    # the others are kinds of integer
    text = _EXAMPLES.get(name, "-15" if name.startswith(("neg", "nonPos")) else "15")
    return Literal(text, datatype=literal.datatype)


def dates(text: str) -> list[str]:
    """Return the days that `text` may mean, as YYYY-MM-DD or with their time."""
    found: list[tuple[str, str, str]] = []
    if ordered := _TOGETHER.fullmatch(text) or _DAY_LAST.fullmatch(text):
        year, first, second = ordered.groups()
        # nobody puts the day before the month here, unless by mistake
        swapped = int(first) > 12
        found = [(year, second, first) if swapped else (year, first, second)]
    elif ordered := _YEAR_LAST.fullmatch(text):
        first, second, year = ordered.groups()
        found = [(year, second, first), (year, first, second)]
    days = [f"{year}-{month:0>2}-{day:0>2}" for year, month, day in found]
    if apart := _TIME_APART.fullmatch(text):
        days.append(f"{apart[1]}T{apart[2]}{apart[3] or ':00'}{apart[4].strip()}")
    return [day for day in dict.fromkeys(days) if _is_day(day)]


def numbers(text: str) -> list[str]:
    """Return the numbers that `text` may mean, with a point before decimal places."""
    text = text.removesuffix("%").strip()
    found = []
    if groups := _GROUPS.fullmatch(text):
        found.append(text.replace(groups[1], ""))
    elif groups := _WITH_GROUPS.fullmatch(text):
        found.append(text.replace(groups[1], "").replace(",", "."))
    if _EXPONENT.fullmatch(text):
        found.append(f"{Decimal(text):f}")
    if _COMMA.fullmatch(text):
        found.append(text.replace(",", "."))
    return [_short(number) for number in found]


def _is_day(text: str) -> bool:
    return any(_written([text], name) for name in ("date", "dateTime"))


def _parts(texts: list[str]) -> Iterator[str]:
    for text in texts:
        for form in (_DATE_OF, _MONTH_OF, _YEAR_OF):
            if found := form.match(text):
                yield found[1]


def _in_another_type(texts: Iterable[str], name: str) -> list[Literal]:
    """Return `texts` in the first type of the kind of `name` that they fit."""
    kind = next((kind for kind in _KINDS if name in kind), ())
    found = (_written(texts, other) for other in kind if other != name)
    return next(filter(None, found), [])


def _written(texts: Iterable[str], name: str) -> list[Literal]:
    """Return each of `texts` that is a value of the type `name`, as it is stored."""
    datatype = NamedNode(XSD + name)
    found = (Literal(text, datatype=datatype) for text in texts)
    right = (one for one in found if is_written_right(one))
    return list(dict.fromkeys(changed_by_store(one) or one for one in right))


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
