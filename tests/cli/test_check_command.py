"""`c2c check` prints what a person, an editor and a script can use."""

import json

import pytest

from c2c_graph import cli

PREFIXES = "@prefix city: <https://w3id.org/city2city/id/city/> .\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path


def test_what_conforms_ends_with_0(folder, capsys):
    (folder / "data" / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    assert cli.run(["check", str(folder)]) == 0
    assert "conforms to: basic, essential, full" in capsys.readouterr().out


def test_what_does_not_conform_ends_with_1_and_says_where(folder, capsys):
    (folder / "data" / "a.ttl").write_text(PREFIXES + "city:a <urn:b> city:nowhere .")
    assert cli.run(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "data/a.ttl:2:16: violation: city:a: Nothing describes" in told
    assert "[dangling-iri]\n  city:a <urn:b> city:nowhere .\n" in told
    assert f"\n  {' ' * 15}{'^':~<12}\n" in told


def test_a_syntax_fault_ends_with_2_and_says_where(folder, capsys):
    (folder / "data" / "a.ttl").write_text(PREFIXES + "city:a a\n  ?x .")
    (folder / "data" / "b.ttl").write_text("nonsense")
    assert cli.run(["check", str(folder)]) == 2
    told = capsys.readouterr().out
    assert "data/a.ttl:3:3: violation: " in told
    assert "\n    ?x .\n    ^\n" in told
    assert "data/b.ttl:1:1: violation: " in told
    assert "2 files cannot be read, so nothing else was checked" in told


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("check", "data/a.ttl"),
        ("check", "data/published-iris.txt"),
        ("check", "sparql/checks/x-violation.rq"),
        ("iris --check", "data/published-iris.txt"),
        ("format --dataset", "data/a.ttl"),
    ],
)
def test_a_file_that_is_not_utf_8_is_named_and_ends_with_2(
    folder, capsys, command, name
):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    # the register concerns only a dataset that uses our IRIs
    (folder / "data" / "b.ttl").write_text(PREFIXES + "city:a a <urn:b> .")
    path.write_bytes(b"# \xff\n")
    assert cli.run([*command.split(), str(folder)]) == 2
    assert f"{name}:1:3: " in "".join(capsys.readouterr())


def test_a_folder_without_data_ends_with_2(tmp_path, capsys):
    assert cli.run(["check", str(tmp_path)]) == 2
    assert "no data/ folder here" in capsys.readouterr().err


def test_an_unknown_option_ends_with_2(folder, capsys):
    assert cli.run(["check", "--lang", "de", str(folder)]) == 2
    assert "'de' is not one of 'en', 'fr', 'es'" in capsys.readouterr().err


def test_a_fault_of_ours_ends_with_3(folder, capsys, monkeypatch):
    monkeypatch.setattr("c2c_graph.cli.check.check", lambda *a, **k: 1 / 0)
    assert cli.run(["check", str(folder)]) == 3
    assert "fault of ours" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Nothing describes"), ("fr", "Rien ne décrit"), ("es", "Nada describe")],
)
def test_messages_come_in_the_language_asked_for(folder, capsys, language, words):
    (folder / "data" / "a.ttl").write_text(PREFIXES + "city:a <urn:b> city:nowhere .")
    cli.run(["check", "--lang", language, str(folder)])
    assert words in capsys.readouterr().out


def test_json_holds_every_finding(folder, capsys):
    (folder / "data" / "a.ttl").write_text(PREFIXES + "city:a <urn:b> city:nowhere .")
    assert cli.run(["check", "--format", "json", str(folder)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["conforms"] is False
    assert report["counts"]["violation"] == len(report["findings"]) == 2
    finding = report["findings"][1]
    assert finding["value"] == "<https://w3id.org/city2city/id/city/nowhere>"
    assert (finding["source"], finding["line"]) == ("data/a.ttl", 2)


def test_advice_is_counted_and_listed_when_asked_for(folder, capsys):
    (folder / "data" / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    (folder / "sparql" / "checks").mkdir(parents=True)
    (folder / "sparql" / "checks" / "b-info.rq").write_text(
        'SELECT (?s AS ?focusNode) ("Think."@en AS ?message) { ?s <urn:b> ?o }'
    )
    assert cli.run(["check", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "Think." not in told
    assert "not listed: 1 piece of advice" in told
    assert cli.run(["check", "--show", "info", str(folder)]) == 0
    assert "data/a.ttl:1:1: info: <urn:a>: Think. [b]\n" in capsys.readouterr().out
    assert cli.run(["check", "--level", "full", str(folder)]) == 1
    assert "info: <urn:a>: Think. [b]\n" in capsys.readouterr().out
