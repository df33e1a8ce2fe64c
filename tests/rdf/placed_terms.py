"""Whether each statement of a document stands where its place says."""

from pyoxigraph import BlankNode
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.rdf.turtle_places import offsets_of
from c2c_graph.rdf.turtle_tokens import end_of_term


def statements(document):
    """Yield each quad of `document` with the offsets found for it; all must pair."""
    text = document.text.decode()
    offsets = list(offsets_of(text, document.syntax))
    return zip(document.quads, offsets, strict=True)


def misfits(document, header=""):
    """Return the terms that are not written where they should be.

    What stands at a place is parsed alone, behind the directives in `header`.
    """
    text = document.text.decode()
    found = []
    for quad, (subject, predicate, value) in statements(document):
        if predicate == value:  # the cell of a list
            continue
        placed = [(quad.subject, subject), (quad.object, value)]
        placed += [(quad.predicate, predicate)] if text[predicate] != "a" else []
        for term, start in placed:
            written = text[start : end_of_term(text, start)]
            if not _fits(term, written, header):
                found.append((term, written))
    return found


def confused(document):
    """Return the brackets that stand for more than one blank node."""
    nodes = {}
    for quad, (subject, predicate, value) in statements(document):
        if predicate != value:
            nodes.setdefault(subject, set()).add(quad.subject)
            nodes.setdefault(value, set()).add(quad.object)
    return {start: terms for start, terms in nodes.items() if len(terms) > 1}


def _fits(term, written, header):
    if isinstance(term, BlankNode):
        return written in {"[", "(", f"_:{term.value}"}
    if written == "(":
        return isinstance(term, NamedNode) and term.value.endswith("#nil")
    alone = f"{header}\n<x:s> <x:p> {written} ."
    (quad,) = parse(alone.encode(), format=RdfFormat.TURTLE)
    return quad.object == term
