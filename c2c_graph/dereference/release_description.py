"""Releases in RDF: versions of the dataset, as DCAT 3 §11 tells them apart.

Each is a `dcat:Dataset` with its version, its time, the one before it, its size and
its dumps; what it changed is told by two sets of quads with their sizes.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import XSD
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.history import Event

RELEASES: Final = namespaces.BASE + "releases"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_SHA256: Final = NamedNode(_SPDX + "checksumAlgorithm_sha256")
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_PACKED: Final = {"gzip": "application/gzip", "zstd": "application/zstd"}
_DATASET: Final = NamedNode(namespaces.DATASET)

_Statement = tuple[NamedNode, str, NamedNode | Literal]


def release_iri(number: int) -> str:
    """Return the IRI of release `number`, which its address spells, too."""
    return f"{RELEASES}/{number}"


def describe_releases(events: Iterable[Event], newest: int) -> list[Triple]:
    """Return what there is to tell of the releases `events`; `newest` is the last."""
    told: list[_Statement] = [
        (_DATASET, words.RDF + "type", NamedNode(_DCAT + "Dataset")),
        (_DATASET, _DCAT + "hasCurrentVersion", NamedNode(release_iri(newest))),
    ]
    for event in events:
        told += _release(event)
    return _triples(told)


def describe_release(
    event: Event, newest: int, base: str, dumps: Iterable[DumpFile]
) -> list[Triple]:
    """Return what there is to tell of one release, with the `dumps` there are.

    They are fetched from `base`, the address by which the asker reached the server.
    """
    release = NamedNode(release_iri(event.number))
    address = f"{base}/releases/{event.number}"
    told: list[_Statement] = [
        *_release(event),
        (release, VOID + "sparqlEndpoint", NamedNode(f"{address}/sparql")),
        (_DATASET, _DCAT + "hasCurrentVersion", NamedNode(release_iri(newest))),
    ]
    for dump in dumps:
        told += _dump(release, dump, address)
    return _triples(told)


def _triples(told: Iterable[_Statement]) -> list[Triple]:
    made = (Triple(s, NamedNode(name), value) for s, name, value in told)
    return list(dict.fromkeys(made))


def _release(event: Event) -> Iterator[_Statement]:
    release = NamedNode(release_iri(event.number))
    before = NamedNode(release_iri(event.number - 1))
    created = Literal(event.created.isoformat(), datatype=NamedNode(XSD + "dateTime"))
    title = Literal(f"City2City, release {event.number}", language="en")
    yield _DATASET, _DCAT + "hasVersion", release
    yield release, words.RDF + "type", NamedNode(_DCAT + "Dataset")
    yield release, words.RDF + "type", NamedNode(VOID + "Dataset")
    yield release, words.DCTERMS + "title", title
    yield release, _DCAT + "version", Literal(str(event.number))
    yield release, _DCAT + "isVersionOf", _DATASET
    yield release, words.DCTERMS + "issued", created
    yield release, words.DCTERMS + "identifier", Literal(event.dataset_hash)
    yield release, VOID + "triples", _number(event.triples)
    if event.number > 1:
        yield release, _DCAT + "previousVersion", before
        yield release, words.PROV + "wasRevisionOf", before
    for which, number in (("added", event.added), ("removed", event.removed)):
        yield from _changed(release, which, number)


def _changed(release: NamedNode, which: str, number: int) -> Iterator[_Statement]:
    """Yield how many quads came or left, and the file that has them."""
    changed = NamedNode(f"{release.value}/diff#{which}")
    title = f"triples {which}, but for those of graphs that are derived from others"
    yield release, words.DCTERMS + "relation", changed
    yield changed, words.RDF + "type", NamedNode(VOID + "Dataset")
    yield changed, words.DCTERMS + "title", Literal(title, language="en")
    yield changed, VOID + "triples", _number(number)
    yield changed, words.RDFS + "seeAlso", NamedNode(f"{release.value}/{which}.nq.gz")


def _dump(release: NamedNode, dump: DumpFile, address: str) -> Iterator[_Statement]:
    file = NamedNode(f"{address}/{dump.name}")
    packed = _MEDIA_TYPES + _PACKED[dump.packing]
    sum_ = NamedNode(f"{address}/{dump.name}#sha256")
    hexadecimal = Literal(dump.sha256, datatype=NamedNode(XSD + "hexBinary"))
    yield release, _DCAT + "distribution", file
    yield file, words.RDF + "type", NamedNode(_DCAT + "Distribution")
    yield file, _DCAT + "downloadURL", file
    yield file, _DCAT + "mediaType", NamedNode(_MEDIA_TYPES + dump.media_type)
    yield file, _DCAT + "compressFormat", NamedNode(packed)
    yield file, _DCAT + "byteSize", _number(dump.bytes, "nonNegativeInteger")
    yield file, _SPDX + "checksum", sum_
    yield sum_, words.RDF + "type", NamedNode(_SPDX + "Checksum")
    yield sum_, _SPDX + "algorithm", _SHA256
    yield sum_, _SPDX + "checksumValue", hexadecimal


def _number(value: int, datatype: str = "integer") -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD + datatype))
