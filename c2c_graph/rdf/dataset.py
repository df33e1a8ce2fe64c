"""Read a dataset folder: every RDF file in it, each with its named graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf import formats
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.reading import read_file

ROLES: Final = ("ontology", "data", "shapes", "sparql")


@dataclass(frozen=True)
class SourceFile:
    """A file of the dataset; `path` is relative to its folder, with slashes."""

    path: str
    role: str
    graph: str
    document: Document


@dataclass(frozen=True)
class Dataset:
    """What a dataset folder holds, sorted by path, and what could not be read."""

    folder: Path
    files: tuple[SourceFile, ...]
    faults: tuple[errors.RdfSyntaxError, ...] = ()

    def role(self, *roles: str) -> tuple[SourceFile, ...]:
        """Return the files that play one of `roles`."""
        return tuple(file for file in self.files if file.role in roles)


def source_paths(folder: Path) -> list[tuple[str, Path]]:
    """Return (role, path) of every RDF file in the dataset `folder`, sorted.

    Raise `errors.DatasetUnreadable` where there is no folder or no `data/` in it.
    """
    if folder.is_file():
        raise errors.DatasetUnreadable(
            f"{folder}: this is one file; give the dataset's folder, the one that has "
            "data/ in it (what a file names stands in other files too)"
        )
    if not (folder / "data").is_dir():
        raise errors.DatasetUnreadable(
            f"{folder}: no data/ folder here; a dataset has data/ and, where it "
            "likes, ontology/, shapes/ and sparql/"
        )
    return [
        (role, path)
        for role in ROLES
        for path in sorted((folder / role).rglob("*"))
        if path.suffix in formats.FILE_FORMATS and path.is_file()
    ]


def read_dataset(folder: Path) -> Dataset:
    """Return every RDF file of the dataset in `folder`, parsed.

    Files that do not parse are listed in `faults`, so that one run tells all.
    """
    files: list[SourceFile] = []
    faults: list[errors.RdfSyntaxError] = []
    for result in _read_all(folder):
        if isinstance(result, SourceFile):
            files.append(result)
        else:
            faults.append(result)
    return Dataset(folder, tuple(files), tuple(faults))


def read_source(folder: Path, role: str, path: Path) -> SourceFile:
    """Return the file at `path` parsed into its named graph; raise as `read_file`."""
    relative = path.relative_to(folder).as_posix()
    graph = namespaces.graph_iri(relative)
    return SourceFile(
        relative, role, graph, read_file(path, name=relative, graph=graph)
    )


def _read_all(folder: Path) -> Iterator[SourceFile | errors.RdfSyntaxError]:
    for role, path in source_paths(folder):
        try:
            yield read_source(folder, role, path)
        except errors.RdfSyntaxError as fault:
            yield fault
