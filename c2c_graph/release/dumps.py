"""The files that a release can be fetched as, and which of them there are."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import published_manifest

GZIP: Final = "gzip"
ZSTD: Final = "zstd"
NQUADS: Final = "application/n-quads"


@dataclass(frozen=True)
class DumpFile:
    """One file that a release can be fetched as, at `/releases/{number}/{name}`.

    `media_type` is that of the RDF that is packed with `packing`; `graph` is the IRI
    of the named graph that it holds, None for the whole dataset. `bytes` and `sha256`
    (hex) are of the file, `content_sha256` of what it unpacks to, empty where nobody
    has looked yet.
    """

    name: str
    media_type: str
    packing: str
    graph: str | None
    bytes: int
    sha256: str
    content_sha256: str


def dumps_of(home: Path, number: int) -> tuple[DumpFile, ...]:
    """Return the files of release `number` that there are now.

    The whole dataset comes first, its graphs follow in the order of their IRIs.
    Raise `errors.NoRelease` where there is no such release or it is damaged.
    """
    return _kept(home, number)


@lru_cache(16)
def _kept(home: Path, number: int) -> tuple[DumpFile, ...]:
    """Return the N-Quads that are kept for ever, packed with gzip."""
    manifest = published_manifest(home, number)
    objects, digest, size, files = Objects(home), hashlib.sha256(), 0, []
    for entry in manifest.graphs:
        try:
            body = objects.path(entry.object).read_bytes()
        except OSError as error:
            raise errors.NoRelease(
                f"a graph of release {number} cannot be read: {error}"
            ) from error
        digest.update(body)
        size += len(body)
        own = hashlib.sha256(body).hexdigest()
        name = f"graphs/{path_of(entry)}.nq.gz"
        files.append(
            DumpFile(name, NQUADS, GZIP, entry.iri, len(body), own, entry.object)
        )
    sum_ = digest.hexdigest()
    whole = DumpFile("city2city.nq.gz", NQUADS, GZIP, None, size, sum_, "")
    return (whole, *files)


def path_of(entry: GraphEntry) -> str:
    """Return what stands for the graph `entry` in the names of its files.

    A graph whose IRI is not below ours is named by the hash of its N-Quads.
    """
    if entry.iri.startswith(namespaces.GRAPHS):
        return entry.iri.removeprefix(namespaces.GRAPHS)
    return f"sha256-{entry.object}"
