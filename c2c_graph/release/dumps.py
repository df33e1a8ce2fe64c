"""The files that a release can be fetched as, and which of them there are.

N-Quads are the graphs as they are kept for ever: files of gzip one after another are
a file of gzip (RFC 1952 §2.2), and so it is with zstd (RFC 8878 §3.1), so the whole
dataset needs no file of its own. All others are made after publication and lie in
`C2C_HOME/dumps`, a cache (see `dump_making`):

dumps/zstd/<hash>.nq.zst   the graphs of all releases once more, packed with zstd
dumps/0001.json            what was made of a release, kept also when the files go
dumps/sums/0001-gzip.json  length and hash of each file of N-Quads, which cost a look
dumps/0001/                its files, there for the newest releases and for those asked
"""

import dataclasses
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from c2c_graph import durable
from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf import formats
from c2c_graph.release.dump_packing import GZIP
from c2c_graph.release.dump_packing import PACKINGS
from c2c_graph.release.dump_packing import ZSTD
from c2c_graph.release.dump_packing import Packing
from c2c_graph.release.dump_packing import Written
from c2c_graph.release.dump_sums import sums_of
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import published_manifest

FOLDER: Final = "dumps"
NQUADS: Final = "application/n-quads"
STEM: Final = "city2city"
# what the merged graphs state, without what follows from it, in the words of the feed:
# sorted lines, with Skolem IRIs for blank nodes
ASSERTED: Final = "city2city-asserted.nt"
TWINS: Final = "zstd"
_SUMS: Final = "sums"
# a suffix of ours alone: pyoxigraph neither reads nor writes it
JELLY: Final = "jelly"
_JELLY_TYPE: Final = "application/x-jelly-rdf"
_GRAPHS: Final = "graphs/"


@dataclass(frozen=True)
class DumpFile:
    """One file that a release can be fetched as, at `/releases/{number}/{name}`.

    `media_type` is that of the RDF that is packed with `packing`; `graph` is the IRI
    of the named graph that it holds, None for the whole dataset. `bytes` and `sha256`
    (hex) are of the file, `content_sha256` of what it unpacks to, empty where nobody
    has looked.
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

    Those of the whole dataset come first, then those of its graphs in the order of
    their IRIs. Raise `errors.NoRelease` where there is no such release or it is
    damaged.
    """
    gzip, zstd = _kept(home, number, GZIP), _twins(home, number)
    return (*gzip[:1], *zstd[:1], *made(home, number), *gzip[1:], *zstd[1:])


def find(home: Path, number: int, name: str) -> DumpFile | None:
    """Return the file `name` of release `number` where it is there; else None.

    Raise as `dumps_of`.
    """
    return next((file for file in dumps_of(home, number) if file.name == name), None)


def look_again() -> None:
    """Forget which N-Quads are there: one that was is there no more."""
    _kept.cache_clear()


def paths_of(home: Path, number: int, file: DumpFile) -> tuple[Path, ...]:
    """Return the files on the disk that make `file`, in this order."""
    if file.media_type != NQUADS:
        return (folder_of(home, number) / file.name,)
    packing = GZIP if file.packing == GZIP.name else ZSTD
    entries = manifest_of(home, number).graphs
    return tuple(
        _path(home, entry, packing)
        for entry in entries
        if file.graph in (None, entry.iri)
    )


@lru_cache(16)
def manifest_of(home: Path, number: int) -> Manifest:
    """Return the manifest of release `number`, which never changes.

    Raise `errors.NoRelease`.
    """
    return published_manifest(home, number)


def name_for(entry: GraphEntry | None, packing: Packing) -> str:
    """Return the name of the N-Quads of the graph `entry`, or of the whole dataset.

    A graph whose IRI is not below our own is named by the hash of its N-Quads.
    """
    if entry is None:
        return f"{STEM}.nq.{packing.suffix}"
    stem = entry.iri.removeprefix(namespaces.GRAPHS)
    if stem == entry.iri:
        stem = f"sha256-{entry.object}"
    return f"{_GRAPHS}{stem}.nq.{packing.suffix}"


