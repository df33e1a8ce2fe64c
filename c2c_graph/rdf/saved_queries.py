"""Saved queries: a question a file, with parameters that the engine binds.

The head of a file is lines that begin with `#+`: `summary`, `question` (its number
among the competency questions), `tags`, `note`, `federates` (an endpoint that it asks
by SERVICE), and for each parameter `param: NAME KIND`, `example: NAME=VALUE` and,
where it has one, `default: NAME=VALUE`. KIND is `iri`, `text`, `language` (a tag),
`outline` (a polygon), `date`, `year`, `number`, `integer` or `enum a|b|c`; after `iri`
may stand the prefix whose keys are taken as well (`param: city iri city` takes
`se-malmo`), after `number` and `integer` the range (`-90..90`, `0..`). The default
`today` of a date is the day on which the question is asked.
"""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import Variable

from c2c_graph import errors
from c2c_graph.rdf.parameters import Parameter
from c2c_graph.rdf.parameters import Term
from c2c_graph.rdf.parameters import parse_parameter
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.text import read_text

FOLDER: Final = "sparql/catalogue"
_KEYS = "summary|question|tags|note|federates|param|example|default"
_HEAD = re.compile(rf"^#\+ ({_KEYS}): (.+)$", re.MULTILINE)
_HEAD_LINE = re.compile(r"^#\+.*\n", re.MULTILINE)
# where the values of parameters are put in: behind the first brace that has patterns
_WHERE: Final = "WHERE {\n"
_XSD_NUMBERS: Final = {XSD + "integer", XSD + "decimal"}


@dataclass(frozen=True)
class SavedQuery:
    """A query of the catalogue; its name is the question in kebab case.

    `question` is its number among the competency questions, 0 where it is none of
    them; `federates` are the endpoints that it asks by SERVICE; `prefixes` are those
    that a value of a parameter may be written with.
    """

    name: str
    summary: str
    tags: tuple[str, ...]
    note: str
    parameters: tuple[Parameter, ...]
    text: str
    question: int = 0
    federates: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)

    def examples(self) -> dict[str, str]:
        """Return the example value of each parameter."""
        return {p.name: p.example for p in self.parameters}

    def bind(
        self, values: Mapping[str, str], *, today: date | None = None
    ) -> dict[Variable, Term]:
        """Return the substitutions for `values` and, for what is left out, defaults.

        An empty value counts as left out. An iri that is left out and has no default
        stands open. `today` is what the default of that name means; without it, the
        day it is here and now. Raise `errors.InvalidParameter` for an unknown name, a
        value of another kind, or where one is missing.
        """
        known = {p.name: p for p in self.parameters}
        unknown = sorted(values.keys() - known.keys())
        if unknown:
            names = ", ".join(known) or "none"
            raise errors.InvalidParameter(
                f"{self.name} has no parameter {unknown[0]!r}; it takes: {names}",
                parameter=unknown[0],
            )
        given = {name: value for name, value in values.items() if value}
        whole = {**self.defaults(today or date.today()), **given}
        for parameter in self.parameters:
            if parameter.required and parameter.name not in whole:
                raise parameter.fault(
                    f"{self.name} needs {parameter.name}, {parameter.wanted}"
                )
        terms = {name: known[name].term(whole[name], self.prefixes) for name in whole}
        return {Variable(name): term for name, term in terms.items()}

    def defaults(self, day: date) -> dict[str, str]:
        """Return the values that count on `day` for what is left out."""
        values = {p.name: p.default_on(day) for p in self.parameters}
        return {name: value for name, value in values.items() if value}

    @property
    def body(self) -> str:
        """Return the query without its head."""
        return _HEAD_LINE.sub("", self.text)

    @property
    def without_rows(self) -> bool:
        """Say whether the note tells that the shipped data has no answer yet."""
        return "no rows yet" in self.note.lower()

    def as_it_stands(self, values: Mapping[str, str] | None = None) -> str:
        """Return the query with `values`, or its examples, in it as a VALUES block.

        Where the engine binds parameters they reach into every part of a query; a
        block is seen by the group that it opens and by what that group joins. Raise
        as `bind`, and `errors.DatasetUnreadable` where there is no place for it.
        """
        terms = self.bind(self.examples() if values is None else values)
        given = [p.name for p in self.parameters if Variable(p.name) in terms]
        if not given:
            return self.body
        names = " ".join(f"?{name}" for name in given)
        block = " ".join(_written(terms[Variable(name)]) for name in given)
        start, where, rest = self.body.partition(_WHERE)
        if not where:
            raise errors.DatasetUnreadable(
                f"{self.name}: it has parameters, and no line ends with "
                f"'{_WHERE.strip()}', after which their values can be put; write one so"
            )
        indent = rest[: len(rest) - len(rest.lstrip(" "))]
        return f"{start}{where}{indent}VALUES ({names}) {{ ({block}) }}\n{rest}"


def load_saved_query(path: Path, prefixes: Mapping[str, str]) -> SavedQuery:
    """Return the saved query in the file at `path`.

    Raise `errors.DatasetUnreadable` where its head is incomplete, and as
    `rdf.text.read_text`.
    """
    text = read_text(path, name=str(path))
    saved = parse_saved_query(path.stem, text, prefixes)
    if saved is None:
        raise errors.DatasetUnreadable(f"{path}: the head lacks '#+ summary: …'")
    return saved


def parse_saved_query(
    name: str, text: str, prefixes: Mapping[str, str]
) -> SavedQuery | None:
    """Return `text` as the saved query `name`; None where it has no such head.

    `prefixes` are those that a value may be written with. Raise
    `errors.DatasetUnreadable` where a parameter lacks its kind or example.
    """
    lines = _HEAD.findall(text)
    head = dict(lines)
    if "summary" not in head:
        return None
    return SavedQuery(
        name,
        head["summary"],
        tuple(tag.strip() for tag in head.get("tags", "").split(",") if tag.strip()),
        head.get("note", ""),
        tuple(_parameters(name, lines, prefixes)),
        text,
        _number(name, head.get("question", "0")),
        tuple(value for key, value in lines if key == "federates"),
        prefixes,
    )


def _parameters(
    query: str, lines: list[tuple[str, str]], prefixes: Mapping[str, str]
) -> Iterable[Parameter]:
    examples = dict(v.partition("=")[::2] for key, v in lines if key == "example")
    defaults = dict(v.partition("=")[::2] for key, v in lines if key == "default")
    for text in (value for key, value in lines if key == "param"):
        name = text.partition(" ")[0]
        try:
            parameter = parse_parameter(
                text, examples.get(name, ""), defaults.get(name, "")
            )
        except ValueError as why:
            raise errors.DatasetUnreadable(
                f"{query}: '#+ param: {text}' {why}"
            ) from None
        if parameter.of and parameter.of not in prefixes:
            raise errors.DatasetUnreadable(
                f"{query}: '#+ param: {text}' names the prefix {parameter.of!r}, "
                "which ontology/prefixes.ttl does not declare"
            )
        yield parameter


def _number(query: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise errors.DatasetUnreadable(f"{query}: '#+ question: {text}' is no number")
    return int(text)


def _written(term: Term) -> str:
    """Return `term` as SPARQL writes it, numbers without their datatype."""
    if isinstance(term, Literal) and term.datatype.value in _XSD_NUMBERS:
        return term.value
    return str(term)
