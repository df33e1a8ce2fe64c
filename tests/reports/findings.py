"""Reports for tests: made by hand, one of everything."""

from c2c_graph import reports
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport

CITY = "https://w3id.org/city2city/id/city/se-malmo"
SHAPE = "https://w3id.org/city2city/shapes#City-founded"
DOCUMENT = """\
@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix city: <https://w3id.org/city2city/id/city/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
city:se-malmo a c2c:City ;
  c2c:founded 1353 ; c2c:twin "Łódź", city:se-lnud .
"""
LINE = DOCUMENT.splitlines()[4]
# what a terminal would obey, a page would run and a workflow would follow
HOSTILE = "=HYPERLINK(1) <script>\x1b[31m\x9b31m\u202e%,:\n::error::\r\"'&"

VIOLATION = Finding(
    Severity.VIOLATION,
    SHAPE,
    '1353 is no year. Write it so: c2c:founded "1353"^^xsd:gYear .',
    "data/a b.ttl",
    *(5, 15, CITY),
    "https://w3id.org/city2city/ns#founded",
    '"1353"^^<http://www.w3.org/2001/XMLSchema#integer>',
    *(5, 19, LINE),
    'c2c:founded "1353"^^xsd:gYear',
    component="DatatypeConstraintComponent",
)
WARNING = Finding(
    Severity.WARNING,
    "dangling-iri",
    "Nothing describes city:se-lnud.",
    "data/a b.ttl",
    *(5, 39, CITY),
    "https://w3id.org/city2city/ns#twin",
    "<https://w3id.org/city2city/id/city/se-lnud>",
    *(5, 51, LINE),
    near="https://w3id.org/city2city/id/city/se-lund",
)
ADVICE = Finding(
    Severity.INFO,
    "https://example.org/shapes#note",
    HOSTILE,
    focus="a1b2",
    value="_:c3",
    published=True,
)
NAME = VIOLATION.source
REPORT = ValidationReport((VIOLATION, WARNING, ADVICE), "release 7", 3, (WARNING,))
CLEAN = ValidationReport((), "release 7")
PREFIXES = load_prefixes()


def told(form, report=REPORT, **more):
    """Return `report` in `form` as text."""
    documents = {NAME: DOCUMENT.encode()}
    given = {"documents": documents, "prefixes": PREFIXES, "software": "1.0.0", **more}
    return reports.write(report, form, **given).decode()
