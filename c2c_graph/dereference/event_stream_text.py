"""The nodes of the feed as text: relative where the syntax allows it, else absolute."""

from collections.abc import Iterable
from typing import Final
from typing import TypeVar
from urllib.parse import urljoin

from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Triple
from pyoxigraph import serialize

from c2c_graph.dereference.event_stream import AS
from c2c_graph.dereference.event_stream import LDES
from c2c_graph.dereference.event_stream import RELATIVE
from c2c_graph.dereference.event_stream import TREE
from c2c_graph.rdf import rdf_xml
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import PROV
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term

# these and no others, whatever a release declares: a page stays as it is
_PREFIXES: Final = {
    "as": AS,
    "dcterms": DCTERMS,
    "ldes": LDES,
    "prov": PROV,
    "schema": SCHEMA,
    "sh": SHACL,
    "tree": TREE,
    "xsd": XSD,
}
_ABSOLUTE: Final = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_RELATIVE: Final = RELATIVE.encode()
# where a reference stands in angle brackets; elsewhere in quotation marks
_ANGLES: Final = (RdfFormat.TURTLE, RdfFormat.TRIG)

Said = TypeVar("Said", Triple, Quad)


def write(
    content: Iterable[Said], format: GraphFormat, address: str, own: int = -1
) -> bytes:
    """Return `content` of the node at `address` in `format`.

    `address` is what the node is fetched by; only N-Triples and N-Quads, which have no
    relative references, depend on it. So many references, those written first, are the
    node's `own`: what members quote stays as it is. All are where no number is given.
    """
    if format.syntax in _ABSOLUTE:
        absolute = (_resolved(one, address) for one in content)
        return serialize(absolute, format=format.syntax) or b""
    if format.syntax == RdfFormat.RDF_XML:
        text = rdf_xml.document(content, _PREFIXES)
    else:
        text = serialize(content, format=format.syntax, prefixes=_PREFIXES) or b""
    quote = b"<" if format.syntax in _ANGLES else b'"'
    return text.replace(quote + _RELATIVE, quote, own)


def _resolved(said: Said, address: str) -> Said:
    subject = _term(said.subject, address)
    value = _term(said.object, address)
    if subject is said.subject and value is said.object:
        return said
    assert isinstance(subject, type(said.subject))
    if isinstance(said, Quad):
        return Quad(subject, said.predicate, value, said.graph_name)
    return Triple(subject, said.predicate, value)


def _term(term: Term, address: str) -> Term:
    if isinstance(term, NamedNode) and term.value.startswith(RELATIVE):
        return NamedNode(urljoin(address, term.value.removeprefix(RELATIVE)))
    return term
