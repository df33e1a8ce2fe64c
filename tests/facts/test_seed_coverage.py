"""docs/seed-coverage.md keeps its word: each fact of both documents is here."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import Store

from c2c_graph.rdf.prefixes import load_prefixes

PAGE = Path(__file__).parents[2] / "docs" / "seed-coverage.md"
EXPECTED = [f"A{n:02}" for n in range(1, 42)] + [f"B{n:02}" for n in range(1, 73)]
DIFFERENCES = [f"c{n}" for n in range(1, 17)]
ALLOWED_GAPS = 10


class Fact(NamedTuple):
    id: str
    states: str
    where: str
    query: str

    @property
    def stated(self) -> bool:
        return self.query.startswith("ASK")


def facts() -> list[Fact]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| [AB]\d\d \|", line)]
    return [Fact(*(cell.strip().strip("`") for cell in _cells(row))) for row in rows]


def _cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")


FACTS = facts()
STATED = [fact for fact in FACTS if fact.stated]
by_id = {"argvalues": STATED, "ids": [fact.id for fact in STATED]}


def test_every_fact_has_one_row():
    assert [fact.id for fact in FACTS] == EXPECTED


def test_at_most_ten_facts_are_not_stated_each_with_its_reason():
    gaps = [fact for fact in FACTS if not fact.stated]
    assert len(gaps) <= ALLOWED_GAPS
    assert all(re.match(r"not stated: \w", fact.query) for fact in gaps)


@pytest.mark.parametrize("fact", **by_id)
def test_a_stated_fact_is_in_the_graph(fact: Fact, graph: Store):
    assert _ask(graph, fact.query), f"{fact.id}, {fact.states}: {fact.query}"


def test_no_query_is_true_of_nothing():
    nothing = Store()
    assert [fact.id for fact in STATED if _ask(nothing, fact.query)] == []


def test_every_iri_that_a_row_names_is_described(graph: Store):
    named = {
        (f.id, name) for f in STATED for name in re.findall(r"[\w-]+:[\w-]+", f.where)
    }
    lost = [pair for pair in named if not _ask(graph, f"ASK {{ {pair[1]} a ?kind }}")]
    assert lost == []


def test_every_difference_between_sources_is_listed_and_shown_in_a_row():
    listed = re.findall(
        r"^\| (c\d+) \|.*\| ([AB0-9, ]+) \|$", PAGE.read_text("utf-8"), re.M
    )
    assert [number for number, _ in listed] == DIFFERENCES
    assert {row for _, rows in listed for row in rows.split(", ")} <= set(EXPECTED)


def _ask(store: Store, query: str) -> bool:
    prefixes = load_prefixes()
    return bool(store.query(query, prefixes=prefixes, use_default_graph_as_union=True))
