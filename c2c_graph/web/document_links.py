"""The Link header of a document (RFC 8288): its variants, licence, what it is about."""

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from typing import Final

from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.describe import query_of
from c2c_graph.web import addresses
from c2c_graph.web import documents
from c2c_graph.web import profiles
from c2c_graph.web import signposting
from c2c_graph.web import variants
from c2c_graph.web.view import View

# clients and proxies refuse long headers; what does not fit stands in the document
LONGEST: Final = 2_560


def links(
    view: View,
    description: Description,
    location: str,
    profile: profiles.Profile,
    past: Iterable[str] = (),
) -> str:
    """Return the Link header of the document at `location` in `profile`.

    The path of `location` ends in a suffix; `past` are the links to earlier states.
    """
    path = variants.split(location.partition("?")[0])[0]
    told = (
        variants.links(path),
        past,
        _about(view, description),
        _pages(description, path),
        signposting.links(description, path),
    )
    return joined(chain(*told, profiles.links(path, profile)))


def joined(values: Iterable[str]) -> str:
    """Return `values` as one header, the first ones where they are too long."""
    length, taken = 0, []
    for value in values:
        length += len(value) + 2
        if length > LONGEST:
            break
        taken.append(value)
    return ", ".join(taken)


def _pages(description: Description, path: str) -> Iterator[str]:
    """Yield links to what does not fit: page by page, and all at once."""
    iri = str(description.node.value)
    for predicate in description.hubs():
        told = f'rel="related"; title="what points here by {predicate.value}"'
        yield f"<{path}?{query_of(predicate)}>; {told}"
    if not description.complete():
        either = f"{{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }}"
        query = f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {either} }}"
        rest = addresses.sparql_path(query)
        yield f'<{rest}>; rel="related"; title="all triples about it"'


def _about(view: View, description: Description) -> Iterator[str]:
    iri = str(description.node.value)
    if iri != documents.document_of_iri(iri):
        yield f'<{iri}>; rel="describes"'
    graphs = {graph for fact in description.own for graph in fact.graphs}
    licenses = {license for g in graphs for license in view.facts.licenses(g)}
    for license in sorted(licenses, key=str):
        yield f'{license}; rel="license"'
