"""Say what may be meant by a query that finds nothing: misspelt words of ours.

The work is bounded whatever the text, to some 10 ms: so much of it is read, so many
words are looked up, and compared with so many terms.
"""

import re
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress
from difflib import SequenceMatcher
from difflib import get_close_matches
from itertools import islice
from typing import Final
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.errors import QuerySyntaxError
from c2c_graph.query.emptiness import counts_nothing
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import declared_prefixes
from c2c_graph.query.tokens import tokens
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.terms import OWL
from c2c_graph.rdf.terms import RDF
from c2c_graph.rdf.terms import RDFS
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import TYPE

MOST_HINTS: Final = 3
LONGEST_HINT: Final = 200
# characters of the text, and tokens of it, that are read
_READ: Final = 16_384
_TOKENS: Final = 2_000
# words of ours that are looked up; terms that one which is unknown is compared with
_LOOKED_UP: Final = 200
_COMPARED: Final = 300
_LONGEST_WORD: Final = 60
_PREFIXES: Final = 20
_NEAR: Final = 0.75
_NEAR_NAMESPACE: Final = 0.8
# a longer name is shown in part, so that both names of a hint fit into it
_SHOWN: Final = 70
_PRINTABLE: Final = "".join(map(chr, range(0x20, 0x7F)))

_KINDS: Final = (
    OWL + "Class",
    OWL + "ObjectProperty",
    OWL + "DatatypeProperty",
    OWL + "AnnotationProperty",
    OWL + "NamedIndividual",
    RDF + "Property",
    RDFS + "Class",
    RDFS + "Datatype",
    SKOS + "Concept",
    SKOS + "ConceptScheme",
)
_VOCABULARIES: Final = (namespaces.TERMS, namespaces.DEFINITIONS)
_WRONG_BASE: Final = namespaces.BASE.replace("https:", "http:")
_ROOT: Final = namespaces.BASE.removesuffix("/")
_OURS: Final = (namespaces.BASE, _WRONG_BASE, _ROOT + "#")


# what ASK says in JSON and in XML where there is no solution
_FALSE: Final = (
    b'{"head":{},"boolean":false}',
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    b"<head></head><boolean>false</boolean></sparql>",
)
# the terms that a query can name, the prefixes, and whether an IRI is known
Words = tuple[frozenset[str], Mapping[str, str], Callable[[str], bool]]


class _Word(NamedTuple):
    """A name as the query writes it, the IRI it means, and how others are written."""

    written: str
    iri: str
    prefix: str = ""
    namespace: str = ""


def known_terms(store: Store) -> frozenset[str]:
    """Return the IRIs of our terms and concepts that the release in `store` has."""
    return frozenset(
        quad.subject.value
        for kind in _KINDS
        for quad in store.quads_for_pattern(None, TYPE, NamedNode(kind), DefaultGraph())
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(_VOCABULARIES)
    )


def known_in(store: Store) -> Callable[[str], bool]:
    """Return a function that tells whether `store` says anything of an IRI."""

    def is_known(iri: str) -> bool:
        node = NamedNode(iri)
        quads = store.quads_for_pattern(node, None, None, DefaultGraph())
        return next(quads, None) is not None or store.contains_named_graph(node)

    return is_known


def finds_nothing(answer: Answer) -> bool:
    """Return whether `answer` holds no rows, no triples, false, or a count of 0."""
    return (
        answer.empty
        or answer.body in _FALSE
        or counts_nothing(answer.media_type, answer.body)
    )


def hints_for(query: Query, words: Words) -> tuple[str, ...]:
    """Return what may be meant by `query`, which found nothing.

    Values that are bound count as part of the text; see `hints` for `words`.
    """
    bound = query.substitutions.values()
    values = " ".join(str(term) for term in bound if isinstance(term, NamedNode))
    return hints(f"{query.text[:_READ]}\n{values}", *words)


def hints(
    text: str,
    terms: Collection[str],
    prefixes: Mapping[str, str],
    is_known: Callable[[str], bool] = lambda iri: True,
) -> tuple[str, ...]:
    """Return what may be meant by the query `text`, which found nothing.

    `terms` are the IRIs of our vocabulary and concepts, `prefixes` the namespaces of
    the release, and `is_known` tells whether there is anything under an IRI of ours.
    At most three hints, each a line of ASCII, so that it can be a header's value.
    """
    read = text[: 2 * _READ]
    declared = declared_prefixes(read)
    found = dict.fromkeys(_all(read, declared, terms, prefixes, is_known))
    return tuple(map(_line, islice(found, MOST_HINTS)))


