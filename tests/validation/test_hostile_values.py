"""What stands in a literal never breaks a check, and steers nothing."""

import shutil

import pytest

from c2c_graph import cli
from c2c_graph.settings import packaged_dataset

BOOK = """
publication:x a c2c:Publication ; dcterms:title "X"@en ; bibo:isbn13 {value} ;
  dcterms:issued "2014"^^xsd:gYear .
"""
VALUES = {
    "group-reference": r'"978-0-300-16467-2\\g<x>\\"',
    "braces": '"978-0-300-16467-2 {?want} {} %s"',
    "escape-sequence": r'"978-0-300-16467-2\u001B[m\u0007"',
    "markup": '"978-0-300-16467-2<script>"',
    "quotes": r'"978-0-300-16467-2\" } UNION {\n"',
}
# the rest are alike, and each takes more than a second
QUICK = {"braces", "escape-sequence"}


@pytest.fixture
def with_shapes(home):
    folder = packaged_dataset()
    shutil.rmtree(home.path / "ontology")
    shutil.copytree(folder / "ontology", home.path / "ontology")
    shutil.copytree(folder / "shapes", home.path / "shapes")
    for scheme in ("boundary", "unit"):
        home.file(
            f"data/concepts/{scheme}.ttl",
            (folder / "data" / "concepts" / f"{scheme}.ttl").read_text(),
        )
    return home


@pytest.mark.parametrize("name", sorted(QUICK))
def test_a_hostile_value_is_only_a_value(with_shapes, name, capsys):
    check_value(with_shapes, VALUES[name], capsys)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(VALUES.keys() - QUICK))
def test_each_hostile_value_is_only_a_value(with_shapes, name, capsys):
    check_value(with_shapes, VALUES[name], capsys)


def check_value(with_shapes, value, capsys):
    with_shapes.data(BOOK.format(value=value))
    rules = {finding.rule.rpartition("#")[2] for finding in with_shapes.findings()}
    assert "Publication-isbn-13" in rules
    assert cli.run(["check", str(with_shapes.path)]) == cli.DOES_NOT
    lines = capsys.readouterr().out.splitlines()
    assert all(line.isprintable() for line in lines)


def test_a_finding_stays_on_one_line(with_shapes, capsys):
    with_shapes.data(BOOK.format(value='"""978\n\nforged:1:1: violation: x"""'))
    cli.run(["check", str(with_shapes.path)])
    assert not any(
        line.startswith("forged") for line in capsys.readouterr().out.splitlines()
    )
