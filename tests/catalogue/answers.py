"""What a saved query answers, as the text that lies in an expected file."""

import os
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryBoolean
from pyoxigraph import QueryResultsFormat
from pyoxigraph import QuerySolutions

from c2c_graph.query.catalogue import load_catalogue
from c2c_graph.settings import packaged_dataset

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
CATALOGUE = load_catalogue(packaged_dataset())
# a query that asks another endpoint is tested where there is one to ask
OURS = tuple(saved for saved in CATALOGUE if not saved.federates)
# what the made-up cities are asked, where the example names a real thing
ASKED = {
    "commitments-of-networks-under-an-initiative": {"initiative": "xx-initiative"},
    "commitments-whose-later-target-asks-for-less": {"maker": "city:xx-alpha"},
    "progress-against-a-straight-line": {"maker": "city:xx-alpha"},
}


@dataclass(frozen=True)
class Found:
    """An answer as text, the number of its rows, and the ending of its file."""

    text: str
    rows: int
    ending: str


def answer(store, saved, values):
    """Return what `store` answers to `saved` with `values`."""
    return written(store.query(saved.text, substitutions=saved.bind(values)))


def written(results):
    """Return `results` of any kind of query as text."""
    if isinstance(results, QueryBoolean):
        return Found(f"{str(bool(results)).lower()}\n", int(bool(results)), "txt")
    if isinstance(results, QuerySolutions):
        table = results.serialize(format=QueryResultsFormat.CSV).decode()
        lines = table.replace("\r\n", "\n")
        return Found(lines, lines.count("\n") - 1, "csv")
    triples = sorted(f"{triple} .\n" for triple in results)
    return Found("".join(triples), len(triples), "nt")


def expect(folder, saved, found):
    """Assert that `found` lies in `folder` as the answer to `saved`, or record it."""
    path = folder / f"{saved.name}.{found.ending}"
    if os.environ.get("C2C_RECORD"):
        folder.mkdir(exist_ok=True)
        path.write_text(found.text)
    assert found.text == path.read_text()


def example(saved):
    """Return the values that the expected rows are recorded with."""
    if saved.without_rows:
        return saved.examples() | ASKED.get(saved.name, {})
    return saved.examples()
