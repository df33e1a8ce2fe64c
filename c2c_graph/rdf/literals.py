"""Which literals the store would rewrite, and into what."""

from functools import lru_cache

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.rdf.terms import LANG_STRING
from c2c_graph.rdf.terms import STRING

_KEPT_TYPES = frozenset({STRING, LANG_STRING})


def changed_by_store(literal: Literal) -> Literal | None:
    """Return what the store would make of `literal`, or None where it keeps it.

    Oxigraph stores numbers and dates by value: `"01"^^xsd:integer` comes back as
    `1`, `40.0` as `40`, a derived integer type as `xsd:integer`.
    """
    if literal.datatype in _KEPT_TYPES:
        return None
    stored = _stored(literal.value, literal.datatype.value)
    return None if stored == literal else stored


@lru_cache(maxsize=65536)
def _stored(value: str, datatype: str) -> Literal:
    store, node = Store(), NamedNode("urn:x")
    store.add(Quad(node, node, Literal(value, datatype=NamedNode(datatype))))
    stored = next(iter(store)).object
    assert isinstance(stored, Literal)
    return stored
