"""What a release is made from: the dataset's files and the accepted ones.

Saved queries count among the files: each is read as what it says as an example.
"""

import dataclasses
import os
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.dataset import source_paths
from c2c_graph.rdf.prefixes import FILE as PREFIXES
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.reading import read_file
from c2c_graph.rdf.saved_queries import FOLDER
from c2c_graph.release.examples import read_example

ACCEPTED: Final = "accepted"


@dataclass(frozen=True)
class Found:
    """A source file on the disk, not read yet.

    `name` is what messages and the manifest call it, `stamp` what changes
    whenever its content does: size, inode, time of change and of modification
    (where it is read with the help of a second file, of both).
    """

    name: str
    role: str
    graph: str
    path: Path
    stamp: tuple[int, int, int, int]

    @property
    def is_saved_query(self) -> bool:
        """Return whether this is a question of the catalogue, and no RDF file."""
        return self.path.suffix == ".rq"


class Sources:
    """The files of one release, parsed when asked for; `keep` parses each only once.

    Parsed files take far more room than their graphs, so they are kept only for
    a gate that wants all of them.
    """

    def __init__(self, folder: Path, home: Path, *, keep: bool) -> None:
        self.folder = folder
        self._keep = keep
        self.found = _find(folder, home / ACCEPTED)
        self._read: dict[str, SourceFile] = {}

    def read(self, found: Found) -> SourceFile:
        """Return the file `found`, parsed.

        Raise as `rdf.reading.read_file` and `release.examples.read_example`.
        """
        if found.name in self._read:
            return self._read[found.name]
        document = self._document(found)
        file = SourceFile(found.name, found.role, found.graph, document)
        if self._keep:
            self._read[found.name] = file
        return file

    @cached_property
    def dataset(self) -> Dataset:
        """All files parsed, as validation wants them; accepted ones count as data."""
        files: list[SourceFile] = []
        faults: list[errors.RdfSyntaxError] = []
        for found in (f for f in self.found if not f.is_saved_query):
            try:
                file = self.read(found)
                role = "data" if file.role == ACCEPTED else file.role
                files.append(dataclasses.replace(file, role=role))
            except errors.RdfSyntaxError as fault:
                faults.append(fault)
        return Dataset(self.folder, tuple(files), tuple(faults))

    def _document(self, found: Found) -> Document:
        if found.is_saved_query:
            return read_example(found.path, name=found.name, prefixes=self._prefixes)
        return read_file(found.path, name=found.name, graph=found.graph)

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return load_prefixes(self.folder)


def _find(folder: Path, accepted: Path) -> tuple[Found, ...]:
    paths = [(role, path, folder, "") for role, path in source_paths(folder)]
    paths += [
        (ACCEPTED, path, accepted, f"{ACCEPTED}/")
        for path in sorted(accepted.rglob("*.ttl"))
    ]
    found = tuple(
        _found(role, path, path.relative_to(base).as_posix(), prefix)
        for role, path, base, prefix in paths
    )
    _refuse_two_files_of_one_graph(found)
    return (*found, *_saved_queries(folder))


def _found(role: str, path: Path, relative: str, prefix: str) -> Found:
    graph = namespaces.graph_iri(relative)
    return Found(prefix + relative, role, graph, path, _stamp(path))


def _saved_queries(folder: Path) -> Iterator[Found]:
    # the values of a query's examples may be written with the dataset's prefixes
    prefixes = [folder / PREFIXES] if (folder / PREFIXES).is_file() else []
    for path in sorted((folder / FOLDER).glob("*.rq")):
        name = path.relative_to(folder).as_posix()
        graph, stamp = namespaces.EXAMPLES_GRAPH, _stamp(path, *prefixes)
        yield Found(name, "sparql", graph, path, stamp)


def _stamp(*paths: Path) -> tuple[int, int, int, int]:
    stats = [_stat(path) for path in paths]
    return (
        sum(stat.st_size for stat in stats),
        sum(stat.st_ino for stat in stats),
        max(stat.st_ctime_ns for stat in stats),
        max(stat.st_mtime_ns for stat in stats),
    )


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        reason = error.strerror or error
        raise errors.DatasetUnreadable(f"{path}: cannot be read: {reason}") from error


def _refuse_two_files_of_one_graph(found: Iterable[Found]) -> None:
    names: dict[str, str] = {}
    for file in found:
        other = names.setdefault(file.graph, file.name)
        if other != file.name:
            raise errors.DatasetUnreadable(
                f"{file.name}: {other} already makes the graph <{file.graph}>; "
                "rename one of the two files"
            )
