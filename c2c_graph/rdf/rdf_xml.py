"""Keep RDF/XML well-formed: names that XML does not have are not written as names.

Predicates are names of elements in RDF/XML, and so is the first class of a thing. An
IRI that does not end in a name of XML (Namespaces in XML §4) cannot be written as a
predicate at all (RDF 1.1 XML Syntax §2.2); as a class it can, by `rdf:type`. The
serializer writes both as elements without a name, which no parser of XML reads.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from typing import Final
from typing import TypeVar
from xml.parsers import expat

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Triple
from pyoxigraph import parse
from pyoxigraph import serialize

from c2c_graph.errors import NotAcceptable
from c2c_graph.rdf.terms import TYPE

# an element without a name, which stands for a thing of a class, and its end; a text
# or an attribute never holds the character < as it is
_NAMELESS: Final = re.compile(rb'<oxprefix: xmlns:oxprefix="([^"]*)"([^>]*)>')
_DESCRIBED: Final = rb"<rdf:Description\2>" b"\n\t\t" rb'<rdf:type rdf:resource="\1"/>'
_ENDS: Final = (b"</oxprefix:>", b"</rdf:Description>")
_BEGINNINGS: Final = (b"<oxprefix:", _ENDS[0])
_THING: Final = NamedNode("urn:x")
_REMEMBERED: Final = 4096

Content = Iterable[Triple] | Iterable[Quad]
Said = TypeVar("Said", bound=Triple | Quad)


def document(content: Content, prefixes: Mapping[str, str]) -> bytes:
    """Return `content` as RDF/XML; raise as `writable`."""
    said: Iterable[Triple | Quad] = content
    # triples or quads, and not both
    checked: Iterator[Any] = writable(said)
    text = serialize(checked, format=RdfFormat.RDF_XML, prefixes=dict(prefixes))
    # which readers else take for a line feed (XML 1.0 §2.11)
    return with_names(text or b"").replace(b"\r", b"&#13;")


def writable(content: Iterable[Said]) -> Iterator[Said]:
    """Yield `content`; raise `errors.NotAcceptable` for what has no name in XML."""
    usual: set[NamedNode] = set()
    for said in content:
        predicate, value = said.predicate, said.object
        if predicate not in usual or isinstance(value, Triple):
            _require(predicate, value)
            if predicate != TYPE:
                usual.add(predicate)
        yield said


def with_names(text: bytes) -> bytes:
    """Return `text`, as it is serialized, with every class written that is no name.

    It may be a part of a document, if it is cut where `whole_tags` cuts.
    """
    if b"oxprefix:" not in text:
        return text
    return _NAMELESS.sub(_DESCRIBED, text).replace(*_ENDS)


def whole_tags(text: bytes) -> tuple[bytes, bytes]:
    """Return `text` in two: up to a tag that is cut off and may have no name; the rest.

    What other tags are cut off stays in the first part.
    """
    start = text.rfind(b"<")
    tail = text[start:] if start >= 0 else b""
    if b">" in tail or not any(_agree(tail, beginning) for beginning in _BEGINNINGS):
        return text, b""
    return text[:start], tail


def _agree(tail: bytes, beginning: bytes) -> bool:
    return bool(tail) and (tail.startswith(beginning) or beginning.startswith(tail))


def _require(predicate: NamedNode, value: object) -> None:
    if isinstance(value, Triple):
        _require(value.predicate, value.object)
    if predicate == TYPE and isinstance(value, NamedNode):
        if not _is_written(TYPE, value):
            raise _fault("class", value)
    elif not _is_written(predicate, None):
        raise _fault("property", predicate)


@lru_cache(_REMEMBERED)
def _is_written(predicate: NamedNode, value: NamedNode | None) -> bool:
    """Return whether parsers of XML and of RDF/XML read what is written."""
    sample = Triple(_THING, predicate, value or Literal("x"))
    try:
        text = with_names(serialize([sample], format=RdfFormat.RDF_XML) or b"")
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)
        return [quad.triple for quad in parse(text, format=RdfFormat.RDF_XML)] == [
            sample
        ]
    except (OSError, SyntaxError, expat.ExpatError):
        return False


def _fault(role: str, node: NamedNode) -> NotAcceptable:
    return NotAcceptable(
        f"the graph holds the {role} {node}, which RDF/XML has no name for; ask for "
        "Turtle, JSON-LD or N-Triples"
    )
