"""`c2c format` holds the canonical form and loses nothing on the way."""

import pytest

from c2c_graph import cli

UGLY = "# kept\n@prefix x: <http://x/> .\nx:b a x:T . x:a a x:T ."


@pytest.fixture
def dataset(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.ttl").write_text(UGLY)
    return tmp_path


def test_check_names_the_file_and_changes_nothing(dataset, capsys):
    assert cli.run(["format", "--check", "--dataset", str(dataset)]) == cli.DOES_NOT
    assert "data/a.ttl:2:1: not in canonical form" in capsys.readouterr().out
    assert (dataset / "data" / "a.ttl").read_text() == UGLY


def test_format_rewrites_once(dataset, capsys):
    assert cli.run(["format", "--dataset", str(dataset)]) == cli.CONFORMS
    assert cli.run(["format", "--check", "--dataset", str(dataset)]) == cli.CONFORMS
    assert (dataset / "data" / "a.ttl").read_text().startswith("# kept\n")


def test_a_file_that_does_not_parse_is_left_alone(dataset, capsys):
    path = dataset / "data" / "a.ttl"
    path.write_text("oops")
    assert cli.run(["format", str(path)]) == cli.WRONG_USE
    assert f"{path}:1:1: " in capsys.readouterr().err
    assert path.read_text() == "oops"


def test_our_own_files_are_canonical():
    assert cli.run(["format", "--check"]) == cli.CONFORMS
