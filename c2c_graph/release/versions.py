"""What the feed says of a release: each subject that it changed, in its new state.

Made when the release is built, and kept in its folder for ever, in pages that never
change. A page is a member of the gzip file `versions.gz` (RFC 1952 §2.2), and
`versions.json` tells where each begins. In it, a line with a letter for what happened
and the subject is followed by all triples of that subject as lines of N-Triples:

U <https://w3id.org/city2city/id/city/se-malmo>
<https://w3id.org/city2city/id/city/se-malmo> <http://www.w3.org/…#label> "Malmö"@sv .

The first release for which this is made tells of every subject, as created.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.release import changed_subjects
from c2c_graph.release import pointer
from c2c_graph.release.changed_subjects import Changed
from c2c_graph.release.changes import Change
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.packing import pack
from c2c_graph.release.skolem import skolem
from c2c_graph.release.skolem import skolemised

FILE: Final = "versions.gz"
INDEX: Final = "versions.json"
# a page is full with so many members, or with so many bytes
PAGE_MEMBERS: Final = 250
PAGE_BYTES: Final = 512 * 1024
_DIGEST_BYTES: Final = 8


class Happened(Enum):
    """What a release did to a subject."""

    CREATED = b"C"
    UPDATED = b"U"
    DELETED = b"D"


@dataclass(frozen=True)
class Version:
    """A changed subject: its IRI as N-Triples write it, and all that is said of it.

    `lines` are sorted N-Triples without blank nodes; none where it is gone.
    """

    subject: bytes
    happened: Happened
    lines: tuple[bytes, ...]


@dataclass(frozen=True)
class Page:
    """So many `versions`, which begin at byte `start` of the file.

    `digest` tells their content from any other.
    """

    start: int
    versions: int
    digest: str


@dataclass(frozen=True)
class Edition:
    """What the feed says of release `number`, which was made at `created` (UTC).

    `first` is the number of its first version, `first_page` that of its first page,
    among all of the feed, from 1 on; `length` is that of the file in bytes.
    """

    number: int
    created: str
    first: int
    first_page: int
    length: int
    pages: tuple[Page, ...]

    @property
    def versions(self) -> int:
        """Return how many versions there are."""
        return sum(page.versions for page in self.pages)


def write_versions(
    folder: Path,
    home: Path,
    last: Manifest | None,
    now: Manifest,
    changes: Iterable[Change],
) -> None:
    """Write what the feed says of the release `now` into its `folder`.

    `changes` are those of its graphs since the `last` release. The graphs of both are
    among the objects of `home`, the store is in `folder`.
    """
    before = read_edition(pointer.release_folder(home, last.number)) if last else None
    found = _changed(folder, Objects(home), last if before else None, now, changes)
    pages: list[Page] = []
    length = 0
    with (folder / FILE).open("wb") as file:
        for page in _paged(map(version, found)):
            text = b"".join(map(_text, page))
            pages.append(Page(length, len(page), _digest(text)))
            length += file.write(pack(text))
    edition = Edition(
        number=now.number,
        created=now.created,
        first=before.first + before.versions if before else 1,
        first_page=before.first_page + len(before.pages) if before else 1,
        length=length,
        pages=tuple(pages),
    )
    (folder / INDEX).write_text(_index(edition), encoding="utf-8")


def read_edition(folder: Path) -> Edition | None:
    """Return what the feed says of the release in `folder`; None where it is silent.

    Raise `errors.NoRelease` where it cannot be read.
    """
    try:
        told = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        pages = tuple(Page(*page) for page in told.pop("pages"))
        return Edition(pages=pages, **told)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(folder / INDEX, error) from error


def read_page(folder: Path, edition: Edition, number: int) -> Iterator[Version]:
    """Yield the versions of a page, counted from 1, of the release in `folder`.

    Raise `errors.NoRelease` where it is not what it was.
    """
    page = edition.pages[number - 1]
    later = [*edition.pages[number:], Page(edition.length, 0, "")]
    try:
        with (folder / FILE).open("rb") as file:
            file.seek(page.start)
            text = gzip.decompress(file.read(later[0].start - page.start))
    except (OSError, EOFError, zlib.error) as error:
        raise _damaged(folder / FILE, error) from error
    if _digest(text) != page.digest:
        raise _damaged(folder / FILE, "its content has another hash")
    return _versions(text)


def _changed(
    folder: Path,
    objects: Objects,
    last: Manifest | None,
    now: Manifest,
    changes: Iterable[Change],
) -> Iterator[Changed]:
    stated = [c for c in changes if changed_subjects.asserted(c.entry)]
    if last and changed_subjects.are_few(stated, last, now):
        store = folder / pointer.STORE
        return changed_subjects.few_changed(objects, now, stated, store)
    return changed_subjects.all_changed(objects, last, now)


def version(changed: Changed) -> Version:
    """Return what the feed says of a changed subject."""
    happened = Happened.UPDATED if changed.before else Happened.CREATED
    if not changed.after:
        happened = Happened.DELETED
    lines = tuple(map(skolemised, changed.after))
    if lines != changed.after:
        lines = tuple(sorted(lines))
    return Version(skolem(changed.subject), happened, lines)


def _paged(versions: Iterable[Version]) -> Iterator[Sequence[Version]]:
    page: list[Version] = []
    size = 0
    for version in versions:
        page.append(version)
        size += sum(map(len, version.lines))
        if len(page) >= PAGE_MEMBERS or size >= PAGE_BYTES:
            yield page
            page, size = [], 0
    if page:
        yield page


def _text(version: Version) -> bytes:
    head = b"%b %b\n" % (version.happened.value, version.subject)
    return head + b"".join(version.lines)


def _versions(text: bytes) -> Iterator[Version]:
    head, lines = b"", list[bytes]()
    for line in text.splitlines(keepends=True):
        if line.startswith(b"<"):
            lines.append(line)
            continue
        if head:
            yield _read(head, lines)
        head, lines = line, []
    if head:
        yield _read(head, lines)


def _read(head: bytes, lines: Iterable[bytes]) -> Version:
    return Version(head[2:-1], Happened(head[:1]), tuple(lines))


def _index(edition: Edition) -> str:
    pages = [[page.start, page.versions, page.digest] for page in edition.pages]
    told = {
        "number": edition.number,
        "created": edition.created,
        "first": edition.first,
        "first_page": edition.first_page,
        "length": edition.length,
        "pages": pages,
    }
    return json.dumps(told) + "\n"


def _digest(text: bytes) -> str:
    return hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()


def _damaged(path: Path, error: object) -> errors.NoRelease:
    return errors.NoRelease(
        f"{path}: what the feed says of the release cannot be read ({error}); "
        "restore it from a copy"
    )
