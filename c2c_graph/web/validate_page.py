"""The page `/validate`: a form to paste or upload into, and what was found."""

from collections.abc import Sequence
from typing import Final

from flask import Blueprint
from flask import Response
from flask import render_template
from flask import request

from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.reports import FORMS
from c2c_graph.review.task import CURRENT
from c2c_graph.review.task import NOTHING
from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web import negotiate
from c2c_graph.web import validate_view
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.pages import TOLD
from c2c_graph.web.validate_words import words
from c2c_graph.web.validated import Validated

bp = Blueprint("validate", __name__)

TONGUES: Final = {"en": "English", "fr": "Français", "es": "Español"}
_NAMES: Final = {
    "text": "text",
    "json": "JSON",
    "sarif": "SARIF",
    "html": "HTML",
    "csv": "CSV",
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "rdfxml": "RDF/XML",
    "trig": "TriG",
}


# a form that nobody but a job of a code host reads
_FOR_JOBS: Final = "github"


@bp.get("/validate")
@bp.post("/validate")
def page() -> Response:
    """Answer the form, with what was found where something was validated."""
    told = request.environ.get(TOLD)
    found = told.found if told else None
    if isinstance(found, Validated):
        body = shown(found.report, found.documents, found.options)
    else:
        liked = (tag for tag in languages() if tag in LANGUAGES)
        body = empty(Options(language=next(liked, LANGUAGES[0])))
    response = Response(body, mimetype=negotiate.HTML)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def empty(options: Options) -> str:
    """Return the form, in the language of `options`."""
    return _page(options, ())


def shown(report: ValidationReport, documents: Sequence[Part], options: Options) -> str:
    """Return the form with the `documents`, and what the `report` says of them."""
    shapes = view().shapes.by_subject
    found = validate_view.found(report, documents, options, view().prefixes, shapes)
    return _page(options, found.documents, found)


def _page(
    options: Options,
    documents: Sequence[validate_view.ShownDocument],
    found: validate_view.Found | None = None,
) -> str:
    return render_template(
        "validate.html",
        options=options,
        documents=documents,
        found=found,
        w=words(options.language),
        tongues=TONGUES,
        levels=list(Level),
        syntaxes=[
            (format.name, _NAMES.get(format.name, format.name))
            for format in GRAPH_FORMATS
        ],
        against=_against(options.against),
        forms=[(name, _NAMES.get(name, name)) for name in FORMS if name != _FOR_JOBS],
        view=view(),
        host=request.host_url.rstrip("/"),
    )


def _against(chosen: str) -> list[str]:
    """Return what a submission can be seen together with."""
    return list(dict.fromkeys((CURRENT, NOTHING, chosen)))