def stems(given: str) -> tuple[str, ...]:
    """Return the names, without packing, of what is made in the formats `given`.

    They are told by suffix, separated by spaces; `none` names none. N-Quads are not
    among the names, and `nt` stands for two. Raise `errors.InvalidSetting`.
    """
    asked = [] if given == "none" else given.split()
    offered = ("nq", "nt", "ttl", "trig", "jsonld", JELLY)
    if unknown := [suffix for suffix in asked if suffix not in offered]:
        raise errors.InvalidSetting(
            f"C2C_DUMP_FORMATS={given!r}: {unknown[0]} is no format of dumps; give "
            f"some of {', '.join(offered)}, separated by spaces, or none"
        )
    if JELLY in asked and find_spec("pyjelly") is None:
        raise errors.InvalidSetting(
            f"C2C_DUMP_FORMATS={given!r}: jelly needs a package that is not installed; "
            "install it with: pip install 'c2c-graph[jelly]'"
        )
    named = [f"{STEM}.{suffix}" for suffix in offered[1:] if suffix in asked]
    return (*named, ASSERTED) if "nt" in asked else tuple(named)


def names_offered(manifest: Manifest, given: str) -> frozenset[str]:
    """Return the names of all files that a release may have with formats `given`."""
    whole = (f"{stem}.{p.suffix}" for stem in stems(given) for p in PACKINGS)
    kept = (GZIP, ZSTD) if "nq" in given.split() else (GZIP,)
    graphs = (None, *manifest.graphs)
    return frozenset([*whole, *(name_for(g, p) for p in kept for g in graphs)])


def folder_of(home: Path, number: int) -> Path:
    """Return the folder of the files that are made of release `number`."""
    return home / FOLDER / f"{number:04d}"


def twin_of(home: Path, entry: GraphEntry) -> Path:
    """Return the file of the graph `entry` packed with zstd."""
    return home / FOLDER / TWINS / f"{entry.object}.nq.zst"


def made(home: Path, number: int) -> tuple[DumpFile, ...]:
    """Return what was made of release `number` and is there now: not the N-Quads."""
    folder = folder_of(home, number)
    noted = noted_files(home, number)
    return tuple(file for file in noted if _size(folder / file.name) == file.bytes)


def note(home: Path, number: int, files: tuple[Written, ...]) -> None:
    """Note that `files` lie in the folder of release `number`.

    What is noted stays when the files go. Raise `OSError`.
    """
    noted = {file.name: file for file in noted_files(home, number)}
    for written in files:
        name = written.path.name
        media_type = _media_type(name)
        file = DumpFile(
            name,
            media_type,
            written.packing.name,
            None,
            written.bytes,
            written.sha256,
            written.content_sha256,
        )
        noted[name] = file
    values = [dataclasses.asdict(noted[name]) for name in sorted(noted)]
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    durable.write_atomically(_notes(home, number), text.encode())


def noted_files(home: Path, number: int) -> tuple[DumpFile, ...]:
    """Return the files that were ever made of release `number`, also those gone."""
    try:
        values = json.loads(_notes(home, number).read_bytes())
        return tuple(DumpFile(**value) for value in values)
    except (OSError, ValueError, TypeError):
        return ()  # a cache: what cannot be read is made again


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _twins(home: Path, number: int) -> tuple[DumpFile, ...]:
    if not (home / FOLDER / TWINS).is_dir():  # a cache, which anybody may remove
        return ()
    try:
        return _kept(home, number, ZSTD)
    except errors.NoRelease:
        return ()  # not all are there


@lru_cache(16)
def _kept(home: Path, number: int, packing: Packing) -> tuple[DumpFile, ...]:
    """Return the N-Quads packed with `packing`: of all graphs, and of each."""
    entries = manifest_of(home, number).graphs
    paths = tuple(_path(home, entry, packing) for entry in entries)
    note = home / FOLDER / _SUMS / f"{number:04d}-{packing.name}.json"
    (whole, *sums), packed = sums_of(paths, note), packing.name
    graphs = (
        DumpFile(name_for(e, packing), NQUADS, packed, e.iri, *sum, e.object)
        for e, sum in zip(entries, sums, strict=True)
    )
    name = name_for(None, packing)
    return (DumpFile(name, NQUADS, packed, None, *whole, ""), *graphs)


def _path(home: Path, entry: GraphEntry, packing: Packing) -> Path:
    if packing == ZSTD:
        return twin_of(home, entry)
    return Objects(home).path(entry.object)


def _media_type(name: str) -> str:
    found = formats.graph_format(name.split(".")[-2])
    return found.media_type if found else _JELLY_TYPE


def _notes(home: Path, number: int) -> Path:
    return home / FOLDER / f"{number:04d}.json"
