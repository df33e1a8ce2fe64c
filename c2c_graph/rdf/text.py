"""Read texts from files; what cannot be read or is not UTF-8 is told by its place."""

from pathlib import Path

from c2c_graph import errors


def read_bytes(path: Path, *, name: str) -> bytes:
    """Return the content of the file at `path`, which messages call `name`.

    Raise `errors.DatasetUnreadable` where it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise errors.DatasetUnreadable(f"{name}: cannot be read: {reason}") from error


def read_text(path: Path, *, name: str) -> str:
    """Return the UTF-8 text in the file at `path`; raise as `read_bytes`, `decoded`."""
    return decoded(read_bytes(path, name=name), name=name)


def decoded(
    text: bytes, *, name: str, fault: type[errors.SyntaxFault] = errors.SyntaxFault
) -> str:
    """Return `text` decoded from UTF-8; raise `fault` at the first byte that is not."""
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        line, column = place_at(text, error.start)
        raise fault(
            f"byte 0x{text[error.start]:02X} is not UTF-8; "
            "save the file again with the encoding UTF-8",
            source=name,
            line=line,
            column=column,
            text=line_of(text, line),
        ) from None


def place_at(text: bytes, offset: int) -> tuple[int, int]:
    """Return the line and column, both from 1, of the byte at `offset`."""
    before = text[:offset]
    line_so_far = before.rpartition(b"\n")[2].decode(errors="replace")
    return before.count(b"\n") + 1, len(line_so_far) + 1


def line_of(text: bytes, line: int) -> str:
    """Return line number `line` (from 1) of `text`, without its end."""
    lines = text.splitlines()
    return lines[line - 1].decode(errors="replace") if 0 < line <= len(lines) else ""
