"""Measure our server against others on the same release, in one run.

`make benchmark`, or `python -m benchmarks [NAME…]`; see benchmarks/README.md. Rounds
alternate between the servers, so that all see the same machine. All share the cores
with the load generator: look at the ratios.
"""

import argparse
import sys
from collections.abc import Callable
from typing import Final

from benchmarks import entities
from benchmarks import look_ups
from benchmarks import table
from benchmarks.crawl import crawl
from benchmarks.crowd import crowd
from benchmarks.engine_bound import engine_bound
from benchmarks.files import files
from benchmarks.profile import profile
from benchmarks.release import Corpus
from benchmarks.release import corpus
from benchmarks.rounds import Length
from benchmarks.shacl_engines import engines
from benchmarks.starting import starting
from benchmarks.table import Row
from benchmarks.validation import validation

WORKLOADS: Final[dict[str, Callable[[Corpus, Length], list[Row]]]] = {
    "start": starting,
    "engine-bound": engine_bound,
    "distinct": look_ups.distinct,
    "virtuoso": look_ups.against_virtuoso,
    "repeated": look_ups.repeated,
    "entities": entities.as_turtle,
    "kept": entities.repeated,
    "pages": entities.as_pages,
    "trifid": entities.against_trifid,
    "crawl": crawl,
    "files": files,
    "crowd": crowd,
    "profile": profile,
    "validation": validation,
    "engines": engines,
}


def main() -> int:
    """Run the workloads that are named, or all; return 1 where a bar is missed."""
    options = _options()
    length = Length(options.rounds, options.seconds, options.connections)
    # what goes on is told on the way, so that --json is JSON alone
    release = corpus(lambda line: print(line, file=sys.stderr))
    rows: list[Row] = []
    for name in options.names or WORKLOADS:
        print(f"measuring: {name}", file=sys.stderr)
        found = _measured(name, release, length)
        print(table.as_text(found), file=sys.stderr, flush=True)
        rows += found
    print(table.as_json(rows) if options.json else table.as_text(rows))
    return int(any(row.holds is False for row in rows))


def _measured(name: str, release: Corpus, length: Length) -> list[Row]:
    try:
        return WORKLOADS[name](release, length)
    except (OSError, RuntimeError) as error:  # the others are still to be measured
        return [Row(name, f"failed: {error}", "", holds=False)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(WORKLOADS)}"
    )
    parser.add_argument("--seconds", type=float, default=4, help="length of a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of a server")
    parser.add_argument("--connections", type=int, default=8, help="kept connections")
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    options = parser.parse_args()
    for name in options.names:
        if name not in WORKLOADS:
            parser.error(
                f"no workload is called {name}; there are {', '.join(WORKLOADS)}"
            )
    return options


if __name__ == "__main__":
    sys.exit(main())