def _all(
    text: str,
    declared: Mapping[str, str],
    terms: Collection[str],
    prefixes: Mapping[str, str],
    is_known: Callable[[str], bool],
) -> Iterator[str]:
    mistaken = set()
    for prefix, iri in islice(declared.items(), _PREFIXES):
        if meant := _meant_namespace(prefix, iri, prefixes):
            mistaken.add(iri)
            yield f"<{_cut(iri)}> is not a known namespace: did you mean <{meant}>?"
    spaces = {*declared.values(), *prefixes.values()}
    ours = (
        word
        for word in dict.fromkeys(_words(text, declared))
        if word.iri.startswith(_OURS)
        and word.iri not in spaces
        and word.namespace not in mistaken
    )
    unknown = (
        word
        for word in islice(ours, _LOOKED_UP)
        if not _stands(word.iri, terms, is_known)
    )
    for word in islice(unknown, MOST_HINTS):
        yield _about(word, terms, prefixes)


def _stands(iri: str, terms: Collection[str], is_known: Callable[[str], bool]) -> bool:
    if iri.startswith(_VOCABULARIES):
        return iri in terms
    if iri.startswith((namespaces.THINGS, namespaces.GRAPHS)):
        with suppress(ValueError):  # no IRI at all
            return is_known(iri)
    if iri.startswith(_WRONG_BASE):
        return False
    return _without_namespace(iri) not in terms or is_known(iri)


def _without_namespace(iri: str) -> str:
    """Return the term of ours that `iri` is, if it is one in a wrong namespace."""
    return namespaces.TERMS + iri[len(_space(iri)) :]


def _words(text: str, declared: Mapping[str, str]) -> Iterator[_Word]:
    """Yield the names in `text`, as far as it is read."""
    with suppress(QuerySyntaxError):  # the end is cut off, or has two readings
        for token in islice(tokens(text), _TOKENS):
            if token.kind == "iri":
                yield _Word(token.text, token.text[1:-1])
            elif token.kind == "name":
                prefix, _, local = token.text.partition(":")
                space = declared.get(prefix)
                if space is not None and local:
                    iri = space + re.sub(r"\\(.)", r"\1", local)
                    yield _Word(token.text, iri, prefix, space)


def _about(word: _Word, terms: Collection[str], prefixes: Mapping[str, str]) -> str:
    written = _cut(word.written)
    if word.iri.startswith(_WRONG_BASE):
        right = _cut(namespaces.BASE + word.iri.removeprefix(_WRONG_BASE))
        return f"{written} is not one of our IRIs: did you mean <{right}>?"
    if (term := _without_namespace(word.iri)) in terms and term != word.iri:
        return f"{written} is not one of our IRIs: did you mean <{_cut(term)}>?"
    if not word.iri.startswith(_VOCABULARIES):
        return f"nothing is known under {_cut(word.iri)}"
    meant = _nearest(word.iri, terms)
    end = f": did you mean {_cut(_rewritten(meant, word, prefixes))}?" if meant else ""
    return f"{written} is not a term of the vocabulary{end}"


def _rewritten(iri: str, word: _Word, prefixes: Mapping[str, str]) -> str:
    if word.namespace and iri.startswith(word.namespace):
        return f"{word.prefix}:{iri[len(word.namespace) :]}"
    return f"<{iri}>" if word.written.startswith("<") else shorten(iri, prefixes)


def _nearest(iri: str, terms: Collection[str]) -> str | None:
    """Return the term that is spelt most like `iri`, case aside."""
    space = next(space for space in _VOCABULARIES if iri.startswith(space))
    wanted = iri[len(space) :].lower()
    if len(wanted) > _LONGEST_WORD:
        return None
    near = {
        term[len(space) :].lower(): term
        for term in terms
        if term.startswith(space) and abs(len(term) - len(iri)) <= 1 + len(wanted) // 4
    }
    if wanted in near:
        return near[wanted]
    # of many, those with the same beginning come first
    order = sorted(near, key=lambda rest: rest[:2] != wanted[:2])[:_COMPARED]
    found = get_close_matches(wanted, order, n=1, cutoff=_NEAR)
    return near[found[0]] if found else None


def _meant_namespace(prefix: str, iri: str, known: Mapping[str, str]) -> str | None:
    """Return the namespace that `iri` is, but for a detail, or None."""
    if iri in known.values() or len(iri) > 2 * _LONGEST_WORD:
        return None
    core = _core(iri)
    same = (space for space in known.values() if _core(space) == core)
    if meant := next(same, None):
        return meant
    usual = known.get(prefix)
    if usual is None or iri.startswith(_ROOT) != usual.startswith(_ROOT):
        return None
    alike = SequenceMatcher(a=core, b=_core(usual)).ratio() >= _NEAR_NAMESPACE
    return usual if alike else None


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _core(iri: str) -> str:
    """Return what is left of a namespace without what is often mistaken."""
    return iri.partition("://")[2].removeprefix("www.").rstrip("#/").lower()


def _cut(text: str) -> str:
    """Return `text` in ASCII, and not too long."""
    safe = quote(text, safe=_PRINTABLE, errors="replace")
    return safe if len(safe) <= _SHOWN else safe[: _SHOWN - 3] + "..."


def _line(hint: str) -> str:
    return quote(hint, safe=_PRINTABLE)[:LONGEST_HINT]
