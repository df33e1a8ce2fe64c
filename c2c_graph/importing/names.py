"""Take apart the names that tables give to cities, and fold them to keys."""

import re
import unicodedata
from dataclasses import dataclass

# letters that Unicode does not decompose
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
        "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "’": "", "'": "", "ʻ": "", "`": "",
    }
)  # fmt: skip
_IN_PARENTHESES = re.compile(r"(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)")


@dataclass(frozen=True)
class CityName:
    """A city's name as a table writes it, taken apart.

    `plain` is the name for people: "Köln (Cologne)" gives "Cologne" and
    "Austin, TX" gives "Austin". `suffix` is what follows the first comma ("TX").
    `others` are further ways in which the same text names the city.
    """

    written: str
    plain: str
    suffix: str
    others: tuple[str, ...]


def read_name(written: str) -> CityName:
    """Return `written` taken apart; see `CityName`."""
    written = " ".join(written.split())
    base, _, suffix = (part.strip() for part in written.partition(","))
    found = _IN_PARENTHESES.fullmatch(base)
    if not found:
        return CityName(written, base, suffix, ())
    return CityName(written, found["inner"].strip(), suffix, (found["outer"],))


def folded(text: str) -> str:
    """Return `text` in lower case and, where Latin, without marks on its letters."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def same_name(text: str) -> str:
    """Return the form under which two spellings of a name are taken as equal.

    Case, marks, punctuation and a leading "the" do not count.
    """
    return " ".join(re.findall(r"\w+", folded(text))).removeprefix("the ")


def slug(text: str) -> str:
    """Return `text` as a part of a key: a-z, 0-9 and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
