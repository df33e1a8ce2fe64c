"""Answers are compressed for those who accept it, and say so (RFC 9110 §12.5.3)."""

import gzip

import pytest
import zstandard

from tests.protocol.asking import CSV
from tests.protocol.asking import GRAPHS
from tests.protocol.asking import RESULTS

NUMBERS = """SELECT ?a ?b ?c {
 VALUES ?a { 0 1 2 3 4 5 6 7 8 9 } VALUES ?b { 0 1 2 3 4 5 6 7 8 9 }
 VALUES ?c { 0 1 2 3 4 5 6 7 8 9 } }"""
TRIPLES = f"""CONSTRUCT {{ <http://example.org/a> <http://example.org/p> ?n }} {{
 {{ {NUMBERS} }} BIND(100 * ?a + 10 * ?b + ?c AS ?n) }}"""
DECODE = {
    None: bytes,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}
# (Accept-Encoding, coding of a long answer; a tuple: any of them)
WISHES = [
    (None, None),
    ("", None),
    ("identity", None),
    ("gzip", "gzip"),
    ("GZIP", "gzip"),
    ("zstd", "zstd"),
    ("gzip, deflate, br, zstd", ("gzip", "zstd")),
    ("gzip;q=1.0, zstd;q=0.5", "gzip"),
    ("zstd;q=0.9, gzip;q=0.1", "zstd"),
    ("gzip;q=0", None),
    ("gzip;q=0, zstd;q=0, *;q=0.5", None),
    ("gzip;q=0, *", ("zstd", None)),
    ("br, deflate", None),
]


def chosen(answer):
    return answer.headers["Content-Encoding"]


@pytest.mark.parametrize(("accepted", "expected"), WISHES)
def test_the_coding_is_one_that_is_accepted(endpoint, accepted, expected):
    headers = {} if accepted is None else {"Accept_Encoding": accepted}
    answer = endpoint.ask(NUMBERS, CSV, **headers)
    assert answer.status == 200
    assert chosen(answer) in (expected if isinstance(expected, tuple) else (expected,))
    assert DECODE[chosen(answer)](answer.body).count(b"\n") == 1_001


@pytest.mark.parametrize("accepted", ["identity", "gzip", "zstd"])
def test_vary_names_what_the_answer_was_chosen_by(endpoint, accepted):
    answer = endpoint.ask(NUMBERS, Accept_Encoding=accepted)
    assert {"accept", "accept-encoding"} <= answer.listed("Vary")
    # a short answer is never compressed
    short = endpoint.ask("ASK {}", Accept_Encoding=accepted)
    assert {"accept", "accept-encoding"} <= short.listed("Vary")
    assert chosen(short) is None


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
def test_a_tag_stays_the_same_in_its_coding(endpoint, coding):
    # more often than there are workers, each of which answers its first time afresh
    known = endpoint.ask(NUMBERS, Accept_Encoding=coding).headers["ETag"]
    for _ in range(6):
        again = endpoint.ask(NUMBERS, Accept_Encoding=coding, If_None_Match=known)
        assert (again.status, again.headers["ETag"]) == (304, known)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("media_type", [*RESULTS, *GRAPHS])
def test_every_format_is_the_same_text_in_fewer_bytes(endpoint, media_type, coding):
    query = NUMBERS if media_type in RESULTS else TRIPLES
    plain = endpoint.ask(query, media_type, Accept_Encoding="identity")
    packed = endpoint.ask(query, media_type, Accept_Encoding=coding)
    assert (chosen(plain), chosen(packed)) == (None, coding)
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
    assert sorted(DECODE[coding](packed.body)) == sorted(plain.body)
    assert len(packed.body) < len(plain.body) / 2


def test_each_coding_has_a_tag_of_its_own(endpoint):
    answers = [
        endpoint.ask(NUMBERS, Accept_Encoding=coding)
        for coding in ("identity", "gzip", "zstd")
    ]
    tags = [answer.headers["ETag"] for answer in answers]
    assert len(set(tags)) == 3 or all(tag.startswith("W/") for tag in tags)


def test_a_posted_query_is_answered_compressed_too(endpoint):
    headers = {"Content-Type": "application/sparql-query", "Accept-Encoding": "gzip"}
    answer = endpoint.send("POST", body=NUMBERS, headers=headers)
    assert chosen(answer) == "gzip"
    assert len(DECODE["gzip"](answer.body)) > 10_000


def test_an_error_is_readable_whatever_is_accepted(endpoint):
    answer = endpoint.ask("ASK {", Accept_Encoding="gzip, zstd")
    assert answer.status == 400
    assert b"status" in DECODE[chosen(answer)](answer.body)


@pytest.mark.parametrize("coding", [None, "gzip", "zstd"])
def test_a_spooled_answer_tells_its_end(endpoint, coding):
    digits = "0 1 2 3 4 5 6 7 8 9"
    more = " ".join(f"VALUES ?{v} {{ {digits} }}" for v in "abcde")
    headers = {"Accept_Encoding": coding} if coding else {}
    answer = endpoint.ask(f"SELECT * {{ {more} }}", CSV, **headers)
    assert DECODE[chosen(answer)](answer.body).count(b"\n") == 100_001
    whole = answer.headers["Content-Length"] == str(len(answer.body))
    assert whole or answer.headers["Transfer-Encoding"] == "chunked"
