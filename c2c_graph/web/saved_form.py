"""The form of a saved query: a field for each parameter, as a person fills it in."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference.words import SKOS
from c2c_graph.rdf.parameters import TODAY
from c2c_graph.rdf.parameters import Parameter
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web.naming import Names
from c2c_graph.web.view import View

# where there are more things to choose from, a field takes the key of one
MOST_OPTIONS: Final = 60
_INPUT_TYPES: Final = {
    "date": "date",
    "year": "number",
    "number": "number",
    "integer": "number",
}
# without a step, a browser takes whole numbers alone
_STEPS: Final = {"number": "any"}
_YEARS: Final = ("1000", "9999")
IN_SCHEME: Final = NamedNode(SKOS + "inScheme")


@dataclass(frozen=True)
class Option:
    """One value to choose: what is sent, and what is read."""

    value: str
    text: str


@dataclass(frozen=True)
class Field:
    """One field: `options` to choose from, or an input of `type` where there are none.

    `least`, `most` and `step` are those of an input that takes numbers, "" without.
    `hint` says what it takes, `error` what is wrong with what was given; `browse` is
    the path of the page on which a person finds keys.
    """

    name: str
    value: str
    type: str
    required: bool
    hint: str
    options: tuple[Option, ...]
    browse: str
    error: str
    least: str = ""
    most: str = ""
    step: str = ""

    @property
    def label(self) -> str:
        """Return the name in words."""
        return self.name.capitalize()


@dataclass(frozen=True)
class Form:
    """Makes the fields of `saved` from what `view` knows, named by `names`."""

    saved: SavedQuery
    view: View
    names: Names

    def fields(
        self, given: Mapping[str, str] | None, fault: Exception | None
    ) -> tuple[Field, ...]:
        """Return the fields with the values `given`; None before anything is asked.

        A `fault` is told at the field that it is of.
        """
        return tuple(self._field(p, given, fault) for p in self.saved.parameters)

    def _field(
        self,
        parameter: Parameter,
        given: Mapping[str, str] | None,
        fault: Exception | None,
    ) -> Field:
        if given is None:
            value = _first(parameter)
        else:
            value = given.get(parameter.name) or _default(parameter)
        value = parameter.short(value, self.saved.prefixes)
        options = self._options(parameter, value)
        least, most = _bounds(parameter)
        return Field(
            name=parameter.name,
            value=value,
            type=_INPUT_TYPES.get(parameter.kind, "text"),
            required=parameter.required,
            hint="" if options else self._hint(parameter),
            options=options,
            browse="" if options else self._browse(parameter),
            error=_error(parameter, value, fault),
            least=least,
            most=most,
            step=_STEPS.get(parameter.kind, ""),
        )

    def _options(self, parameter: Parameter, value: str) -> tuple[Option, ...]:
        options = [Option(choice, choice) for choice in parameter.choices]
        options = options or self._things(parameter)
        if not 0 < len(options) <= MOST_OPTIONS:
            return ()
        if value not in {option.value for option in options} and value:
            options.insert(0, Option(value, value))
        if not parameter.required and not parameter.default:
            options.insert(0, Option("", "any"))
        return tuple(options)

    def _things(self, parameter: Parameter) -> list[Option]:
        """Return what there is under the prefix, none where it is too much."""
        if not parameter.of:
            return []
        start = self.saved.prefixes[parameter.of]
        nodes = list(islice(self._nodes(parameter.of, start), MOST_OPTIONS + 1))
        if len(nodes) > MOST_OPTIONS:
            return []
        options = [
            Option(str(node.value).removeprefix(start), self.names.show(node).text)
            for node in nodes
        ]
        return sorted(options, key=lambda option: option.text.casefold())

    def _nodes(self, prefix: str, start: str) -> Iterator[NamedNode]:
        if prefix in self.view.index.counts:
            listed = self.view.index.page(prefix, 0, MOST_OPTIONS + 1)
            yield from (entry.node for entry in listed)
        elif start.startswith(namespaces.DEFINITIONS):
            scheme = NamedNode(start.removesuffix("/"))
            found = self.view.facts.store.quads_for_pattern(None, IN_SCHEME, scheme)
            yield from {quad.subject for quad in found}  # type: ignore[misc]

    def _hint(self, parameter: Parameter) -> str:
        example = parameter.short(parameter.example, self.saved.prefixes)
        hint = f"{parameter.wanted}, such as {example}"
        if parameter.required:
            return hint
        return f"{hint}; left out, it is {parameter.default or 'any'}"

    def _browse(self, parameter: Parameter) -> str:
        return f"/doc/{parameter.of}" if parameter.of in self.view.index.counts else ""


def values_to_show(
    saved: SavedQuery, given: Mapping[str, str] | None
) -> dict[str, str]:
    """Return the values `given`, or examples for None, as short as they may be."""
    values = _firsts(saved) if given is None else {n: v for n, v in given.items() if v}
    known = {p.name: p for p in saved.parameters}
    return {
        name: known[name].short(value, saved.prefixes)
        for name, value in values.items()
        if name in known
    }


def _firsts(saved: SavedQuery) -> dict[str, str]:
    values = {p.name: _first(p) for p in saved.parameters}
    return {name: value for name, value in values.items() if value}


def _bounds(parameter: Parameter) -> tuple[str, str]:
    """Return the least and the most that an input takes, "" where there is no bound."""
    if parameter.kind == "year":
        return _YEARS
    bounds = (parameter.range.least, parameter.range.most)
    least, most = ("" if bound is None else str(bound) for bound in bounds)
    return least, most


def _first(parameter: Parameter) -> str:
    """Return what stands in the field before anything is asked."""
    return "" if parameter.default == TODAY else parameter.default or parameter.example


def _default(parameter: Parameter) -> str:
    """Return what counts where nothing is given; a day that moves on is not written."""
    return "" if parameter.default == TODAY else parameter.default


def _error(parameter: Parameter, value: str, fault: Exception | None) -> str:
    if not isinstance(fault, errors.InvalidParameter):
        return ""
    if fault.parameter != parameter.name:
        return ""
    if not fault.expected:
        return fault.detail
    return f"“{value}” is not {parameter.wanted}." if value else "This is needed."
