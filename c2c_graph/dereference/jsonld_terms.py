"""The terms of the JSON-LD context, read from the ontology and shapes of a release."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from itertools import chain
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import MERGE
from c2c_graph.rdf.terms import LANG_STRING
from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import XSD

# how the values of a term are read: as IRIs, by language, as a datatype (its IRI), or
# as they are, which is empty
Coercion = str
ID: Final = "@id"
LANGUAGE: Final = "@language"

_CLASS: Final = NamedNode(words.OWL + "Class")
_RELATION: Final = NamedNode(words.OWL + "ObjectProperty")
_PROPERTIES: Final = (
    _RELATION,
    NamedNode(words.OWL + "DatatypeProperty"),
    NamedNode(words.OWL + "AnnotationProperty"),
)
_RANGE: Final = NamedNode(words.RDFS + "range")
_PATH: Final = NamedNode(words.SHACL + "path")
_DATATYPE: Final = NamedNode(words.SHACL + "datatype")
_NODE_KIND: Final = NamedNode(words.SHACL + "nodeKind")
_IRI: Final = NamedNode(words.SHACL + "IRI")
# a namespace that ends so can be a prefix (JSON-LD 1.1 API §4.2.2, step 14.2.5)
_ENDS: Final = ("/", "#", ":", "?", "[", "]", "@")


def vocabulary_prefixes(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return those `prefixes` that name vocabularies, sorted.

    Things are written out in full; their prefixes would be names that terms want.
    """
    ours = (namespaces.TERMS, namespaces.SHAPES)
    return {
        prefix: space
        for prefix, space in sorted(prefixes.items())
        if (not namespaces.is_ours(space) or space in ours) and space.endswith(_ENDS)
    }


def term_names(
    store: Store, prefixes: Mapping[str, str], coerced: Iterable[str]
) -> dict[str, str]:
    """Return IRI → name for each class and property that can have one.

    These are the declared ones and the `coerced`, since OWL lets nobody declare
    what is its own (rdfs:label).
    """
    names: dict[str, str] = {}
    for iri in sorted(_declared(store, _CLASS, *_PROPERTIES).union(coerced)):
        for prefix, space in prefixes.items():
            local = iri.removeprefix(space)
            if local != iri and _is_plain(local):
                ours = space == namespaces.TERMS and local not in prefixes
                names[iri] = local if ours else f"{prefix}:{local}"
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def coercions(store: Store) -> dict[str, Coercion]:
    """Return IRI → how its values are written, for each property that says so.

    Relations have IRIs. Of others it is the range, or the only one that the shapes
    ask for; a plain string needs to be told from nothing.
    """
    found: dict[str, set[Coercion]] = {}
    for iri, coercion in chain(_ranges(store), _shaped(store)):
        found.setdefault(iri, set()).add(coercion)
    single = {iri: min(asked) for iri, asked in found.items() if len(asked) == 1}
    single |= dict.fromkeys(_declared(store, _RELATION), ID)
    return {iri: single[iri] for iri in sorted(single) if single[iri]}


def _declared(store: Store, *classes: NamedNode) -> set[str]:
    return {
        quad.subject.value
        for kind in classes
        for quad in store.quads_for_pattern(None, words.TYPE, kind, MERGE)
        if isinstance(quad.subject, NamedNode)
    }


def _ranges(store: Store) -> Iterator[tuple[str, Coercion]]:
    for quad in store.quads_for_pattern(None, _RANGE, None, MERGE):
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(XSD):
            yield _text(quad.subject), _of_datatype(quad.object.value)


def _shaped(store: Store) -> Iterator[tuple[str, Coercion]]:
    """Yield each path of a shape with what some shape asks of its values.

    Whoever asks for one of several does so by `sh:or`, whose members have no path.
    """
    paths: dict[object, Quad] = {
        quad.subject: quad for quad in store.quads_for_pattern(None, _PATH, None)
    }
    kinds = store.quads_for_pattern(None, _NODE_KIND, _IRI)
    for quad in chain(store.quads_for_pattern(None, _DATATYPE, None), kinds):
        path = paths.get(quad.subject)
        if path is not None and isinstance(path.object, NamedNode):
            asked = _text(quad.object)
            yield path.object.value, ID if quad.object == _IRI else _of_datatype(asked)


def _of_datatype(iri: str) -> Coercion:
    if iri == LANG_STRING.value:
        return LANGUAGE
    return "" if iri == STRING.value else iri


def _is_plain(name: str) -> bool:
    return bool(name) and name.replace("-", "_").isidentifier()


def _text(node: object) -> str:
    return node.value if isinstance(node, (NamedNode, Literal)) else str(node)
