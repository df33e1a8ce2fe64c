"""What is checked: a dataset, and what its statements may lean on.

The dataset that defines the vocabulary is *at home*: every rule holds for it.
In any other folder only what is said with our IRIs is held to our rules, and
the packaged dataset stands behind it, so that its terms and entries are known.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.terms import FIRST
from c2c_graph.rdf.terms import OWL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term

_ONTOLOGY: Final = NamedNode(OWL + "Ontology")
# what the rules are about; queries in sparql/ only name what others describe
_ROLES: Final = ("ontology", "data", "shapes")


@dataclass(frozen=True)
class Statement:
    """One quad and the file it stands in."""

    file: SourceFile
    quad: Quad


@dataclass(frozen=True)
class Scope:
    """A dataset to check, and the published one where it is another.

    `today` is the day that rules about the past and the future go by. What is
    `handed_in` is meant for our graph, so that all rules hold for all of it.
    """

    dataset: Dataset
    published: Dataset | None = None
    today: datetime.date = field(default_factory=datetime.date.today)
    handed_in: bool = False

    @cached_property
    def home(self) -> bool:
        """Return whether this dataset defines our vocabulary."""
        return defines_vocabulary(self.dataset)

    @property
    def is_held(self) -> bool:
        """Return whether every rule holds for every statement."""
        return self.home or self.handed_in

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Return every statement that is checked, in the order of the files."""
        return tuple(
            Statement(f, quad) for f in self.files for quad in f.document.quads
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Return the files that are checked."""
        return self.dataset.role(*_ROLES)

    @property
    def shapes(self) -> tuple[SourceFile, ...]:
        """Return the files of shapes that the data is held to."""
        published = self.handed_in and self.published
        return (published or self.dataset).role("shapes")

    @cached_property
    def known(self) -> tuple[Quad, ...]:
        """Return the quads of the dataset and of what is published."""
        return tuple(
            quad
            for folder in self._folders
            for file in folder.role(*_ROLES)
            for quad in file.document.quads
        )

    @property
    def _folders(self) -> list[Dataset]:
        return [self.dataset, self.published] if self.published else [self.dataset]

    @property
    def _graphs(self) -> set[str]:
        files = (file.graph for folder in self._folders for file in folder.files)
        return {namespaces.INFERRED_GRAPH, *files}

    @cached_property
    def vocabulary(self) -> tuple[Quad, ...]:
        """Return what the ontology says, which no submission adds to."""
        handed_in = self.handed_in and self.published
        folders = [self.published] if handed_in and self.published else self._folders
        files = (file for folder in folders for file in folder.role("ontology"))
        return tuple(quad for file in files for quad in file.document.quads)

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """Return the classes of everything that has one."""
        found: dict[str, set[str]] = {}
        for quad in self.known:
            named = isinstance(quad.subject, NamedNode)
            # a class written as a text is none
            if quad.predicate == TYPE and named and isinstance(quad.object, NamedNode):
                found.setdefault(text_of(quad.subject), set()).add(quad.object.value)
        return found

    @cached_property
    def described(self) -> frozenset[str]:
        """Return what has a class; lists and the graphs there are need none."""
        cells = (text_of(q.subject) for q in self.known if q.predicate == FIRST)
        return frozenset(self.types).union(cells, self._graphs)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Return the terms of our vocabulary, which no submission adds to."""
        known = self.types
        is_tried = any(iri.startswith(namespaces.TERMS) for iri in self.subjects)
        if is_tried and self.handed_in and self.published:
            known = Scope(self.published).types
        return frozenset(iri for iri in known if iri.startswith(namespaces.TERMS))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Return every IRI that the checked files describe."""
        return frozenset(
            quad.subject.value
            for file in self.files
            for quad in file.document.quads
            if isinstance(quad.subject, NamedNode)
        )

    def holds_for(self, quad: Quad) -> bool:
        """Return whether our rules of form hold for `quad`."""
        return self.is_held or is_ours(quad.subject)


def defines_vocabulary(dataset: Dataset) -> bool:
    """Return whether `dataset` holds the ontology that our terms come from."""
    wanted = NamedNode(namespaces.ONTOLOGY)
    return any(
        quad.subject == wanted and quad.object == _ONTOLOGY
        for file in dataset.role("ontology")
        for quad in file.document.quads
    )


def uses_our_names(dataset: Dataset) -> bool:
    """Return whether any statement of `dataset` names an IRI of ours."""
    return any(
        is_ours(node)
        for file in dataset.role(*_ROLES)
        for quad in file.document.quads
        for node in (quad.subject, quad.predicate, quad.object)
    )


def text_of(node: Term) -> str:
    """Return the IRI, label or lexical form of `node`."""
    return str(node) if isinstance(node, Triple) else node.value


def is_ours(node: object) -> bool:
    """Return whether `node` is an IRI that this project mints."""
    return isinstance(node, NamedNode) and namespaces.is_ours(node.value)


def mentions(quad: Quad) -> Iterator[NamedNode]:
    """Yield every IRI of `quad`, a literal's datatype included."""
    for node in (quad.subject, quad.predicate, quad.object):
        if isinstance(node, NamedNode):
            yield node
        elif isinstance(node, Literal):
            yield node.datatype
