"""Look at strangers' shapes before anything evaluates them.

Every SPARQL text in them passes the guard that queries pass, in both ways in which
engines read escapes, and may read no other graph: rdflib fetches what `FROM` names.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

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
_REMEMBERED: Final = 64
_UCHAR: Final = re.compile(UCHAR)
_PREFIX_NAME: Final = re.compile(r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?")
_NAMESPACE: Final = re.compile(r'[^\x00-\x20<>"{}|^`\\]*')
_DECLARED: Final = {f"{SHACL}prefix": _PREFIX_NAME, f"{SHACL}namespace": _NAMESPACE}


def require_usable(shapes: Iterable[Document], settings: Settings) -> None:
    """Raise `errors.ShapesUnusable` for what is not evaluated here, with its place."""
    for document in shapes:
        for quad in document.quads:
            reason = _refusal(quad, settings)
            if reason:
                raise unusable(reason, quad, [document])


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
