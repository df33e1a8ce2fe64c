"""What the isolation of queries costs: `python -m benchmarks.slots`.

The same small look-ups, each another entity, through query slots and in this
process, in alternating rounds of one run; medians over the rounds, and their ratio.
Times are of the asker; processor time is of the asker and the slots together.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from pyoxigraph import Store

from c2c_graph.query.datasets import ReleasedGraphs
from c2c_graph.query.engine import Query
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.engine import require_answerable
from c2c_graph.query.evaluation import evaluate
from c2c_graph.query.guard import Kind
from c2c_graph.query.pool import SlotPool
from c2c_graph.query.spool import Spool
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

Ask = Callable[[Query], int]
ENTITIES = "SELECT DISTINCT ?s WHERE { ?s a ?class FILTER(isIRI(?s)) }"


def main() -> None:
    """Measure and print a line for each number of askers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--queries", type=int, default=1000, help="in each round")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "var")
        make_release(settings, progress=print)
        release = open_release(settings.home)
        rows = release.store.query(ENTITIES)
        queries = [_look_up(row["s"].value) for row in rows][: options.queries]
        local = partial(_in_process, release.store, settings)
        with SlotPool(settings) as pool:
            pool.wait_until_ready()
            slots = partial(_in_slot, SlotEngine(pool.socket_path, settings))
            for askers in (1, 2, 4):
                engines = {"slots": slots, "in process": local}
                _compare(engines, queries, askers, options.rounds, pool)


def _look_up(iri: str) -> Query:
    text = f"SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }}"
    return Query(text, Kind.SELECT, RESULT_FORMATS[0].media_type, 1)


def _in_slot(engine: SlotEngine, query: Query) -> int:
    return engine.answer_now(query).length


def _in_process(store: Store, settings: Settings, query: Query) -> int:
    require_answerable(query, settings)
    spool = Spool(settings.home / "spool", settings.result_mb * 2**20)
    graphs = ReleasedGraphs(settings.home, query.release)
    evaluate(
        store,
        query.text,
        query.format,
        spool,
        prefixes={},
        substitutions={},
        graphs=graphs,
    )
    return len(spool.content())  # type: ignore[arg-type]  # small ones are bytes


def _compare(
    engines: dict[str, Ask],
    queries: Sequence[Query],
    askers: int,
    rounds: int,
    pool: SlotPool,
) -> None:
    rates: dict[str, list[float]] = {name: [] for name in engines}
    costs: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(rounds + 1):  # the first one warms up
        for name, ask in engines.items():
            used, started = _processor_seconds(pool), time.perf_counter()
            with ThreadPoolExecutor(askers) as threads:
                for length in threads.map(ask, queries):
                    assert length
            if number:
                rates[name].append(len(queries) / (time.perf_counter() - started))
                cost = (_processor_seconds(pool) - used) / len(queries)
                costs[name].append(cost * 1e6)
    for name in engines:
        rate, cost = statistics.median(rates[name]), statistics.median(costs[name])
        low, high = min(rates[name]), max(rates[name])
        print(
            f"{askers} at once  {name:10}  {rate:7,.0f} queries/s "
            f"({low:,.0f} to {high:,.0f}), {cost:4.0f} µs of processor each"
        )
    ours, theirs = (statistics.median(rates[name]) for name in engines)
    print(f"{askers} at once  ratio       {ours / theirs:.2f}\n")


def _processor_seconds(pool: SlotPool) -> float:
    """Return the processor time that this process and the slots have used."""
    return time.process_time() + sum(map(_of_slot, pool.process_ids()))


def _of_slot(process_id: int) -> float:
    tasks = Path(f"/proc/{process_id}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


if __name__ == "__main__":
    main()
