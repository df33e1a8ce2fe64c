"""Nothing in the repository names what a user does not have."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = re.compile(
    r"(\.\./shared|(?<![\w/.-])/(?:root|home)/[a-z.]|file:///[A-Z]|pypi\.org/simple|registry\.npmjs)"
)
HOLLOW = re.compile(r"\b(TODO|FIXME|XXX|lorem ipsum)\b")


@pytest.fixture(scope="module")
def files():
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: the list of our files is not known")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


@pytest.mark.parametrize("pattern", [FOREIGN, HOLLOW], ids=["paths", "leftovers"])
def test_no_line_speaks_of_what_a_user_does_not_have(files, pattern):
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files
        if path.is_file() and path != Path(__file__)
        for number, line in enumerate(
            path.read_text(errors="replace").splitlines(), start=1
        )
        if pattern.search(line)
    ]
    assert found == []
