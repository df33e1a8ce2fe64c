"""Which version of the software answers: in every entity tag, and told on pages."""

import importlib.metadata
from functools import cache
from typing import Final

_DISTRIBUTION: Final = "c2c-graph"


@cache
def version() -> str:
    """Return the installed version, `0` where the code runs without installation."""
    try:
        return importlib.metadata.version(_DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        return "0"
