"""Parameters of a saved query: from what a person writes to an RDF term.

A value becomes a term that the engine binds; it is never put into the query's text.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph.rdf import polygons
from c2c_graph.rdf.ranges import ANY
from c2c_graph.rdf.ranges import Range
from c2c_graph.rdf.ranges import parse_range
from c2c_graph.rdf.terms import XSD

KINDS: Final = (
    "iri",
    "text",
    "language",
    "outline",
    "date",
    "year",
    "number",
    "integer",
    "enum",
)
# kinds of numbers that a range may stand behind
_RANGED: Final = ("number", "integer")
# the default of a date that is the day on which the question is asked
TODAY: Final = "today"
# an xsd:integer and an xsd:decimal that the engine can compute with
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}\.[0-9]{1,6}")
_YEAR = re.compile(r"[1-9][0-9]{3}")
# the form of a language tag (RFC 5646 §2.1), as far as it can be told apart
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# what no text holds that is written in every format (XML 1.0 §2.2)
_CONTROL: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
_TEXT = re.compile(rf"[^{_CONTROL}]+")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PREFIXED = re.compile(rf"(?P<prefix>[a-z][a-z0-9-]*):(?P<key>{_KEY.pattern})")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*://.+|urn:.+")
# of `_ABSOLUTE`, what is an IRI for certain: one in ASCII (RFC 3986 §2)
_ABSOLUTE_IN_ASCII: Final = (
    r"https?://[A-Za-z0-9.-]+(/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?"
    r"(#[A-Za-z0-9._~-]*)?"
)

Term = NamedNode | Literal
Prefixes = Mapping[str, str]


@dataclass(frozen=True)
class Parameter:
    """A variable that the asker gives a value; `example` is a value that works.

    `of` is the prefix of the IRIs that an iri parameter takes, where they share one;
    `choices` are the values of an enum, `range` is that of a number. Where a parameter
    is left out, its `default` counts; an iri without one stands open: the answer then
    holds all there are.
    """

    name: str
    kind: str
    example: str
    of: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    range: Range = ANY

    @property
    def required(self) -> bool:
        """Say whether the question cannot be asked without a value."""
        return self.kind != "iri" and not self.default

    @property
    def wanted(self) -> str:
        """Say in words what a value must be."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        key = f", a prefixed name or the key of a {self.of}" if self.of else ""
        return _NOUNS[self.kind] + self.range.words() + key

    def term(self, value: str, prefixes: Prefixes) -> Term:
        """Return `value` as the RDF term this parameter takes.

        Raise `errors.InvalidParameter` saying what was expected, with the example.
        """
        try:
            return _TERMS[self.kind](self, value, prefixes)
        except ValueError:
            raise self.fault(f"{self.name}={value!r} is not {self.wanted}") from None

    def fault(self, what: str) -> errors.InvalidParameter:
        """Return the fault that says `what` is wrong, and gives the example."""
        return errors.InvalidParameter(
            f"{what}; give one such as {self.name}={self.example}",
            parameter=self.name,
            expected=self.wanted,
            example=self.example,
        )

    def short(self, value: str, prefixes: Prefixes) -> str:
        """Return `value` as people write it: an IRI of the one prefix as its key."""
        if not self.of:
            return value
        with suppress(errors.InvalidParameter):
            key = self.term(value, prefixes).value.removeprefix(prefixes[self.of])
            return key if _KEY.fullmatch(key) else value
        return value

    def pattern(self, prefixes: Prefixes) -> str:
        """Return a regular expression (ECMA-262) of what values are surely taken.

        Empty for an enum. More may be taken: IRIs of other schemes or in
        letters of any script.
        """
        if self.kind == "iri":
            named = rf"({'|'.join(sorted(prefixes))}):{_KEY.pattern}"
            key = f"|{_KEY.pattern}" if self.of else ""
            return f"^({_ABSOLUTE_IN_ASCII}|{named}{key})$"
        if self.kind in _RANGED:
            return self.range.pattern(whole=self.kind == "integer")
        patterns = {
            "date": f"^{_DATE.pattern}$",
            "year": f"^{_YEAR.pattern}$",
            "text": f"^{_TEXT.pattern}$",
            "language": f"^{_LANGUAGE.pattern}$",
            "outline": polygons.PATTERN,
        }
        return patterns.get(self.kind, "")

    def default_on(self, day: date) -> str:
        """Return the value that counts on `day` where none is given, or ""."""
        return day.isoformat() if self.default == TODAY else self.default


