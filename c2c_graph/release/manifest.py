"""The manifest of a release: what it holds, from which files, under which hash."""

import dataclasses
import hashlib
import json
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any
from typing import Final

from c2c_graph import errors

FILE: Final = "release.json"
INFERRED: Final = "inferred"
DERIVED: Final = "derived"
# roles of graphs whose triples stand in the default graph too, strongest first
MERGED_ROLES: Final = ("ontology", "data", "accepted", INFERRED)
# raise it when the same sources would give another store, manifest, or account of what
# changed than before
RECIPE: Final = 3


@dataclass(frozen=True)
class GraphEntry:
    """One named graph of a release.

    `iri` names the graph (`_:` and a label where TriG gave it a blank node);
    `files` are its sources, none for the inferred graph. `hash` is `sha256:` and
    the digest of its RDFC-1.0 form, `object` the name of its N-Quads in
    `graphs/`: the same digest, but where there are blank nodes.
    """

    iri: str
    role: str
    files: tuple[str, ...]
    triples: int
    hash: str
    object: str

    @property
    def merged(self) -> bool:
        """Return whether the default graph holds its triples too."""
        return self.role in MERGED_ROLES


@dataclass(frozen=True)
class Overlap:
    """So many `triples` stand in just these `graphs`, two or more, sorted by IRI."""

    graphs: tuple[str, ...]
    triples: int


@dataclass(frozen=True)
class Manifest:
    """What a release says about itself.

    `added` and `removed` count the quads by which its named graphs, but for derived
    ones, differ from those of `parent`; `default_triples` counts the default graph,
    `classes` the instances of each class in it. `overlaps` tells of every triple that
    stands in several graphs; None where a release was made before they were looked
    for.
    """

    number: int
    created: str
    parent: int | None
    software: str
    dataset_hash: str
    graphs: tuple[GraphEntry, ...]
    added: int
    removed: int
    default_triples: int
    classes: Mapping[str, int] = field(default_factory=dict)
    recipe: int = RECIPE
    overlaps: tuple[Overlap, ...] | None = None

    def graph(self, iri: str) -> GraphEntry | None:
        """Return the entry of the graph `iri`, or None."""
        return next((entry for entry in self.graphs if entry.iri == iri), None)

    def may_share_triples(self, iris: Collection[str]) -> bool:
        """Return whether a triple may stand in two of the graphs `iris`.

        It may as well where the release does not know.
        """
        if self.overlaps is None:
            return len(iris) > 1
        asked = frozenset(iris)
        return any(len(asked.intersection(o.graphs)) > 1 for o in self.overlaps)

    @property
    def sources(self) -> tuple[GraphEntry, ...]:
        """Return the graphs that come from files."""
        made = (INFERRED, DERIVED)
        return tuple(entry for entry in self.graphs if entry.role not in made)


def dataset_hash(entries: Iterable[GraphEntry]) -> str:
    """Return one hash over the names, roles and hashes of `entries`, in any order."""
    lines = sorted(f"{entry.iri} {entry.role} {entry.hash}\n" for entry in entries)
    return "sha256:" + hashlib.sha256("".join(lines).encode()).hexdigest()


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write `manifest` into the release `folder` that is being built."""
    values = dataclasses.asdict(manifest)
    for entry, value in zip(manifest.graphs, values["graphs"], strict=True):
        value["merged"] = entry.merged
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the release in `folder`; raise `errors.NoRelease`."""
    try:
        values = json.loads((folder / FILE).read_text(encoding="utf-8"))
        graphs = tuple(_entry(value) for value in values.pop("graphs"))
        overlaps = _overlaps(values.pop("overlaps", None))
        return Manifest(graphs=graphs, overlaps=overlaps, **values)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise errors.NoRelease(
            f"{folder / FILE}: not a readable manifest ({error}); "
            "name a release that is there, or make one with: c2c release"
        ) from error


def _entry(value: Mapping[str, Any]) -> GraphEntry:
    given = {name: value[name] for name in value if name != "merged"}
    return GraphEntry(**{**given, "files": tuple(value["files"])})


def _overlaps(values: Iterable[Mapping[str, Any]] | None) -> tuple[Overlap, ...] | None:
    if values is None:
        return None
    return tuple(Overlap(tuple(v["graphs"]), v["triples"]) for v in values)
