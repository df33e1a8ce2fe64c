"""Read a request as the query operation of SPARQL 1.1 Protocol §2.1."""

import binascii
import math
import re
from typing import Final
from typing import NamedTuple
from urllib.parse import parse_qsl
from urllib.parse import unquote_to_bytes

from werkzeug.http import parse_options_header

from c2c_graph import errors
from c2c_graph.query.dataset import Dataset
from c2c_graph.web import negotiate
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import require_plain_body

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = "DELETE, GET, HEAD, OPTIONS, POST"
# a client may name its query in this header; the answer repeats or gives the name
QUERY_ID: Final = "Query-Id"

_READ_ONLY: Final = "this endpoint only reads: SPARQL Update is refused"
ID: Final = r"[A-Za-z0-9._~-]{1,64}"
# SPARQLWrapper sends each, even twice, with two names of one format: the first counts
_FORMAT_NAMES: Final = ("format", "output")
# what ends sooner is not worth the slot that is ended with it
SHORTEST_TIMEOUT: Final = 0.1
# each costs the time of others who wait meanwhile
MOST_PARAMETERS: Final = 1_000
_SINGLE: Final = ("query", "timeout")
_QUERY_ALONE: Final = b"query="
_SAME_AS_QUOTED_PRINTABLE = re.compile(rb"(?:[^%=\r\n]++|%[0-9A-Fa-f]{2})*+")
_UTF_8: Final = {"utf-8", "utf8"}
# as JSON has it; what Python takes for a number may have other digits and signs
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)

Parameters = list[tuple[str, str]]


class SparqlRequest(NamedTuple):
    """What is asked: `format` overrides the Accept header, `text` may be empty.

    `timeout_seconds` may shorten the deadline; `query_id` is empty where the client
    gave none; `parameters` are all others, for saved queries.
    """

    text: str
    format: str
    accept: str
    dataset: Dataset | None = None
    timeout_seconds: float | None = None
    query_id: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


def read(asked: Asked, body: bytes, *, longest: int) -> SparqlRequest:
    """Return what `asked` asks; `longest` is the longest query in bytes.

    Raise `errors.BadRequest` for what the protocol does not allow (§2.1.6),
    `errors.UnsupportedMediaType` for a body that is no query (§2.1.3) or compressed,
    `errors.ContentTooLarge` for a query that is too long.
    """
    if _asks_alone(asked):
        ((_, text),) = _decoded(asked.query)
        return _of_text(text, asked, longest)
    if not asked.reads:
        require_plain_body(asked)
    direct = asked.method == "POST" and asked.media_type == QUERY
    parameters = _parameters(asked, body)
    _require_single(parameters, direct)
    values = dict(parameters)
    text = _direct(asked, body) if direct else values.get("query", "")
    if "query" in values:
        _require_text(text)
    _require_length(text, longest)
    return SparqlRequest(
        text=text if text.strip() else "",
        format=_format(parameters),
        accept=asked.accept,
        dataset=_dataset(parameters),
        timeout_seconds=_timeout(values.get("timeout")),
        query_id=_query_id(asked),
        parameters=tuple(
            (n, v) for n, v in parameters if n not in (*_SINGLE, *_FORMAT_NAMES)
        ),
    )


def _of_text(text: str, asked: Asked, longest: int) -> SparqlRequest:
    """Return what is asked by a query alone, as most are, without looking for more."""
    _require_text(text)
    _require_length(text, longest)
    return SparqlRequest(text, "", asked.accept, query_id=_query_id(asked))


def _require_text(text: str) -> None:
    if not text.strip():
        raise errors.BadRequest("the query is empty; write one, such as ASK {}")


def _require_length(text: str, longest: int) -> None:
    if text.isascii() and len(text) <= longest:
        return
    if len(text.encode(errors="surrogatepass")) > longest:
        raise errors.ContentTooLarge(
            f"the query is longer than {longest // 1024} KiB, the limit; "
            "send long lists of values in several queries"
        )


def is_query_id(given: str) -> bool:
    """Return whether a query may be called `given`."""
    return re.fullmatch(ID, given) is not None


