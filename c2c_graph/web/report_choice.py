"""What a report can be written in, and which of it an asker gets."""

import json
from dataclasses import asdict
from typing import Final

from c2c_graph import errors
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web import negotiate
from c2c_graph.web.handed_in import HandedIn

JSON: Final = "application/json"
_OFFERS: Final = (JSON, negotiate.HTML)
_NAMES: Final = {"json": JSON, "html": negotiate.HTML}


def chosen(format: str, accept: str) -> str:
    """Return the media type of a report that `format`, else `accept`, asks for.

    Raise `errors.NotAcceptable` with the list of what there is.
    """
    if not format:
        return negotiate.negotiate(accept, _OFFERS, ())
    wanted = _NAMES.get(format, format)
    if wanted not in _OFFERS:
        raise errors.NotAcceptable(
            f"format={format}: choose one of: {', '.join(_NAMES)}"
        )
    return wanted


def written(report: ValidationReport, media_type: str, handed: HandedIn) -> bytes:
    """Return `report` in `media_type`."""
    return json.dumps(asdict(report)).encode() + b"\n"
