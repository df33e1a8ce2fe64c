"""What the packaged shapes say of themselves: a name and a text for each rule."""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph import settings
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import RDFS
from c2c_graph.rdf.terms import SHACL
from c2c_graph.validation.rules import RULES
from c2c_graph.validation.scope import text_of

_NAMES: Final = (NamedNode(SHACL + "name"), LABEL)
_BRACES: Final = re.compile(r"\{\w+\}")
_TEXTS: Final = tuple(
    map(NamedNode, (SHACL + "message", SHACL + "description", RDFS + "comment"))
)


@dataclass(frozen=True)
class RuleText:
    """What a rule is called and what it asks for; empty where nobody tells."""

    name: str = ""
    text: str = ""


def rule_texts(rules: Set[str], language: str) -> Mapping[str, RuleText]:
    """Return what is told of the IRIs `rules` in `language`, else in English.

    Nothing is told of shapes that are not ours.
    """
    told: dict[tuple[str, NamedNode], dict[str, str]] = {}
    for path in sorted((settings.packaged_dataset() / "shapes").glob("*.ttl")):
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            value = quad.object
            if isinstance(value, Literal) and text_of(quad.subject) in rules:
                key = (text_of(quad.subject), quad.predicate)
                told.setdefault(key, {})[value.language or ""] = value.value
    return {
        rule: RuleText(
            _first((told.get((rule, verb)) for verb in _NAMES), language),
            _first((told.get((rule, verb)) for verb in _TEXTS), language)
            or _template(rule, language),
        )
        for rule in rules
    }


def _template(rule: str, language: str) -> str:
    """Return the message of a rule that is not SHACL, with gaps for what it fills."""
    row = RULES.get(rule.removeprefix(namespaces.SHAPES + "rule-"))
    return _BRACES.sub("…", row.messages[language]) if row else ""


def _first(said: Iterable[Mapping[str, str] | None], language: str) -> str:
    for texts in said:
        for wanted in (language, "en", ""):
            if texts and wanted in texts:
                return texts[wanted]
    return ""
