"""What was validated, as the page that shows it is told."""

from dataclasses import dataclass

from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.validation.report import ValidationReport


@dataclass(frozen=True)
class Validated:
    """The report on `documents`, made as `options` say."""

    report: ValidationReport
    documents: tuple[Part, ...]
    options: Options
