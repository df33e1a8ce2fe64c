"""A report as Turtle: the W3C's validation report, results nested in it."""

import textwrap
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal

from c2c_graph.rdf.canonical import write_term
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.reports import shacl
from c2c_graph.reports.shacl import Described
from c2c_graph.reports.shacl import Value
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import printable

_INDENT: Final = "    "


def write(told: Telling) -> bytes:
    """Return the report as Turtle in UTF-8; pySHACL's own reader takes it."""
    report, documents = shacl.described(told)
    names = _Names(told.prefixes)
    blocks = [f"[]\n{names.body(report)}.\n"]
    for node, document in documents.items():
        blocks.append(f"{names.term(node)}\n{names.body(document)}.\n")
    declared = (f"@prefix {name}: <{space}> .\n" for name, space in names.used(blocks))
    return "\n".join(["".join(declared), *blocks]).encode()


class _Names:
    """Writes terms with prefixes: those of the report's own vocabularies win."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        spaces = set(shacl.PREFIXES.values())
        others = {name: s for name, s in prefixes.items() if s not in spaces}
        self._prefixes = {**others, **shacl.PREFIXES}
        self._written: dict[Term, str] = {}

    def used(self, blocks: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the prefixes that `blocks` use, sorted, and perhaps others."""
        text = "\n".join(blocks)
        for name in sorted(self._prefixes):
            if f" {name}:" in text or f"^{name}:" in text:
                yield name, self._prefixes[name]

    def term(self, node: Term) -> str:
        """Return `node` in Turtle, on one line."""
        if node not in self._written:
            # on several lines an indent would become part of the text
            lines = isinstance(node, Literal) and "\n" in node.value
            text = str(node) if lines else write_term(node, self._prefixes)
            self._written[node] = printable(text)
        return self._written[node]

    def body(self, node: Described) -> str:
        """Return what is said of `node`, a line a statement, indented once."""
        lines = [f"{self._statement(verb, value)} ;\n" for verb, value in node.pairs]
        return textwrap.indent("".join(lines), _INDENT)

    def _statement(self, verb: Term, value: Value) -> str:
        name = "a" if verb == TYPE else self.term(verb)
        if isinstance(value, Described):
            return f"{name} [\n{self.body(value)}]"
        return f"{name} {self.term(value)}"
