"""A saved query takes its parameters as values, and says what stands in for them."""

import csv

import pytest

from c2c_graph import cli

QUERY = """#+ summary: The name of a city
#+ tags: city
#+ param: city iri
#+ example: city=https://w3id.org/city2city/id/city/se-malmo
SELECT ?city ?name {
  ?city <http://www.w3.org/2000/01/rdf-schema#label> ?name
}
ORDER BY ?name
"""
LONDON = "https://w3id.org/city2city/id/city/gb-london"


@pytest.fixture
def ask(shipped_home, tmp_path, capfdbinary):
    path = tmp_path / "name.rq"
    path.write_text(QUERY)

    def ask(*arguments):
        code = cli.run(["query", str(path), "--home", str(shipped_home), *arguments])
        out, err = capfdbinary.readouterr()
        rows = list(csv.DictReader(out.decode().splitlines()))
        return code, [row["name"] for row in rows], err.decode()

    return ask


def test_a_parameter_is_bound(ask):
    assert ask("--param", f"city={LONDON}") == (cli.CONFORMS, ["London"], "")


def test_without_a_value_the_example_stands_in_and_that_is_said(ask):
    code, names, said = ask()
    assert (code, names) == (cli.CONFORMS, ["Malmö"])
    assert "city=https://w3id.org/city2city/id/city/se-malmo (its example" in said


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("city=x} UNION {", "city='x} UNION {' is not an absolute IRI"),
        ("town=x", "no parameter 'town'; it takes: city"),
        ("city", "write NAME=VALUE"),
    ],
)
def test_a_value_of_another_kind_is_refused(ask, given, why):
    code, names, said = ask("--param", given)
    assert (code, names) == (cli.WRONG_USE, [])
    assert why in said


def test_a_query_without_parameters_takes_none(shipped_home, capfd):
    arguments = ["query", "ASK {}", "--home", str(shipped_home), "--param", "a=b"]
    assert cli.run(arguments) == cli.WRONG_USE
    assert "has no parameters" in capfd.readouterr().err
