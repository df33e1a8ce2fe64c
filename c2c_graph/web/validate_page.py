"""The page `/validate`: a form to paste or upload into, and what was found."""

from collections.abc import Sequence

from flask import Blueprint
from flask import Response
from flask import render_template
from flask import request

from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web import negotiate
from c2c_graph.web.pages import TOLD
from c2c_graph.web.validated import Validated

bp = Blueprint("validate", __name__)


@bp.get("/validate")
@bp.post("/validate")
def page() -> Response:
    """Answer the form, with what was found where something was validated."""
    told = request.environ.get(TOLD)
    found = told.found if told else None
    if isinstance(found, Validated):
        body = shown(found.report, found.documents, found.options)
    else:
        body = empty(Options())
    response = Response(body, mimetype=negotiate.HTML)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def empty(options: Options) -> str:
    """Return the form."""
    return render_template("validate.html", options=options)


def shown(report: ValidationReport, documents: Sequence[Part], options: Options) -> str:
    """Return the form with the `documents` and what the `report` says of them."""
    return render_template(
        "validate.html", options=options, report=report, documents=documents
    )
