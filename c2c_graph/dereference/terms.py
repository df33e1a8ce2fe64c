"""The vocabulary and the shapes as documents: their triples, and the terms in them."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from itertools import groupby
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Facts

# the order of sections on the page of a document; the first that fits counts
SECTIONS: Final = (
    ("Classes", (words.OWL + "Class", words.RDFS + "Class")),
    ("Relations", (words.OWL + "ObjectProperty",)),
    ("Attributes", (words.OWL + "DatatypeProperty", words.RDF + "Property")),
    ("Annotations", (words.OWL + "AnnotationProperty",)),
    ("Shapes of classes", (words.SHACL + "NodeShape",)),
    ("Shapes of properties", (words.SHACL + "PropertyShape",)),
)
OTHER: Final = "Other terms"


@dataclass(frozen=True)
class TermsDocument:
    """A hash document: its IRI, its triples, its terms by section."""

    iri: str
    triples: tuple[Triple, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    by_subject: Mapping[str, tuple[Triple, ...]] = field(repr=False)

    def about(self, iri: str) -> tuple[Triple, ...]:
        """Return the triples whose subject is `iri`."""
        return self.by_subject.get(iri, ())


def vocabulary(facts: Facts) -> TermsDocument:
    """Return the ontology as a document, empty where the dataset has none."""
    return _document(facts, namespaces.ONTOLOGY, "ontology/")


def shapes(facts: Facts) -> TermsDocument:
    """Return the shapes as a document, empty where the dataset has none."""
    return _document(facts, namespaces.SHAPES_DOCUMENT, "shapes/")


def _document(facts: Facts, iri: str, folder: str) -> TermsDocument:
    graphs = [
        graph
        for graph in facts.store.named_graphs()
        if isinstance(graph, NamedNode)
        and graph.value.startswith(namespaces.GRAPHS + folder)
    ]
    return document(
        iri,
        (
            quad.triple
            for graph in graphs
            for quad in facts.store.quads_for_pattern(None, None, None, graph)
        ),
    )


def document(iri: str, stated: Iterable[Triple]) -> TermsDocument:
    """Return the document `iri` with those of the triples `stated` that are its own."""
    found = dict.fromkeys(t for t in stated if _belongs(_iri(t), iri))
    triples = tuple(sorted(found, key=_key))
    subjects = {subject: tuple(group) for subject, group in groupby(triples, key=_iri)}
    return TermsDocument(iri, triples, _sections(triples, iri), subjects)


def _belongs(subject: str, iri: str) -> bool:
    return subject == iri or subject.startswith((iri + "#", iri + "/"))


def _sections(
    triples: Collection[Triple], iri: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    types: dict[str, set[str]] = {}
    for triple in triples:
        subject = _iri(triple)
        if subject.startswith(iri + "#"):
            kinds = types.setdefault(subject, set())
            if triple.predicate == words.TYPE:
                kinds.add(str(getattr(triple.object, "value", "")))
    grouped: dict[str, list[str]] = {title: [] for title, _ in SECTIONS}
    grouped[OTHER] = []
    for subject in sorted(types, key=str.casefold):
        grouped[_section(types[subject])].append(subject)
    return tuple((title, tuple(terms)) for title, terms in grouped.items() if terms)


def _section(kinds: Collection[str]) -> str:
    return next(
        (title for title, classes in SECTIONS if set(classes) & set(kinds)), OTHER
    )


def _iri(triple: Triple) -> str:
    return str(getattr(triple.subject, "value", ""))


def _key(triple: Triple) -> tuple[str, str]:
    return (_iri(triple), str(triple))
