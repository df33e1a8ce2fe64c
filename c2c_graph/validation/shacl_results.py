"""Results of the SHACL engine as remarks."""

from collections.abc import Iterable
from collections.abc import Mapping

from pyoxigraph import NamedNode
from rdflib import SH
from rdflib.term import Node

from c2c_graph.validation import graphs
from c2c_graph.validation import plan
from c2c_graph.validation.remark import Remark

# what a result says, by predicate
Parts = Mapping[Node, list[Node]]


def remark_of(result: Parts, language: str) -> Remark:
    """Return what `result` says, its message in `language` if there is one."""

    def one(verb: Node) -> Node | None:
        return next(iter(result.get(verb, ())), None)

    path = graphs.from_rdflib(one(SH.resultPath))
    return Remark(
        rule=str(one(SH.sourceShape)),
        focus=graphs.from_rdflib(one(SH.focusNode)),
        path=path if isinstance(path, NamedNode) else None,
        value=graphs.from_rdflib(one(SH.value)),
        message=_in_language(result.get(SH.resultMessage, ()), language),
        severity=graphs.severity_of(one(SH.resultSeverity)),
        component=_component(one(SH.sourceConstraintComponent)),
    )


def _component(node: Node | None) -> str:
    return str(node).rpartition("#")[2] if node is not None else ""


def _in_language(messages: Iterable[Node], language: str) -> str:
    """Return the message in `language`, else in English, else any."""
    texts = dict(plan.language_and_text(message) for message in messages)
    for wanted in (language, "en", ""):
        if wanted in texts:
            return texts[wanted]
    return min(texts.values(), default="This does not fit its shape.")
