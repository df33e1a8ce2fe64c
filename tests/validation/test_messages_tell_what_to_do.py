"""A message tells which value was found and what to write, in three languages."""

import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import read_file
from c2c_graph.rdf.terms import XSD
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation import graphs
from c2c_graph.validation import shapes
from c2c_graph.validation import shown
from c2c_graph.validation.remarks import Reporter
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.sentences import SENTENCES
from tests.shapes import cases
from tests.validation.conftest import PREFIXES

INVALID = [case.name for case in cases.all_cases() if not case.is_valid]
# an example in Turtle, or what to do in the words of each language
INSTRUCTION = re.compile(
    r"\w:\w| \"|\b(Add|Ajoute|Añad|Give|Donne|Indique|Dé|Dites|Diga|Say|Write|Écrive"
    r"|Escriba|Check|Vérifi|Revis|Remove|Retire|Borre|Elimine|Supprime|Quite|Keep"
    r"|Gardez|Deje|Link|Liez|Enlace|Re-type|Recopi|Cópie|Choose|Swap|Interverti|Interc[aá]mbi|Correct"
    r"|Corrig|Name|Nomme|Leave|Laisse|Omit|Omett|Omita|Prescindez|Limite|Ren|Renvo|Compar|Describ|Move|Make)\w*"
)


def sources(cases_shown):
    home = read_dataset(packaged_dataset()).role("ontology", "shapes")
    paths = [cases.FOLDER / "context.ttl", *(case.path for case in cases_shown)]
    for path in paths:
        name = path.relative_to(cases.FOLDER).as_posix()
        home += (SourceFile(name, "data", name, read_file(path, name=name)),)
    return home


@pytest.fixture(scope="module")
def findings():
    """What is found in all cases at once, in each language, by the file's name."""
    scope = Scope(Dataset(Path("cases"), sources(cases.all_cases())))
    quads = shapes.data_quads(scope)
    found = {}
    for language in LANGUAGES:
        rules, store = shapes.shapes_graph(scope), graphs.memory_store(quads)
        reporter = Reporter(scope, load_prefixes(), language)
        remarks = shapes.results(store, quads, rules, language)
        for finding in reporter.findings(remarks):
            found.setdefault((finding.source, language), []).append(finding)
    return found


def of(findings, name, language="en"):
    return sorted(findings[f"{name}.ttl", language], key=lambda f: f.order())


def shown_value(finding):
    """Return how a message shows the finding's value, or nothing."""
    if finding.value in {"", f"<{finding.focus}>"} or finding.value.startswith("_:"):
        return ""
    (quad,) = parse(f"<x:s> <x:p> {finding.value} .", RdfFormat.TURTLE)
    return shown.bare(quad.object) if isinstance(quad.object, Literal) else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", INVALID)
def test_a_message_holds_the_value_and_an_instruction(findings, name, language):
    for finding in findings.get((f"{name}.ttl", language), ()):
        # up to where it is cut, or escaped in one of two ways
        begun = re.split(r"…|\\u", shown_value(finding))[0]
        assert begun in finding.message
        assert INSTRUCTION.search(finding.message), finding.message
        assert not re.search(r"\{[?$]?\w*\}", finding.message)
        assert finding.message.isprintable()


@pytest.mark.parametrize("name", INVALID)
def test_each_language_has_its_own_words(findings, name):
    for several in zip(
        *(
            of(findings, name, one)
            for one in LANGUAGES
            if (f"{name}.ttl", one) in findings
        ),
        strict=True,
    ):
        assert len({finding.message for finding in several}) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_repair_can_be_written(findings, language):
    repairs = {
        f.repair for (_, one), fs in findings.items() if one == language for f in fs
    }
    assert len(repairs) > 15
    for repair in repairs - {""}:
        assert len(list(parse(f"{PREFIXES} <x:s> {repair} .", RdfFormat.TURTLE))) == 1


# what to write stands in a file without all prefixes
TOLD = {
    "Target/invalid.year-as-number": (
        '"2030" is of type xsd:integer, not xsd:gYear.',
        'c2c:targetYear "2030"^^<http://www.w3.org/2001/XMLSchema#gYear>',
    ),
    "City/invalid.two-countries": (
        "2 values are given where at most 1 may be: country:no, country:se.",
        "",
    ),
    "City/invalid.un-locode-with-space": ('"SE MMA" does', 'c2c:unLocode "SEMMA"'),
    "City/invalid.government-is-a-city": (
        "city:se-malmo is a c2c:City, not a c2c:CityGovernment.",
        "c2c:hasGovernment <https://w3id.org/city2city/id/government/se-malmo>",
    ),
    "City/invalid.name-without-language": (
        'Here, if it is in English, write: rdfs:label "Example"@en .',
        'rdfs:label "Example"@en',
    ),
    "City/invalid.same-as-a-text": (
        "Here, write: schema:sameAs <http://www.wikidata.org/entity/Q2211> .",
        "schema:sameAs <http://www.wikidata.org/entity/Q2211>",
    ),
    "Country/invalid.small-letters": ('"xa" does not', 'c2c:isoAlpha2Code "XA"'),
    "Geometry/invalid.degrees-out-of-range": (
        'Here, write: geo:asWKT "POINT(130 55.6)"^^geo:wktLiteral .',
        'geo:asWKT "POINT(130 55.6)"^^geo:wktLiteral',
    ),
    "Membership/invalid.role-is-a-text": (
        "is a text, not an IRI",
        "org:role <https://w3id.org/city2city/id/role/member>",
    ),
    "Publication/invalid.doi-as-address": (
        '"https://doi.org/10.1007/978-3-030-77385-4_33" does not',
        'bibo:doi "10.1007/978-3-030-77385-4_33"',
    ),
    "Target/invalid.value-as-text": ('"40" is of type xsd:string', "schema:value 40"),
    "Target/invalid.fraction": ("0.4 percent", "schema:value 40"),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_finding_tells_what_was_found_and_what_to_write(findings, name):
    words, repair = TOLD[name]
    told = [(f.message, f.repair) for f in of(findings, name)]
    assert any(words in message and repair == better for message, better in told), told


def test_a_sentence_is_there_in_every_language():
    assert all(tuple(told) == LANGUAGES for told in SENTENCES.values())


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Literal("a\nb\u202e\x07"), r'"a\nb\u202E\u0007"'),
        (Literal("x" * 5000), '"' + "x" * 100 + '…" (5000 characters)'),
        (Literal(r"\g<1>"), r'"\\g<1>"'),
        (Literal("1", datatype=NamedNode(XSD + "integer")), "1"),
        (NamedNode(namespaces.THINGS + "city/se-malmo"), "city:se-malmo"),
        (BlankNode(), "[ … ]"),
    ],
)
def test_a_value_is_shown_short_and_steers_nothing(value, told):
    assert shown.term(value, load_prefixes()) == told
