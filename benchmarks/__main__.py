"""Compare our server with Oxigraph's own, on the shipped data, in one run.

`make benchmark`, or `python -m benchmarks --seconds 4 --rounds 5`. Rounds alternate
between the servers, so that both see the same machine; medians and their ratio are
printed. All share the cores with the load generator.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from benchmarks.load import Round
from benchmarks.load import get
from benchmarks.load import measure
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

JSON = "application/sparql-results+json"
LOOK_UP = (
    "SELECT ?p ?o WHERE {{ <{0}> ?p ?o }}",
    "SELECT ?name WHERE {{ <{0}> <http://www.w3.org/2000/01/rdf-schema#label> ?name }}",
    "ASK {{ <{0}> a ?kind }}",
)
PORTS = {"ours": 8765, "oxigraph": 8766}


def main() -> None:
    """Run the comparison and print one line a workload."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "var"
        make_release(Settings(home=home), progress=print, gate=None)
        iris = _cities(home)
        with (
            _server("ours", _our_command(), home),
            _server("oxigraph", _their_command(home), home),
        ):
            for name, requests in _workloads(iris).items():
                _print(name, _rounds(requests, options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=4, help="length of a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds a server")
    parser.add_argument("--connections", type=int, default=8, help="kept connections")
    return parser.parse_args()


def _workloads(iris: list[str]) -> dict[str, dict[str, list[bytes]]]:
    look_ups = [
        get("{path}?query=" + quote(text.format(iri), safe=""), JSON)
        for iri in iris
        for text in LOOK_UP
    ]
    describe = [quote(f"DESCRIBE <{iri}>", safe="") for iri in iris]
    documents = [iri.replace("https://w3id.org/city2city/id/", "/doc/") for iri in iris]
    return {
        "small SPARQL look-up": {
            "ours": [r.replace(b"{path}", b"/sparql") for r in look_ups],
            "oxigraph": [r.replace(b"{path}", b"/query") for r in look_ups],
        },
        "Turtle of one entity": {
            "ours": [get(path, "text/turtle") for path in documents],
            "oxigraph": [get(f"/query?query={d}", "text/turtle") for d in describe],
        },
    }


def _rounds(
    requests: dict[str, list[bytes]], options: argparse.Namespace
) -> dict[str, list[Round]]:
    rounds: dict[str, list[Round]] = {name: [] for name in requests}
    for _ in range(options.rounds):
        for name, prepared in requests.items():
            rounds[name].append(
                measure(
                    f"http://127.0.0.1:{PORTS[name]}",
                    prepared,
                    seconds=options.seconds,
                    connections=options.connections,
                )
            )
    return rounds


def _print(workload: str, rounds: dict[str, list[Round]]) -> None:
    rates = {n: statistics.median(r.rate for r in found) for n, found in rounds.items()}
    print(f"\n{workload} (medians of {len(rounds['ours'])} rounds)")
    for name, found in rounds.items():
        spread = (
            f"{min(r.rate for r in found):,.0f} to {max(r.rate for r in found):,.0f}"
        )
        median, p99 = (
            statistics.median(getattr(r, field) for r in found)
            for field in ("median_ms", "p99_ms")
        )
        print(
            f"  {name:<9} {rates[name]:>8,.0f} requests/s ({spread}), "
            f"median {median:.1f} ms, p99 {p99:.1f} ms"
        )
    print(f"  ratio     {rates['ours'] / rates['oxigraph']:>8.2f}")


def _cities(home: Path) -> list[str]:
    release = open_release(home)
    found = release.store.query(
        "SELECT ?c { ?c a <https://w3id.org/city2city/ns#City> } ORDER BY ?c"
    )
    return [row["c"].value for row in found]  # type: ignore[union-attr,index]


def _our_command() -> list[str]:
    port = str(PORTS["ours"])
    return [sys.executable, "-m", "c2c_graph", "serve", "--port", port]


def _their_command(home: Path) -> list[str]:
    store = next((home / "releases").glob("0*/store"))
    binary = Path(sys.executable).with_name("oxigraph")
    bind = f"127.0.0.1:{PORTS['oxigraph']}"
    return [str(binary), "serve-read-only", "--location", str(store), "--bind", bind]


@contextmanager
def _server(name: str, command: list[str], home: Path) -> Iterator[None]:
    with (home.parent / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            env={**os.environ, "C2C_HOME": str(home)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(lambda: _answers(PORTS[name]), name)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
            return True
    except OSError:
        return False


def _wait(ready: Callable[[], bool], name: str) -> None:
    end = time.monotonic() + 60
    while not ready():
        if time.monotonic() > end:
            raise RuntimeError(f"{name} did not start within 60 s")
        time.sleep(0.1)


if __name__ == "__main__":
    main()
