"""`c2c validate` says what is wrong with files, where, and how it ended."""

import json
import os

import pytest

from c2c_graph import cli
from c2c_graph.cli.reporting import usual_language

PREFIXES = """\
@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix city: <https://w3id.org/city2city/id/city/> .
@prefix country: <https://w3id.org/city2city/id/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix geometry: <https://w3id.org/city2city/id/geometry/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# who hands it in, and under which licence; no warning without it
GRAPH = """\
<https://w3id.org/city2city/graph/visby/2026> a void:Dataset ;
  dcterms:title "Visby"@en ;
  dcterms:issued "2026-11-22"^^xsd:date ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
  dcterms:publisher <https://w3id.org/city2city/id/organization/undp> .
"""
# conforms but for one piece of advice: it has no coordinates
CITY = 'city:se-visby a c2c:City ; rdfs:label "Visby"@en ; c2c:country country:se .\n'
WRONG = CITY.replace("c2c:City", "c2c:Citty")
FINE, BAD = PREFIXES + CITY + GRAPH, PREFIXES + WRONG + GRAPH


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write files into a folder that the commands are called in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("C2C_HOME", str(tmp_path / "var"))

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    return write


def run(*arguments):
    return cli.run(["validate", "--lang", "en", "--today", "2026-11-22", *arguments])


def test_what_conforms_ends_with_0(write, capsys):
    assert run(write("a.ttl", FINE)) == 0
    assert "conforms to: basic, essential\n" in capsys.readouterr().out


def test_a_violation_ends_with_1_and_is_pointed_at(write, capsys):
    assert run(write("a.ttl", BAD)) == 1
    told = capsys.readouterr().out
    assert told.startswith("a.ttl:10:17: violation: city:se-visby: c2c:Citty is not")
    assert f"\n  {WRONG}  {' ' * 16}^~~~~~~~~\n  repair: a c2c:City\n" in told


def test_what_states_nothing_gets_its_report_too(write, capsys):
    assert run(write("a.ttl", "# nothing but words\n"), "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["source"], f["rule"]) for f in found] == [("a.ttl", "nothing-to-check")]


def test_what_cannot_be_read_was_seen_together_with_nothing(write, capsys):
    run(write("a.ttl", "nonsense"))
    assert "advice in 1 file\n" in capsys.readouterr().out


def test_the_level_asked_for_decides_about_the_exit_code(write, capsys):
    assert run(write("a.ttl", FINE), "--level", "full") == 1
    assert "a.ttl:10:1: info: city:se-visby: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("nonsense", "a.ttl:1:1: violation: "),
        (PREFIXES + "city:a a\n  ?x .", "a.ttl:11:3: violation: "),
        (b"# \xff\xfe", "a.ttl:1:3: violation: The byte 0xFF is not UTF-8"),
        (bytes(range(256)), "a.ttl:"),
    ],
    ids=["nonsense", "syntax", "encoding", "binary"],
)
def test_what_cannot_be_read_ends_with_2_and_says_where(write, capsys, content, place):
    assert run(write("a.ttl", content), write("b.ttl", FINE)) == 2
    told = capsys.readouterr().out
    assert told.startswith(place)
    assert "1 file cannot be read, so nothing else was checked" in told


@pytest.mark.parametrize(
    ("name", "bomb"),
    [("a.ttl", "<a:b> <a:c> " + "(" * 300_000), ("a.rdf", '<a xmlns="x:">' * 30_000)],
)
def test_a_bomb_is_refused_at_home_too(write, capsys, name, bomb):
    assert run(write(name, bomb)) == 2
    assert "More than 100 brackets or elements" in capsys.readouterr().out


def test_a_fault_of_ours_ends_with_3(write, capsys, monkeypatch):
    monkeypatch.setattr("c2c_graph.cli.validate.validate", lambda *a, **k: 1 / 0)
    assert run(write("a.ttl", FINE)) == 3
    assert "fault of ours" in capsys.readouterr().err


def test_files_and_folders_are_one_submission(write, capsys):
    point = 'geometry:se-visby a geo:Geometry ; rdfs:label "Visby"@en'
    text = 'geo:asWKT "POINT(18.29 57.63)"^^geo:wktLiteral'
    write("more/deep/b.ttl", f"{PREFIXES}{point} ; {text} .")
    write("more/.hidden/c.ttl", "nonsense")
    write("more/notes.txt", "nonsense")
    city = CITY.replace(" .", " ; geo:hasDefaultGeometry geometry:se-visby .")
    assert run(write("a.ttl", PREFIXES + city + GRAPH), "more", "--level", "full") == 0
    assert " in 2 files; " in capsys.readouterr().out


def test_what_nobody_describes_is_told_when_its_file_is_missing(write, capsys):
    city = CITY.replace(" .", " ; geo:hasDefaultGeometry geometry:se-visby .")
    assert run(write("a.ttl", PREFIXES + city + GRAPH)) == 1
    assert "geometry:se-visby" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "Missing argument 'FILE...'"),
        (["nowhere.ttl"], "nowhere.ttl: cannot be read: No such file or directory"),
        (["notes.txt"], "notes.txt: its ending tells no RDF syntax"),
        (["context"], "or say which it is: --syntax jsonld"),
        (["empty"], "empty: no RDF file in this folder"),
        (["a.ttl", "--lang", "de"], "'de' is not one of 'en', 'fr', 'es'"),
        (["a.ttl", "--format", "pdf"], "'pdf' is not one of"),
        (["a.ttl", "--today", "soon"], "'soon' does not match the format"),
        (["a.ttl", "--against", "first"], "'first' is no release; give its number"),
        (["a.ttl", "--against", "0"], "'0' is no release; give its number"),
        (["a.ttl", "--against", "7"], "no release here yet"),
        (["a.ttl", "--replaces", "data/x"], "graph/data/x is not published"),
        (["a.ttl", "-o", "no/where.txt"], "no/where.txt: nothing can be written in"),
        (["a.ttl", "-o", "empty"], "File 'empty' is a directory"),
    ],
)
def test_wrong_use_ends_with_2_and_says_why(write, capsys, tmp_path, arguments, reason):
    write("a.ttl", FINE)
    write("context", '[{"@id": "urn:a"}]')
    write("notes.txt", FINE)
    (tmp_path / "empty").mkdir()
    assert run(*arguments) == 2
    assert reason in capsys.readouterr().err.replace("\n", " ")


def test_the_report_goes_to_a_file_whole_and_its_sum_to_stderr(write, capsys, tmp_path):
    (tmp_path / "report.json").write_text("before")
    file = write("a.ttl", BAD)
    assert run(file, "--format", "json", "--output", "report.json") == 1
    told = capsys.readouterr()
    assert (told.out, "conforms to no level" in told.err) == ("", True)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["findings"][0]["source"] == "a.ttl"
    assert sorted(os.listdir(tmp_path)) == ["a.ttl", "report.json"]


def test_a_report_may_go_to_a_device(write, capsys):
    file = write("a.ttl", "nonsense")
    assert run(file, "--output", "/dev/null") == 2
    assert "1 file cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "fr-CA", "LANG": "es_ES"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "es_MX.UTF-8", "LANG": "fr_FR"}, "es"),
    ],
)
def test_the_language_is_that_of_the_locale_where_we_speak_it(environment, language):
    assert usual_language(environment) == language
