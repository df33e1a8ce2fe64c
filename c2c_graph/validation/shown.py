"""Terms as a message shows them: short, on one line, steering nothing.

Values come from anybody and may hold line ends, controls, directions and very long
texts. They are shown in curators' prefixes, cut, and with what cannot be seen
written out as Turtle escapes it.
"""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.lexical_forms import is_written_right
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term

LONGEST: Final = 100
# an IRI is cut only where nobody would read on; a cut one leads nowhere
_LONGEST_IRI: Final = 300
_CUT: Final = "…"
# what Turtle takes without quotation marks
_PLAIN_NUMBERS: Final = (NamedNode(XSD + "integer"), NamedNode(XSD + "decimal"))
_NUMBER: Final = re.compile(r"[+-]?[0-9]*[.]?[0-9]+")
_CHARACTERS: Final = {"en": "characters", "fr": "caractères", "es": "caracteres"}
# so many values of several are told
_MOST: Final = 4
# a list of so many is told whole
_SHORT_LIST: Final = 10


def plain(text: str) -> str:
    """Return `text` with what has no form of its own as `\\uXXXX`, on one line."""
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def cut(text: str, language: str = "en", longest: int = LONGEST) -> str:
    """Return `text` made plain; of a longer one the beginning, and how long it is."""
    if len(text) <= longest:
        return plain(text)
    return f"{plain(text[:longest])}{_CUT} ({len(text)} {_CHARACTERS[language]})"


def term(node: Term, prefixes: Mapping[str, str], language: str = "en") -> str:
    """Return `node` as a curator would write it, a long one cut."""
    if isinstance(node, NamedNode):
        return cut(shorten(node.value, prefixes), language, _LONGEST_IRI)
    if isinstance(node, BlankNode):
        return "[ … ]"
    if not isinstance(node, Literal):
        return cut(str(node), language)
    return _literal(node, prefixes, language)


def bare(node: Term, language: str = "en") -> str:
    """Return the text of `node` alone, without quotation marks, type or language."""
    if isinstance(node, NamedNode | Literal):
        longest = _LONGEST_IRI if isinstance(node, NamedNode) else LONGEST
        return cut(node.value, language, longest)
    return str(node)


def several(
    nodes: Iterable[Term], prefixes: Mapping[str, str], language: str = "en"
) -> str:
    """Return the first of `nodes`, sorted and with commas between them."""
    names = sorted(term(node, prefixes, language) for node in nodes)
    return ", ".join(names[:_MOST]) + (f", {_CUT}" if len(names) > _MOST else "")


def listed(
    nodes: Iterable[Term], prefixes: Mapping[str, str], language: str = "en"
) -> str:
    """Return all of `nodes` where they are a short list, else some of them, sorted."""
    names = sorted(term(node, prefixes, language) for node in nodes)
    if len(names) <= _SHORT_LIST:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST])}, {_CUT} ({len(names)})"


def _literal(node: Literal, prefixes: Mapping[str, str], language: str) -> str:
    whole = len(node.value) <= LONGEST
    number = node.datatype in _PLAIN_NUMBERS and _NUMBER.fullmatch(node.value)
    if whole and number and is_written_right(node):
        return node.value
    text = plain(str(Literal(node.value[:LONGEST])))
    if not whole:
        text = f'{text[:-1]}{_CUT}"'
    if node.language:
        text += f"@{node.language}"
    elif node.datatype != STRING:
        text += f"^^{cut(shorten(node.datatype.value, prefixes), language)}"
    if whole:
        return text
    return f"{text} ({len(node.value)} {_CHARACTERS[language]})"


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
