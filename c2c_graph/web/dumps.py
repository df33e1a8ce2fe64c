"""The files that releases can be fetched as, streamed from the disk with ranges.

What never changes is told to be kept for ever, under a strong tag that is the hash of
its bytes: so a download that broke off goes on where it stopped, and a file that was
dropped and made again is the same one.
"""

import asyncio
import datetime
import re
import time
from typing import Final

from werkzeug.http import http_date

from c2c_graph import errors
from c2c_graph.release import again
from c2c_graph.release import dump_keeping
from c2c_graph.release import dump_making
from c2c_graph.release import dumps
from c2c_graph.release.dump_packing import PACKINGS
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.pointer import current_number
from c2c_graph.release.pointer import is_published
from c2c_graph.settings import Settings
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web.asked import Asked
from c2c_graph.web.file_reply import file_reply
from c2c_graph.web.past import waiting
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Reply
from c2c_graph.web.signposting import COLLECTION

ENDPOINT: Final = "dump"
SUM: Final = ".sha256"
# a release never changes
FOR_EVER: Final = "public, max-age=31536000, immutable"
_ADDRESS: Final = re.compile(
    r"/releases/(0|[1-9][0-9]{0,18}|current)/((?:city2city|graphs/).+)"
)
_TYPES: Final = {packing.name: packing.media_type for packing in PACKINGS}
# when to ask again, at the least and at the most
_RETRY_SECONDS: Final = (2, 30)


def answers(path: str) -> bool:
    """Return whether `path` is that of a file of a release."""
    return _ADDRESS.fullmatch(path) is not None


class Dumps:
    """The files of all releases of one home."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._home = settings.home

    async def reply(self, asked: Asked) -> Reply:
        """Return the file asked for, or a part of it; 202 while it is made.

        Raise `errors.UnknownRelease`, `errors.UnknownIri`, `errors.DumpFailed`,
        `errors.RangeNotSatisfiable`, `errors.PreconditionFailed`.
        """
        return await asyncio.to_thread(self._reply, asked)

    def _reply(self, asked: Asked) -> Reply:
        found = _ADDRESS.fullmatch(asked.path)
        assert found is not None
        given, name = found.groups()
        if given == "current":
            return self._current(name)
        number = int(given)
        if not is_published(self._home, number):
            raise errors.UnknownRelease(
                f"there is no release {number}; the header C2C-Release names the newest"
            )
        file = self._find(number, name.removesuffix(SUM))
        if isinstance(file, Reply):
            return file
        if name.endswith(SUM):
            return self._sum(number, file)
        try:
            return self._file(asked, number, file)
        except errors.NoRelease:
            dumps.look_again()
            if isinstance(file := self._find(number, name), Reply):
                return file
            raise

    def _current(self, name: str) -> Reply:
        path = addresses.encoded(f"releases/{current_number(self._home)}/{name}")
        headers = [("Location", path), ("Cache-Control", conditional.FRESHNESS)]
        return Reply(302, headers, b"", ENDPOINT)

    def _find(self, number: int, name: str) -> DumpFile | Reply:
        """Return the file called `name`, or that it is being made."""
        if file := dumps.find(self._home, number, name):
            return file
        manifest = dumps.manifest_of(self._home, number)
        if name not in dumps.names_offered(manifest, self._settings.dump_formats):
            raise errors.UnknownIri(
                f"release {number} has no file {name}; /catalog lists those there are"
            )
        try:
            found = dump_making.begin(self._settings, number)
        except OSError as error:
            raise errors.DumpFailed(f"{name} of release {number}: {error}") from error
        if found.state is again.State.FAILED:
            raise errors.DumpFailed(f"{name} of release {number}: {found.reason}")
        # it may have come meanwhile
        return dumps.find(self._home, number, name) or waiting(
            f"{name} of release {number}", number, found, _seconds(found)
        )

    def _sum(self, number: int, file: DumpFile) -> Reply:
        """Return the hash of `file` as `sha256sum` writes it and reads it with -c."""
        name = file.name.rpartition("/")[2]
        body = f"{file.sha256}  {name}\n".encode()
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("ETag", conditional.etag(file.sha256, "sum")),
            *self._lasting(number),
        ]
        return Reply(200, headers, body, ENDPOINT, number)

    def _file(self, asked: Asked, number: int, file: DumpFile) -> Reply:
        dump_keeping.mark_used(self._home, number)
        name = file.name.rpartition("/")[2]
        headers = [
            ("Content-Type", _TYPES[file.packing]),
            ("Content-Disposition", _attachment(name)),
            ("Link", COLLECTION),
            *self._lasting(number),
        ]
        paths = dumps.paths_of(self._home, number, file)
        reply = file_reply(asked.method, asked.headers, file, paths, headers)
        reply.release = number
        return reply

    def _lasting(self, number: int) -> Headers:
        manifest = dumps.manifest_of(self._home, number)
        created = datetime.datetime.fromisoformat(manifest.created)
        return [("Last-Modified", http_date(created)), ("Cache-Control", FOR_EVER)]


def _attachment(name: str) -> str:
    """Return Content-Disposition for a file called `name` (RFC 6266 §4)."""
    if name.isascii() and '"' not in name and "\\" not in name:
        return f'attachment; filename="{name}"'
    return f"attachment; filename*=UTF-8''{addresses.encoded(name)[1:]}"


def _seconds(found: again.Status) -> int:
    """Return in how many seconds the work may be done, at its pace so far."""
    least, most = _RETRY_SECONDS
    if not found.done:
        return least
    left = (time.time() - found.since) * (1 - found.done) / found.done
    return round(min(max(left, least), most))
