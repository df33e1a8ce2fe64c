"""The register of published IRIs only grows, and nothing in it is lost unseen."""

import pytest

from c2c_graph import cli

HEAD = "@prefix c2c: <https://w3id.org/city2city/ns#> .\n"
CITY = "https://w3id.org/city2city/id/city/xx-"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    describe(tmp_path, "b", "a")
    return tmp_path


def describe(folder, *keys):
    blocks = "".join(f"<{CITY}{key}> a c2c:City .\n" for key in keys)
    (folder / "data" / "a.ttl").write_text(HEAD + blocks)


def lines(folder):
    return (folder / "data" / "published-iris.txt").read_text().splitlines()


def test_new_iris_are_added_at_the_end(folder):
    assert cli.run(["iris", "--record", str(folder)]) == 0
    assert lines(folder) == [CITY + "a", CITY + "b"]
    describe(folder, "b", "a", "0a")
    assert cli.run(["iris", "--record", str(folder)]) == 0
    assert lines(folder) == [CITY + "a", CITY + "b", CITY + "0a"]


def test_recording_twice_changes_nothing(folder):
    cli.run(["iris", "--record", str(folder)])
    before = (folder / "data" / "published-iris.txt").stat().st_mtime_ns
    assert cli.run(["iris", "--record", str(folder)]) == 0
    assert (folder / "data" / "published-iris.txt").stat().st_mtime_ns == before


def test_check_names_what_is_new(folder, capsys):
    assert cli.run(["iris", "--check", str(folder)]) == 1
    assert f"{CITY}a: new" in capsys.readouterr().out


def test_check_names_what_is_gone(folder, capsys):
    cli.run(["iris", "--record", str(folder)])
    describe(folder, "a")
    assert cli.run(["iris", "--check", str(folder)]) == 1
    assert f"{CITY}b: registered, neither described" in capsys.readouterr().out
    assert cli.run(["iris", "--record", str(folder)]) == 0
    assert lines(folder) == [CITY + "a", CITY + "b"]


def test_a_register_that_is_whole_ends_with_0(folder):
    cli.run(["iris", "--record", str(folder)])
    assert cli.run(["iris", "--check", str(folder)]) == 0


def test_a_line_that_is_no_iri_of_ours_is_told(folder, capsys):
    (folder / "data" / "published-iris.txt").write_text("oops\n")
    assert cli.run(["iris", "--check", str(folder)]) == 2
    assert "data/published-iris.txt:1: 'oops'" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--record", "--check"]])
def test_one_thing_at_a_time(folder, options):
    assert cli.run(["iris", *options, str(folder)]) == 2