def _parameters(asked: Asked, body: bytes) -> Parameters:
    """Return the parameters of the address, and those of a form."""
    in_address = _decoded(asked.query)
    if asked.reads or asked.media_type == QUERY:
        return in_address
    if asked.media_type == FORM:
        _require_utf_8(asked)
        return in_address + _decoded(body)
    if asked.media_type == UPDATE:
        raise errors.UnsupportedMediaType(f"{UPDATE}: {_READ_ONLY}")
    sent = asked.media_type or "no media type"
    raise errors.UnsupportedMediaType(f"{sent}: send {FORM} or {QUERY}")


def _decoded(encoded: bytes) -> Parameters:
    """Return what a query string or a form says.

    Raise `errors.BadRequest` where it is not UTF-8: with other characters in their
    place it would be another query.
    """
    try:
        if _is_query_alone(encoded):
            value = encoded[len(_QUERY_ALONE) :].replace(b"+", b" ")
            return [("query", _unquoted(value).decode())]
        return parse_qsl(
            encoded.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except UnicodeDecodeError:
        raise errors.BadRequest(
            "the parameters are not UTF-8; percent-encode the bytes of UTF-8"
        ) from None
    except ValueError:
        raise errors.BadRequest(
            f"there are more than {MOST_PARAMETERS:,} parameters, the limit; name "
            "graphs with FROM in the query, or ask several queries"
        ) from None


def _asks_alone(asked: Asked) -> bool:
    return asked.reads and _is_query_alone(asked.query)


def _is_query_alone(encoded: bytes) -> bool:
    """Return whether there is one parameter, the query, as in most requests."""
    return encoded.startswith(_QUERY_ALONE) and b"&" not in encoded


def _unquoted(value: bytes) -> bytes:
    """Return `value` without percent-encoding, as `unquote_to_bytes` does, but fast.

    Quoted-printable, for which there is C code, differs in the sign alone where each
    `%` is followed by two digits and there is neither `=` nor the end of a line.
    """
    if _SAME_AS_QUOTED_PRINTABLE.fullmatch(value):
        return binascii.a2b_qp(value.replace(b"%", b"="))
    return unquote_to_bytes(value)


def _direct(asked: Asked, body: bytes) -> str:
    _require_utf_8(asked)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise errors.BadRequest(
            f"the query is not UTF-8 at byte {error.start}"
        ) from None


def _require_utf_8(asked: Asked) -> None:
    given = asked.headers.get("content-type", "")
    if ";" not in given:  # as most have it
        return
    charset = parse_options_header(given)[1].get("charset", "").lower()
    if charset and charset not in _UTF_8:
        raise errors.UnsupportedMediaType(f"charset={charset}: send UTF-8 (§2.1)")


def _require_single(parameters: Parameters, direct: bool) -> None:
    if len(parameters) == 1 and not direct and parameters[0][0] == "query":
        return
    names = [name for name, _ in parameters]
    if "update" in names:
        raise errors.UpdateRefused(_READ_ONLY)
    for name in _SINGLE:
        if names.count(name) > 1 or (direct and name == "query" and name in names):
            raise errors.BadRequest(f"{name} is given more than once; give it once")


def _format(parameters: Parameters) -> str:
    given = (v for name in _FORMAT_NAMES for n, v in parameters if n == name)
    return negotiate.format_asked(next(given, ""))


def _dataset(parameters: Parameters) -> Dataset | None:
    default = tuple(value for name, value in parameters if name == "default-graph-uri")
    named = tuple(value for name, value in parameters if name == "named-graph-uri")
    if not default and not named:
        return None
    return Dataset(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))


def _timeout(given: str | None) -> float | None:
    if given is None:
        return None
    seconds = float(given) if _NUMBER.fullmatch(given) else math.nan
    if not SHORTEST_TIMEOUT <= seconds < math.inf:
        raise errors.BadRequest(
            f"timeout={given}: give {SHORTEST_TIMEOUT:g} seconds or more, "
            "such as timeout=5"
        )
    return seconds


def _query_id(asked: Asked) -> str:
    given = asked.headers.get(QUERY_ID.lower())
    if given is None:
        return ""
    if not is_query_id(given):
        raise errors.BadRequest(
            f"{QUERY_ID}: give up to 64 letters, digits, '-', '.', '_' or '~'"
        )
    return given
