"""Language tags that name no language: readers look for a text by them."""

from collections.abc import Iterator

from pyoxigraph import Literal

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.language_codes import meant
from c2c_graph.validation.language_codes import unknown_part
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope


def unknown_language_tags(scope: Scope) -> Iterator[Remark]:
    """Yield each text of ours whose language or region is none (BCP 47 §2.2.9).

    Capitals make no difference (RDF 1.1 Concepts §3.3).
    """
    for statement in scope.statements:
        value = statement.quad.object
        if not isinstance(value, Literal) or not value.language:
            continue
        tag = value.language.lower()
        part = unknown_part(tag)
        if part and scope.holds_for(statement.quad):
            told = {"tag": f"@{tag}", "part": part, **_advice(value, meant(tag))}
            yield Remark.about("language-tag", statement, **told)


def _advice(value: Literal, tag: str) -> dict[str, Term]:
    if not tag:
        return {}
    better = Literal(value.value, language=tag)
    return {"write": better, "repair": better}
