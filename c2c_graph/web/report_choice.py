"""What a report can be written in, and which of it an asker gets."""

from collections.abc import Mapping
from typing import Final

from c2c_graph import errors
from c2c_graph import reports
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web import negotiate
from c2c_graph.web import software
from c2c_graph.web.handed_in import HandedIn

# what is offered, in this order where the asker likes several alike
_OFFERED: Final = ("json", "html", "sarif", "turtle", "jsonld", "csv", "text")
_PAGE: Final = "html"


def media_type(form: str) -> str:
    """Return the media type of the form named `form`, without parameters."""
    return reports.FORMS[form].media_type.partition(";")[0]


def is_page(form: str) -> bool:
    """Return whether the form named `form` is the page with the report in it."""
    return form == _PAGE


def names() -> tuple[str, ...]:
    """Return every name that `format=` takes."""
    return (*reports.FORMS, *(media_type(form) for form in _OFFERED))


def chosen(format: str, accept: str) -> str:
    """Return the form of report that `format`, else `accept`, asks for.

    Raise `errors.NotAcceptable` with the list of what there is.
    """
    by_type = {media_type(form): form for form in _OFFERED}
    if not format:
        return by_type[negotiate.negotiate(accept, tuple(by_type), ())]
    wanted = by_type.get(format, format)
    if wanted not in reports.FORMS:
        raise errors.NotAcceptable(
            f"format={format}: choose one of: {', '.join(reports.FORMS)}"
        )
    return wanted


def written(
    report: ValidationReport, form: str, handed: HandedIn, prefixes: Mapping[str, str]
) -> bytes:
    """Return `report` on what was `handed` in, in the form named `form`."""
    return reports.write(
        report,
        form,
        documents={part.name: part.content for part in handed.documents},
        prefixes=prefixes,
        language=handed.options.language,
        level=handed.options.level,
        software=software.version(),
    )
