"""Which graphs a query is evaluated over: SPARQL 1.1 §13.2, Protocol §2.1.4.

Several default graphs mean their merge: a triple that stands in two of them is one
triple. Oxigraph looks into each and counts it twice. So where the release knows of
no triple that they share, Oxigraph looks into each; else they are merged in memory.
So are many small graphs that share nothing: to look for every triple of a pattern in
a hundred graphs takes longer than to merge them.
"""

import difflib
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final
from typing import NamedTuple

from pyoxigraph import BlankNode
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import QuerySolutions
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.query.dataset import Dataset
from c2c_graph.query.guard import declared_prefixes
from c2c_graph.query.tokens import Token
from c2c_graph.query.tokens import fault
from c2c_graph.query.tokens import tokens
from c2c_graph.release.filling import in_memory
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.pointer import release_folder

# a merge of so many triples is kept for the next query that asks for it
_FEW: Final = 100_000
# Of fewer graphs, what a query may save costs less than the merge. Measured with paths
# and joins over n graphs of the shipped data: 10 in 68 ms looking into each, in 16 ms
# merging them; 50 in 2.1 s and 0.05 s; 100 in 17 s and 0.23 s.
_MANY: Final = 10
_FROM: Final = re.compile("from", re.IGNORECASE | re.ASCII)
_PROLOGUE: Final = frozenset({"base", "prefix", "version"})
_NAMES: Final = frozenset({"iri", "name"})
_OFFERED: Final = 3


class Scope(NamedTuple):
    """A store, and what Oxigraph is told about it; None: what the text says."""

    store: Store
    default: list[NamedNode | BlankNode | DefaultGraph] | None = None
    named: list[NamedNode | BlankNode] | None = None


class _Kept(NamedTuple):
    default: tuple[GraphEntry, ...]
    named: tuple[GraphEntry, ...]
    merge: Store


class ReleasedGraphs:
    """The graphs of one release, read when a query first names one."""

    def __init__(self, home: Path, number: int) -> None:
        self._home = home
        self._number = number
        self._kept: _Kept | None = None

    @cached_property
    def manifest(self) -> Manifest:
        """What the release says about itself; raises `errors.NoRelease`."""
        return read_manifest(release_folder(self._home, self._number))

    def entries(self, iris: Iterable[str]) -> tuple[GraphEntry, ...]:
        """Return the graphs `iris`, each once.

        Raise `errors.BadRequest` where one is not in the release.
        """
        return tuple(map(self._entry, dict.fromkeys(iris)))

    def merged(
        self, default: tuple[GraphEntry, ...], named: tuple[GraphEntry, ...]
    ) -> Store:
        """Return a store with the merge of `default`, and with the graphs `named`."""
        if self._kept and (self._kept.default, self._kept.named) == (default, named):
            return self._kept.merge
        self._kept = None  # before the next one takes memory
        objects = Objects(self._home)
        merge = in_memory(default, named, lambda entry: objects.read(entry.object))
        if _triples(default, named) <= _FEW:
            self._kept = _Kept(default, named, merge)
        return merge

    @cached_property
    def _by_iri(self) -> dict[str, GraphEntry]:
        named = (e for e in self.manifest.graphs if not e.iri.startswith("_:"))
        return {entry.iri: entry for entry in named}

    def _entry(self, iri: str) -> GraphEntry:
        entry = self._by_iri.get(iri)
        if entry is None:
            raise errors.BadRequest(
                f"release {self.manifest.number} has no graph <{iri}>; "
                + _offer(_near(iri, self._by_iri), len(self._by_iri))
            )
        return entry


