"""The one form in which names are compared, whoever wrote them."""

import difflib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from functools import reduce
from operator import or_
from typing import Final

# how alike two names are that differ by a slip, from 0 to 1; of shorter ones, where
# each letter tells more, none are
_ALMOST: Final = 0.88
_SHORTEST: Final = 6
_BITS: Final = 64


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
    if _digits(one) != _digits(other) or not _have_letters_in_common(one, other):
        return False
    return difflib.SequenceMatcher(None, one, other, False).ratio() >= _ALMOST


def _have_letters_in_common(one: str, other: str) -> bool:
    """Return whether enough letters are the same in any order.

    That bounds the ratio from above, and is told in a tenth of the time; which
    letters there are at all, one bit for each, in a tenth of that.
    """
    mine, theirs = _bits(one), _bits(other)
    needed = _ALMOST * (len(one) + len(other)) / 2
    if (mine & ~theirs).bit_count() > len(one) - needed:
        return False
    if (theirs & ~mine).bit_count() > len(other) - needed:
        return False
    counts = _letters(other)
    shared = sum(min(n, counts.get(c, 0)) for c, n in _letters(one).items())
    return 2 * shared / (len(one) + len(other)) >= _ALMOST


@lru_cache(maxsize=65536)
def _letters(text: str) -> Mapping[str, int]:
    return Counter(text)


@lru_cache(maxsize=65536)
def _bits(text: str) -> int:
    """Return a bit for each letter of `text`; some letters share one."""
    return reduce(or_, (1 << ord(letter) % _BITS for letter in text), 0)


@lru_cache(maxsize=65536)
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
