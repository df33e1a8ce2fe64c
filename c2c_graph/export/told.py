"""What the site tells of requests that it cannot answer."""

import json
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.export.asking import told
from c2c_graph.settings import Settings
from c2c_graph.web import negotiate
from c2c_graph.web.app import create_app
from c2c_graph.web.pages import Pages
from c2c_graph.web.variants import OFFERS

FOLDER: Final = "_told"
_FAULTS: Final[dict[int, errors.C2CError]] = {
    404: errors.UnknownIri("nothing is known under this address"),
    405: errors.MethodNotAllowed("nothing is written here; GET it"),
    406: errors.NotAcceptable(f"choose one of: {', '.join(OFFERS)}"),
}


def write_told(settings: Settings, folder: Path) -> None:
    """Write a problem document, and a page for people, for each fault there is."""
    (folder / FOLDER).mkdir()
    pages = Pages(create_app(settings), 1)
    for status, fault in _FAULTS.items():
        problem = json.loads(told(pages, fault, negotiate.PROBLEM))
        problem.pop("instance", None)  # that of one request
        path = folder / FOLDER / f"{status}.json"
        path.write_text(json.dumps(problem), encoding="utf-8")
        path.with_suffix(".html").write_bytes(told(pages, fault, negotiate.HTML))
