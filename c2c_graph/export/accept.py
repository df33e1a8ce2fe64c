"""Content negotiation as a list of patterns, for a server that only knows patterns.

A `map` of nginx takes the first pattern that fits the whole header. So the patterns
go from the highest quality to the lowest, and within one from the media types that
are named to the wildcards, as `web.negotiate` decides. Qualities count in tenths.
"""

import re
from collections.abc import Iterator
from typing import Final

from c2c_graph.rdf import formats
from c2c_graph.web import negotiate

# what goes on of a media range after its name, without its quality
_PARAMETERS: Final = r"(?:\s*;(?!\s*q\s*=)[^,;]*)*"
_END: Final = _PARAMETERS + r"\s*(?:,|$)"
_BEGIN: Final = r"(?:^|,)\s*"
_ANY: Final = r"\*/\*"
# RFC 9110 §12.4.2: a quality has up to three digits; none means 1
_QUALITIES: Final = (
    r"(?:\s*;\s*q=1(?:\.0*)?)?",
    *(rf"\s*;\s*q=0\.{digit}[0-9]*" for digit in range(9, 0, -1)),
    r"\s*;\s*q=0\.0*[1-9][0-9]*",
)
Rule = tuple[str, str]


def exact() -> Iterator[Rule]:
    """Yield the headers that most clients send, each with the suffix it means."""
    yield "", "html"
    yield "*/*", "html"
    yield negotiate.HTML, "html"
    for suffix, names in _offers().items():
        for name in names:
            if name != negotiate.HTML:
                yield name, suffix


def patterns() -> Iterator[Rule]:
    """Yield (regular expression, suffix), to be tried in this order on the header."""
    offers = _offers()
    for quality in _QUALITIES:
        for suffix, names in offers.items():
            yield _asks("|".join(map(re.escape, names)), quality), suffix
        for suffix, names in offers.items():
            yield from _by_wildcard(suffix, names[0], quality)


def chosen(accept: str) -> str:
    """Return the suffix that the rules give for the header `accept`, or nothing."""
    for header, suffix in exact():
        if header == accept.lower():
            return suffix
    for pattern, suffix in patterns():
        if re.search(pattern, accept, re.IGNORECASE):
            return suffix
    return ""


def _offers() -> dict[str, tuple[str, ...]]:
    """Return the names of each variant's media type, by suffix, best liked first."""
    meant = dict(negotiate.GRAPH_ALIASES)
    found: dict[str, tuple[str, ...]] = {"html": (negotiate.HTML,)}
    for format in formats.GRAPH_FORMATS:
        aliases = (name for name in meant if meant[name] == format.media_type)
        found[format.suffix] = (format.media_type, *aliases)
    return found


def _asks(names: str, quality: str) -> str:
    return f"{_BEGIN}(?:{names}){_PARAMETERS}{quality}{_END}"


def _by_wildcard(suffix: str, name: str, quality: str) -> Iterator[Rule]:
    """Yield the rules by which a range with a wildcard asks for the offer `name`.

    The most specific range decides about it (RFC 9110 §12.5.1), so nothing closer
    may speak of it.
    """
    whole, some = re.escape(name), re.escape(name.partition("/")[0]) + r"/\*"
    yield f"^{_silent(whole)}.*?{_asks(some, quality)}", suffix
    closer = f"{whole}|{some}"
    yield f"^{_silent(closer)}.*?{_asks(_ANY, quality)}", suffix


def _silent(names: str) -> str:
    return rf"(?!.*{_BEGIN}(?:{names})\s*(?:[;,]|$))"
