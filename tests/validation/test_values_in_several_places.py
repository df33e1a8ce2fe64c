"""Values that are too many together are all found, wherever each of them stands."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import read
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted

PREFIXES = "".join(f"@prefix {n}: <{s}> .\n" for n, s in load_prefixes().items())
LINE = PREFIXES.count("\n") + 1
CITY = 'city:se-visby a c2c:City ; c2c:country country:se ; rdfs:label "Visby"@en .'
OTHER = 'city:se-visby rdfs:label "Wisby"@en .'
WORDS = {"en": "Given elsewhere", "fr": "Donné ailleurs", "es": "Dado en otro lugar"}


@pytest.fixture(scope="module")
def told():
    """Return what is told of names in texts, each a file."""
    book, day = Rulebook.packaged(), datetime.date(2026, 11, 22)

    def told(*texts, language="en", format=RdfFormat.TURTLE):
        documents = tuple(
            read((PREFIXES + text).encode(), name=f"{name}.x", format=format)
            for name, text in zip("abc", texts, strict=False)
        )
        report = validate(
            Submitted(documents), language=language, today=day, rulebook=book
        )
        return " ".join(f.message for f in report.findings if f.path.endswith("label"))

    return told


@pytest.mark.parametrize("language", WORDS)
def test_the_place_of_a_value_in_another_file_is_told(told, language):
    message = told(CITY, OTHER, language=language)
    assert WORDS[language] in message
    assert f": b.x:{LINE}:26 ." in message


def test_the_place_of_a_value_in_another_graph_is_told(told):
    text = f"<urn:x:1> {{ {CITY} }} <urn:x:2> {{ {OTHER} }}"
    assert "Given elsewhere: a.x" in told(text, format=RdfFormat.TRIG)


@pytest.mark.parametrize("texts", [(CITY,), (CITY, CITY), (f"{CITY} {OTHER}",)])
def test_what_stands_in_one_place_is_not_looked_for_elsewhere(told, texts):
    assert "elsewhere" not in told(*texts)
