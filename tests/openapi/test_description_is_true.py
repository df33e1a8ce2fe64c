"""The server answers as its OpenAPI description says: schemathesis asks and compares.

It sends what the description allows and what it does not, and looks at status,
media type, headers and body of every answer.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def compare(address, folder, *options, seconds):
    """Run schemathesis in `folder`; fail with what it finds."""
    command = [
        *(sys.executable, "-m", "schemathesis.cli"),
        *("--config-file", str(HERE / "schemathesis.toml")),
        *("run", f"{address}/openapi.json", *options),
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.long
def test_all_that_can_be_asked_is_as_described(address, tmp_path):
    compare(
        address,
        tmp_path,
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        "15",
        seconds=1200,
    )
