"""Where the time of a small look-up goes: processor time, by whose it is."""

import time
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Final

from pyoxigraph import QueryResultsFormat
from pyoxigraph import QueryTriples

from benchmarks import servers
from benchmarks.load import Round
from benchmarks.load import measure
from benchmarks.look_ups import REPEATED
from benchmarks.look_ups import LookUps
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.servers import Server
from benchmarks.table import Row

_EVALUATED: Final = 5_000
# what stands in the command line of a process, and whose it is
_OWNERS: Final = {
    "c2c_graph.query.slot": "query slots",
    "multiprocessing-fork": "web workers",
}
Spent = dict[str, float]


def profile(corpus: Corpus, length: Length) -> list[Row]:
    """Measure the processor time of a look-up, distinct and repeated, in µs."""
    look_ups = LookUps(length)
    with servers.bare() as server:
        rows = [_row("an empty answer", server, [cycle([server.query("")])], length)]
    for start in (servers.ours, servers.oxigraph):
        with start(corpus) as server:
            distinct = [look_ups.of_round(server, number) for number in range(2)]
            rows.append(_row("a distinct look-up", server, distinct, length))
            kept = [look_ups.request(server, number) for number in range(REPEATED)]
            again = [cycle(kept), cycle(kept)]
            rows.append(_row("a repeated look-up", server, again, length))
    inside = f"{_evaluation(corpus, look_ups):.0f} µs"
    return [*rows, Row("a distinct look-up: evaluated in process", inside, "")]


def _row(
    what: str, server: Server, rounds: Sequence[Iterator[bytes]], length: Length
) -> Row:
    """Return whose processor time the last of `rounds` took; the others warm up."""
    for requests in rounds:
        round_, spent = _load(server, requests, length)
    each = {owner: 1e6 * seconds / round_.answers for owner, seconds in spent.items()}
    parts = ", ".join(f"{owner} {cost:.0f} µs" for owner, cost in each.items() if cost)
    total = f"{sum(each.values()):.0f} µs ({parts}; asker {round_.cost_us:.0f} µs)"
    name = f"{what}: processor time"
    if server.name == "oxigraph":
        return Row(name, "", total)
    return Row(f"{name}, {server.name}", total, "")


def _load(
    server: Server, requests: Iterator[bytes], length: Length
) -> tuple[Round, Spent]:
    before = _spent(server)
    found = measure(
        server.port, requests, seconds=length.seconds, connections=length.connections
    )
    after = _spent(server)
    return found, {owner: after[owner] - before[owner] for owner in after}


def processor_seconds(server: Server) -> float:
    """Return the processor seconds that all processes of `server` have used."""
    return sum(_spent(server).values())


def _spent(server: Server) -> Spent:
    """Return the processor seconds that each owner's processes have used."""
    spent = dict.fromkeys(["web workers", "query slots", "server"], 0.0)
    for number in server.process_ids():
        line = Path(f"/proc/{number}/cmdline").read_bytes().decode()
        owner = next((o for part, o in _OWNERS.items() if part in line), "server")
        # proc(5): the 14th and 15th value, in hundredths of a second
        values = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        spent[owner] += (int(values[11]) + int(values[12])) / 100
    return spent


def _evaluation(corpus: Corpus, look_ups: LookUps) -> float:
    """Return the µs of processor that a look-up takes in this process."""
    store = corpus.open().store
    texts = [look_ups.text(number) for number in range(2 * _EVALUATED)]
    for number, text in enumerate(texts):
        if number == _EVALUATED:  # after as many that warmed up
            started = time.process_time()
        results = store.query(text)
        assert not isinstance(results, QueryTriples)
        results.serialize(format=QueryResultsFormat.JSON)
    return 1e6 * (time.process_time() - started) / _EVALUATED
