"""Engines of others that ask our endpoint, started for a test."""

import contextlib
import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests import npm
from tests.serving import free_port

HERE = Path(__file__).parent
OXIGRAPH = Path(sys.executable).parent / "oxigraph"
ANSWER_SECONDS = 100
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Oxigraph:
    """A running `oxigraph serve-read-only` or `oxigraph serve`."""

    address: str

    @property
    def endpoint(self):
        return f"{self.address}/query"

    def rows(self, query):
        """Return the rows of a SELECT query: {variable: value} each."""
        body = urllib.parse.urlencode({"query": query}).encode()
        request = urllib.request.Request(self.endpoint, body, {"Accept": JSON})
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
            return rows_of(json.load(answer))


@contextlib.contextmanager
def oxigraph(folder, file, command="serve-read-only"):
    """Run Oxigraph's own server over the triples of `file` until the block ends."""
    store = ["--location", str(folder)]
    load = [OXIGRAPH, "load", *store, "--file", str(file), "--format", "nt"]
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    process = subprocess.Popen(
        [OXIGRAPH, command, *store, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield Oxigraph(address)
    finally:
        process.terminate()
        process.wait()


def _wait_for(address):
    end = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            assert time.monotonic() < end, f"nobody answers at {address}"
            time.sleep(0.05)


def comunica():
    """Return the folder where Comunica is installed; raise `npm.Unavailable`."""
    return npm.installed(HERE, "Comunica")


def ask_comunica(folder, sources, query):
    """Return the rows that Comunica finds in `sources`, its settings left alone."""
    program = folder / "node_modules" / ".bin" / "comunica-sparql"
    done = subprocess.run(
        [program, *sources, "--query", query, "--outputType", JSON],
        capture_output=True,
        text=True,
        timeout=ANSWER_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return rows_of(json.loads(done.stdout))


def rows_of(result):
    """Return the rows of a result in JSON: {variable: value} each."""
    return [
        {name: term["value"] for name, term in row.items()}
        for row in result["results"]["bindings"]
    ]