def parse_parameter(text: str, example: str, default: str) -> Parameter:
    """Return the parameter that `NAME KIND [PREFIX | A|B|C | MIN..MAX]` declares.

    Raise `ValueError` saying what is wrong with `text`.
    """
    name, kind, rest, *more = [*text.split(" "), "", ""]
    if kind not in KINDS or any(more[:-2]):
        raise ValueError(f"needs a kind: {', '.join(KINDS)}")
    if not example:
        raise ValueError(f"needs a line '#+ example: {name}=…'")
    if kind == "enum":
        choices = tuple(rest.split("|"))
        if len(choices) < 2 or not all(choices):
            raise ValueError("needs its values, such as: enum a|b|c")
        return Parameter(name, kind, example, choices=choices, default=default)
    if rest and kind in _RANGED:
        return Parameter(name, kind, example, default=default, range=_range(rest))
    if rest and kind != "iri":
        raise ValueError(f"has {rest!r} after its kind, which only an iri has")
    return Parameter(name, kind, example, of=rest, default=default)


def _range(text: str) -> Range:
    try:
        return parse_range(text)
    except ValueError:
        raise ValueError(
            f"has {text!r} where its range stands, such as -90..90, 0.. or ..100"
        ) from None


def _iri(parameter: Parameter, value: str, prefixes: Prefixes) -> NamedNode:
    if parameter.of and _KEY.fullmatch(value):
        return NamedNode(prefixes[parameter.of] + value)
    name = _PREFIXED.fullmatch(value)
    if name and name["prefix"] in prefixes:
        return NamedNode(prefixes[name["prefix"]] + name["key"])
    if not _ABSOLUTE.fullmatch(value):
        raise ValueError(value)
    return NamedNode(value)


def _text(parameter: Parameter, value: str, prefixes: Prefixes) -> Literal:
    if parameter.choices and value not in parameter.choices:
        raise ValueError(value)
    if not _TEXT.fullmatch(value):
        raise ValueError(value)
    return Literal(value)


def _date(parameter: Parameter, value: str, prefixes: Prefixes) -> Literal:
    if not _DATE.fullmatch(value):
        raise ValueError(value)
    return Literal(date.fromisoformat(value).isoformat(), datatype=_xsd("date"))


def _year(parameter: Parameter, value: str, prefixes: Prefixes) -> Literal:
    if not _YEAR.fullmatch(value):
        raise ValueError(value)
    return Literal(value, datatype=_xsd("integer"))


def _integer(parameter: Parameter, value: str, prefixes: Prefixes) -> Literal:
    if not _INTEGER.fullmatch(value) or not parameter.range.holds(Decimal(value)):
        raise ValueError(value)
    return Literal(str(int(value)), datatype=_xsd("integer"))


def _number(parameter: Parameter, value: str, prefixes: Prefixes) -> Literal:
    if _INTEGER.fullmatch(value):
        return _integer(parameter, value, prefixes)
    if not _DECIMAL.fullmatch(value) or not parameter.range.holds(Decimal(value)):
        raise ValueError(value)
    return Literal(value, datatype=_xsd("decimal"))


def _language(parameter: Parameter, value: str, prefixes: Prefixes) -> Literal:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(value)
    return Literal(value)


def _outline(parameter: Parameter, value: str, prefixes: Prefixes) -> Literal:
    if not polygons.is_outline(value):
        raise ValueError(value)
    return Literal(value)


def _xsd(kind: str) -> NamedNode:
    return NamedNode(XSD + kind)


_TERMS: Final[dict[str, Callable[[Parameter, str, Prefixes], Term]]] = {
    "iri": _iri,
    "text": _text,
    "language": _language,
    "outline": _outline,
    "date": _date,
    "year": _year,
    "number": _number,
    "integer": _integer,
    "enum": _text,
}
_NOUNS: Final = {
    "iri": "an absolute IRI",
    "text": "a text",
    "date": "a date (YYYY-MM-DD)",
    "year": "a year (YYYY)",
    "language": "the tag of a language",
    "outline": polygons.NOUN,
    "number": "a number",
    "integer": "a whole number",
}
