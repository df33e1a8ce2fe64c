"""An example of what a shape asks for, as Turtle: its own, or that in its message."""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.shape_tables import Check
from c2c_graph.dereference.shape_tables import PropertyRow
from c2c_graph.rdf.prefixes import shorten

ENGLISH: Final = "en"
# an object of Turtle: a literal with what follows it, an IRI, a name, a number
_OBJECT: Final = (
    r"""(?:"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^[\w:-]+)?|<[^<>\s]*>"""
    r"""|[\w-]+:[^\s"<>;,()]*|[+-]?[0-9][0-9.]*|true\b|false\b)"""
)
_SUBJECT: Final = "<urn:example>"


def examples(row: PropertyRow, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the examples of `row`: `c2c:country country:se`, each once.

    A shape without `skos:example` has one in its English message, mostly.
    """
    found = (text for check in row.checks for text in _of_check(check, row, prefixes))
    return tuple(dict.fromkeys(found))


def example_object(row: PropertyRow, prefixes: Mapping[str, str]) -> tuple[Term, ...]:
    """Return the objects of the first example of `row` that is a statement."""
    for text in examples(row, prefixes):
        if objects := _objects(text, row, prefixes):
            return objects
    return ()


def _of_check(
    check: Check, row: PropertyRow, prefixes: Mapping[str, str]
) -> Iterator[str]:
    if check.examples:
        yield from (_trimmed(example.value) for example in check.examples)
        return
    if len(row.path) != 1 or row.path[0].inverse:
        return
    name = shorten(row.path[0].property, prefixes)
    for message in check.messages:
        if message.language == ENGLISH:
            found = re.search(rf"(?<!\S){re.escape(name)} {_OBJECT}", message.value)
            if found:
                yield _trimmed(found[0])


def _objects(
    text: str, row: PropertyRow, prefixes: Mapping[str, str]
) -> tuple[Term, ...]:
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes.items())
    try:
        triples = list(
            parse(f"{head}{_SUBJECT} {text} .".encode(), format=RdfFormat.TURTLE)
        )
    except (SyntaxError, ValueError):
        return ()
    wanted = row.path[-1].property
    return tuple(t.object for t in triples if t.predicate.value == wanted)


def _trimmed(text: str) -> str:
    return text.strip().removesuffix(".").rstrip().removesuffix(";").rstrip()
