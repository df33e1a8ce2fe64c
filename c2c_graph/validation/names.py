"""The one form in which names are compared, whoever wrote them."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return `text` without accents and capitals, its spaces collapsed.

    NFKD without its marks, then case folding (Unicode §3.13), then what has no
    decomposition but is commonly written with plain letters.
    """
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(text.casefold().translate(_PLAIN).split())


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
