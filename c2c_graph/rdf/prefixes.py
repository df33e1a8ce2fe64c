"""Prefixes are data: `ontology/prefixes.ttl` names them once for everybody."""

from collections.abc import Iterable
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import settings
from c2c_graph.rdf import reading
from c2c_graph.rdf.terms import SHACL

FILE: Final = "ontology/prefixes.ttl"
_PREFIX = NamedNode(SHACL + "prefix")
_NAMESPACE = NamedNode(SHACL + "namespace")


def load_prefixes(folder: Path | None = None) -> dict[str, str]:
    """Return prefix → namespace as the dataset in `folder` declares them.

    A dataset without `ontology/prefixes.ttl` gets the packaged ones.
    """
    path = (folder or settings.packaged_dataset()) / FILE
    if not path.is_file():
        path = settings.packaged_dataset() / FILE
    quads = reading.read_file(path, name=FILE).quads
    names = _texts(quads, _PREFIX)
    spaces = _texts(quads, _NAMESPACE)
    return {names[node]: spaces[node] for node in names if node in spaces}


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return `iri` as a prefixed name for people, or in angle brackets.

    The longest namespace wins. The result is for reading; only
    `canonical.write_turtle` promises a name that parses.
    """
    best = max(
        ((space, name) for name, space in prefixes.items() if iri.startswith(space)),
        key=lambda pair: len(pair[0]),
        default=None,
    )
    rest = iri[len(best[0]) :] if best else ""
    if best is None or not rest or any(c in rest for c in "/#?"):
        return f"<{iri}>"
    return f"{best[1]}:{rest}"


def _texts(quads: Iterable[Quad], predicate: NamedNode) -> dict[str, str]:
    return {
        str(quad.subject): quad.object.value
        for quad in quads
        if quad.predicate == predicate and isinstance(quad.object, Literal)
    }
