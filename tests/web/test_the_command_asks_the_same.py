"""The command on the page of a saved query asks at a terminal what the page shows."""

import html
import re
import shlex

import pytest

CITY = "/queries/networks-of-a-city-today"


def command(client, path):
    page = client.get(path, headers={"Accept": "text/html"}).text
    (found,) = re.findall(r"^(c2c query .*)</pre>", page, re.MULTILINE)
    return shlex.split(html.unescape(found))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", ["--param", "city=se-malmo"]),
        ("?city=gb-london", ["--param", "city=gb-london"]),
        (
            "?city=gb-london&today=2020-01-01",
            ["--param", "city=gb-london", "--param", "today=2020-01-01"],
        ),
    ],
)
def test_the_command_has_the_values_of_the_page(shipped, asked, told):
    name = CITY.rpartition("/")[2]
    assert command(shipped, CITY + asked) == ["c2c", "query", name, *told]
