"""CKAN's harvester of DCAT, in an environment of its own in the user's cache folder."""

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).parent / "ckan-requirements.txt"
INSTALL_SECONDS = 900
PARSE_SECONDS = 300
# what `DCATRDFHarvester` does with a document, without a database to put it into
PARSE = """
import json, sys
from ckanext.dcat.processors import RDFParser
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(sys.stdin.read(), _format="turtle")
json.dump(list(parser.datasets()), sys.stdout)
"""


class Unavailable(Exception):
    """CKAN cannot be had here; the text says why."""


def harvested(turtle):
    """Return the datasets that CKAN makes of a catalogue; raise `Unavailable`."""
    done = subprocess.run(
        [_python(), "-W", "ignore", "-c", PARSE],
        input=turtle,
        capture_output=True,
        text=True,
        timeout=PARSE_SECONDS,
    )
    if done.returncode:
        raise AssertionError(f"CKAN cannot read it: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def _python():
    """Return the interpreter of the environment, made first where there is none."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    told = f"{sys.version_info[:2]} {REQUIREMENTS.read_text()}"
    kept = (
        cache / "c2c-graph" / f"ckan-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    )
    python = kept / "bin" / "python"
    if not (kept / "done").is_file():
        _install(kept, python)
    return python


def _install(kept, python):
    venv.create(kept, with_pip=True, clear=True)
    command = [python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=INSTALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Unavailable("pip did not install CKAN in time") from None
    if done.returncode:
        raise Unavailable(f"pip cannot install CKAN: {done.stderr.strip()[-300:]}")
    (kept / "done").touch()
