"""Environments for tests that run what partners run: pre-commit, and c2c installed."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = Path(__file__).parent / "pre-commit-requirements.txt"
INSTALL_SECONDS = 600


class Unavailable(Exception):
    """What a test needs cannot be had here; the text says why."""


def pre_commit():
    """Return the command of pre-commit, kept in the user's cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    told = f"{sys.version_info[:2]} {REQUIREMENTS.read_text()}"
    version = hashlib.sha256(told.encode()).hexdigest()[:12]
    kept = cache / "c2c-graph" / f"pre-commit-{version}"
    if not (kept / "done").is_file():
        made(kept, "-r", str(REQUIREMENTS))
        (kept / "done").touch()
    return kept / "bin" / "pre-commit"


def made(folder, *requirements):
    """Make an environment in `folder` that has `requirements`; return its commands."""
    venv.create(folder, with_pip=True, clear=True)
    if requirements:
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        done = subprocess.run(
            [*pip, *requirements],
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
        )
        if done.returncode:
            raise Unavailable(f"pip cannot install: {done.stderr.strip()[-300:]}")
    return folder / "bin"


def environment(*commands, **more):
    """Return the environment in which `commands` (folders) are found first."""
    path = os.pathsep.join([*map(str, commands), os.environ["PATH"]])
    kept = {key: value for key, value in os.environ.items() if key[:4] != "C2C_"}
    constraints = str(ROOT / "constraints.txt")
    return {**kept, "PATH": path, "LANG": "C", "PIP_CONSTRAINT": constraints, **more}
