"""A term on the page of its document: anchor, labels, rows of what is said of it."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.terms import TermsDocument
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.web import groups
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown

# told by the heading of a term
_TOLD: Final = {
    words.RDF + "type",
    words.RDFS + "label",
    words.RDFS + "isDefinedBy",
    words.SKOS + "prefLabel",
    words.SHACL + "declare",  # one line a prefix; the RDF has them
}


@dataclass(frozen=True)
class TermEntry:
    """A term on the page of its document: anchor, labels, rows of what is said."""

    anchor: str
    iri: str
    labels: tuple[Shown, ...]
    rows: tuple[tuple[Shown, tuple[Shown, ...]], ...]


@dataclass(frozen=True)
class Entries:
    """Makes entries of terms of `document`, named by `names` and `prefixes`."""

    names: Names
    document: TermsDocument
    prefixes: Mapping[str, str]

    def entry(self, iri: str) -> TermEntry:
        """Return the entry of the term `iri`."""
        triples = self.document.about(iri)
        labels = (t.object for t in triples if t.predicate in words.LABELS)
        rows: dict[NamedNode, list[Triple]] = {}
        for triple in triples:
            if str(triple.predicate.value) not in _TOLD:
                rows.setdefault(triple.predicate, []).append(triple)
        ordered = sorted(rows, key=groups.place)
        return TermEntry(
            anchor=iri.partition("#")[2],
            iri=iri,
            labels=self._shown(text for text in labels if isinstance(text, Literal)),
            rows=tuple(
                (self.names.term(p), self._shown(t.object for t in rows[p]))
                for p in ordered
            ),
        )

    def short(self, shown: Shown) -> Shown:
        """Return a term of another vocabulary as a prefixed name: `prov:Entity`."""
        if not shown.title or shown.text != shown.title:
            return shown
        return replace(shown, text=shorten(shown.title, self.prefixes).strip("<>"))

    def _shown(self, terms: Iterable[Term]) -> tuple[Shown, ...]:
        shown = (self.short(self.names.show(term)) for term in terms)
        return tuple(sorted(shown, key=self.names.order))
