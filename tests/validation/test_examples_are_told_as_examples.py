"""What another entry has is told as an example, never as what to write."""

import re

import pytest

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.rules import RULES

MESSAGE = "http://www.w3.org/ns/shacl#message"
# a property and a value, or an entry and its class
EXAMPLE = re.compile(
    r"(?<![\w{?])(?:[a-z][\w-]*:[\w-]+ (?:[a-z0-9][\w-]*:[\w-]+|<[^>]+>|\d+"
    r'|"[^"]*"(?:@\w+|\^\^\w+:\w+)?)|[a-z-]+:[a-z]+-[a-z-]+(?: a c2c:\w+)?|a c2c:\w+)'
)
# what tells that an example follows, or a further statement of it
SAID = {
    "en": r"(such as|for example|digits|looks like|this|, not|written|\bor|;)[:,]?$",
    "fr": r"(par exemple|chiffres|comme ceci|s’écrit|et non|\bou|;)(,| :)?$",
    "es": r"(por ejemplo|cifras|así|se escribe|y no|\bo|;)[:,]?$",
}
# what is the same for everybody
FIXED = re.compile(
    r"skos:inScheme c2cd:|rdfs:isDefinedBy |owl:deprecated |"
    r"<https://w3id.org/city2city/dataset>|^dcterms:isPartOf <|"
    r"baseline-type:business-as-usual|claim-status:disputed|as-of-basis:unknown|"
    r"direction:decrease|target-type:|c2c:percentAchieved 0|"
    r"^(spatial-extent|unit|commitment-status|c2cd|baseline-type):|"
    r"^a c2c:(Shock|Stress|Statement)"
)


def messages():
    quads = (
        quad
        for file in read_dataset(packaged_dataset()).role("shapes")
        for quad in file.document.quads
        if quad.predicate.value == MESSAGE
    )
    for quad in quads:
        yield quad.object.language, quad.object.value
    for rule in RULES.values():
        yield from rule.messages.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_tells_to_write_what_is_anothers(language):
    told = {text for tag, text in messages() if tag == language}
    assert len(told) > 150
    assert [text for text in sorted(told) if list(told_to_write(text, language))] == []


def told_to_write(text, language):
    for found in EXAMPLE.finditer(text):
        before = text[: found.start()].rstrip()
        if not FIXED.search(found[0]) and not re.search(SAID[language], before):
            yield found[0]
