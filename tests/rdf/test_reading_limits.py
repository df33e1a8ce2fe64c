"""Strangers' bytes are read within limits, in flat memory; what is too much is told."""

import json
import subprocess
import sys
import time

import pytest
from pyoxigraph import RdfFormat

from c2c_graph import errors
from c2c_graph.rdf.limits import ReadingLimits
from c2c_graph.rdf.reading import read

MB = 1024 * 1024
# what a process that only reads may have, the text and the interpreter included
ADDRESS_SPACE = 400 * MB
TURTLE, JSON, XML = "TURTLE", "JSON_LD", "RDF_XML"
ROOT = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="x:">'
# the text, as an expression, for it is made by the process that reads it
BOMBS = {
    "a literal": (TURTLE, "b'<x:a> <x:b> \"' + b'a' * 20_000_000 + b'\" .'", 1, 13),
    "escapes": (TURTLE, "b'<x:a> <x:b> \"' + b'\\\\n' * 9_000_000 + b'\" .'", 1, 13),
    "bytes": (TURTLE, "b'#' * 100_000_000", 1, 1),
    "prefixes": (TURTLE, "b'@prefix a: <x:a> .\\n' * 1_000_000", 10_001, 1),
    "an IRI": (TURTLE, "b'<x:a> <x:b> <x:' + b'c' * 9_000_000 + b'> .'", 1, 13),
    "nodes": (TURTLE, "b'<x:a> <x:b> ' + b'[ <x:b> ' * 2_000_000", 1, 813),
    "lists": (TURTLE, "b'<x:a> <x:b> ' + b'(' * 9_000_000", 1, 113),
    "triples": (TURTLE, "b'<x:a> <x:b> 1 .\\n' * 260_000", 250_001, 1),
    "objects": (JSON, "b'{\"x:p\":' * 1_000_000", 1, 701),
    "elements": (XML, "ROOT + b'<a>' * 1_000_000", 1, len(ROOT) + 3 * 99 + 3),
    "names": (
        TURTLE,
        "b'PREFIX : <x:' + b'a' * 7000 + b'>\\n' + b':a :b :c .\\n' * 99_000",
        4_761,
        1,
    ),
    "triple terms": (TURTLE, "b'<x:a> <x:b> ' + b'<<( <x:a> <x:b> ' * 99_000", 1, 13),
    "entities": (
        XML,
        "b'<!DOCTYPE a [\\n<!ENTITY a \"aaa\">' + b''.join(b'<!ENTITY a%d \"%s\">'"
        " % (n, b'&a;' * 9) for n in range(9)) + b']>' + ROOT",
        2,
        18,
    ),
    "an entity": (
        XML,
        "b'<!DOCTYPE a [<!ENTITY a \"' + b'a' * 2_000_000 + b'\">]>' + ROOT"
        " + b'<T><p>' + b'&a;' * 99",
        1,
        14,
    ),
}
LONG = {"triples"}
READ = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({ADDRESS_SPACE}, {ADDRESS_SPACE}))
from pyoxigraph import RdfFormat
from c2c_graph import errors
from c2c_graph.rdf.limits import ReadingLimits
from c2c_graph.rdf.reading import read
ROOT = {ROOT!r}
text = eval(sys.argv[2])
try:
    read(text, name="t", format=getattr(RdfFormat, sys.argv[1]), limits=ReadingLimits())
except errors.RdfSyntaxError as fault:
    print(json.dumps([fault.line, fault.column, fault.detail, len(fault.text)]))
"""


def long(name):
    return pytest.param(name, marks=pytest.mark.long)


@pytest.mark.parametrize("bomb", [*sorted(BOMBS.keys() - LONG), *map(long, LONG)])
def test_a_bomb_is_refused_at_its_place_in_flat_memory(bomb):
    format, text, *place = BOMBS[bomb]
    command = [sys.executable, "-c", READ, format, text]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-500:]
    line, column, detail, shown = json.loads(done.stdout)
    assert [line, column] == place
    assert shown < 5_000
    assert len(detail) < 300


def refused(text, format=RdfFormat.TURTLE, **limits):
    with pytest.raises(errors.RdfSyntaxError) as raised:
        read(text, name="t", format=format, limits=ReadingLimits(**limits))
    return raised.value


@pytest.mark.parametrize(
    ("text", "limits", "place", "words"),
    [
        (b"<x:a> <x:b> 1 ,\n 2 .", {"triples": 1}, (1, 1), "more than 1 triples"),
        (b"<x:a> <x:b>\n 'abc' .", {"literal_characters": 2}, (2, 2), "shorten it"),
        (
            b"<x:a> <x:b>\n <x:abc> .",
            {"iri_characters": 4},
            (2, 2),
            "than 4 characters",
        ),
        (b"PREFIX : <x:>\n:ab :b :c .", {"iri_characters": 3}, (2, 1), "than 3 char"),
        (b"<x:a> <x:b>\n[ <x:b> [] ] .", {"nesting": 1}, (2, 9), "more than 1 bracket"),
        (b"PREFIX : <x:>\nPREFIX a:<x:>", {"prefixes": 1}, (2, 1), "more than 1 pref"),
        (b"<x:a> <x:b> <x:c> .\n<x:a> <x:b> 1 .", {"characters": 9}, (2, 1), "parts"),
        (b"<x:a> <x:b>\n'a\0' .", {}, (2, 3), "a NUL character"),
        ("<x:a> <x:b> 'é' .".encode("utf-16"), {}, (1, 4), "encoding UTF-8"),
        ("<x:a> <x:b> 'é' .".encode("latin-1"), {}, (1, 14), "0xE9 is not UTF-8"),
    ],
)
def test_a_limit_is_told_with_its_place_and_what_to_do(text, limits, place, words):
    fault = refused(text, **limits)
    assert (fault.line, fault.column) == place
    assert words in fault.detail


def test_a_limit_is_a_fault_of_its_own():
    assert type(refused(b"<x:a> <x:b> 1 .", bytes=9)) is errors.DocumentTooLarge


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (b'<x:a> <x:p> "[[[", <x:(((> . # (((', RdfFormat.TURTLE),
        (b'{"@id": "x:a", "x:p": ["[[[", "}}\\"{{"]}', RdfFormat.JSON_LD),
        (
            b'<!DOCTYPE r:RDF [<!ENTITY x "http://x.example/">]>'
            + ROOT
            + b"<!-- <a><a> -->"
            b'<T r:about="&x;"><p r:resource="x:z" /><p><![CDATA[<a><a>]]></p></T>'
            b"</r:RDF>",
            RdfFormat.RDF_XML,
        ),
    ],
)
def test_what_is_within_its_limits_is_read_whole(text, format):
    limits = ReadingLimits(nesting=3)
    unlimited = len(read(text, name="t", format=format).quads)
    assert len(read(text, name="t", format=format, limits=limits).quads) == unlimited


def test_many_entities_are_looked_at_in_linear_time():
    text = b"<!DOCTYPE a [" + b'<!ENTITY a "b">' * 100_000 + b"]><a/>"
    started = time.monotonic()
    refused(text, RdfFormat.RDF_XML)
    assert time.monotonic() - started < 5
