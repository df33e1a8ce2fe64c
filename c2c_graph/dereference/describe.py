"""Describe one thing: its facts, what points to it, its parts, the labels it needs."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from itertools import islice
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import errors
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import OWN_LIMIT
from c2c_graph.dereference.facts import Fact
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.facts import Node

# up to here every incoming triple is read at once; a node with more is a hub
INCOMING_LIMIT: Final = 500
# of a hub, so many of each predicate; the rest is paged
HUB_LIMIT: Final = 50
# facts of what is written in some ms, and how many a part counts for
LARGE: Final = 300
LARGE_PART: Final = 10
# by these names a query string asks for a page of what points to a thing
INCOMING: Final = "incoming"
AFTER: Final = "after"
# nodes described in full because they belong to the one asked for
PARTS_LIMIT: Final = 120


@dataclass(frozen=True)
class Incoming:
    """Triples of one predicate that point to a thing; `complete` if these are all."""

    predicate: NamedNode
    triples: tuple[Triple, ...]
    complete: bool = True


@dataclass(frozen=True)
class Description:
    """What a release says about one thing, within stated bounds.

    `parts` holds the facts of the nodes that belong to the thing (memberships,
    targets, geometry), in the order found.
    """

    node: NamedNode
    own: tuple[Fact, ...]
    incoming: tuple[Incoming, ...]
    parts: dict[Node, tuple[Fact, ...]]

    def facts(self) -> Iterator[Fact]:
        """Yield the facts stated of the thing and of its parts."""
        return chain(self.own, *self.parts.values())

    def triples(self) -> Iterator[Triple]:
        """Yield every triple described, each once."""
        stated = (fact.triple for fact in self.facts())
        return iter(dict.fromkeys(chain(stated, self.pointing())))

    def pointing(self) -> Iterator[Triple]:
        """Yield the triples that point to the thing, as far as they are here."""
        return chain.from_iterable(group.triples for group in self.incoming)

    def hubs(self) -> Iterator[NamedNode]:
        """Yield the properties by which more points to the thing than is here."""
        return (group.predicate for group in self.incoming if not group.complete)

    def is_large(self) -> bool:
        """Return whether to write it takes long enough for others to wait."""
        pointing = sum(len(group.triples) for group in self.incoming)
        return len(self.own) + pointing + LARGE_PART * len(self.parts) > LARGE

    def complete(self) -> bool:
        """Return whether every triple about the thing, or pointing to it, is here."""
        pointing = all(group.complete for group in self.incoming)
        return pointing and len(self.own) < OWN_LIMIT


def describe(facts: Facts, iri: str, *, sourced: bool = True) -> Description:
    """Return what the release says about `iri`.

    The number of look-ups has a fixed bound whatever the thing. Unless `sourced`,
    facts of its parts may come without their graphs, which is quicker. Raise
    `errors.UnknownIri` where nothing is stated about it.
    """
    node = named(iri)
    own = facts.about(node)
    if not own:
        raise errors.UnknownIri(f"nothing is known under <{iri}>")
    incoming = incoming_of(facts, node)
    about = facts.about if sourced else facts.merged_about
    return Description(node, own, incoming, _parts(about, node, own, incoming))


def query_of(predicate: NamedNode, after: int = 0) -> str:
    """Return the query string of the page of what points to a thing by `predicate`."""
    wanted = f"{INCOMING}={quote(predicate.value, safe='')}"
    return f"{wanted}&{AFTER}={after}" if after else wanted


def named(iri: str) -> NamedNode:
    """Return the node of `iri`; raise `errors.UnknownIri` where it is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError:
        raise errors.UnknownIri("the address asked for is not an IRI") from None


def incoming_of(facts: Facts, node: NamedNode) -> tuple[Incoming, ...]:
    """Return what points to `node`, grouped by predicate, within the limits."""
    found = list(islice(facts.pointing_to(node), INCOMING_LIMIT + 1))
    if len(found) <= INCOMING_LIMIT:
        return _grouped(found)
    return tuple(filter(None, (_some(facts, node, p) for p in facts.predicates())))


def _some(facts: Facts, node: NamedNode, predicate: NamedNode) -> Incoming | None:
    found = tuple(islice(facts.pointing_to(node, predicate), HUB_LIMIT + 1))
    if not found:
        return None
    return Incoming(predicate, found[:HUB_LIMIT], len(found) <= HUB_LIMIT)


def _grouped(triples: Iterable[Triple]) -> tuple[Incoming, ...]:
    groups: dict[NamedNode, list[Triple]] = {}
    for triple in triples:
        groups.setdefault(triple.predicate, []).append(triple)
    return tuple(Incoming(p, tuple(group)) for p, group in groups.items())


def _parts(
    about: Callable[[Node], tuple[Fact, ...]],
    node: NamedNode,
    own: tuple[Fact, ...],
    incoming: tuple[Incoming, ...],
) -> dict[Node, tuple[Fact, ...]]:
    """Return the facts of what belongs to `node`, breadth first."""
    pointing = (g for g in incoming if g.predicate in words.PARTS_POINTING)
    owners = (t.subject for g in pointing for t in g.triples)
    level = [*_owned(own), *(n for n in owners if not isinstance(n, Triple))]
    parts: dict[Node, tuple[Fact, ...]] = {}
    for _ in range(words.PARTS_DEPTH):
        fresh = [n for n in dict.fromkeys(level) if n not in parts and n != node]
        fresh = fresh[: PARTS_LIMIT - len(parts)]
        parts.update((part, about(part)) for part in fresh)
        level = [owned for part in fresh for owned in _owned(parts[part])]
    return parts


def _owned(own: Iterable[Fact]) -> Iterator[Node]:
    for fact in own:
        value = fact.value
        if isinstance(value, BlankNode) or (
            isinstance(value, NamedNode) and fact.triple.predicate in words.PARTS
        ):
            yield value
