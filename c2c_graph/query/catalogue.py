"""Saved queries: a question a file, with parameters that the engine binds.

The head of a file is lines that begin with `#+`: `summary`, `tags`, `note`, and for
each parameter `param: NAME KIND` and `example: NAME=VALUE`.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Variable

from c2c_graph import errors
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.text import read_text

KINDS = ("iri", "text", "date", "number")
_HEAD = re.compile(r"^#\+ (summary|tags|note|param|example): (.+)$", re.MULTILINE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Parameter:
    """A variable that the asker gives a value; `example` is a value that works."""

    name: str
    kind: str
    example: str

    def term(self, value: str) -> NamedNode | Literal:
        """Return `value` as the RDF term this parameter takes.

        Raise `errors.BadRequest` saying what was expected, with the example.
        """
        try:
            return _TERMS[self.kind](value)
        except ValueError:
            raise errors.BadRequest(
                f"{self.name}={value!r} is not {_NOUNS[self.kind]}; "
                f"give one such as {self.name}={self.example}"
            ) from None


@dataclass(frozen=True)
class SavedQuery:
    """A query of the catalogue; its name is the question in kebab case."""

    name: str
    summary: str
    tags: tuple[str, ...]
    note: str
    parameters: tuple[Parameter, ...]
    text: str

    def examples(self) -> dict[str, str]:
        """Return the example value of each parameter."""
        return {p.name: p.example for p in self.parameters}

    def bind(self, values: Mapping[str, str]) -> dict[Variable, NamedNode | Literal]:
        """Return the substitutions for `values`; what is not given stays open.

        Raise `errors.BadRequest` for an unknown name or a value of another kind.
        """
        known = {p.name: p for p in self.parameters}
        unknown = sorted(values.keys() - known.keys())
        if unknown:
            names = ", ".join(known) or "none"
            raise errors.BadRequest(
                f"{self.name} has no parameter {unknown[0]!r}; it takes: {names}"
            )
        return {Variable(name): known[name].term(values[name]) for name in values}


def load_saved_query(path: Path) -> SavedQuery:
    """Return the saved query in the file at `path`.

    Raise `errors.DatasetUnreadable` where its head is incomplete, and as
    `rdf.text.read_text`.
    """
    saved = parse_saved_query(path.stem, read_text(path, name=str(path)))
    if saved is None:
        raise errors.DatasetUnreadable(f"{path}: the head lacks '#+ summary: …'")
    return saved


def parse_saved_query(name: str, text: str) -> SavedQuery | None:
    """Return `text` as the saved query `name`; None where it has no such head.

    Raise `errors.DatasetUnreadable` where a parameter lacks its kind or example.
    """
    lines = _HEAD.findall(text)
    head = dict(lines)
    if "summary" not in head:
        return None
    examples = dict(v.split("=", 1) for key, v in lines if key == "example")
    parameters = tuple(
        _parameter(name, value, examples) for key, value in lines if key == "param"
    )
    tags = tuple(tag.strip() for tag in head.get("tags", "").split(",") if tag.strip())
    note = head.get("note", "")
    return SavedQuery(name, head["summary"], tags, note, parameters, text)


def load_catalogue(dataset: Path) -> tuple[SavedQuery, ...]:
    """Return the saved queries of the dataset in the folder `dataset`, by name."""
    paths = sorted((dataset / "sparql" / "catalogue").glob("*.rq"))
    return tuple(load_saved_query(path) for path in paths)


def _parameter(query: str, text: str, examples: Mapping[str, str]) -> Parameter:
    name, _, kind = text.partition(" ")
    if kind not in KINDS or name not in examples:
        raise errors.DatasetUnreadable(
            f"{query}: '#+ param: {text}' needs a kind ({', '.join(KINDS)}) "
            f"and a line '#+ example: {name}=…'"
        )
    return Parameter(name, kind, examples[name])


def _date(value: str) -> Literal:
    if not _DATE.fullmatch(value):
        raise ValueError(value)
    return Literal(value, datatype=NamedNode(XSD + "date"))


def _number(value: str) -> Literal:
    kind = "integer" if re.fullmatch(r"[+-]?\d+", value) else "decimal"
    return Literal(
        str(float(value)) if kind == "decimal" else value, datatype=_xsd(kind)
    )


def _xsd(kind: str) -> NamedNode:
    return NamedNode(XSD + kind)


_TERMS: dict[str, Callable[[str], NamedNode | Literal]] = {
    "iri": NamedNode,
    "text": Literal,
    "date": _date,
    "number": _number,
}
_NOUNS = {
    "iri": "an absolute IRI",
    "text": "a text",
    "date": "a date (YYYY-MM-DD)",
    "number": "a number",
}
