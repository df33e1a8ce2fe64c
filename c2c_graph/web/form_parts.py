"""Read forms: fields and files, with their bytes as they were sent."""

from collections.abc import Iterator
from typing import Final
from typing import NamedTuple
from urllib.parse import parse_qsl

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio import multipart

from c2c_graph import errors
from c2c_graph.web.asked import Asked

FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
MOST_PARTS: Final = 100


class Field(NamedTuple):
    """One field of a form, or one part of it with a file."""

    name: str
    content: bytes
    media_type: str = ""
    file_name: str = ""

    @property
    def text(self) -> str:
        """Return the content as text; raise `errors.BadRequest` for no UTF-8."""
        try:
            return self.content.decode().strip()
        except UnicodeDecodeError:
            raise errors.BadRequest(f"{self.name} is not UTF-8") from None


def query_fields(query: bytes) -> list[Field]:
    """Return the parameters of an address."""
    return _urlencoded(query)


def fields_of(asked: Asked, body: bytes) -> list[Field]:
    """Return the fields of a form in `body`, none where it is no form.

    Raise `errors.BadRequest` where it breaks the rules of forms, or has too many.
    """
    if asked.media_type == FORM:
        return _urlencoded(body)
    if asked.media_type == MULTIPART:
        return list(_multipart(asked.headers["content-type"], body))
    return []


def _urlencoded(encoded: bytes) -> list[Field]:
    try:
        # one character a byte, there and back: given bytes, it takes ASCII alone
        pairs = parse_qsl(
            encoded.decode("latin-1"),
            keep_blank_values=True,
            encoding="latin-1",
            max_num_fields=MOST_PARTS,
        )
    except ValueError:
        raise _too_many() from None
    return [
        Field(name.encode("latin-1").decode(errors="replace"), value.encode("latin-1"))
        for name, value in pairs
    ]


def _multipart(content_type: str, body: bytes) -> Iterator[Field]:
    """Yield the parts of a body (RFC 7578)."""
    _, given = parse_options_header(content_type)
    boundary = given.get("boundary", "").encode("latin-1", "replace")
    if not boundary:
        raise errors.BadRequest(f"{MULTIPART}: the Content-Type names no boundary")
    decoder = multipart.MultipartDecoder(boundary, max_parts=MOST_PARTS)
    try:
        decoder.receive_data(body)
        decoder.receive_data(None)
        yield from _fields(decoder)
    except RequestEntityTooLarge:
        raise _too_many() from None
    except ValueError as error:
        raise errors.BadRequest(
            f"{MULTIPART}: the body cannot be split into parts ({error})"
        ) from None


def _fields(decoder: multipart.MultipartDecoder) -> Iterator[Field]:
    head: multipart.Field | multipart.File | None = None
    content: list[bytes] = []
    while not isinstance(event := decoder.next_event(), multipart.Epilogue):
        if isinstance(event, multipart.NeedData):
            raise errors.BadRequest(
                f"{MULTIPART}: the body breaks off, without the last boundary"
            )
        if isinstance(event, multipart.Field | multipart.File):
            head, content = event, []
        elif isinstance(event, multipart.Data) and head is not None:
            content.append(event.data)
            if not event.more_data:
                yield _field(head, b"".join(content))


def _field(head: multipart.Field | multipart.File, content: bytes) -> Field:
    kind = head.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    name = head.filename if isinstance(head, multipart.File) else ""
    return Field(head.name or "", content, kind, name)


def _too_many() -> errors.BadRequest:
    return errors.BadRequest(
        f"there are more than {MOST_PARTS} fields or parts, the limit; join files"
    )
