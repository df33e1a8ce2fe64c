"""`c2c query` shows a table to people and whole results to programs."""

import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph import cli
from tests.query.remote import Remote

FACTS = """PREFIX city: <https://w3id.org/city2city/id/city/>
PREFIX c2c: <https://w3id.org/city2city/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
city:a a c2c:City ; rdfs:label "Alpha"@en, "北京"@zh .
city:b a c2c:City ; rdfs:label "Beta with a name as long as any line of text"@en .
city:c rdfs:label "a\\u001B[31mred\\nline" ."""
LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?city ?label { ?city rdfs:label ?label } ORDER BY ?label"""
PATTERNS = "".join(f"?a{n} ?b{n} ?c{n} . " for n in range(30))
ENGLISH = LABELS.replace("}", 'FILTER(LANG(?label) = "en") }')
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {PATTERNS} }}"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("command") / "var"
    folder = home / "releases" / "0001"
    folder.mkdir(parents=True)
    (home / "releases" / "current").symlink_to("0001")
    store = Store(folder / "store")
    store.load(FACTS.encode(), format=RdfFormat.TURTLE)
    store.flush()
    return home


@pytest.fixture
def query(home, capfdbinary):
    """A function that runs the command; returns exit code, output and errors."""

    def query(*arguments):
        code = cli.run(["query", "--home", str(home), *arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return query


def on_terminal(home, *arguments, columns=60):
    """Run the command on a terminal and return what it shows."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns)}
    command = [sys.executable, "-c", "from c2c_graph.cli import main; main()", "query"]
    with subprocess.Popen(
        [*command, "--home", str(home), *arguments],
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ):
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:  # the end of a terminal
            os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_a_table_with_short_names_and_a_count(home):
    assert on_terminal(home, LABELS, columns=80) == (
        "city    label\n"
        "──────  ───────────────────────────────────────────────\n"
        "city:a  Alpha@en\n"
        "city:b  Beta with a name as long as any line of text@en\n"
        "city:c  a\\x1b[31mred\\nline\n"
        "city:a  北京@zh\n"
        "4 rows\n"
    )


def test_values_wider_than_the_terminal_are_cut_and_counted(home):
    lines = on_terminal(home, LABELS, columns=30).splitlines()
    assert lines[3] == "city:b  Beta with a name as l…"
    assert lines[-1] == "4 rows; 1 value cut, whole with --format csv"
    assert max(map(len, lines[:-1])) == 30


def test_a_pipe_gets_whole_csv(query):
    code, out, err = query(LABELS)
    assert (code, err) == (cli.CONFORMS, "")
    assert out.splitlines()[0] == "city,label"
    assert "Beta with a name as long as any line of text" in out


def test_a_table_in_a_pipe_is_not_cut(query):
    _, out, _ = query(LABELS, "--format", "table")
    assert "…" not in out
    assert out.endswith("4 rows\n")


def test_a_graph_comes_as_turtle(query):
    _, out, _ = query("CONSTRUCT WHERE { ?s a ?c }")
    assert "city:a a c2c:City ." in out


def test_ask_says_true_or_false(query):
    assert query("ASK { ?s ?p ?o }")[1] == "true\n"
    assert query("ASK { ?s ?p 1 }")[1] == "false\n"


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_results_come_in_the_format_asked_for(name, query):
    code, out, _ = query(ENGLISH, "-f", name)
    assert code == cli.CONFORMS
    assert "Alpha" in out
    if name == "json":
        assert len(json.loads(out)["results"]["bindings"]) == 2


def test_a_text_that_xml_cannot_hold_is_told(query):
    code, out, err = query(LABELS, "-f", "xml")
    assert (code, out) == (cli.DOES_NOT, "")
    assert "U+001B" in err


def test_a_file_and_standard_input_are_read(query, tmp_path, home):
    path = tmp_path / "labels.rq"
    path.write_text(LABELS, encoding="utf-8-sig")
    assert query(str(path))[1] == query(LABELS)[1]
    command = [sys.executable, "-m", "c2c_graph", "query", "--home", str(home), "-"]
    outcome = subprocess.run(command, input=LABELS.encode(), capture_output=True)
    assert outcome.stdout.decode() == query(LABELS)[1]


def test_a_syntax_error_points_at_the_place(query, tmp_path):
    path = tmp_path / "broken.rq"
    path.write_text("SELECT ?s\nWHERE { ?s ?p }\n")
    code, out, err = query(str(path))
    assert (code, out) == (cli.WRONG_USE, "")
    assert err == (
        f"{path}:2:15: }} is not expected here\n"
        "  WHERE { ?s ?p }\n"
        "                ^\n"
    )


def test_what_is_refused_is_pointed_at_too(query):
    code, _, err = query("ASK { SERVICE <a:b> {} }")
    assert code == cli.WRONG_USE
    assert err.startswith("query:1:7: SERVICE is not followed")
    assert err.endswith("\n  ASK { SERVICE <a:b> {} }\n        ^\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["INSERT DATA { <a:a> <a:b> 1 }"], cli.WRONG_USE, "INSERT is an update"),
        (["ASK { SERVICE <a:b> {} }"], cli.WRONG_USE, "SERVICE is not followed"),
        (["no/such.rq"], cli.WRONG_USE, "no/such.rq: cannot be read: No such file"),
        (["ASK {}", "-f", "csv"], cli.WRONG_USE, "choose one of: table, json, xml"),
        (["DESCRIBE <a:b>", "-f", "table"], cli.WRONG_USE, "choose one of: turtle"),
        ([ENDLESS, "--deadline", "0.3"], cli.DOES_NOT, "ran for 0.3 s"),
        (["ASK {}", "--home", "nowhere"], cli.DOES_NOT, "no release here yet"),
    ],
)
def test_faults_have_their_exit_code_and_say_what_to_do(arguments, code, words, query):
    found, out, err = query(*arguments)
    assert (found, out) == (code, "")
    assert words in err


def test_ctrl_c_ends_it_and_leaves_nothing(home):
    command = [sys.executable, "-m", "c2c_graph", "query", "--home", str(home), ENDLESS]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    slots = wait_for_children(process.pid)
    assert slots
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err.strip()) == (cli.INTERRUPTED, b"c2c: interrupted")
    assert not any(os.path.exists(f"/proc/{slot}") for slot in slots)


def wait_for_children(process_id):
    patience = time.monotonic() + 10
    while time.monotonic() < patience:
        found = []
        for thread in os.listdir(f"/proc/{process_id}/task"):
            with open(f"/proc/{process_id}/task/{thread}/children") as file:
                found += file.read().split()
        if found:
            return found
        time.sleep(0.02)
    return []


def test_service_follows_what_the_operator_lists(query, monkeypatch):
    remote = Remote()
    text = f"SELECT ?a {{ SERVICE <{remote.at('rows')}> {{ ?a ?b ?c }} }}"
    assert query(text)[0] == cli.WRONG_USE
    assert remote.asked == []
    monkeypatch.setenv("C2C_SERVICES", remote.at("rows"))
    code, out, _ = query(text, "--format", "csv")
    assert (code, len(out.split())) == (cli.CONFORMS, 3)
    assert len(remote.asked) == 1


def test_who_finds_nothing_gets_a_hint_apart_from_the_answer(query):
    text = "PREFIX c2c: <https://w3id.org/city2city/ns#> SELECT ?x { ?x a c2c:Cty }"
    code, out, err = query(text)
    assert (code, out) == (cli.CONFORMS, "x\r\n")
    assert err.startswith("c2c: nothing found; c2c:Cty is not a term")
