"""Our validation against other SHACL engines: time, and whether they agree.

The engines are installed once, each of the versions named here, into an environment
in the user's cache folder; they and plain pySHACL validate the same two graphs: every
case of the shapes in one graph, and the shipped data.
"""

import json
import statistics
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import Quad

from benchmarks.other_engine import text
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.table import Row
from benchmarks.table import spread
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.reading import read_file
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation import graphs
from c2c_graph.validation import shapes
from c2c_graph.validation.scope import Scope

_OTHERS: Final = {"pyshifty": "0.5.1", "pyshacl-turbo": "0.6.5"}
_MODULES: Final = {"pyshifty": "shifty", "pyshacl-turbo": "pyshacl_turbo"}
_CASES: Final = Path(__file__).parents[1] / "tests" / "shapes"
_RUNNER: Final = Path(__file__).with_name("other_engine.py")
_LONGEST_SECONDS: Final = 900

Results = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Found:
    """What one engine took, in seconds a round, and what it found."""

    seconds: list[float]
    results: Results


def engines(corpus: Corpus, length: Length) -> list[Row]:
    """Return the rows of each other engine against ours, on both graphs."""
    python = _environment(corpus.folder.parent)
    scope = Scope(read_dataset(packaged_dataset()))
    rows: list[Row] = []
    for name, quads, plain in (
        ("cases", _cases(scope), True),
        ("shipped", shapes.data_quads(scope), False),
    ):
        folder = python.parent.parent
        files = _written(folder / name, quads, scope)
        ours = _ours(quads, scope, length.rounds)
        others = {one: _run(python, _MODULES[one], files, length) for one in _OTHERS}
        if plain:
            # minutes on the larger graph
            others["pyshacl"] = _run(Path(sys.executable), "pyshacl", files, length)
        rows += [_row(name, ours, one, found) for one, found in others.items()]
    return rows


def _environment(cache: Path) -> Path:
    """Return the Python that has the other engines; make it where there is none."""
    wanted = [f"{name}=={number}" for name, number in _OTHERS.items()]
    folder = cache / "-".join(["shacl", *_OTHERS.values()])
    python = folder / "bin" / "python"
    if not (folder / "made").exists():
        venv.create(folder, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "--quiet", *wanted]
        subprocess.run(install, check=True, timeout=_LONGEST_SECONDS)
        (folder / "made").touch()
    return python


def _cases(scope: Scope) -> list[Quad]:
    paths = [_CASES / "context.ttl", *sorted(_CASES.glob("*/*.ttl"))]
    documents = (read_file(path, name=path.name).quads for path in paths)
    classes = graphs.superclasses(shapes.data_quads(scope))
    ontology = (file.document.quads for file in scope.dataset.role("ontology"))
    return [*graphs.merged([*ontology, *documents]), *classes]


def _written(folder: Path, quads: list[Quad], scope: Scope) -> tuple[Path, Path]:
    folder.mkdir(exist_ok=True)
    triples = [pyoxigraph.Triple(q.subject, q.predicate, q.object) for q in quads]
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    (folder / "data.nt").write_bytes(data)
    with graphs.ill_typed_literals():
        shapes.shapes_graph(scope).serialize(folder / "shapes.ttl", format="turtle")
    return folder / "data.nt", folder / "shapes.ttl"


def _ours(quads: list[Quad], scope: Scope, rounds: int) -> Found:
    seconds = []
    for _ in range(rounds):
        rules = shapes.shapes_graph(scope)
        started = time.perf_counter()
        store = graphs.memory_store(quads)
        remarks = list(shapes.results(store, quads, rules, "en"))
        seconds.append(time.perf_counter() - started)
    with graphs.ill_typed_literals():
        rows = frozenset(
            (f"<{r.rule}>", *(_text(node) for node in (r.focus, r.path, r.value)))
            for r in remarks
        )
    return Found(seconds, rows)


def _text(node: object) -> str:
    return "" if node is None else text(graphs.to_rdflib(node))


def _run(python: Path, module: str, files: tuple[Path, Path], length: Length) -> Found:
    command = [python, _RUNNER, module, *files, str(length.rounds)]
    done = subprocess.run(
        command, check=True, capture_output=True, timeout=_LONGEST_SECONDS
    )
    said = json.loads(done.stdout)
    return Found(said["seconds"], frozenset(tuple(row) for row in said["results"]))


def _row(graph: str, ours: Found, name: str, theirs: Found) -> Row:
    number = _OTHERS.get(name) or version(name)
    only_us, only_them = ours.results - theirs.results, theirs.results - ours.results
    agreement = f"{len(ours.results & theirs.results)} results shared"
    return Row(
        f"{graph}: {name} {number}",
        f"{spread(ours.seconds, 's', '.2f')}, {len(only_us)} only ours",
        f"{spread(theirs.seconds, 's', '.2f')}, {len(only_them)} only theirs; "
        + agreement,
        statistics.median(theirs.seconds) / statistics.median(ours.seconds),
    )
