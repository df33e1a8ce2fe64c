"""The feed as a Linked Data Event Stream: what its root, blocks and pages say.

By the LDES specification and vocabulary 1.0.0 (SEMIC, 2026) and TREE. The root leads
to blocks, these lead to pages; the members of a page are versions of subjects. A member
has an IRI of its own, and what is said of the subject stands in the graph of that name
(LDES §4.3), so that no triple of ours can be taken for one of the subject's.

Nodes name each other by references relative to their own address: so they are right
under any host and prefix.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Triple
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import PROV
from c2c_graph.rdf.terms import RDFS
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term
from c2c_graph.release.feed import Block
from c2c_graph.release.feed import Feed
from c2c_graph.release.feed import Leaf
from c2c_graph.release.versions import Happened
from c2c_graph.release.versions import Version

LDES: Final = "https://w3id.org/ldes#"
TREE: Final = "https://w3id.org/tree#"
AS: Final = "https://www.w3.org/ns/activitystreams#"
# before a reference that is relative to the node's own address; see `event_stream_text`
RELATIVE: Final = "relative:/"

STREAM: Final = NamedNode(namespaces.BASE + "feed")
SHAPE: Final = NamedNode(f"{STREAM.value}#member")
ENDS: Final = NamedNode(f"{STREAM.value}#endsRelease")
SELF: Final = NamedNode(RELATIVE)
# how often a page names itself, in any syntax that groups by subject
PAGE_NAMES_ITSELF: Final = 1
MEMBER: Final = NamedNode(TREE + "member")
VERSION_OF: Final = NamedNode(DCTERMS + "isVersionOf")
CREATED: Final = NamedNode(DCTERMS + "created")
POSITION: Final = NamedNode(SCHEMA + "position")
RELEASE: Final = NamedNode(DCTERMS + "isPartOf")
# seconds between two looks for a new release
POLLING_SECONDS: Final = 600
_DATE_TIME: Final = NamedNode(XSD + "dateTime")
_INTEGER: Final = NamedNode(XSD + "integer")
_TRUE: Final = Literal("true", datatype=NamedNode(XSD + "boolean"))
_ACTIVITIES: Final = {
    Happened.CREATED: NamedNode(AS + "Create"),
    Happened.UPDATED: NamedNode(AS + "Update"),
    Happened.DELETED: NamedNode(AS + "Delete"),
}
_TITLE: Final = "Changes of City2City"
_ABOUT: Final = (
    "What each release of City2City changed: a version of every subject that was "
    "created, changed or deleted, with all its triples in the merge of the asserted "
    "graphs, in the order of releases. Every version is kept for ever."
)


def root(feed: Feed) -> Iterator[Triple]:
    """Yield what the root says: the stream, and the relations to all blocks."""
    yield from _stream()
    yield from _shape()
    yield Triple(SELF, TYPE, NamedNode(TREE + "Node"))
    # no ldes:retentionPolicy: then all members are there (LDES §4.4)
    yield Triple(SELF, TYPE, NamedNode(LDES + "EventSource"))
    for number, first, last, is_full in feed.blocks():
        node = NamedNode(f"{RELATIVE}feed/index/{number}")
        yield from _relations(f"{number}", node, first, last if is_full else None)


def block(found: Block) -> Iterator[Triple]:
    """Yield what a block says: the relations to its pages."""
    yield Triple(SELF, TYPE, NamedNode(TREE + "Node"))
    if found.is_full:
        yield Triple(SELF, NamedNode(LDES + "immutable"), _TRUE)
    for leaf in found.leaves:
        number = leaf.edition.number
        node = NamedNode(f"{RELATIVE}../{number}/{leaf.page}")
        yield from _relations(f"{number}-{leaf.page}", node, leaf, leaf)


def page(leaf: Leaf, versions: Iterable[Version]) -> Iterator[Quad]:
    """Yield what a page says: of itself, then of one member after the other.

    In this order, as the TREE profile wants it: `tree:member` begins a member.
    """
    yield _quad(Triple(SELF, TYPE, NamedNode(TREE + "Node")))
    yield _quad(Triple(SELF, NamedNode(LDES + "immutable"), _TRUE))
    for position, version in enumerate(versions, leaf.first):
        node = member_iri(leaf, position)
        yield _quad(Triple(STREAM, MEMBER, node))
        for triple in _member(leaf, position, version):
            yield _quad(triple)
        for triple in parse(b"".join(version.lines), format=RdfFormat.N_TRIPLES):
            yield Quad(triple.subject, triple.predicate, triple.object, node)


def member_iri(leaf: Leaf, position: int) -> NamedNode:
    """Return the IRI of the member at `position`, which leads to its page."""
    number = leaf.edition.number
    return NamedNode(f"{STREAM.value}/{number}/{leaf.page}#{position}")


def _member(leaf: Leaf, position: int, version: Version) -> Iterator[Triple]:
    """Yield what is said of a member, beside the graph of its name."""
    node = member_iri(leaf, position)
    release = NamedNode(f"{namespaces.BASE}releases/{leaf.edition.number}")
    yield Triple(node, TYPE, _ACTIVITIES[version.happened])
    yield Triple(node, VERSION_OF, NamedNode(version.subject.decode()[1:-1]))
    yield Triple(node, CREATED, _time(leaf))
    yield Triple(node, POSITION, _integer(position))
    yield Triple(node, RELEASE, release)
    if leaf.ends_release and position == leaf.last:
        yield Triple(node, ENDS, _TRUE)


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)


def _stream() -> Iterator[Triple]:
    """Yield the context information on the stream (LDES §4)."""
    told: Iterable[tuple[str, Term]] = (
        (f"{LDES}timestampPath", CREATED),
        (f"{LDES}sequencePath", POSITION),
        (f"{LDES}versionOfPath", VERSION_OF),
        (f"{LDES}versionCreatePath", TYPE),
        (f"{LDES}versionCreateObject", _ACTIVITIES[Happened.CREATED]),
        (f"{LDES}versionUpdatePath", TYPE),
        (f"{LDES}versionUpdateObject", _ACTIVITIES[Happened.UPDATED]),
        (f"{LDES}versionDeletePath", TYPE),
        (f"{LDES}versionDeleteObject", _ACTIVITIES[Happened.DELETED]),
        (f"{LDES}transactionPath", RELEASE),
        (f"{LDES}transactionFinalizedPath", ENDS),
        (f"{LDES}transactionFinalizedObject", _TRUE),
        (f"{LDES}pollingInterval", _integer(POLLING_SECONDS)),
        (f"{TREE}shape", SHAPE),
        (f"{TREE}view", SELF),
        (f"{DCTERMS}title", Literal(_TITLE, language="en")),
        (f"{DCTERMS}description", Literal(_ABOUT, language="en")),
        (f"{PROV}wasDerivedFrom", NamedNode(namespaces.DATASET)),
    )
    yield Triple(STREAM, TYPE, NamedNode(LDES + "EventStream"))
    for predicate, value in told:
        yield Triple(STREAM, NamedNode(predicate), value)
    comment = "Whether the member is the last of its release."
    for name, text in (("label", "ends release"), ("comment", comment)):
        yield Triple(ENDS, NamedNode(RDFS + name), Literal(text, language="en"))


def _shape() -> Iterator[Triple]:
    """Yield the shape that each member has: of the version, not of its subject."""
    yield Triple(SHAPE, TYPE, NamedNode(SHACL + "NodeShape"))
    for path, name, kind in (
        (VERSION_OF, "nodeKind", NamedNode(SHACL + "IRI")),
        (CREATED, "datatype", _DATE_TIME),
        (POSITION, "datatype", _INTEGER),
        (RELEASE, "nodeKind", NamedNode(SHACL + "IRI")),
    ):
        node = NamedNode(f"{SHAPE.value}-{path.value.rpartition('/')[2]}")
        yield Triple(SHAPE, NamedNode(SHACL + "property"), node)
        yield Triple(node, NamedNode(SHACL + "path"), path)
        yield Triple(node, NamedNode(SHACL + name), kind)
        for count in ("minCount", "maxCount"):
            yield Triple(node, NamedNode(SHACL + count), _integer(1))


def _relations(
    key: str, node: NamedNode, first: Leaf, last: Leaf | None
) -> Iterator[Triple]:
    """Yield the relations to `node`, whose members lie between `first` and `last`.

    No end means that members are still added. `key` begins the relations' labels.
    """
    bounds = [
        ("GreaterThanOrEqualTo", CREATED, _time(first)),
        ("GreaterThanOrEqualTo", POSITION, _integer(first.first)),
    ]
    if last:
        bounds += [
            ("LessThanOrEqualTo", CREATED, _time(last)),
            ("LessThanOrEqualTo", POSITION, _integer(last.last)),
        ]
    for number, (kind, path, bound) in enumerate(bounds, 1):
        relation = BlankNode(f"r{key}-{number}")
        yield Triple(SELF, NamedNode(TREE + "relation"), relation)
        yield Triple(relation, TYPE, NamedNode(f"{TREE}{kind}Relation"))
        yield Triple(relation, NamedNode(TREE + "node"), node)
        yield Triple(relation, NamedNode(TREE + "path"), path)
        yield Triple(relation, NamedNode(TREE + "value"), bound)


def _time(leaf: Leaf) -> Literal:
    return Literal(leaf.edition.created, datatype=_DATE_TIME)


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=_INTEGER)
