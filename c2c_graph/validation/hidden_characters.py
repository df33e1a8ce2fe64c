"""Hidden characters in what is handed in: told where they stand, by code point."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf import hidden
from c2c_graph.rdf import turtle_places
from c2c_graph.rdf import turtle_tokens
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.places import Places
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope

_IN_TEXT: Final = "hidden-character"
_IN_IRI: Final = "hidden-character-in-iri"


def hidden_characters(scope: Scope) -> Iterator[Remark]:
    """Yield each text, IRI or comment of the checked files that hides a character."""
    for file in scope.files:
        yield from in_file(file)


def in_file(file: SourceFile) -> Iterator[Remark]:
    """Yield each text, IRI or comment of `file` with a hidden character, the first.

    Its place is that of the character, in a syntax that has places.
    """
    if file.document.syntax not in turtle_places.PLACED:
        yield from _in_terms(file)
        return
    text = file.document.text.decode(errors="replace")
    if hidden.may_be_in(text):
        yield from _in_tokens(file, text)


def _in_tokens(file: SourceFile, text: str) -> Iterator[Remark]:
    places = Places(file.document)
    for token in turtle_tokens.tokens(text):
        kind = token.lastindex
        start, end = token.span(kind) if kind else (token.end(), token.end())
        comment = hidden.in_text(text, token.start(), start)
        if comment:
            yield _remark(_IN_TEXT, comment, file, places)
        is_text = kind == turtle_tokens.STRING
        look = hidden.in_text if is_text else hidden.in_iri
        found = look(text, start, end)
        found = found or hidden.escaped(text, start, end, iri=not is_text)
        if found:
            rule = _IN_TEXT if is_text else _IN_IRI
            yield _remark(rule, found, file, places, start)


def _remark(
    rule: str,
    found: hidden.Hidden,
    file: SourceFile,
    places: Places,
    term: int | None = None,
) -> Remark:
    about = places.statement_at(term) if term is not None else None
    subject, predicate, value = about or (None, None, None)
    return Remark(
        rule,
        subject,
        predicate if isinstance(predicate, NamedNode) else None,
        value,
        file,
        {"character": found.name},
        place=places.between(found.start, found.end),
    )


def _in_terms(file: SourceFile) -> Iterator[Remark]:
    """Yield each term with a hidden character, without a place, once."""
    seen: set[Term] = set()
    for quad in file.document.quads:
        for term in (quad.subject, quad.predicate, quad.object):
            found = _in_term(term)
            if found and term not in seen:
                seen.add(term)
                rule = _IN_TEXT if isinstance(term, Literal) else _IN_IRI
                statement = (quad.subject, quad.predicate, quad.object)
                details = {"character": found.name}
                yield Remark(rule, *statement, file, details)


def _in_term(term: Term) -> hidden.Hidden | None:
    if isinstance(term, Literal):
        return hidden.in_text(term.value) or hidden.in_iri(term.datatype.value)
    return hidden.in_iri(term.value) if isinstance(term, NamedNode) else None
