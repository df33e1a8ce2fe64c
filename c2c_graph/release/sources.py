"""What a release is made from: the dataset's files and the accepted ones."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.dataset import source_paths
from c2c_graph.rdf.reading import read_file

ACCEPTED: Final = "accepted"


@dataclass(frozen=True)
class Found:
    """A source file on the disk, not read yet.

    `name` is what messages and the manifest call it, `stamp` what changes
    whenever its content does: size, inode, time of change and of modification.
    """

    name: str
    role: str
    graph: str
    path: Path
    stamp: tuple[int, int, int, int]


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
        """Return the file `found`, parsed; raise as `rdf.reading.read_file`."""
        if found.name in self._read:
            return self._read[found.name]
        document = read_file(found.path, name=found.name, graph=found.graph)
        file = SourceFile(found.name, found.role, found.graph, document)
        if self._keep:
            self._read[found.name] = file
        return file

    @cached_property
    def dataset(self) -> Dataset:
        """All files parsed, as validation wants them; accepted ones count as data."""
        files: list[SourceFile] = []
        faults: list[errors.RdfSyntaxError] = []
        for found in self.found:
            try:
                file = self.read(found)
                role = "data" if file.role == ACCEPTED else file.role
                files.append(dataclasses.replace(file, role=role))
            except errors.RdfSyntaxError as fault:
                faults.append(fault)
        return Dataset(self.folder, tuple(files), tuple(faults))


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
    return found


def _found(role: str, path: Path, relative: str, prefix: str) -> Found:
    try:
        stat = path.stat()
    except OSError as error:
        reason = error.strerror or error
        raise errors.DatasetUnreadable(f"{path}: cannot be read: {reason}") from error
    stamp = (stat.st_size, stat.st_ino, stat.st_ctime_ns, stat.st_mtime_ns)
    graph = namespaces.graph_iri(relative)
    return Found(prefix + relative, role, graph, path, stamp)


def _refuse_two_files_of_one_graph(found: Iterable[Found]) -> None:
    names: dict[str, str] = {}
    for file in found:
        other = names.setdefault(file.graph, file.name)
        if other != file.name:
            raise errors.DatasetUnreadable(
                f"{file.name}: {other} already makes the graph <{file.graph}>; "
                "rename one of the two files"
            )
