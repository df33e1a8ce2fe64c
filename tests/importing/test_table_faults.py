"""A table that cannot be read says where, which column, and how to repair it."""

import pytest

from c2c_graph import errors
from c2c_graph.importing.table import read_table


def fault(read):
    with pytest.raises(errors.SyntaxFault) as caught:
        read()
    return str(caught.value)


def written(tmp_path, content):
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        ("", "1:1", "no header"),
        ("\n\na,b\n", "1:1", "no header"),
        ("a,c\n1,2\n", "1:1", "column 'b' is missing"),
        ("a,bb\n1,2\n", "1:1", "rename 'bb'"),
        ("a,b,a\n1,2,3\n", "1:1", "'a' stands in the header twice"),
        ("a,b\n1,2\n3\n", "3:1", "1 cells where the header has 2 columns"),
        ('a,b\n"x\ny",2\n3,4,5\n', "4:1", "3 cells where the header has 2"),
        ('a,b\n1,2\n"3,4\n5,6\n', "3:1", "quotation mark that is not closed"),
        ('a,b\n"1"x,2\n', "2:1", "quotation mark"),
        (b"a,b\n1,caf\xe9\n", "2:6", "byte 0xE9 is not UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "1:1", "not UTF-8"),
        ("a,b\n1,\0\n", "2:1", "NUL character"),
    ],
)
def test_a_broken_table_says_where(tmp_path, content, place, says):
    path = written(tmp_path, content)
    message = fault(lambda: read_table(path, ("a", "b")))
    assert message.startswith(f"{path}:{place}: ")
    assert says in message


def test_a_table_that_is_not_there_is_told(tmp_path):
    with pytest.raises(errors.DatasetUnreadable, match="cannot be read"):
        read_table(tmp_path / "none.csv", ())


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = written(tmp_path, b"\xef\xbb\xbfa,b\r\n1,2\r\n\r\n3,4\r\n")
    table = read_table(path, ("a", "b"))
    assert [(row.line, row["b"]) for row in table.rows] == [(2, "2"), (4, "4")]


def test_a_cell_is_found_behind_quotes_and_line_breaks(tmp_path):
    path = written(tmp_path, 'a,b\n"x ""y"",\nz",2\r\n3,"4"\n')
    table = read_table(path, ("a", "b"))
    places = [table.fault(row, "b", "") for row in table.rows]
    assert [(place.line, place.column) for place in places] == [(3, 4), (4, 3)]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("end_target_year", "twenty", "'twenty' is no year; write one such as 2030"),
        ("end_target_year", "2030.5", "is no year"),
        ("end_target_year", "1e3", "is no year"),
        ("interim_target_year", "-5", "is no year"),
        ("interim_target_baseline_year", "NaN", "is no year"),
        ("end_target_percentage_reduction", "half", "'half' is no number"),
        ("end_target_percentage_reduction", "Infinity", "is no number"),
        ("country", "Sverige", "no ISO 3166-1 code"),
        ("country", "", "no ISO 3166-1 code"),
        ("iso2", "XX", "no ISO 3166-1 code"),
        ("id_code", "", "is empty"),
        ("id_code", "a b", "is no row id"),
        ("name", "", "is empty"),
        ("name", "x" * 201, "is longer than 200 characters"),
        ("name", "Two\nlines", "line break or control character"),
        ("city_slug", "Not A Slug", "is no key"),
    ],
)
def test_a_cell_that_cannot_be_read_names_its_column(
    prepared, write_table, column, value, says
):
    path = write_table({}, {"id_code": "T-101", "name": "B", column: value})
    message = fault(lambda: prepared(path))
    assert message.startswith(f"{path}:3:")
    assert f"column {column!r}: " in message
    assert says in message


def test_every_bad_cell_is_told_at_once(prepared, write_table):
    rows = [{"id_code": f"T-{n}", "end_target_year": "soon"} for n in range(30)]
    message = fault(lambda: prepared(write_table(*rows)))
    assert message.count("'soon' is no year") == 20
    assert message.endswith("and 10 more cells like these")


def test_two_rows_with_one_id_are_refused(prepared, write_table):
    message = fault(lambda: prepared(write_table({}, {"name": "Other"})))
    assert "'T-100' also stands on line 2" in message


def test_na_is_namibia(imported, ask):
    imported()
    assert ask("SELECT ?c { city:na-nodatum c2c:country ?c }") == [
        ("https://w3id.org/city2city/id/country/na",)
    ]
