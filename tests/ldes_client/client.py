"""ldes-client of npm, installed once and run over a feed."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "replicate.mjs")
INSTALL_SECONDS = 500
READ_SECONDS = 200
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Unavailable(Exception):
    """The client cannot be had here; the text says why."""


@dataclass(frozen=True)
class Member:
    """A member as the client gives it: the lines are those of the graph of its name."""

    id: str
    subject: str
    kind: str
    lines: tuple[str, ...]


def installed():
    """Return the folder where the client is installed, as package-lock.json has it.

    Raise `Unavailable` where there is no Node, no npm or no network.
    """
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise Unavailable(f"ldes-client needs Node 20: {program} is not installed")
    content = b"".join((HERE / name).read_bytes() for name in FILES)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    version = hashlib.sha256(content).hexdigest()[:12]
    folder = cache / "c2c-graph" / f"ldes-client-{version}"
    if not (folder / "done").is_file():
        _install(folder)
    return folder


def _install(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(HERE / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = None
    with contextlib.suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS
        )
    if done is None or done.returncode:
        reason = done.stderr.strip()[-300:] if done else "it took too long"
        raise Unavailable(f"npm cannot install ldes-client: {reason}")
    (folder / "done").touch()


def read(folder, address, state, ordered="none"):
    """Return the members of the feed at `address` that the client gives.

    `state` is the folder where it remembers what it has given.
    """
    command = ["node", "replicate.mjs", address, str(state), ordered]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=READ_SECONDS
    )
    assert done.returncode == 0, done.stderr
    # the client's own log goes to the same place
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return [_member(json.loads(line)) for line in lines]


def _member(told):
    lines = tuple(
        f"{Triple(*map(_term, quad[:3]))} .\n"
        for quad in told["quads"]
        if quad[3]["value"] == told["id"]
    )
    return Member(told["id"], told["isVersionOf"], told["type"], lines)


def _term(told):
    if told["termType"] == "NamedNode":
        return NamedNode(told["value"])
    assert told["termType"] == "Literal", told
    if told["datatype"] == LANG_STRING:
        return Literal(told["value"], language=told["language"])
    return Literal(told["value"], datatype=NamedNode(told["datatype"]))
