"""Programs of npm that tests use, installed once into the user's cache folder."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

INSTALL_SECONDS = 500


class Unavailable(Exception):
    """A program that a test needs is not here, and cannot be had."""


def installed(folder, name):
    """Return where the packages of `folder`/package-lock.json are installed.

    Raise `Unavailable`, saying what `name` needs, where there is no Node, no npm or
    no network.
    """
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise Unavailable(f"{name} needs Node 20: {program} is not installed")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    lock = (folder / "package-lock.json").read_bytes()
    version = hashlib.sha256(lock).hexdigest()[:12]
    kept = cache / "c2c-graph" / f"{name.lower()}-{version}"
    if not (kept / "done").is_file():
        _install(folder, kept, name)
    return kept


def _install(folder, kept, name):
    kept.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copy(folder / file, kept)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(
            command,
            cwd=kept,
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"npm did not install {name} in time") from None
    if done.returncode:
        raise Unavailable(f"npm cannot install {name}: {done.stderr.strip()[-300:]}")
    (kept / "done").touch()
