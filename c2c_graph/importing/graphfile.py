"""Merge what was imported into a Turtle file without losing what others wrote."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.durable import write_atomically
from c2c_graph.importing import nodes
from c2c_graph.rdf.canonical import leading_comments
from c2c_graph.rdf.canonical import write_turtle
from c2c_graph.rdf.reading import read_file
from c2c_graph.rdf.terms import TYPE

Keep = Callable[[Triple], bool]


@dataclass(frozen=True)
class GraphFile:
    """A Turtle file as it stands: what it states, empty where there is none yet."""

    folder: Path
    path: str
    text: bytes | None
    triples: frozenset[Triple]
    prefixes: Mapping[str, str]

    @property
    def graph(self) -> NamedNode:
        """Return the IRI of the named graph that the file holds."""
        return NamedNode(namespaces.graph_iri(self.path))

    def subjects(self) -> frozenset[NamedNode]:
        """Return everything that the file describes."""
        subjects = {triple.subject for triple in self.triples}
        return frozenset(node for node in subjects if isinstance(node, NamedNode))


@dataclass(frozen=True)
class Change:
    """A file that an import changes; `before` is None where it is new."""

    folder: Path
    path: str
    before: bytes | None
    after: bytes

    def write(self) -> None:
        """Write the file: whole, or not at all."""
        target = self.folder / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, self.after)


def open_graph(folder: Path, path: str) -> GraphFile:
    """Return the file at `path` (relative to `folder`) as it stands.

    Raise `errors.RdfSyntaxError` or `errors.DatasetUnreadable` where it is there
    but cannot be read.
    """
    if not (folder / path).exists():
        return GraphFile(folder, path, None, frozenset(), {})
    document = read_file(folder / path, name=path, graph=namespaces.graph_iri(path))
    triples = frozenset(quad.triple for quad in document.quads)
    return GraphFile(folder, path, document.text, triples, document.prefixes)


def add(
    file: GraphFile,
    wanted: Iterable[Triple],
    *,
    keep: Keep = lambda triple: False,
) -> frozenset[Triple]:
    """Return the file's triples with `wanted`.

    What else the file says of a subject in `wanted` goes, unless `keep` holds it;
    other subjects stay as they are.
    """
    new = frozenset(wanted)
    subjects = {triple.subject for triple in new}
    kept = {t for t in file.triples if t.subject not in subjects or keep(t)}
    return new | kept


def change(
    file: GraphFile,
    triples: Iterable[Triple],
    prefixes: Mapping[str, str],
    *,
    title: str,
    credit: str,
    source: NamedNode,
    today: date,
) -> Change | None:
    """Return what makes `file` state `triples`; None where it does already.

    A new file gets a header and the description of its graph, whose title is
    `title`; an existing one keeps its own. Both credit `source`, in the header as
    `credit`.
    """
    wanted = frozenset(triples)
    if wanted == file.triples:
        return None
    described = wanted | set(_description(file, title, source, today))
    known = {**file.prefixes, **prefixes}
    text = write_turtle(described, known, header=_header(file, title, credit)).encode()
    if text == file.text:
        return None
    return Change(file.folder, file.path, file.text, text)


def _description(
    file: GraphFile, title: str, source: NamedNode, today: date
) -> list[Triple]:
    credit = nodes.statements(file.graph, (nodes.SOURCE, source))
    if file.graph in file.subjects():
        return credit
    return credit + nodes.statements(
        file.graph,
        (TYPE, nodes.DATASET),
        (nodes.TITLE, nodes.english(f"City2City: {title}")),
        (nodes.LICENCE, nodes.CC_BY),
        (nodes.ISSUED, nodes.date(today.isoformat())),
        (nodes.IS_PART_OF, NamedNode(namespaces.DATASET)),
    )


def _header(file: GraphFile, title: str, credit: str) -> str:
    if file.text is None:
        return f"# City2City: {title}.\n# CC BY 4.0. Sources: {credit}."
    header = leading_comments(file.text)
    if credit in header or "Sources: " not in header:
        return header
    return f"{header.removesuffix('.')}, {credit}."
