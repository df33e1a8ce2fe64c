"""`c2c releases` lists releases, `c2c diff` tells how one became another."""

import pytest

from c2c_graph import cli
from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings

CITY = "<https://w3id.org/city2city/id/city/xa-one>"
NAME = "<http://www.w3.org/2000/01/rdf-schema#label>"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("diff")
    (folder / "dataset" / "data").mkdir(parents=True)
    settings = Settings(home=folder / "home", dataset=folder / "dataset")
    for name in ("One", "Uno"):
        text = f"{CITY} {NAME} '{name}'@en ."
        (folder / "dataset" / "data" / "places.ttl").write_text(text)
        make_release(settings, gate=None)
    return str(settings.home)


def test_releases_are_listed_the_newest_first(home, capsys):
    assert cli.run(["releases", "--home", home]) == 0
    head, _, first, second, count = capsys.readouterr().out.splitlines()
    assert head.split() == ["release", "made", "triples", "added", "removed", "hash"]
    assert (first.split()[0], second.split()[0]) == ("2", "1")
    assert first.split()[4:6] == ["+1", "−1"]
    assert count == "2 rows"


def test_so_many_as_are_wanted(home, capsys):
    assert cli.run(["releases", "--home", home, "-n", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 row"


def test_a_diff_counts_graphs_and_things(home, capsys):
    assert cli.run(["diff", "1", "2", "--home", home]) == 0
    told = capsys.readouterr().out
    assert "https://w3id.org/city2city/graph/data/places  +1     −1" in told
    assert "city           1" in told


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("patch", f"A {CITY} {NAME} "),
        ("added", f"{CITY} {NAME} "),
        ("removed", f"{CITY} {NAME} "),
    ],
)
def test_a_diff_comes_as_patch_or_quads(home, capfdbinary, form, line):
    assert cli.run(["diff", "1", "2", "--home", home, "--format", form]) == 0
    name = "One" if form == "removed" else "Uno"
    assert f'{line}"{name}"@en' in capfdbinary.readouterr().out.decode()


def test_of_an_unknown_release_there_is_no_diff(home, capsys):
    assert cli.run(["diff", "1", "9", "--home", home]) == 1
    assert "there is no release 9" in capsys.readouterr().err


def test_without_a_release_there_is_no_list(tmp_path, capsys):
    assert cli.run(["releases", "--home", str(tmp_path)]) == 1
    assert "no release here yet" in capsys.readouterr().err
