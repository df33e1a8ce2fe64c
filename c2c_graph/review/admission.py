"""Look at strangers' shapes before anything evaluates them.

Every SPARQL text in them passes the guard that queries pass, in both ways in which
engines read escapes, and may read no other graph: rdflib fetches what `FROM` names.
"""

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from rdflib import OWL
from rdflib import RDFS
from rdflib import SH

from c2c_graph import errors
from c2c_graph.query import guard
from c2c_graph.query.tokens import UCHAR
from c2c_graph.query.tokens import tokens
from c2c_graph.rdf.places import Places
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.terms import TYPE
from c2c_graph.settings import Settings

SHACL: Final = "http://www.w3.org/ns/shacl#"
# what holds SPARQL: SHACL §5 and §6, and the drafts that build on it
QUERIES: Final = frozenset(
    f"{SHACL}{name}" for name in ("select", "ask", "construct", "describe", "update")
)
# features of SHACL-AF and SHACL-JS; without them a report would tell half of it
_UNSUPPORTED: Final = frozenset(
    SHACL + name
    for name in (
        *(
            "entailment",
            "expression",
            "js",
            "jsFunctionName",
            "jsLibrary",
            "jsLibraryURL",
        ),
        *("rule", "target", "targetShape", "update", "values"),
    )
)
# a query that calls one would find nothing, and be told as conforming
_FUNCTIONS: Final = (
    NamedNode(f"{SHACL}SPARQLFunction"),
    NamedNode(f"{SHACL}JSFunction"),
)
_TARGETS: Final = frozenset(
    f"{SHACL}target{kind}" for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf")
)
_CLASSES: Final = frozenset({str(RDFS.Class), str(OWL.Class)})
_SHAPES: Final = frozenset({f"{SHACL}NodeShape", f"{SHACL}PropertyShape"})
_TERMS: Final = frozenset({*SH.__annotations__, *SH._extras})
_LONGEST: Final = 100
_REMEMBERED: Final = 64
_UCHAR: Final = re.compile(UCHAR)
_PREFIX_NAME: Final = re.compile(r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?")
_NAMESPACE: Final = re.compile(r'[^\x00-\x20<>"{}|^`\\]*')
_DECLARED: Final = {f"{SHACL}prefix": _PREFIX_NAME, f"{SHACL}namespace": _NAMESPACE}


def require_usable(shapes: Iterable[Document], settings: Settings) -> None:
    """Raise `errors.ShapesUnusable` for what is not evaluated here, with its place."""
    for document in shapes:
        # others may use names that begin like those of SHACL
        speaking = {quad.subject for quad in document.quads if _is_shacl(quad)}
        for quad in document.quads:
            reason = _refusal(quad, settings)
            if not reason and quad.subject in speaking:
                reason = _unknown(quad)
            if reason:
                raise unusable(reason, quad, [document])


def require_targets(shapes: Iterable[Document]) -> None:
    """Raise `errors.ShapesUnusable` where nothing says what the shapes are about.

    Whatever the data, it would be told as conforming. A class that is a shape is about
    its instances (SHACL §2.1.3.3).
    """
    types: dict[object, set[str]] = {}
    for quad in (quad for document in shapes for quad in document.quads):
        if quad.predicate.value in _TARGETS:
            return
        if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
            types.setdefault(quad.subject, set()).add(quad.object.value)
    if not any(kinds & _CLASSES and kinds & _SHAPES for kinds in types.values()):
        raise errors.ShapesUnusable(
            "no shape here says what it is about, so nothing would be looked at; add "
            "sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf",
            source=next((document.name for document in shapes), "shapes"),
            line=0,
            column=0,
        )


def _is_shacl(quad: Quad) -> bool:
    """Return whether `quad` says something with a term that SHACL has."""
    term = quad.object if quad.predicate == TYPE else quad.predicate
    name = term.value if isinstance(term, NamedNode) else ""
    return name.startswith(SHACL) and name.removeprefix(SHACL) in _TERMS


def _unknown(quad: Quad) -> str:
    """Return which term of `quad` SHACL does not have, and the nearest that it has."""
    for term in (quad.predicate, quad.object):
        name = term.value if isinstance(term, NamedNode) else ""
        local = name.removeprefix(SHACL)
        if name.startswith(SHACL) and local not in _TERMS:
            is_class = local[:1].isupper()
            alike = (known for known in _TERMS if known[0].isupper() == is_class)
            lower = {known.lower(): known for known in alike}
            near = difflib.get_close_matches(local.lower(), lower, n=1)
            told = f"; the nearest is sh:{lower[near[0]]}" if near else ""
            return f"sh:{local[:_LONGEST]} is no term of SHACL{told}"
    return ""


def _refusal(quad: Quad, settings: Settings) -> str:
    """Return why `quad` keeps shapes from being used, "" where it does not."""
    predicate, value = quad.predicate.value, quad.object
    if predicate in _UNSUPPORTED:
        name = predicate.removeprefix(SHACL)
        return f"sh:{name} is not supported: SHACL Core and SHACL-SPARQL are"
    if predicate == TYPE.value and value in _FUNCTIONS:
        return f"{value} is not supported: SHACL Core and SHACL-SPARQL are"
    if not isinstance(value, Literal):
        is_wrong = predicate in _DECLARED
        return f"{value} is no text; write it in quotation marks" if is_wrong else ""
    if predicate in _DECLARED and not _DECLARED[predicate].fullmatch(value.value):
        name = predicate.removeprefix(SHACL)
        return f"sh:{name} {value} cannot stand in a PREFIX declaration of SPARQL"
    if predicate in QUERIES:
        try:
            require_harmless(value.value, settings.nesting)
        except errors.C2CError as fault:
            return fault.detail
        wanted = predicate.removeprefix(SHACL).upper()
        kind = guard.inspect(value.value, nesting=settings.nesting)
        return "" if kind == wanted else f"this is {kind}, not {wanted}"
    return ""


@lru_cache(_REMEMBERED)
def require_harmless(text: str, nesting: int) -> None:
    """Raise why the query `text` is not evaluated by rdflib.

    `errors.QueryRefused` for SERVICE, FROM, updates and deep nesting,
    `errors.QuerySyntaxError` where it cannot be SPARQL. rdflib undoes escapes
    everywhere before it reads anything else, so that reading has to pass, too.
    """
    undone = _UCHAR.sub(lambda match: chr(int(match[0][2:], 16)), text)
    for reading in {text, undone}:
        guard.inspect(reading, nesting=nesting)
        for token in tokens(reading):
            if token.kind == "word" and token.text.lower() == "from":
                raise errors.QueryRefused(
                    "FROM is not followed here: a query in shapes is asked of the data"
                )


def unusable(
    reason: str, quad: Quad, documents: Iterable[Document]
) -> errors.ShapesUnusable:
    """Return the fault that shapes have for `reason`, placed at `quad`."""
    for document in documents:
        if quad not in document.quads:
            continue
        place = Places(document).of(quad.subject, quad.predicate, quad.object)
        return errors.ShapesUnusable(
            f"{reason} ({_about(quad)})",
            source=document.name,
            line=place.line,
            column=place.column,
            text=place.text,
        )
    return errors.ShapesUnusable(reason, source="shapes", line=0, column=0)


def _about(quad: Quad) -> str:
    subject = quad.subject
    node = f"<{subject.value}>" if isinstance(subject, NamedNode) else "a blank node"
    return f"at {node}, <{quad.predicate.value}>"
