"""Read a request to `/validate`: documents, options, perhaps shapes of its own."""

import datetime
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from typing import Final

from c2c_graph import errors
from c2c_graph.namespaces import graph_iri
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import graph_format
from c2c_graph.review.reading import known_type
from c2c_graph.review.task import CURRENT
from c2c_graph.review.task import NOTHING
from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.report import Level
from c2c_graph.web import negotiate
from c2c_graph.web import preferred
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import require_plain_body
from c2c_graph.web.form_parts import FORM
from c2c_graph.web.form_parts import MULTIPART
from c2c_graph.web.form_parts import Field
from c2c_graph.web.form_parts import fields_of
from c2c_graph.web.form_parts import query_fields

TURTLE: Final = "text/turtle"
# fields that hold documents, and those that may stand once
DATA: Final = "data"
SHAPES: Final = "shapes"
_DOCUMENTS: Final = ("file", "text", DATA)
_SINGLE: Final = ("lang", "level", "against", "today", "format", "syntax", "base")
# what the texts of a form are called, one after another
_NAME: Final = "name"
_KNOWN: Final = (*_DOCUMENTS, SHAPES, *_SINGLE, _NAME, "replaces")
# what a browser calls a file that it does not know
_UNTOLD: Final = ("", "application/octet-stream", "text/plain")
_AS_IT_IS: Final = (
    "To send a file as it is: curl --data-binary @FILE -H 'Content-Type: text/turtle'"
)
_IRI: Final = "an absolute IRI"
_LONGEST_NAME: Final = 100
_UNSHOWN: Final = re.compile(r"[^\w .,()+@~-]|^\.+", re.ASCII)
# a graph by its path, which has a slash: `data/cities/se`
_PATH: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9._~-]+)+")
_ABSOLUTE: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


@dataclass(frozen=True)
class HandedIn:
    """What a request hands in; `format` overrides the Accept header.

    With `shapes`, data is validated by these and nothing else, relative IRIs are
    resolved against `base`.
    """

    documents: tuple[Part, ...]
    options: Options
    format: str = ""
    shapes: tuple[Part, ...] = ()
    base: str | None = None


def require_known(asked: Asked) -> None:
    """Raise `errors.UnsupportedMediaType` for a body that is nothing of ours."""
    require_plain_body(asked)
    sent = asked.media_type
    if sent and sent not in (FORM, MULTIPART) and known_type(sent) is None:
        choice = ", ".join(format.media_type for format in GRAPH_FORMATS)
        raise errors.UnsupportedMediaType(
            f"{sent}: send a document as one of {choice}; or {MULTIPART} with parts "
            f"called file, or data and shapes; or {FORM} with a field called text"
        )


def read(asked: Asked, body: bytes, *, longest: int) -> HandedIn:
    """Return what `asked` hands in, documents of at most `longest` bytes in all.

    Raise `errors.BadRequest` and `errors.InvalidParameter` for what cannot be
    understood, `errors.ContentTooLarge`.
    """
    fields = [*query_fields(asked.query), *_named(fields_of(asked, body))]
    _require_known_fields(fields)
    values = {field.name: field.text for field in fields if field.name in _SINGLE}
    syntax = _syntax(values.get("syntax", ""))
    documents = _parts(fields, _DOCUMENTS, syntax)
    if asked.media_type not in (FORM, MULTIPART):
        documents = [_whole(asked, body), *documents]
    documents = _told_apart(documents)
    shapes = _told_apart(_parts(fields, (SHAPES,), syntax))
    _require_both(documents, shapes, fields)
    length = sum(len(part.content) for part in (*documents, *shapes))
    if length > longest:
        raise errors.ContentTooLarge(
            f"there are {length:,} bytes to validate; the limit is {longest:,}: send "
            "several submissions, or validate at home: c2c validate"
        )
    options = _options(asked, values, fields)
    base = _iri("base", values["base"]) if values.get("base") else None
    format = negotiate.format_asked(values.get("format", ""))
    return HandedIn(tuple(documents), options, format, tuple(shapes), base)


