"""A text typed with loose accents is told, and the composed one is offered."""

import unicodedata

import pytest

LOOSE = unicodedata.normalize("NFD", "Malmö")


def told(home, value):
    home.data(f"city:se-malmo a c2c:City ; rdfs:label {value} .")
    return [f for f in home.findings() if f.rule == "text-not-composed"]


@pytest.mark.parametrize("ending", ["", "@sv"])
def test_loose_accents_are_told_with_the_text_to_write(home, ending):
    (finding,) = told(home, f'"{LOOSE}"{ending}')
    assert f'Write "Malmö"{ending} .' in finding.message
    assert finding.severity == "warning"


@pytest.mark.parametrize("text", ["Malmö", "Malmo", "Ħal Balzan", "北京"])
def test_other_texts_are_let_be(home, text):
    assert told(home, f'"{text}"@en') == []


def test_what_others_say_of_their_things_is_theirs(foreign):
    foreign.turtle("data/a.ttl", f'<urn:a> <urn:b> "{LOOSE}" .')
    assert "text-not-composed" not in foreign.rules()
