"""The files of a release as DCAT distributions (DCAT 3 §6.8, DCAT-AP 3.0.1)."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from c2c_graph.dereference import words
from c2c_graph.dereference.dataset_description import RELEASES
from c2c_graph.dereference.statements import Statement
from c2c_graph.dereference.statements import each_is
from c2c_graph.dereference.statements import english
from c2c_graph.dereference.statements import every
from c2c_graph.dereference.statements import typed
from c2c_graph.rdf import formats
from c2c_graph.rdf.terms import DCAT
from c2c_graph.release.dumps import ASSERTED
from c2c_graph.release.dumps import DumpFile

SPDX: Final = "http://spdx.org/rdf/terms#"
DCATAP: Final = "http://data.europa.eu/r5r/"
# IANA's list of media types, which DCAT 3 §6.8.17 and §6.8.18 ask for
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
# the lists of the Publications Office of the European Union: DCAT-AP, "Controlled
# vocabularies to be used"
AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_FILE_TYPES: Final = {
    "application/n-quads": "RDF_N_QUADS",
    "application/n-triples": "RDF_N_TRIPLES",
    "application/trig": "RDF_TRIG",
    "application/ld+json": "JSON_LD",
    "text/turtle": "RDF_TURTLE",
}
_NAMES: Final = {
    "nquads": "N-Quads",
    "ntriples": "N-Triples",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "turtle": "Turtle",
}


def node_of(number: int, name: str) -> NamedNode:
    """Return the IRI of the distribution that is the file `name` of a release."""
    return NamedNode(f"{RELEASES}{number}#{quote(name)}")


def address(base: str, number: int, name: str) -> str:
    """Return where the file `name` of release `number` is fetched."""
    return f"{base}/releases/{number}/{quote(name)}"


def packed_type(dump: DumpFile) -> str:
    """Return the media type of the file as it is fetched: that of its packing."""
    return f"application/{dump.packing}"


def title_of(dump: DumpFile) -> str:
    """Return a title for people: what is in the file and how it is packed."""
    format = formats.graph_format(dump.media_type)
    name = _NAMES.get(format.name, dump.media_type) if format else dump.media_type
    told = " of what is asserted" if _is_asserted(dump) else ""
    return f"{name}{told}, {dump.packing}: {dump.name}"


def distribution(
    dump: DumpFile, number: int, base: str, licenses: Iterable[NamedNode], issued: str
) -> Iterator[Statement]:
    """Yield what DCAT says of the file `dump` of release `number`.

    `issued` is when the release was made (xsd:dateTime). The packing is a
    compression format and no packaging format: there is one file in it (DCAT 3
    §6.8.18, §6.8.19).
    """
    node = node_of(number, dump.name)
    place = NamedNode(address(base, number, dump.name))
    packing = NamedNode(MEDIA_TYPES + packed_type(dump))
    yield node, words.RDF + "type", NamedNode(DCAT + "Distribution")
    yield node, words.DCTERMS + "title", english(title_of(dump))
    yield node, words.DCTERMS + "description", english(_about(dump, number))
    yield node, DCAT + "accessURL", place
    yield node, DCAT + "downloadURL", place
    yield node, DCAT + "compressFormat", packing
    yield node, DCAT + "byteSize", typed(dump.bytes, "nonNegativeInteger")
    yield node, words.DCTERMS + "issued", typed(issued, "dateTime")
    yield node, DCATAP + "availability", _authority("planned-availability/STABLE")
    yield from every(node, words.DCTERMS + "license", licenses)
    yield from each_is((packing,), words.DCTERMS + "MediaType")
    yield from _format(node, dump)
    yield from _checksum(node, dump)


def _about(dump: DumpFile, number: int) -> str:
    what = f"the named graph <{dump.graph}>" if dump.graph else "the dataset"
    told = ", without what follows from it" if _is_asserted(dump) else ""
    return f"Release {number} of {what}{told}; the file never changes."


def _is_asserted(dump: DumpFile) -> bool:
    """Return whether the file leaves out what follows by the vocabulary."""
    return dump.name.startswith(ASSERTED)


def _format(node: NamedNode, dump: DumpFile) -> Iterator[Statement]:
    """Yield the format as it is listed; one that no list has is told in the title."""
    if "/x-" not in dump.media_type:
        media_type = NamedNode(MEDIA_TYPES + dump.media_type)
        yield node, DCAT + "mediaType", media_type
        yield from each_is((media_type,), words.DCTERMS + "MediaType")
    if name := _FILE_TYPES.get(dump.media_type):
        file_type = _authority(f"file-type/{name}")
        yield node, words.DCTERMS + "format", file_type
        yield from each_is((file_type,), words.DCTERMS + "MediaTypeOrExtent")


def _checksum(node: NamedNode, dump: DumpFile) -> Iterator[Statement]:
    """Yield the hash of the file as it is fetched."""
    checksum = NamedNode(f"{node.value}.sha256")
    algorithm = NamedNode(SPDX + "checksumAlgorithm_sha256")
    yield node, SPDX + "checksum", checksum
    yield checksum, words.RDF + "type", NamedNode(SPDX + "Checksum")
    yield checksum, SPDX + "algorithm", algorithm
    yield checksum, SPDX + "checksumValue", typed(dump.sha256, "hexBinary")
    yield from each_is((algorithm,), SPDX + "ChecksumAlgorithm")


def _authority(name: str) -> NamedNode:
    return NamedNode(AUTHORITY + name)
