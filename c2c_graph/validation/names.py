"""The one form in which names are compared, whoever wrote them."""

import difflib
import unicodedata
from functools import lru_cache
from typing import Final

# how alike two names are that differ by a slip, from 0 to 1; of shorter ones, where
# each letter tells more, none are
_ALMOST: Final = 0.88
_SHORTEST: Final = 6


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return `text` without accents and capitals, its spaces collapsed.

    NFKD without its marks, then case folding (Unicode §3.13), then what has no
    decomposition but is commonly written with plain letters.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_PLAIN).split())


def are_almost_one(one: str, other: str) -> bool:
    """Return whether two folded names differ by no more than a slip or two.

    Numbers make a difference, however long the names: Page 1 is not Page 2.
    """
    sizes = sorted((len(one), len(other)))
    if sizes[0] < _SHORTEST or 2 * sizes[0] / sum(sizes) < _ALMOST:
        return False
    if _digits(one) != _digits(other):
        return False
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _ALMOST and matcher.ratio() >= _ALMOST


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


# letters of Latin alphabets that are letters of their own
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "–": "-",
    }
)
