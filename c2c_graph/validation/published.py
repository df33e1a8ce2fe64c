"""The register of published IRIs: what was minted once is never silently gone.

`data/published-iris.txt` holds one IRI a line, in the order of minting; lines
are only ever added at its end.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.durable import write_atomically
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.text import read_text
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope

REGISTER: Final = "data/published-iris.txt"
RETIRED: Final = "data/retired.ttl"


def gone_iris(scope: Scope) -> Iterator[Remark]:
    """Yield each registered IRI that is neither described nor retired."""
    kept = set(scope.described) | retired(scope.dataset)
    for iri in registered(scope.dataset.folder):
        if iri not in kept:
            yield Remark("iri-gone", NamedNode(iri), None, NamedNode(iri))


def registered(folder: Path) -> list[str]:
    """Return the published IRIs of the dataset in `folder`, oldest first.

    Raise `errors.DatasetUnreadable` where a line is not an IRI of ours, and as
    `rdf.text.read_text`.
    """
    path = folder / REGISTER
    if not path.is_file():
        return []
    lines = read_text(path, name=REGISTER).splitlines()
    for number, line in enumerate(lines, 1):
        if not namespaces.is_ours(line) or any(c in line for c in ' <>"{}|\\^`'):
            raise errors.DatasetUnreadable(
                f"{REGISTER}:{number}: {line!r} is not an IRI of ours; "
                "each line is one IRI that `c2c iris --record` has written"
            )
    return lines


def retired(dataset: Dataset) -> set[str]:
    """Return what `data/retired.ttl` speaks of."""
    return {
        quad.subject.value
        for file in dataset.role("data")
        if file.path == RETIRED
        for quad in file.document.quads
        if isinstance(quad.subject, NamedNode)
    }


def unregistered(scope: Scope) -> list[str]:
    """Return the IRIs that are described and not yet registered, sorted."""
    known = set(registered(scope.dataset.folder))
    lasting = {iri for iri in scope.subjects if iri.startswith(namespaces.LASTING)}
    return sorted((lasting & scope.described) - known)


def register(folder: Path, iris: Iterable[str]) -> None:
    """Add `iris` at the end of the register in `folder`; all of them, or none."""
    path = folder / REGISTER
    before = path.read_bytes() if path.is_file() else b""
    added = "".join(f"{iri}\n" for iri in iris).encode()
    write_atomically(path, before + added)
