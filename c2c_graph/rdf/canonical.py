"""Write Turtle in one form only: equal graphs give equal text.

One block a subject, one triple a line, the predicate repeated, everything
sorted, the closing dot alone: a diff shows only what a curator changed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Triple

from c2c_graph.rdf import hashing
from c2c_graph.rdf import terms
from c2c_graph.rdf.closure import reachable
from c2c_graph.rdf.reading import read
from c2c_graph.rdf.terms import Term

# narrower than Turtle's PN_LOCAL (§6.5), so that every reader agrees on it
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_SHORTHAND = {
    terms.XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    terms.XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    terms.XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
_TO_ESCAPE_IN_LINES = re.compile(r'\\|"(?="")|"\Z|[\x00-\x09\x0b-\x1f\x7f]')
_HEADER = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*")


def write_turtle(
    triples: Iterable[Triple | Quad], prefixes: Mapping[str, str], *, header: str = ""
) -> str:
    """Return `triples` as canonical Turtle below the comment lines of `header`.

    Lexical forms are kept. Only prefixes that are used are declared. Well-formed
    lists are written in parentheses; other blank nodes get RDFC-1.0 labels.
    """
    writer = _Writer(prefixes)
    blocks = writer.blocks(_relabelled(triples))
    declared = [
        f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(writer.used)
    ]
    parts = [header.strip("\n") + "\n" if header.strip() else "", "".join(declared)]
    return "\n".join(part for part in [*parts, *blocks] if part)


def format_turtle(text: bytes, *, name: str, prefixes: Mapping[str, str]) -> str:
    """Return the Turtle document `text` in canonical form.

    The comment block at its top is kept; other comments are not (conventions
    want a `skos:editorialNote`). Prefixes come from `prefixes`, and from the
    document where `prefixes` has no name for its namespace. Raise
    `errors.RdfSyntaxError` where it does not parse.
    """
    document = read(text, name=name, format=RdfFormat.TURTLE, graph="urn:base:")
    known = set(prefixes.values())
    own = {n: s for n, s in document.prefixes.items() if s not in known}
    merged = {**{n: s for n, s in own.items() if n not in prefixes}, **prefixes}
    return write_turtle(document.quads, merged, header=leading_comments(text))


def write_term(node: Term, prefixes: Mapping[str, str]) -> str:
    """Return `node` as a Turtle text writes it where all `prefixes` are declared."""
    return _Writer(prefixes).term(node)


def leading_comments(text: bytes) -> str:
    """Return the comment lines at the top of the Turtle document `text`."""
    found = _HEADER.match(text.decode())
    lines = found.group().splitlines() if found else []
    return "\n".join(line.strip() for line in lines if line.strip())


def _relabelled(triples: Iterable[Triple | Quad]) -> list[Quad]:
    quads = [Quad(t.subject, t.predicate, t.object) for t in triples]
    blank = any(hashing.has_blank_node(quad) for quad in quads)
    return hashing.canonicalized(quads) if blank else quads


class _Writer:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # longest namespace first, so that the nearest prefix names a term
        self.prefixes = sorted(prefixes.items(), key=lambda p: (-len(p[1]), p[0]))
        self.used: set[str] = set()
        self.names: dict[str, str] = {}
        self.lists: dict[BlankNode, list[Term]] = {}

    def blocks(self, quads: list[Quad]) -> list[str]:
        self.lists = _lists(quads)
        subjects: dict[Term, dict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for quad in quads:
            if quad.subject not in self.lists:
                verbs = subjects[quad.subject]
                verbs[self.verb(quad.predicate)].add(self.term(quad.object))
        ordered = sorted(subjects, key=_sort_key)
        return [self.block(self.term(node), subjects[node]) for node in ordered]

    def block(self, subject: str, verbs: Mapping[str, set[str]]) -> str:
        ordered = sorted(verbs, key=lambda verb: (verb != "a", verb))
        lines = [
            f"    {verb} {value} ;\n"
            for verb in ordered
            for value in sorted(verbs[verb])
        ]
        return f"{subject}\n{''.join(lines)}.\n"

    def verb(self, predicate: NamedNode) -> str:
        return "a" if predicate == terms.TYPE else self.term(predicate)

    def term(self, node: Term) -> str:
        if isinstance(node, NamedNode):
            return self.iri(node.value)
        if isinstance(node, Literal):
            return self.literal(node)
        if isinstance(node, BlankNode) and node in self.lists:
            members = "".join(self.term(member) + " " for member in self.lists[node])
            return f"( {members})"
        return str(node)

    def iri(self, iri: str) -> str:
        written = self.names.get(iri)
        if written is None:
            written = self.names[iri] = self._name(iri)
        return written

    def _name(self, iri: str) -> str:
        for name, space in self.prefixes:
            if iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
                self.used.add(name)
                return f"{name}:{iri[len(space) :]}"
        return str(NamedNode(iri))

    def literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        shorthand = _SHORTHAND.get(datatype)
        if shorthand and shorthand.fullmatch(literal.value):
            return literal.value
        quoted = _quoted(literal.value)
        if literal.language:
            return f"{quoted}@{literal.language}"
        if datatype == terms.STRING.value:
            return quoted
        return f"{quoted}^^{self.iri(datatype)}"


def _quoted(text: str) -> str:
    """Return `text` in quotation marks; a query of several lines keeps its lines."""
    if "\n" not in text:
        return '"' + _TO_ESCAPE.sub(_escape, text) + '"'
    lines = _TO_ESCAPE_IN_LINES.sub(_escape, text)
    return '"""' + lines + '"""'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found.group()) or f"\\u{ord(found.group()):04X}"


def _sort_key(node: Term) -> tuple[bool, str]:
    return (isinstance(node, BlankNode), str(node))


def _lists(quads: list[Quad]) -> dict[BlankNode, list[Term]]:
    """Return the members of every list that can be written in parentheses.

    Such a list is used once, from outside itself, and its nodes say nothing but
    first and rest. The nodes behind its head are there too, without members.
    """
    described: dict[Term, list[Quad]] = defaultdict(list)
    uses: dict[Term, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            described[quad.subject].append(quad)
        if isinstance(quad.object, BlankNode):
            uses[quad.object].append(quad)
    cells = {n: _parts(q) for n, q in described.items() if _is_cell(q, uses[n])}
    held = _held(cells, uses)
    found: dict[BlankNode, list[Term]] = {}
    for node in held:
        use = uses[node][0]
        if use.predicate == terms.REST and use.subject in held:
            continue
        nodes = _chain(node, cells)
        found.update((cell, []) for cell in nodes)
        if nodes:
            found[nodes[0]] = [cells[cell][terms.FIRST] for cell in nodes]
    return found


_Cells = Mapping[Term, Mapping[NamedNode, Term]]


def _is_cell(own: list[Quad], uses: list[Quad]) -> bool:
    return len(uses) == 1 and sorted(q.predicate.value for q in own) == [
        terms.FIRST.value,
        terms.REST.value,
    ]


def _parts(own: list[Quad]) -> dict[NamedNode, Term]:
    return {quad.predicate: quad.object for quad in own}


def _held(cells: _Cells, uses: Mapping[Term, list[Quad]]) -> set[Term]:
    """Return the cells to which the way from another node leads: no circles."""
    below = {node: tuple(parts.values()) for node, parts in cells.items()}
    tops = {node for node in cells if uses[node][0].subject not in cells}
    return tops.union(*(reachable(top, below) for top in tops)).intersection(cells)


def _chain(node: Term, cells: _Cells) -> list[BlankNode]:
    """Return the cells of the list that begins with `node`; none if it has no end."""
    found: list[BlankNode] = []
    while isinstance(node, BlankNode) and node in cells:
        found.append(node)
        node = cells[node][terms.REST]
    return found if node == terms.NIL else []
