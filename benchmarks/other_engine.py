"""Validate a graph with one SHACL engine and print what it took and found, as JSON.

Run in an environment of its own: `python other_engine.py ENGINE DATA SHAPES ROUNDS`.
"""

import importlib
import json
import logging
import sys
import time
from collections.abc import Iterator

import rdflib
from rdflib import SH

OPTIONS = {
    "pyshacl": {"inference": "none", "allow_warnings": True},
    "shifty": {"infer": False},
    "pyshacl_turbo": {},
}


def main(engine: str, data: str, shapes: str, rounds: str) -> None:
    """Print the seconds of each round, and every result once."""
    logging.disable()
    graphs = [rdflib.Graph().parse(path) for path in (data, shapes)]
    validate = importlib.import_module(engine).validate
    seconds = []
    for _ in range(int(rounds)):
        started = time.perf_counter()
        report = validate(graphs[0], shacl_graph=graphs[1], **OPTIONS[engine])[1]
        seconds.append(time.perf_counter() - started)
    found = sorted({tuple(row) for row in rows(report)})
    print(json.dumps({"seconds": seconds, "results": found}))


def rows(report: rdflib.Graph) -> Iterator[list[str]]:
    """Yield shape, focus node, path and value of each result, in N-Triples."""
    parts = (SH.sourceShape, SH.focusNode, SH.resultPath, SH.value)
    for result in report.objects(None, SH.result):
        yield [text(report.value(result, part)) for part in parts]


def text(node: rdflib.term.Node | None) -> str:
    """Return `node` in N-Triples, every blank node as one."""
    if node is None:
        return ""
    return "_:" if isinstance(node, rdflib.BNode) else node.n3()


if __name__ == "__main__":
    main(*sys.argv[1:])
