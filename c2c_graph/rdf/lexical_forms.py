"""Which texts are values of the datatypes of XML Schema (XSD 1.1 part 2 §3).

RDF 1.1 Concepts §5.1 takes the lexical forms as they are: blanks around them are not
left out. An xsd:anyURI may be any text (§3.3.17), and so may what is not listed here.
"""

import calendar
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from c2c_graph.rdf.terms import XSD

_NUMBER: Final = r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)"
_DOUBLE: Final = rf"{_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_ZONE: Final = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR: Final = r"(?P<year>-?([1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH: Final = r"(?P<month>0[1-9]|1[0-2])"
_DAY: Final = rf"{_YEAR}-{_MONTH}-(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME: Final = (
    r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?|24:00:00([.]0+)?)"
)
_FORMS: Final[Mapping[str, str]] = {
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "date": f"{_DAY}{_ZONE}",
    "dateTime": f"{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DAY}T{_TIME}{_ZONE.removesuffix('?')}",
    "time": f"{_TIME}{_ZONE}",
    "decimal": _NUMBER,
    "double": _DOUBLE,
    "float": _DOUBLE,
    "boolean": "true|false|0|1",
}
_INTEGER: Final = "[+-]?[0-9]+"
# the least and the greatest value of integer and of what is derived from it (§3.4)
_BOUNDS: Final[Mapping[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}


def is_written_right(literal: Literal) -> bool:
    """Return whether the text of `literal` is a value of its datatype, where known."""
    space, _, name = literal.datatype.value.rpartition("#")
    if f"{space}#" != XSD:
        return True
    if name in _BOUNDS:
        return _is_between(literal.value, *_BOUNDS[name])
    return name not in _FORMS or _has_form(literal.value, _FORMS[name])


def _has_form(text: str, form: str) -> bool:
    found = re.fullmatch(form, text)
    if found is None:
        return False
    parts = found.groupdict()
    if not parts.get("day"):
        return True
    # leap years come again every 400 years, so the last four digits tell
    year = 2000 + int(parts["year"][-4:]) % 400
    _, longest = calendar.monthrange(year, int(parts["month"]))
    return int(parts["day"]) <= longest


def _is_between(text: str, least: int | None, greatest: int | None) -> bool:
    if re.fullmatch(_INTEGER, text) is None:
        return False
    number = Decimal(text)  # int() refuses long texts
    if least is not None and number < least:
        return False
    return greatest is None or number <= greatest
