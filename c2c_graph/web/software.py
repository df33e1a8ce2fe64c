"""Which version of the software answers: in every entity tag, and told on pages."""

import importlib.metadata
from datetime import UTC
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

_DISTRIBUTION: Final = "c2c-graph"


@cache
def version() -> str:
    """Return the installed version, `0` where the code runs without installation."""
    try:
        return importlib.metadata.version(_DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        return "0"


@cache
def installed() -> datetime:
    """Return since when this version is installed, in UTC; 1970 where none is."""
    try:
        files = importlib.metadata.files(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    found = (Path(str(f.locate())) for f in files if f.name == "METADATA")
    times = [path.stat().st_mtime for path in found if path.is_file()]
    return datetime.fromtimestamp(max(times, default=0), UTC)
