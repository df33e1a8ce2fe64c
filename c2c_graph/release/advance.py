"""The next store from the last one: a checkpoint, and then only the differences.

The checkpoint shares its files with the last store (hard links), which nothing
writes into. What leaves and enters the named graphs comes first; then what is
inferred about the nodes that this affects; then the default graph, which a
triple leaves when no merged graph holds it any more.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.rdf import hashing
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import GraphName
from c2c_graph.rdf.terms import Node
from c2c_graph.release import graphs
from c2c_graph.release.afresh import DEFAULT
from c2c_graph.release.afresh import Built
from c2c_graph.release.afresh import Progress
from c2c_graph.release.afresh import inferred_about
from c2c_graph.release.afresh import inferred_quad
from c2c_graph.release.axioms import Axioms
from c2c_graph.release.changes import Change
from c2c_graph.release.changes import change_of
from c2c_graph.release.facts import StoreFacts
from c2c_graph.release.graphs import NamedGraph
from c2c_graph.release.inference import Inference
from c2c_graph.release.inference import Statement
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import iri_of
from c2c_graph.release.nquads import name_of
from c2c_graph.release.overlaps import Tally
from c2c_graph.release.statistics import read_statistics
from c2c_graph.release.statistics import recount
from c2c_graph.release.statistics import statistics_graph


@dataclass(frozen=True)
class Last:
    """The last release: its manifest, its store's folder, and N-Quads it has made."""

    manifest: Manifest
    store: Path
    inferred: bytes
    statistics: bytes


@dataclass(frozen=True)
class Difference:
    """Quads that left a store and quads that entered it."""

    removed: frozenset[Quad]
    added: frozenset[Quad]


def build_from(
    last: Last,
    folder: Path,
    entries: Iterable[GraphEntry],
    changes: Sequence[Change],
    axioms: Axioms,
    progress: Progress,
) -> Built:
    """Make the store in `folder` from the `last` one by `changes`.

    `entries` are the new source graphs, which state the same `axioms` as the last
    ones. Raise `OSError` or `RuntimeError` where the last store cannot be read.
    """
    Store.read_only(str(last.store)).backup(folder)
    store = Store(folder)
    merged = frozenset(name_of(e.iri) for e in entries if e.merged)
    tally = Tally(store, last.manifest.overlaps or ())
    asserted = _apply_changes(store, changes, tally)
    progress("inferring")
    inferred = _inferred_difference(store, merged, axioms, asserted)
    _write_named(store, inferred, tally)
    if not any(_inferred(store, None)):
        store.remove_graph(graphs.INFERRED)
    default = _apply_merge(store, merged | {graphs.INFERRED}, (asserted, inferred))
    graph, change = _inferred_change(last.inferred, inferred)
    numbers = recount(
        read_statistics(last.statistics), store, default.removed, default.added
    )
    statistics = statistics_graph(numbers, [*entries, graph.entry])
    told = change_of(statistics.entry, last.statistics, statistics.body)
    _write_named(store, _difference(told), tally)
    store.flush()
    triples = last.manifest.default_triples + len(default.added) - len(default.removed)
    classes = _classes(last.manifest, default)
    overlaps = tally.overlaps()
    return Built(graph, (statistics,), triples, classes, overlaps, change)


def _apply_changes(store: Store, changes: Iterable[Change], tally: Tally) -> Difference:
    """Change the named graphs; return how the merged ones differ."""
    removed: set[Quad] = set()
    added: set[Quad] = set()
    for change in changes:
        difference = _difference(change)
        _write_named(store, difference, tally)
        if change.is_empty:
            store.remove_graph(name_of(change.entry.iri))
        if change.entry.merged:
            removed |= difference.removed
            added |= difference.added
    return Difference(frozenset(removed), frozenset(added))


def _difference(change: Change) -> Difference:
    return Difference(
        frozenset(change.stored_removed()), frozenset(change.stored_added())
    )


def _inferred_difference(
    store: Store, merged: frozenset[GraphName], axioms: Axioms, asserted: Difference
) -> Difference:
    """Return how the inferred graph changes after the `asserted` difference."""
    inference = Inference(axioms, StoreFacts(store, merged))
    changed = {_statement(quad) for quad in asserted.removed | asserted.added}
    nodes = inference.affected(changed)
    old = {quad for node in nodes for quad in _inferred(store, node)}
    new = {inferred_quad(found) for found in inferred_about(inference, nodes)}
    return Difference(frozenset(old - new), frozenset(new - old))


def _apply_merge(
    store: Store, merged: frozenset[GraphName], differences: Iterable[Difference]
) -> Difference:
    """Change the default graph as `differences` of its graphs ask for."""
    gone, come = set(), set()
    for difference in differences:
        gone |= {_default(quad) for quad in difference.removed}
        come |= {_default(quad) for quad in difference.added}
    removed = {quad for quad in gone if not _is_held(store, quad, merged)}
    added = {quad for quad in come - removed if quad not in store}
    result = Difference(frozenset(removed), frozenset(added))
    _write(store, result)
    return result


def _write_named(store: Store, difference: Difference, tally: Tally) -> None:
    """Write the `difference` of one named graph, and count what it shares."""
    for quad in difference.removed:
        tally.before_leaving(quad)
        store.remove(quad)
    for quad in difference.added:
        tally.before_entering(quad)
    store.extend(difference.added)


def _write(store: Store, difference: Difference) -> None:
    for quad in difference.removed:
        store.remove(quad)
    store.extend(difference.added)


def _is_held(store: Store, quad: Quad, merged: frozenset[GraphName]) -> bool:
    held = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return any(other.graph_name in merged for other in held)


def _inferred(store: Store, node: Node | None) -> Iterable[Quad]:
    return store.quads_for_pattern(node, None, None, graphs.INFERRED)


def _statement(quad: Quad) -> Statement:
    return quad.subject, quad.predicate, quad.object


def _default(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DEFAULT)


def _inferred_change(old: bytes, difference: Difference) -> tuple[NamedGraph, Change]:
    removed = {hashing.line_of(quad) for quad in difference.removed}
    added = {hashing.line_of(quad) for quad in difference.added}
    lines = [x for x in old.splitlines(keepends=True) if x not in removed]
    # few lines behind many sorted ones: sorting does little more than put them in
    graph = graphs.inferred_graph(b"".join(sorted([*lines, *added])))
    gone, come = tuple(sorted(removed)), tuple(sorted(added))
    return graph, Change(graph.entry, gone, come, (), not graph.body)


def _classes(manifest: Manifest, default: Difference) -> dict[str, int]:
    classes = Counter(manifest.classes)
    classes.update(_types(default.added))
    classes.subtract(_types(default.removed))
    return {name: count for name, count in sorted(classes.items()) if count}


def _types(quads: Iterable[Quad]) -> Iterable[str]:
    return (iri_of(q.object) for q in quads if q.predicate == TYPE)
