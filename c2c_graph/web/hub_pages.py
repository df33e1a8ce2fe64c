"""Pages of what points to a hub: `/doc/…?incoming={property}&after={number}`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from c2c_graph import errors
from c2c_graph.dereference import document
from c2c_graph.dereference import hubs
from c2c_graph.dereference import jsonld
from c2c_graph.dereference.describe import AFTER
from c2c_graph.dereference.describe import INCOMING
from c2c_graph.dereference.describe import query_of
from c2c_graph.dereference.hubs import HubPage
from c2c_graph.dereference.index import fold
from c2c_graph.rdf.formats import graph_format
from c2c_graph.web import addresses
from c2c_graph.web import documents
from c2c_graph.web import wording
from c2c_graph.web.asked import Asked
from c2c_graph.web.templating import render
from c2c_graph.web.validators import Stamp
from c2c_graph.web.view import View

_FIELDS: Final = 20
_DIGITS: Final = 9


@dataclass(frozen=True)
class Wanted:
    """The page asked for: what points to a thing by `predicate`, after so many."""

    predicate: str
    after: int


def wanted(asked: Asked) -> Wanted | None:
    """Return which page `asked` asks for, nothing where it asks for the document.

    Raise `errors.BadRequest` where `after` is no number.
    """
    if INCOMING.encode() not in asked.query:
        return None
    text = asked.query.decode("latin-1")
    given = parse_qs(text, max_num_fields=_FIELDS, errors="replace")
    if INCOMING not in given:
        return None
    after = given.get(AFTER, ["0"])[0]
    if not (after.isascii() and after.isdigit() and len(after) <= _DIGITS):
        raise errors.BadRequest(f"{AFTER} is how many to pass over, such as 500")
    return Wanted(given[INCOMING][0], int(after))


def read(view: View, iri: str, page: Wanted) -> HubPage:
    """Return `page` of what points to `iri`; raise as `hubs.hub_page` does."""
    return hubs.hub_page(view.facts, iri, page.predicate, page.after)


def written(
    view: View, page: HubPage, variant: str, languages: Sequence[str], stamp: Stamp
) -> bytes:
    """Return `page` in `variant`, HTML for a reader of `languages`."""
    if variant == documents.HTML:
        return _html(view, page, tuple(languages), stamp)
    iri = str(page.node.value)
    said = hubs.triples(view.facts, page, documents.document_of_iri(iri))
    if variant == documents.JSONLD:
        return view.context.write(said, jsonld.reference_from(iri))
    format = graph_format(variant)
    assert format is not None
    return document.write(said, format, view.prefixes)


def links(page: HubPage, path: str) -> list[str]:
    """Return the links of `page`, which is asked for at `path` (RFC 8288 §3.3)."""
    found = [f'<{path}?{query_of(page.predicate)}>; rel="first"']
    if page.next_query:
        found.append(f'<{path}?{page.next_query}>; rel="next"')
    elif page.more:
        found.append(f'<{_all(page)}>; rel="related"; title="all of them"')
    return found


def _all(page: HubPage) -> str:
    """Return the address of the query that tells what no page reaches."""
    query = f"SELECT ?thing {{ ?thing {page.predicate} {page.node} }}"
    return addresses.sparql_path(query)


def _html(view: View, page: HubPage, languages: tuple[str, ...], stamp: Stamp) -> bytes:
    names = view.names(languages)
    name = names.term(page.predicate)
    address = addresses.document_path(str(page.node.value))
    items = [names.show(triple.subject) for triple in page.triples]
    return render(
        "hub.html",
        title=names.show(page.node),
        heading=wording.pointing_by(name.title, name.text),
        items=sorted(items, key=lambda item: (fold(item.text), item.title)),
        first=page.after + 1,
        last=page.after + len(items),
        address=address,
        following=f"{address}?{page.next_query}" if page.next_query else "",
        rest=_all(page) if page.more and not page.next_query else "",
        changed=stamp,
    ).encode()
