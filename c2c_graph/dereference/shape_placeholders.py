"""What stands in a template for what only its writer knows.

Keys begin with `your-`, texts with `Your`. Concepts, codes, dates and figures are the
examples of the shapes: a choice to make, and how to write it.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.shape_demands import Demand
from c2c_graph.dereference.shape_examples import ENGLISH
from c2c_graph.dereference.shape_examples import example_object
from c2c_graph.dereference.shape_tables import PropertyRow
from c2c_graph.dereference.shape_tables import Table
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import VOID

_KIND_OF_CLASS: Final = {
    iri: kind for kind, classes in CLASSES_OF_KIND.items() for iri in classes
}
# keys that rules tie to those of others
_KEYS: Final = {
    "city": "your-country-your-city",
    "membership": "your-network--your-country-your-city",
}
# concepts, their lists, and graphs; and what shares a kind with another class
_PLACEHOLDERS: Final = {
    words.SKOS + "Concept": namespaces.DEFINITIONS + "your-list/your-concept",
    words.SKOS + "ConceptScheme": namespaces.DEFINITIONS + "your-list",
    words.C2C + "Shock": namespaces.DEFINITIONS + "shock/your-shock",
    words.C2C + "Stress": namespaces.DEFINITIONS + "stress/your-stress",
    words.C2C + "ThematicArea": namespaces.DEFINITIONS + "thematic-area/your-area",
    words.C2C + "StatisticalVariable": namespaces.DEFINITIONS
    + "variable/your-variable",
    words.C2C + "ThematicNetwork": namespaces.THINGS + "network/your-thematic-network",
    VOID + "Dataset": namespaces.GRAPHS + "your-name/your-file",
}
_CAPITALS: Final = re.compile(r"^[A-Z]+$")
_YOUR: Final = {"fr": "Votre", "es": "Su"}
_TEXT: Final = tuple(
    Literal(text, language=language)
    for language, text in (("en", "text"), ("fr", "texte"), ("es", "texto"))
)
_ENTRY: Final = "entry"


def placeholder(iri: str) -> str:
    """Return the IRI of something of class `iri` that is not there, empty for none."""
    if iri in _PLACEHOLDERS:
        return _PLACEHOLDERS[iri]
    kind = _KIND_OF_CLASS.get(iri)
    key = _KEYS.get(kind or "", f"your-{kind}")
    return f"{namespaces.THINGS}{kind}/{key}" if kind else ""


def values(
    row: PropertyRow, table: Table, prefixes: Mapping[str, str]
) -> tuple[Term, ...]:
    """Return what a template of `table` has in `row`, which no published entry has."""
    demands = [demand for check in row.checks for demand in check.demands]
    fixed = [d.terms[0] for d in demands if d.name == "hasValue"]
    if fixed:
        return tuple(fixed)
    if tongues := tuple(_tongues(demands)):
        is_name = NamedNode(row.path[0].property) in words.LABELS
        names = table.shape.names if is_name else _TEXT
        return tuple(_your(names, tongue) for tongue in tongues)
    classes = [d.terms[0] for d in demands if d.name == "class"]
    for one in classes:
        if isinstance(one, NamedNode) and (iri := placeholder(one.value)):
            return (NamedNode(iri),)
    return tuple(_stand_in(term, row) for term in example_object(row, prefixes))


def _tongues(demands: Iterable[Demand]) -> Iterator[str]:
    """Yield the languages in which there has to be a text."""
    for demand in demands:
        if demand.name == "qualified":
            inner = (one for part in demand.parts for one in part)
            found = (term for one in inner for term in one.terms)
            yield from (t.value for t in found if isinstance(t, Literal))


def _stand_in(value: Term, row: PropertyRow) -> Term:
    """Return `value` of an example, or where it tells of somebody, what stands for it.

    Concepts, codes, dates and figures stay: a choice to make, and how to write it.
    """
    if isinstance(value, NamedNode) and value.value.startswith(namespaces.THINGS):
        kind = value.value.removeprefix(namespaces.THINGS).partition("/")[0]
        classes = CLASSES_OF_KIND.get(kind, ())
        return NamedNode(placeholder(classes[0])) if classes else value
    if isinstance(value, Literal) and value.language:
        return Literal(f"Your {english(row.checks[0].names)}", language=value.language)
    coded = any(demand.name == "pattern" for c in row.checks for demand in c.demands)
    if isinstance(value, Literal) and value.datatype == STRING:
        if coded:
            return Literal(_CAPITALS.sub(_crosses, value.value))
        return Literal(f"Your {english(row.checks[0].names)}")
    return value


def _crosses(capitals: re.Match[str]) -> str:
    """Return as many X as there are `capitals`: nobody's code."""
    return "X" * len(capitals[0])


def _your(names: Iterable[Literal], language: str) -> Literal:
    by_language = {text.language: text.value for text in names}
    name = by_language.get(language) or by_language.get(ENGLISH) or _ENTRY
    return Literal(f"{_YOUR.get(language, 'Your')} {name}", language=language)


def english(texts: Iterable[Literal]) -> str:
    """Return the one of `texts` that is in English, empty where none is."""
    return next((text.value for text in texts if text.language == ENGLISH), "")
