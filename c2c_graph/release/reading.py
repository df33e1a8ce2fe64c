"""From source files to named graphs, reading only files that may have changed."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

from c2c_graph.release import graphs
from c2c_graph.release.graphs import NamedGraph
from c2c_graph.release.graphs import Part
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.seen import Seen
from c2c_graph.release.sources import Sources


@dataclass(frozen=True)
class Reading:
    """The graphs of all sources, sorted by IRI.

    `bodies` holds the content of those that were read, by the name of the object
    it is kept under; `held` tells which graphs each file holds.
    """

    entries: tuple[GraphEntry, ...]
    bodies: Mapping[str, bytes]
    held: Mapping[str, tuple[str, ...]]


def read_graphs(sources: Sources, seen: Seen | None, last: Manifest | None) -> Reading:
    """Return the named graphs of `sources`.

    Graphs of which `seen` knows that no file has changed are taken from the
    manifest of the `last` release. Raise as `sources.read` and `graphs.parts_of`.
    """
    known = {entry.iri: entry for entry in last.sources} if last else {}
    old = dict(seen.graphs) if seen and last else {}
    same = {f.name for f in sources.found if seen and old and seen.is_same(f)}
    parts = {
        found.name: graphs.parts_of(sources.read(found))
        for found in sources.found
        if found.name not in same
    }
    touched = {iri for part in parts.values() for iri in part}
    touched |= {iri for name in old if name not in same for iri in old[name]}
    for found in sources.found:
        # a graph that several files hold is made again from all of them
        if found.name in same and touched.intersection(old[found.name]):
            parts[found.name] = graphs.parts_of(sources.read(found))
    made = _merged(parts, touched)
    untouched = [known[iri] for name in same for iri in old[name] if iri not in touched]
    entries = {entry.iri: entry for entry in untouched}
    entries |= {graph.entry.iri: graph.entry for graph in made}
    held = {name: tuple(sorted(part)) for name, part in parts.items()}
    return Reading(
        tuple(entries[iri] for iri in sorted(entries)),
        {graph.entry.object: graph.body for graph in made},
        {**{name: old[name] for name in same}, **held},
    )


def _merged(
    parts: Mapping[str, Mapping[str, Part]], wanted: Iterable[str]
) -> list[NamedGraph]:
    by_graph: dict[str, list[Part]] = defaultdict(list)
    for of_file in parts.values():
        for iri, part in of_file.items():
            by_graph[iri].append(part)
    return [
        graphs.merged_graph(iri, by_graph[iri]) for iri in wanted if iri in by_graph
    ]
