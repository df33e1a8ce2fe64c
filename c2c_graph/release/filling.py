"""Put graphs, as releases keep them, into a store: each, and the merge of some."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.nquads import in_default
from c2c_graph.release.nquads import may_hold_blank_nodes
from c2c_graph.release.nquads import quads_of

# how a graph's content is had: from memory, or from the objects
Body = Callable[[GraphEntry], bytes]
_BATCH: Final = 64 * 2**20


def fill(
    folder: Path,
    entries: Iterable[GraphEntry],
    body: Body,
    report: Callable[[int], None] = lambda quads: None,
) -> Store:
    """Return a new store in `folder` with the graphs of `entries` and their merge.

    `report` is told from time to time how many quads are in.
    """
    store = Store(folder)
    _load(store, (part for e in entries for part in _parts(e, body(e))), report)
    return store


def in_memory(
    default: Iterable[GraphEntry], named: Iterable[GraphEntry], body: Body
) -> Store:
    """Return a store in memory: the union of `default`, each triple once, and `named`.

    Blank nodes keep the labels that they have in the release, where only graphs
    that come from one file have a node in common.
    """
    store = Store()
    _load(store, chain((in_default(e, body(e)) for e in default), map(body, named)))
    return store


def _parts(entry: GraphEntry, body: bytes) -> Iterator[bytes]:
    yield body
    if entry.merged:
        yield in_default(entry, body)


def _load(
    store: Store,
    parts: Iterable[bytes],
    report: Callable[[int], None] = lambda quads: None,
) -> None:
    quads = 0
    for batch in _batches(parts):
        if may_hold_blank_nodes(batch):
            # loading would give blank nodes new labels
            store.bulk_extend(quads_of(batch))
        else:
            store.bulk_load(batch, RdfFormat.N_QUADS)
        quads += batch.count(b"\n")
        report(quads)


def _batches(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Join `parts` into few texts: each load leaves files of its own in the store."""
    batch: list[bytes] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part)
        if size > _BATCH:
            yield b"".join(batch)
            batch, size = [], 0
    yield b"".join(batch)
