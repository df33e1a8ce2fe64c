"""A small dataset and a table of made-up places; see README.md."""

import csv
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Store

from c2c_graph.importing.net_zero_tracker import prepare
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes

HERE = Path(__file__).parent
TABLE = HERE / "made-up-targets-2020-01-01.csv"
COUNTRIES = {
    "DE": ("DEU", "Germany"),
    "FR": ("FRA", "France"),
    "NA": ("NAM", "Namibia"),
    "SE": ("SWE", "Sweden"),
    "US": ("USA", "United States of America"),
}
PREFIXES = """
@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix city: <https://w3id.org/city2city/id/city/> .
@prefix claim-status: <https://w3id.org/city2city/def/claim-status/> .
@prefix country: <https://w3id.org/city2city/id/country/> .
@prefix publication: <https://w3id.org/city2city/id/publication/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
"""


@pytest.fixture
def folder(tmp_path):
    """A dataset of five countries and one city, `city:se-known`."""
    (tmp_path / "data/cities").mkdir(parents=True)
    countries = "".join(
        f'country:{code.lower()} a c2c:Country ; c2c:isoAlpha2Code "{code}" ;\n'
        f'  c2c:isoAlpha3Code "{alpha3}" ; rdfs:label "{name}"@en .\n'
        for code, (alpha3, name) in COUNTRIES.items()
    )
    (tmp_path / "data/countries.ttl").write_text(PREFIXES + countries)
    city = 'city:se-known a c2c:City ; c2c:country country:se ; rdfs:label "Known"@en .'
    (tmp_path / "data/cities/se.ttl").write_text(f"# Ours.\n{PREFIXES}{city}\n")
    return tmp_path


@pytest.fixture
def write_table(tmp_path):
    """Return a function that writes rows (dicts) as a table in the same columns."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        columns = next(csv.reader(file))
    plain = {
        "id_code": "T-100",
        "name": "Testville",
        "country": "SWE",
        "end_target": "Net zero",
        "end_target_year": "2050",
        "interim_target": "No target",
        "source_url": "https://testville.example/",
    }

    def write(*rows, name="table.csv"):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows({**plain, **row} for row in rows)
        return path

    return write


@pytest.fixture
def imported(folder):
    """Return a function that imports a table and returns its report."""

    def run(path=TABLE, *, day=date(2020, 1, 1)):
        prepared = plan(folder, path, day=day)
        prepared.write(lambda text: None)
        return prepared.report

    return run


@pytest.fixture
def ask(folder):
    """Return a function that answers a SELECT over all of the dataset with texts."""

    def select(query):
        store = Store()
        for file in read_dataset(folder).files:
            store.extend(file.document.quads)
        answers = store.query(
            query, prefixes=load_prefixes(), use_default_graph_as_union=True
        )
        return [tuple(term and term.value for term in row) for row in answers]

    return select


def plan(folder, path, *, day=date(2020, 1, 1)):
    return prepare(
        folder, path, snapshot=day, today=date(2020, 2, 2), progress=lambda text: None
    )


@pytest.fixture
def prepared(folder):
    """Return a function that prepares an import and writes nothing."""
    return lambda path=TABLE: plan(folder, path)
