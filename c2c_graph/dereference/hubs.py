"""Of a hub, what points to it page by page.

A page is a part of what points to a thing by one property, in the order in which the
store keeps it, which is the same as long as the release is. To find a page the store
passes over those before it without reading them out, some 0.3 µs each; so that no
page costs more than a bound, they reach only so far.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import errors
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import named
from c2c_graph.dereference.describe import query_of
from c2c_graph.dereference.document import PART_OF
from c2c_graph.dereference.document import PRIMARY_TOPIC
from c2c_graph.dereference.facts import Facts

# triples of one page
PAGE: Final = 500
# a page begins after at most so many; the rest is for a query or a dump
FARTHEST: Final = 100_000
_HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
_VIEW: Final = NamedNode(_HYDRA + "PartialCollectionView")
_FIRST: Final = NamedNode(_HYDRA + "first")
_NEXT: Final = NamedNode(_HYDRA + "next")


@dataclass(frozen=True)
class HubPage:
    """Triples that point to `node` by `predicate`, after the first `after` of them.

    `more` tells whether these are not the last.
    """

    node: NamedNode
    predicate: NamedNode
    after: int
    triples: tuple[Triple, ...]
    more: bool

    @property
    def query(self) -> str:
        """Return the query string of this page."""
        return query_of(self.predicate, self.after)

    @property
    def next_query(self) -> str:
        """Return the query string of the next page, empty where there is none."""
        following = self.after + PAGE
        reached = self.more and following <= FARTHEST
        return query_of(self.predicate, following) if reached else ""


def hub_page(facts: Facts, iri: str, predicate: str, after: int) -> HubPage:
    """Return one page of what points to `iri` by `predicate`.

    One look-up, whatever the thing. Raise `errors.UnknownPage` where it would be empty
    or lies too far.
    """
    if after > FARTHEST:
        raise errors.UnknownPage(
            f"pages begin after at most {FARTHEST:,} things; ask for the others by "
            "SPARQL, or take a dump"
        )
    node, by = named(iri), named(predicate)
    found = facts.pointing_after(node, by, after, PAGE + 1)
    if not found:
        raise errors.UnknownPage(f"nothing more points to <{iri}> by <{predicate}>")
    return HubPage(node, by, after, found[:PAGE], more=len(found) > PAGE)


def triples(facts: Facts, page: HubPage, document: str) -> list[Triple]:
    """Return what `page` says, with labels, as a part of the document `document`.

    The page says of itself where the next one is (Hydra, "Collections").
    """
    subjects = dict.fromkeys(triple.subject for triple in page.triples)
    named_ones = (node for node in subjects if isinstance(node, NamedNode))
    labels = chain.from_iterable(map(facts.labels, chain((page.node,), named_ones)))
    return [*page.triples, *labels, *_about(page, document)]


def _about(page: HubPage, document: str) -> Iterator[Triple]:
    itself = NamedNode(f"{document}?{page.query}")
    yield Triple(itself, words.TYPE, _VIEW)
    yield Triple(itself, PRIMARY_TOPIC, page.node)
    yield Triple(itself, PART_OF, NamedNode(document))
    first = query_of(page.predicate)
    yield Triple(itself, _FIRST, NamedNode(f"{document}?{first}"))
    if page.next_query:
        yield Triple(itself, _NEXT, NamedNode(f"{document}?{page.next_query}"))
