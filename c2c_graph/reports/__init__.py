"""Reports: what validation found, in every form that people and programs read."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from c2c_graph.reports import csv_form
from c2c_graph.reports import github
from c2c_graph.reports import html_form
from c2c_graph.reports import json_form
from c2c_graph.reports import jsonld
from c2c_graph.reports import sarif
from c2c_graph.reports import text
from c2c_graph.reports import turtle
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import made_steady
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport


@dataclass(frozen=True)
class Form:
    """A form of reports; `suffix` is a file name's ending without the dot."""

    name: str
    media_type: str
    suffix: str
    writer: Callable[[Telling], bytes]


_ALL: Final = (
    Form("text", "text/plain; charset=utf-8", "txt", text.write),
    Form("json", "application/json", "json", json_form.write),
    # the name that the standard's own page at IANA has
    Form("sarif", "application/sarif+json", "sarif", sarif.write),
    Form("html", "text/html; charset=utf-8", "html", html_form.write),
    Form("csv", "text/csv; charset=utf-8; header=present", "csv", csv_form.write),
    Form("turtle", "text/turtle", "ttl", turtle.write),
    Form("jsonld", "application/ld+json", "jsonld", jsonld.write),
    Form("github", "text/plain; charset=utf-8", "txt", github.write),
)
FORMS: Final[Mapping[str, Form]] = MappingProxyType({form.name: form for form in _ALL})


def write(
    report: ValidationReport,
    form: str,
    *,
    documents: Mapping[str, bytes],
    prefixes: Mapping[str, str],
    language: str = "en",
    level: Level = Level.BASIC,
    software: str = "",
    show: Severity | None = None,
    colours: bool = False,
) -> bytes:
    """Return `report` in the form of `FORMS` named `form`; equal input, equal bytes.

    `documents` are what was read, by the names that findings call their sources;
    `prefixes` shorten names for people; `language` is that of the fixed words, not
    of the messages; `level` is the one asked for and `software` our version. `show`,
    the lightest severity that is listed, and `colours` are for the text alone.
    """
    told = Telling(
        made_steady(report, documents),
        documents,
        prefixes,
        language,
        level,
        software,
        show,
        colours,
    )
    return FORMS[form].writer(told)
