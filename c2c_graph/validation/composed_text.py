"""Texts whose accented letters are written as two characters: equal to the eye only."""

import unicodedata
from collections.abc import Iterator

from pyoxigraph import Literal

from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope


def texts_not_composed(scope: Scope) -> Iterator[Remark]:
    """Yield each literal about an entry of ours that is not in NFC (Unicode §3.11)."""
    for statement in scope.statements:
        value = statement.quad.object
        if not isinstance(value, Literal) or not scope.holds_for(statement.quad):
            continue
        text = unicodedata.normalize("NFC", value.value)
        if text != value.value:
            repair = _with_text(value, text)
            yield Remark.about("text-not-composed", statement, repair=repair)


def _with_text(value: Literal, text: str) -> Literal:
    if value.language:
        return Literal(text, language=value.language)
    return Literal(text, datatype=value.datatype)
