"""`/openapi.json` is valid OpenAPI 3.1, made from what the server works with."""

import json
import re
import urllib.error
import urllib.request
from dataclasses import replace

import pytest
import schemathesis

from c2c_graph.query.catalogue import load_catalogue
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.settings import Settings
from c2c_graph.settings import packaged_dataset
from c2c_graph.web import problems
from c2c_graph.web.openapi import document

VENDOR = "application/vnd.oai.openapi+json"
DRAFT = "application/openapi+json"
JSON = "application/json"


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(packaged_dataset())


@pytest.fixture(scope="module")
def described(catalogue):
    return document(catalogue, Settings())


def fetched(address, **headers):
    request = urllib.request.Request(f"{address}/openapi.json", headers=headers)
    with urllib.request.urlopen(request) as answer:
        return answer.headers, json.load(answer)


def references(value):
    if isinstance(value, dict):
        yield from [value["$ref"]] if "$ref" in value else []
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from references(inner)


def operations(described):
    return [
        operation
        for item in described["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]


def test_it_is_valid(described):
    schemathesis.openapi.from_dict(described).validate()
    assert described["openapi"].startswith("3.1.")


def test_what_it_refers_to_is_there(described):
    there = {
        f"#/components/{kind}/{name}"
        for kind, named in described["components"].items()
        for name in named
    }
    used = set(references(described))
    assert used <= there
    assert all(re.search(r"/responses/\d+$", unused) for unused in there - used)


def test_every_operation_has_a_name_of_its_own(described):
    names = [operation["operationId"] for operation in operations(described)]
    assert len(names) == len(set(names))


def test_every_saved_query_has_a_path_with_its_parameters(described, catalogue):
    for saved in catalogue:
        told = described["paths"][f"/queries/{saved.name}"]["get"]
        own = {p["name"]: p for p in told["parameters"] if "name" in p}
        assert told["summary"] == saved.summary
        assert set(own) == {p.name for p in saved.parameters}
        for parameter in saved.parameters:
            assert own[parameter.name].get("required", False) is parameter.required


def test_the_example_of_every_parameter_fits_its_schema(described, catalogue):
    schemas = described["components"]["schemas"]
    for saved in catalogue:
        for told in described["paths"][f"/queries/{saved.name}"]["get"]["parameters"]:
            schema, example = told.get("schema", {}), told.get("example", "")
            if name := schema.get("$ref", "").rpartition("/")[2]:
                schema = schemas[name]
            assert re.search(schema.get("pattern", ""), example), (saved.name, told)
            assert example in schema.get("enum", [example])


def test_the_endpoint_is_described_with_every_format(described):
    answer = described["paths"]["/sparql"]["get"]["responses"]["200"]
    formats = {f.media_type for f in (*RESULT_FORMATS, *GRAPH_FORMATS)}
    assert set(answer["content"]) == formats | {"text/html"}


def test_every_fault_has_its_status_and_its_type(described):
    statuses = {int(s) for s in described["components"]["responses"] if s.isdigit()}
    assert statuses >= set(problems.STATUS.values())
    types = described["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
    assert {f"/problem/{fault.__name__}" for fault in problems.STATUS} < set(types)


def test_the_limits_are_those_in_force(catalogue):
    told = document(catalogue, replace(Settings(), deadline_seconds=7.5, result_mb=3))
    assert "7.5 seconds" in told["info"]["description"]
    assert "in its format: 3 MiB" in told["info"]["description"]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", JSON),
        (JSON, JSON),
        (VENDOR, f"{VENDOR}; version=3.1"),
        (f"{DRAFT}, {JSON};q=0.5", f"{DRAFT}; version=3.1"),
    ],
)
def test_it_comes_as_json_and_by_the_names_that_it_has(address, accept, content_type):
    headers, told = fetched(address, Accept=accept)
    assert headers["Content-Type"] == content_type
    assert told["openapi"].startswith("3.1.")


def test_who_has_it_is_told_so(address):
    headers, _ = fetched(address)
    with pytest.raises(urllib.error.HTTPError, match="304"):
        fetched(address, **{"If-None-Match": headers["ETag"]})


@pytest.mark.parametrize("path", ["/queries", "/queries/one-city"])
def test_the_pages_lead_to_it(address, path):
    asked = urllib.request.Request(address + path, headers={"Accept": "text/html"})
    with urllib.request.urlopen(asked) as answer:
        links = ", ".join(answer.headers.get_all("Link"))
    assert '</openapi.json>; rel="service-desc"' in links
