"""`c2c release` makes a release, says so, and ends with the right code."""

import shutil

import pytest

from c2c_graph import cli
from c2c_graph.release import pointer

VOCABULARY = (
    "<https://w3id.org/city2city/ns> a <http://www.w3.org/2002/07/owl#Ontology> ."
)
PLACE = "<urn:place:1> <http://www.w3.org/2000/01/rdf-schema#label> 'Place'@en ."


@pytest.fixture
def folders(tmp_path) -> list[str]:
    """Return the options that name a small dataset and where to keep releases."""
    data = tmp_path / "dataset" / "data"
    data.mkdir(parents=True)
    (data / "places.ttl").write_text(PLACE)
    return ["--dataset", str(data.parent), "--home", str(tmp_path / "home")]


def test_the_first_run_makes_release_1(folders, tmp_path, capsys) -> None:
    assert cli.run(["release", *folders]) == 0
    out, err = capsys.readouterr()
    assert out == "release 1 made: 1 triples in 2 graphs, 1 in the default graph\n"
    assert "checking" in err
    assert "writing release 1: +1 −0 triples" in err
    assert pointer.current_number(tmp_path / "home") == 1


def test_the_folders_can_be_told_by_the_environment(
    folders, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.setenv("C2C_DATASET", str(tmp_path / "dataset"))
    monkeypatch.setenv("C2C_HOME", str(tmp_path / "elsewhere"))
    assert cli.run(["release"]) == 0
    assert "release 1 made: 1 triples" in capsys.readouterr().out
    assert pointer.current_number(tmp_path / "elsewhere") == 1


def test_a_second_run_says_that_nothing_has_changed(folders, capsys) -> None:
    cli.run(["release", *folders])
    assert cli.run(["release", *folders]) == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert told.startswith("release 1 is current, nothing has changed")


def test_what_does_not_conform_ends_with_1(folders, tmp_path, capsys) -> None:
    folder = tmp_path / "dataset" / "data"
    (folder / "wrong.ttl").write_text(
        "<https://w3id.org/city2city/id/city/se-malmo> a "
        "<https://w3id.org/city2city/ns#Citty> ."
    )
    assert cli.run(["release", *folders]) == 1
    assert "data/wrong.ttl:1:" in capsys.readouterr().err
    assert cli.run(["release", "--no-check", *folders]) == 0


def test_what_is_wrong_in_no_file_is_told_without_a_place(folders, tmp_path, capsys):
    dataset = tmp_path / "dataset"
    (dataset / "ontology").mkdir()
    (dataset / "ontology" / "ns.ttl").write_text(VOCABULARY)
    iri = "https://w3id.org/city2city/id/city/xa-lost"
    (dataset / "data" / "published-iris.txt").write_text(f"{iri}\n")
    assert cli.run(["release", *folders]) == 1
    told = capsys.readouterr().err
    assert "xa-lost" in told
    assert ":0:" not in told


def test_a_file_that_does_not_parse_ends_with_2_and_its_place(
    folders, tmp_path, capsys
) -> None:
    (tmp_path / "dataset" / "data" / "x.ttl").write_text("<urn:s>\n<urn:p> .\n")
    assert cli.run(["release", *folders]) == 2
    assert "data/x.ttl:2:" in capsys.readouterr().err


def test_a_folder_without_data_ends_with_2(tmp_path, capsys) -> None:
    home = str(tmp_path / "home")
    assert cli.run(["release", "--dataset", str(tmp_path), "--home", home]) == 2
    assert "no data/ folder" in capsys.readouterr().err


def test_another_builder_ends_with_1(folders, tmp_path, capsys) -> None:
    with pointer.locked(tmp_path / "home"):
        assert cli.run(["release", *folders]) == 1
    assert "another process" in capsys.readouterr().err


def test_the_store_of_an_older_release_is_made_again(folders, tmp_path, capsys) -> None:
    cli.run(["release", *folders])
    shutil.rmtree(tmp_path / "home" / "releases" / "0001" / "store")
    assert cli.run(["release", *folders, "--rebuild", "1"]) == 0
    assert "store made again" in capsys.readouterr().out
    assert cli.run(["release", *folders, "--rebuild", "8"]) == 1
    assert "there is no release 8" in capsys.readouterr().err
