"""Releases in RDF: versions of the dataset, as DCAT 3 §11 tells them apart.

Each is a `dcat:Dataset` with its version, its time, the one before it, its size and
its dumps; what it changed is told by two sets of quads with their sizes.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.distributions import distribution
from c2c_graph.dereference.distributions import node_of
from c2c_graph.rdf.terms import DCAT
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import XSD
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.history import Event

RELEASES: Final = namespaces.BASE + "releases"
_DATASET: Final = NamedNode(namespaces.DATASET)

_Statement = tuple[NamedNode, str, NamedNode | Literal]


def release_iri(number: int) -> str:
    """Return the IRI of release `number`, which its address spells, too."""
    return f"{RELEASES}/{number}"


def describe_releases(events: Iterable[Event], newest: int) -> list[Triple]:
    """Return what there is to tell of the releases `events`; `newest` is the last."""
    told: list[_Statement] = [
        (_DATASET, words.RDF + "type", NamedNode(DCAT + "Dataset")),
        (_DATASET, DCAT + "hasCurrentVersion", NamedNode(release_iri(newest))),
    ]
    for event in events:
        told += _release(event)
    return _triples(told)


def describe_release(
    event: Event,
    newest: int,
    base: str,
    dumps: Iterable[DumpFile],
    licenses: Collection[NamedNode] = (),
) -> list[Triple]:
    """Return what there is to tell of one release, with the `dumps` there are.

    They are fetched from `base`, the address by which the asker reached the server,
    and may be used under the `licenses`.
    """
    release = NamedNode(release_iri(event.number))
    address = f"{base}/releases/{event.number}"
    told: list[_Statement] = [
        *_release(event),
        (release, VOID + "sparqlEndpoint", NamedNode(f"{address}/sparql")),
        (_DATASET, DCAT + "hasCurrentVersion", NamedNode(release_iri(newest))),
    ]
    told += [(release, words.DCTERMS + "license", license) for license in licenses]
    for dump in dumps:
        file = node_of(event.number, dump.name)
        told.append((release, DCAT + "distribution", file))
        told += distribution(dump, event.number, base, licenses, _time(event))
    return _triples(told)


def _triples(told: Iterable[_Statement]) -> list[Triple]:
    made = (Triple(s, NamedNode(name), value) for s, name, value in told)
    return list(dict.fromkeys(made))


def _release(event: Event) -> Iterator[_Statement]:
    release = NamedNode(release_iri(event.number))
    before = NamedNode(release_iri(event.number - 1))
    created = Literal(_time(event), datatype=NamedNode(XSD + "dateTime"))
    title = Literal(f"City2City, release {event.number}", language="en")
    yield _DATASET, DCAT + "hasVersion", release
    yield release, words.RDF + "type", NamedNode(DCAT + "Dataset")
    yield release, words.RDF + "type", NamedNode(VOID + "Dataset")
    yield release, words.DCTERMS + "title", title
    yield release, DCAT + "version", Literal(str(event.number))
    yield release, DCAT + "isVersionOf", _DATASET
    yield release, words.DCTERMS + "issued", created
    yield release, words.DCTERMS + "identifier", Literal(event.dataset_hash)
    yield release, VOID + "triples", _number(event.triples)
    if event.number > 1:
        yield release, DCAT + "previousVersion", before
        yield release, words.PROV + "wasRevisionOf", before
    for which, number in (("added", event.added), ("removed", event.removed)):
        yield from _changed(release, which, number)


def _changed(release: NamedNode, which: str, number: int) -> Iterator[_Statement]:
    """Yield how many quads came or left, and the file that has them."""
    changed = NamedNode(f"{release.value}/diff#{which}")
    title = f"quads {which}; the number leaves out those of the statistics"
    yield release, words.DCTERMS + "relation", changed
    yield changed, words.RDF + "type", NamedNode(VOID + "Dataset")
    yield changed, words.DCTERMS + "title", Literal(title, language="en")
    yield changed, VOID + "triples", _number(number)
    yield changed, words.RDFS + "seeAlso", NamedNode(f"{release.value}/{which}.nq.gz")


def _time(event: Event) -> str:
    return f"{event.created:%Y-%m-%dT%H:%M:%SZ}"


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))
