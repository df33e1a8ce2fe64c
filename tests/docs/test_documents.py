"""What README and the endpoint's page say, happens: all that is in them is run.

`C2C_RECORD=1` writes the answers of the queries anew; review them like code.
"""

import fcntl
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCUMENTS = (
    README,
    *(ROOT / "docs" / name for name in ("endpoint.md", "linked-data.md")),
)
ANSWERED = re.compile(r"```sparql\n(.*?)```\n\n```csv\n(.*?)```", re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"


def text():
    return README.read_text(encoding="utf-8")


def blocks(language):
    whole = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    return re.findall(rf"```{language}\n(.*?)```", whole, re.DOTALL)


def commands(word):
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.split()[0] == word]


def answered():
    return list(enumerate(ANSWERED.findall(text())))


@pytest.mark.parametrize(("number", "pair"), answered(), ids=lambda v: str(v)[:2])
def test_a_query_gives_the_answer_that_is_printed(number, pair, shipped_release):
    query, printed = pair
    rows = shipped_release.store.query(query)
    found = rows.serialize(format=QueryResultsFormat.CSV).decode().replace("\r\n", "\n")
    if os.environ.get("C2C_RECORD"):
        whole = text()
        old = f"```sparql\n{query}```\n\n```csv\n{printed}```"
        new = f"```sparql\n{query}```\n\n```csv\n{found}```"
        README.write_text(whole.replace(old, new), encoding="utf-8")
        printed = found
    assert found == printed
    assert found.count("\n") > 1


def test_five_queries_and_the_counts_have_answers():
    assert len(answered()) >= 7
    assert len(blocks("sparql")) == len(answered())


@pytest.mark.parametrize("line", commands("curl"))
def test_a_curl_command_works(line, served, tmp_path):
    command = shlex.split(line.replace(ADDRESS, served.address))
    done = subprocess.run(
        [command[0], "-sS", "--fail", *command[1:]],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    kept = [path.stat().st_size for path in tmp_path.iterdir()]
    assert done.stdout or any(kept)


def c2c_commands():
    """Return them; what is checked elsewhere in the quick tests is a long one."""
    long = {"c2c check"}
    return [
        pytest.param(line, marks=[pytest.mark.long] if line in long else [])
        for line in commands("c2c")
    ]


@pytest.mark.parametrize("line", c2c_commands())
def test_a_c2c_command_works(line, served):
    command = [sys.executable, "-m", "c2c_graph", *shlex.split(line)[1:]]
    environment = {**os.environ, "C2C_HOME": str(served.home)}
    # a release and the start of a server exclude each other
    with (served.home.parent / "starting.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=120
        )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("line", commands("make"))
def test_a_make_target_exists(line):
    done = subprocess.run(
        ["make", "--dry-run", *line.split()[1:]], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


INTERPRETERS = {
    "python": [sys.executable, "-W", "error", "-c"],
    "javascript": ["node", "--input-type=module", "-e"],
    "r": ["Rscript", "-e"],
}


@pytest.mark.parametrize("language", INTERPRETERS)
def test_the_example_program_works(language, served):
    command = INTERPRETERS[language]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    for program in blocks(language):
        done = subprocess.run(
            [*command, program.replace(ADDRESS, served.address)],
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.strip()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert target.startswith("http") or (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS[1:], ids=lambda path: path.name)
def test_each_test_that_is_named_is_there(path):
    names = re.findall(r"`((?:tests/|test_)[\w/.]+)`", path.read_text(encoding="utf-8"))
    known = {found.name for found in (ROOT / "tests").rglob("test_*.py")}
    assert len(names) > 20
    for name in names:
        assert name in known if name.startswith("test_") else (ROOT / name).exists()
