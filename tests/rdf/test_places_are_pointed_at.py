import pytest
from hypothesis import given
from hypothesis import strategies as st

from c2c_graph.rdf.caret import caret

LONG = "".join(f"<{number:04}>" for number in range(100))


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("ASK { ?s }", 10, "ASK { ?s }\n         ^"),
        ("ASK", 1, "ASK\n^"),
        ("ASK", 4, "ASK\n   ^"),
        ("ASK", 99, "ASK\n   ^"),
        ("", 1, "\n^"),
        ("\t\t?s ?p }", 9, "        ?s ?p }\n              ^"),
        ("'都市' }", 6, "'都市' }\n       ^"),
        ("'e\u0301' }", 6, "'e\u0301' }\n    ^"),
        ("a\x1b[31m\u202eb c", 9, "a\ufffd[31m\ufffdb c\n        ^"),
    ],
)
def test_the_caret_stands_below_the_place(text, column, shown):
    assert caret(text, column) == shown


@pytest.mark.parametrize(
    ("text", "column", "end", "below"),
    [
        ("a b:c d", 3, 6, "  ^~~"),
        ("a b:c d", 3, 4, "  ^"),
        ("a b:c d", 3, 3, "  ^"),
        ("a b:c d", 7, 99, "      ^"),
        ("a 都市 d", 3, 5, "  ^~~~"),
        (LONG, 1, 600, "^" + "~" * 77),
    ],
)
def test_all_that_is_meant_is_underlined(text, column, end, below):
    assert caret(text, column, end).split("\n")[1] == below


@pytest.mark.parametrize("column", [1, 2, 300, 301, 599, 600])
def test_of_a_long_line_what_is_around_the_place_is_shown(column):
    line, below = caret(LONG, column).split("\n")
    assert len(line) <= 80
    assert line[below.index("^")] == LONG[column - 1]
    assert line.strip("…") in LONG


@given(st.text(st.characters(exclude_characters="\n")), st.integers(-9, 999))
def test_whatever_the_line_there_are_two_that_can_be_sent(text, column):
    line, below = caret(text, column).split("\n")
    assert line.encode() is not None
    # under a character of two columns both are marked
    assert below.strip(" ") in {"^", "^~"}
