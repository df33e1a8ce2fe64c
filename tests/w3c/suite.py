"""The W3C's SPARQL test suites, from rdflib's source distribution on PyPI.

It is fetched once with pip, checked against a pinned SHA-256, and kept in the
user's cache folder; nothing of it is committed.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "rdflib"
VERSION = "7.6.0"
SHA256 = "6c831288d5e4a5a7ece85d0ccde9877d512a3d0f02d7c06455d00d6d0ea379df"
INSIDE = f"{PACKAGE}-{VERSION}/test/data/suites/w3c/"
PARTS = ("sparql11", "dawg-data-r2")
FETCH_SECONDS = 300


class Unavailable(Exception):
    """The suite cannot be had here; the text says why."""


def folder():
    """Return the folder of the suites; raise `Unavailable` without a network."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    kept = cache / "c2c-graph" / f"w3c-{SHA256[:12]}"
    if not kept.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as work:
            unpacked = _unpack(_fetch(Path(work)), Path(work) / "unpacked")
            if not kept.is_dir():  # another run may have been faster
                unpacked.rename(kept)
    return kept


def _fetch(target):
    wanted = f"{PACKAGE}=={VERSION}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command = [*pip, "--no-binary", ":all:", "--dest", str(target), wanted]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=FETCH_SECONDS
    )
    if done.returncode:
        raise Unavailable(f"pip cannot fetch {wanted}: {done.stderr.strip()[-300:]}")
    return next(target.glob("*.tar.gz"))


def _unpack(archive, target):
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        raise AssertionError(f"{archive.name} has the SHA-256 {found}, not {SHA256}")
    with tarfile.open(archive) as package:
        for member in package.getmembers():
            name = member.name.removeprefix(INSIDE)
            if member.isfile() and name != member.name and name.startswith(PARTS):
                path = target / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(package.extractfile(member).read())
    return target
