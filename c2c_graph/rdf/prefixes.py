"""Prefixes are data: `ontology/prefixes.ttl` names them once for everybody."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph import settings
from c2c_graph.rdf import reading
from c2c_graph.rdf.terms import LANG_STRING
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import STRING

FILE: Final = "ontology/prefixes.ttl"
_PREFIX = NamedNode(SHACL + "prefix")
_NAMESPACE = NamedNode(SHACL + "namespace")
# the graph that declares them
GRAPH: Final = NamedNode(namespaces.graph_iri(FILE))
# datatypes that no syntax writes out
_UNWRITTEN: Final = {STRING, LANG_STRING}


def load_prefixes(folder: Path | None = None) -> dict[str, str]:
    """Return prefix → namespace as the dataset in `folder` declares them.

    A dataset without `ontology/prefixes.ttl` gets the packaged ones.
    """
    path = (folder or settings.packaged_dataset()) / FILE
    if not path.is_file():
        path = settings.packaged_dataset() / FILE
    return _declared(reading.read_file(path, name=FILE).quads)


def released_prefixes(store: Store) -> dict[str, str]:
    """Return prefix → namespace as the release in `store` declares them.

    So what is written does not depend on whether the file was edited since. A
    release without `ontology/prefixes.ttl` gets the packaged ones.
    """
    return declared_prefixes(store.quads_for_pattern(None, None, None, GRAPH))


def declared_prefixes(quads: Iterable[Quad]) -> dict[str, str]:
    """Return prefix → namespace as `quads` declare them, the packaged ones if none."""
    return _declared(tuple(quads)) or load_prefixes()


def used_prefixes(
    content: Iterable[Triple | Quad], prefixes: Mapping[str, str]
) -> dict[str, str]:
    """Return those `prefixes` whose namespace begins a name in `content`."""
    spaces: set[str] = set()
    for term in set(chain.from_iterable(content)):
        if isinstance(term, NamedNode):
            spaces.add(_space(term.value))
        elif isinstance(term, Literal) and term.datatype not in _UNWRITTEN:
            spaces.add(_space(term.datatype.value))
    return {name: space for name, space in prefixes.items() if space in spaces}


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


def _declared(quads: Collection[Quad]) -> dict[str, str]:
    names = _texts(quads, _PREFIX)
    spaces = _texts(quads, _NAMESPACE)
    return {names[node]: spaces[node] for node in names if node in spaces}


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _texts(quads: Iterable[Quad], predicate: NamedNode) -> dict[str, str]:
    return {
        str(quad.subject): quad.object.value
        for quad in quads
        if quad.predicate == predicate and isinstance(quad.object, Literal)
    }