def _named(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield `fields`, texts with their names and with lines that end as they did.

    A browser sends every line of a text with CR LF (HTML §4.10.22.4).
    """
    names = iter([field.text for field in fields if field.name == _NAME])
    for field in fields:
        if field.name == "text" and not field.file_name:
            content = field.content.replace(b"\r\n", b"\n")
            yield field._replace(content=content, file_name=next(names, ""))
        else:
            yield field


def _require_known_fields(fields: Sequence[Field]) -> None:
    names = [field.name for field in fields]
    for name in names:
        if name not in _KNOWN:
            raise errors.InvalidParameter(
                f"there is no parameter {name[:_LONGEST_NAME]!r}; there are: "
                f"{', '.join(_KNOWN)}. {_AS_IT_IS}",
                parameter=name[:_LONGEST_NAME],
            )
        if name in _SINGLE and names.count(name) > 1:
            raise errors.InvalidParameter(
                f"{name} is given more than once; give it once", parameter=name
            )


def _require_both(
    documents: Sequence[Part], shapes: Sequence[Part], fields: Sequence[Field]
) -> None:
    """Raise `errors.InvalidParameter` for the part that is missing, if one is."""
    if not documents:
        sent = next((field for field in fields if field.name in _DOCUMENTS), None)
        wanted = sent.name if sent else DATA if shapes else "text"
        raise errors.InvalidParameter(
            f"there is nothing to validate: {_lacking(wanted, fields)}. "
            f"{_AS_IT_IS}; to send several: curl -F file=@FILE",
            parameter=wanted,
            expected="an RDF document",
        )
    if DATA in (field.name for field in fields) and not shapes:
        raise errors.InvalidParameter(
            f"{_lacking(SHAPES, fields)}: send the shapes for {DATA!r}, "
            "or call the part 'file' to have it validated by the shapes of this graph",
            parameter=SHAPES,
            expected="an RDF document",
        )


def _lacking(name: str, fields: Sequence[Field]) -> str:
    """Return in words that the part `name` is missing, or sent without content."""
    sent = next((field for field in fields if field.name == name), None)
    if sent is None:
        return f"the part {name!r} is missing"
    file = _harmless(sent.file_name)
    return f"the part {name!r}{f' ({file})' if file else ''} is empty"


def _parts(fields: Sequence[Field], names: Sequence[str], syntax: str) -> list[Part]:
    found = [f for f in fields if f.name in names and f.content.strip()]
    return [_part(field, number, syntax) for number, field in enumerate(found, 1)]


def _told_apart(parts: Sequence[Part]) -> list[Part]:
    """Return `parts`, no two of one name: findings say which one they are about."""
    named: dict[str, Part] = {}
    for number, part in enumerate(parts, 1):
        name = part.name
        while name in named:
            stem, dot, suffix = name.rpartition(".")
            name = f"{stem or suffix}-{number}{dot}{suffix if stem else ''}"
        named[name] = part._replace(name=name)
    return list(named.values())


def _part(field: Field, number: int, syntax: str) -> Part:
    _, _, suffix = field.file_name.rpartition(".")
    media_type = known_type(field.media_type)
    if media_type is None and field.media_type in _UNTOLD:
        by_name = graph_format(suffix)
        media_type = by_name.media_type if by_name else syntax
    if media_type is None:
        raise errors.UnsupportedMediaType(
            f"the part {field.name!r} is {field.media_type}, which is no RDF; send "
            f"{', '.join(format.media_type for format in GRAPH_FORMATS)}"
        )
    again = f"-{number}" if number > 1 else ""
    name = _harmless(field.file_name) or f"{field.name}{again}.{_suffix(media_type)}"
    return Part(name, media_type, field.content)


def _whole(asked: Asked, body: bytes) -> Part:
    if not body.strip():
        raise errors.BadRequest("the body is empty; send a document to validate")
    media_type = known_type(asked.media_type) or TURTLE
    return Part(f"submission.{_suffix(media_type)}", media_type, body)


def _suffix(media_type: str) -> str:
    format = graph_format(media_type)
    return format.suffix if format else "txt"


def _harmless(file_name: str) -> str:
    """Return the name of a file without folders and what could mislead in a report."""
    last = re.split(r"[/\\]", file_name)[-1]
    return _UNSHOWN.sub("_", last)[-_LONGEST_NAME:]


def _syntax(given: str) -> str:
    format = graph_format(known_type(given) or given or TURTLE)
    if format is None:
        names = ", ".join(format.name for format in GRAPH_FORMATS)
        raise _invalid("syntax", given, f"one of {names}")
    return format.media_type


def _options(asked: Asked, values: dict[str, str], fields: Sequence[Field]) -> Options:
    return Options(
        language=_language(asked, values.get("lang", "")),
        level=_of(Level, "level", values.get("level") or Level.BASIC),
        against=_against(values.get("against") or CURRENT),
        replaces=tuple(_replaced(fields)),
        today=_of(_date, "today", values["today"]) if values.get("today") else None,
    )


def _language(asked: Asked, given: str) -> str:
    if given and given not in LANGUAGES:
        raise _invalid("lang", given, f"one of {', '.join(LANGUAGES)}")
    liked = preferred.languages(asked.headers.get("accept-language", ""))
    return given or next((tag for tag in liked if tag in LANGUAGES), LANGUAGES[0])


def _against(given: str) -> str:
    if given not in (CURRENT, NOTHING) and not re.fullmatch("[1-9][0-9]{0,8}", given):
        expected = f"{CURRENT}, {NOTHING} or the number of a release"
        raise _invalid("against", given, expected)
    return given


def _replaced(fields: Sequence[Field]) -> Iterator[str]:
    """Yield the IRIs of graphs that are named by theirs, or by their path."""
    for field in fields:
        if field.name == "replaces" and field.text:
            if _PATH.fullmatch(field.text):
                yield graph_iri(field.text)
            else:
                yield _iri("replaces", field.text, f"{_IRI} or a path: data/cities/se")


def _iri(name: str, given: str, expected: str = _IRI) -> str:
    if not _ABSOLUTE.fullmatch(given):
        raise _invalid(name, given, expected)
    return given


def _date(given: str) -> datetime.date:
    return datetime.date.fromisoformat(given)


_EXPECTED: Final = {
    "level": f"one of {', '.join(Level)}",
    "today": "a date such as 2030-01-31",
}


def _of(kind: Callable[[str], Any], name: str, given: str) -> Any:
    try:
        return kind(given)
    except ValueError:
        raise _invalid(name, given, _EXPECTED[name]) from None


def _invalid(name: str, given: str, expected: str) -> errors.InvalidParameter:
    return errors.InvalidParameter(
        f"{name}={given[:_LONGEST_NAME]}: give {expected}",
        parameter=name,
        expected=expected,
    )