def scope_of(
    store: Store, graphs: ReleasedGraphs, dataset: Dataset, most: int
) -> Scope:
    """Return how to evaluate over `dataset`, of the release in `store`.

    Graphs that share triples are merged in memory, up to `most` triples together, and
    many graphs with few triples whether they share any or not. All graphs of which
    the release's default graph is the merge are that graph. Raise `errors.BadRequest`
    for an unknown graph, `errors.QueryTooLarge`.
    """
    default, named = graphs.entries(dataset.default), graphs.entries(dataset.named)
    names: list[NamedNode | BlankNode] = [NamedNode(entry.iri) for entry in named]
    if {*default} == {entry for entry in graphs.manifest.graphs if entry.merged}:
        return Scope(store, [DefaultGraph()], names)
    count = _triples(default, named)
    shares = graphs.manifest.may_share_triples([entry.iri for entry in default])
    if not shares and (len(default) < _MANY or count > min(most, _FEW)):
        return Scope(store, [NamedNode(entry.iri) for entry in default], names)
    if count > most:
        raise errors.QueryTooLarge(
            f"the graphs of FROM share triples and have to be merged for this query; "
            f"with those of FROM NAMED they have {count:,} triples, and the limit is "
            f"{most:,}. Leave FROM out (the default graph is the merge of all that is "
            "published), ask each graph with GRAPH, or load a dump"
        )
    return Scope(graphs.merged(default, named), [DefaultGraph()], names)


def dataset_in(text: str) -> Dataset | None:
    """Return the graphs that `FROM` and `FROM NAMED` name in `text`, None without.

    Raise `errors.QuerySyntaxError` where a clause can be read in two ways,
    `SyntaxError` where Oxigraph cannot read a name.
    """
    if "from" not in text.lower():
        return None
    pieces = list(tokens(text))
    _require_separate(text, pieces)
    clauses = list(_clauses(pieces))
    if not clauses:
        return None
    iris = _resolved(text[: _end_of_prologue(pieces)], [t.text for _, t in clauses])
    found = [(is_named, iri) for (is_named, _), iri in zip(clauses, iris, strict=True)]
    return Dataset(
        default=tuple(iri for is_named, iri in found if not is_named),
        named=tuple(iri for is_named, iri in found if is_named),
    )


def _clauses(pieces: Sequence[Token]) -> Iterator[tuple[bool, Token]]:
    """Yield for each clause whether it has NAMED, and the token of its graph."""
    words = [token.text.lower() if token.kind == "word" else "" for token in pieces]
    for index, (token, following) in enumerate(pairwise(pieces)):
        if token.depth == 0 and following.kind in _NAMES:
            if words[index] == "from":
                yield False, following
            elif words[index] == "named" and words[index - 1] == "from":
                yield True, following


def _require_separate(text: str, pieces: Iterable[Token]) -> None:
    """Raise where Oxigraph may read a FROM that is joined to another word.

    It reads `ASKFROMex:g` as three pieces; by the standard that is a name.
    """
    declared = declared_prefixes(text)
    for token in pieces:
        head = token.text.partition(":")[0]
        joined = token.depth == 0 and _FROM.search(head) and not _FROM.fullmatch(head)
        if joined and (
            token.kind == "word" or (token.kind == "name" and head not in declared)
        ):
            raise fault("write a space before and after FROM", text, token.start)


def _end_of_prologue(pieces: Iterable[Token]) -> int:
    words = (token for token in pieces if token.kind == "word")
    return next(token.start for token in words if token.text.lower() not in _PROLOGUE)


def _resolved(prologue: str, names: Iterable[str]) -> list[str]:
    """Return what `names` mean after `prologue`: Oxigraph itself expands them."""
    rows = Store().query(
        f"{prologue}\nSELECT ?graph {{ VALUES ?graph {{ {' '.join(names)} }} }}",
        base_iri=namespaces.BASE,
    )
    assert isinstance(rows, QuerySolutions)
    return [row["graph"].value for row in rows]


def _triples(*groups: Iterable[GraphEntry]) -> int:
    return sum(entry.triples for group in groups for entry in group)


def _near(iri: str, known: Iterable[str]) -> list[str]:
    # what all have in common tells nothing about likeness
    rests: dict[str, str] = {_rest(other): other for other in known}
    found = difflib.get_close_matches(_rest(iri), rests, _OFFERED)
    return [rests[rest] for rest in found]


def _rest(iri: str) -> str:
    return iri.removeprefix(namespaces.GRAPHS)


def _offer(near: Sequence[str], count: int) -> str:
    if near:
        return f"did you mean {' or '.join(f'<{iri}>' for iri in near)}?"
    return (
        f"ask for its {count} graphs with "
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    )
