"""The landing pages carry the dataset in terms of schema.org."""

import csv
from pathlib import Path

import pytest

from tests.discovery.conftest import CONTACT
from tests.discovery.conftest import embedded

# what search engines for datasets require and recommend
SOUGHT = [
    *("name", "description", "creator", "publisher", "distribution", "license"),
    *("identifier", "sameAs", "url", "version", "keywords", "inLanguage"),
    *("includedInDataCatalog", "isAccessibleForFree", "spatialCoverage"),
]
ONTOLOGY = Path(__file__).parents[1] / "ontology"


@pytest.fixture(scope="module")
def schema(told_client):
    return embedded(told_client.get("/dataset").text)


@pytest.fixture(scope="module")
def published():
    """The terms of schema.org, as pinned for the ontology's tests."""
    with (ONTOLOGY / "published-terms.tsv").open() as lines:
        rows = csv.reader(lines, delimiter="\t")
        return {name for prefix, name in rows if prefix == "schema"}


def terms(value):
    """Yield the properties and classes used in `value`, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from terms(one)
    elif isinstance(value, dict):
        yield from (key for key in value if not key.startswith("@"))
        yield from filter(None, [value.get("@type")])
        for one in value.values():
            yield from terms(one)


def test_every_term_is_one_of_schema_org(schema, published) -> None:
    used = set(terms(schema))
    assert len(used) > 20
    assert used <= published


@pytest.mark.parametrize("name", SOUGHT)
def test_what_search_engines_look_for_is_there(schema, name) -> None:
    assert schema[name] not in ("", [], None)


def test_descriptions_are_long_enough(schema) -> None:
    assert 50 <= len(schema["description"]) <= 5000


def test_what_is_not_known_is_left_out(schema) -> None:
    assert "temporalCoverage" not in schema


def test_the_contact_is_told_where_it_is_known(schema, nameless_client) -> None:
    point = schema["publisher"]["contactPoint"]
    assert point == {"@type": "ContactPoint", "email": CONTACT.removeprefix("mailto:")}
    nameless = embedded(nameless_client.get("/").text)
    assert "contactPoint" not in nameless["publisher"]
