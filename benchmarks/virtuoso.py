"""Virtuoso 7 from its Debian package, with the same triples, for as long as needed."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph
from pyoxigraph import RdfFormat

from benchmarks.release import Corpus
from benchmarks.servers import Server
from benchmarks.servers import free_port
from benchmarks.servers import running
from benchmarks.servers import wait_for

PACKAGE: Final = "virtuoso-opensource-7"
_PROGRAMS: Final = ("virtuoso-t", "isql-vt")
_LIBRARY: Final = Path("/usr/lib/virtuoso-opensource-7")
_DUMP: Final = "merge.nt"
_GRAPH: Final = "urn:x-benchmark"
_LOAD_SECONDS: Final = 900
# what its manual advises for 2 GB, which is more than the triples take
_CONFIGURATION: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
MaxClientConnections = 20
KeepAliveTimeout = 60
MaxKeepAlives = 100000
[SPARQL]
ResultSetMaxRows = 1000000
DefaultGraph = {graph}
"""


def missing() -> str | None:
    """Return why Virtuoso cannot be run here, or None."""
    absent = [program for program in _PROGRAMS if not shutil.which(program)]
    return f"no {absent[0]}; apt-get install {PACKAGE}" if absent else None


@contextmanager
def virtuoso(corpus: Corpus) -> Iterator[Server]:
    """Run Virtuoso over the release's default graph, loaded on the first run.

    Its database stays beside the release in the cache; remove it to load again.
    """
    folder = corpus.folder / "virtuoso"
    if not (folder / "loaded").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        _dump(corpus, folder / _DUMP)
    port, sql_port = free_port(), free_port()
    file = folder / "virtuoso.ini"
    file.write_text(
        _CONFIGURATION.format(folder=folder, port=port, sql_port=sql_port, graph=_GRAPH)
    )
    command = ["virtuoso-t", "+foreground", "+configfile", str(file)]
    with running("virtuoso", command, folder=folder) as process:
        wait_for(port, "/sparql?query=ASK%7B%7D", process)
        if not (folder / "loaded").exists():
            _load(folder, sql_port)
        yield Server("virtuoso", process.pid, port, "/sparql")


def _dump(corpus: Corpus, path: Path) -> None:
    with path.open("wb") as file:
        corpus.open().store.dump(file, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


def _load(folder: Path, sql_port: int) -> None:
    print("loading the triples into Virtuoso (once)", file=sys.stderr)
    statements = (
        f"ld_dir('{folder}', '{_DUMP}', '{_GRAPH}'); rdf_loader_run(); checkpoint;"
        "select ll_error from DB.DBA.LOAD_LIST where ll_error is not null;"
    )
    done = subprocess.run(
        ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", f"exec={statements}"],
        capture_output=True,
        text=True,
        timeout=_LOAD_SECONDS,
        check=True,
    )
    if "0 Rows." not in done.stdout:
        raise RuntimeError(f"Virtuoso did not load the triples: {done.stdout[-500:]}")
    (folder / _DUMP).unlink()
    (folder / "loaded").touch()
