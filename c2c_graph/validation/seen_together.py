"""The scope of a submission: what is handed in, and as much as it leans on."""

import datetime
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.validation.changes import Changes
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import mentions
from c2c_graph.validation.views import View

# of so many published entries of a kind the nearest name is looked for
_MOST_NAMES: Final = 2_000
# and for so many names that nothing describes
_MOST_KINDS: Final = 10
_ONTOLOGY: Final = namespaces.GRAPHS + "ontology/"


def seen_together(
    changes: Changes, book: Rulebook, context: Iterable[Quad], today: datetime.date
) -> Scope:
    """Return what is checked: the documents, and behind them rules and `context`.

    Known besides are the classes and labels of all that the documents name.
    """
    documents = changes.submitted.documents
    handed_in = tuple(_files(documents))
    named = _named(changes)
    known = {
        **dict.fromkeys(context),
        **dict.fromkeys(q for node in named for q in _known(changes.after, node)),
        **dict.fromkeys(_candidates(changes, named)),
    }
    lasting = tuple(quad for quad in known if not _defines_term(changes, quad))
    around = SourceFile("", "data", "", Document("", lasting, {}))
    files = (*book.dataset.files, around, *_graphs(changes, named))
    folder = book.dataset.folder
    return Scope(
        Dataset(folder, handed_in), Dataset(folder, files), today, handed_in=True
    )


def _files(documents: Iterable[Document]) -> Iterator[SourceFile]:
    """Yield the documents as files, no two with one name."""
    names: set[str] = set()
    for number, document in enumerate(documents, 1):
        name = document.name
        if name in names:
            name = f"{name} ({number})"
        names.add(name)
        yield SourceFile(name, "data", "", document)


def _named(changes: Changes) -> list[NamedNode]:
    quads = changes.statements.quads
    return list(dict.fromkeys(node for quad in quads for node in mentions(quad)))


def _defines_term(changes: Changes, quad: Quad) -> bool:
    """Return whether `quad` makes up a term of the vocabulary.

    Only what replaces a part of the ontology may.
    """
    term = quad.subject
    if quad.predicate != TYPE or not isinstance(term, NamedNode):
        return False
    if not term.value.startswith(namespaces.TERMS):
        return False
    is_edited = any(graph.startswith(_ONTOLOGY) for graph in changes.submitted.replaces)
    return not is_edited and quad not in changes.before.match(term, TYPE)


def _known(view: View, node: NamedNode) -> Iterator[Quad]:
    yield from view.match(node, TYPE)
    yield from view.match(node, LABEL)


def _graphs(changes: Changes, named: Iterable[NamedNode]) -> Iterator[SourceFile]:
    """Yield the published graphs among what is `named`, without what they hold."""
    published = changes.lookups.published
    for node in named:
        is_graph = node.value.startswith(namespaces.GRAPHS)
        if is_graph and next(published.graph(node.value), None) is not None:
            yield SourceFile(node.value, "data", node.value, Document("", (), {}))


def _candidates(changes: Changes, named: Iterable[NamedNode]) -> Iterator[Quad]:
    """Yield the classes of entries that may be meant by what nothing describes."""
    things = (node for node in named if node.value.startswith(namespaces.THINGS))
    kinds = dict.fromkeys(
        node.value.removeprefix(namespaces.THINGS).partition("/")[0]
        for node in things
        if not changes.after.match(node, TYPE)
    )
    for kind in islice(kinds, _MOST_KINDS):
        for name in CLASSES_OF_KIND.get(kind, ()):
            found = changes.lookups.published.quads(None, TYPE, NamedNode(name))
            yield from islice(found, _MOST_NAMES)
