"""A copy of the data kept up to date from the feed, by what the feed says of itself.

It knows no address but the root's, and none of our terms but what the root names.
"""

import hashlib
from collections.abc import Callable

from pyoxigraph import Dataset
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.dereference.event_stream import LDES
from c2c_graph.dereference.event_stream import TREE

TYPES = {
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/ld+json": RdfFormat.JSON_LD,
}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# what a member is compared with, by kind of relation
HOLDS = {
    "GreaterThanOrEqualToRelation": lambda last, bound: True,
    "LessThanOrEqualToRelation": lambda last, bound: last is None or bound > last,
}


class Mirror:
    """What a reader has of the data, and up to where it has read the feed.

    `fetch` takes an address, a media type and an entity tag, and returns status,
    headers and body; `root` is the address to begin at.
    """

    def __init__(self, fetch: Callable, root: str, media_type="application/trig"):
        self.fetch = fetch
        self.root = root
        self.media_type = media_type
        self.states = {}
        self.position = None
        self.members = []
        self.fetched = []
        self.tags = {}

    def follow(self):
        """Read what is new, and return how many members that is."""
        node = self._node(self.root)
        if node is None:
            return 0
        self._learn(node)
        found = sorted(self._members(node, self.root), key=lambda member: member[:2])
        for _, position, kind, subject, lines in found:
            self.states.pop(subject, None)
            if kind != self.deleted:
                self.states[subject] = lines
            self.position = position
        self.members += found
        return len(found)

    def text(self):
        """Return the copy as sorted N-Triples."""
        lines = {line for state in self.states.values() for line in state}
        return "".join(sorted(lines, key=str.encode))

    def sha256(self):
        return hashlib.sha256(self.text().encode()).hexdigest()

    def _learn(self, node):
        """Read the context information on the root (LDES §4)."""
        (view,) = node.quads_for_predicate(NamedNode(TREE + "view"))
        assert view.object.value == self.root
        self.stream = view.subject
        told = {
            quad.predicate.value: quad.object
            for quad in node.quads_for_subject(self.stream)
        }
        self.timestamp = told[LDES + "timestampPath"]
        self.sequence = told[LDES + "sequencePath"]
        self.version_of = told[LDES + "versionOfPath"]
        self.kind = told[LDES + "versionDeletePath"]
        self.deleted = told[LDES + "versionDeleteObject"].value

    def _members(self, node, address):
        yield from self._own_members(node)
        for target in self._targets(node, address):
            found = self._node(target)
            if found is not None:
                yield from self._members(found, target)

    def _own_members(self, node):
        for quad in node.quads_for_predicate(NamedNode(TREE + "member")):
            member = quad.object
            assert quad.subject == self.stream
            position = int(_value(node, member, self.sequence))
            if self.position is not None and position <= self.position:
                continue
            graph = node.quads_for_graph_name(member)
            yield (
                _value(node, member, self.timestamp),
                position,
                _value(node, member, self.kind),
                _value(node, member, self.version_of),
                {f"{quad.triple} .\n" for quad in graph},
            )

    def _targets(self, node, address):
        """Yield the nodes that may lead to something new (TREE, pruning)."""
        own, wanted = NamedNode(address), {}
        for quad in node.quads_for_predicate(NamedNode(TREE + "relation")):
            assert quad.subject == own
            target = _value(node, quad.object, NamedNode(TREE + "node"))
            wanted[target] = wanted.get(target, True) and self._may(node, quad.object)
        return [target for target, is_wanted in wanted.items() if is_wanted]

    def _may(self, node, relation):
        if _value(node, relation, NamedNode(TREE + "path")) != self.sequence.value:
            return True
        kind = _value(node, relation, NamedNode(_TYPE)).removeprefix(TREE)
        bound = int(_value(node, relation, NamedNode(TREE + "value")))
        return HOLDS[kind](self.position, bound)

    def _node(self, address):
        """Return what the node says; None where it has not changed."""
        self.fetched.append(address)
        status, headers, body = self.fetch(
            address, self.media_type, self.tags.get(address)
        )
        if status == 304:
            return None
        assert status == 200, (address, status, body)
        self.tags[address] = headers["etag"]
        # a store would write some literals anew
        return Dataset(parse(body, format=TYPES[self.media_type], base_iri=address))


def _value(node, subject, path):
    found = (q for q in node.quads_for_subject(subject) if q.predicate == path)
    (quad,) = (q for q in found if q.graph_name == DefaultGraph())
    return quad.object.value
