"""The whole dataset of a release as one file.

The graphs are kept compressed, and files of gzip one after another are a file of
gzip (RFC 1952 §2.2): so the whole is read from the disk while it is sent.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask import Blueprint
from flask import Response
from flask import g
from flask import redirect
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.pointer import is_published
from c2c_graph.release.store import published_manifest
from c2c_graph.web import conditional
from c2c_graph.web.context import RELEASE_READ
from c2c_graph.web.context import context
from c2c_graph.web.context import view
from c2c_graph.web.reply import PIECE

bp = Blueprint("dumps", __name__)

FILE: Final = "city2city.nq.gz"
# a release never changes
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@bp.get(f"/releases/current/{FILE}")
def current() -> BaseResponse:
    """Lead to the dataset of the newest release."""
    response = redirect(f"/releases/{view().number}/{FILE}")
    response.headers["Cache-Control"] = conditional.FRESHNESS
    return response


@bp.get(f"/releases/<int:number>/{FILE}")
def dataset(number: int) -> Response:
    """Answer every quad of release `number`, graph after graph, as N-Quads."""
    home = context().settings.home
    if not is_published(home, number):
        raise errors.UnknownRelease(f"there is no release {number}")
    setattr(g, RELEASE_READ, number)
    manifest = published_manifest(home, number)
    tag = conditional.etag(manifest.dataset_hash)
    response = conditional.not_modified(tag) or _whole(Objects(home), manifest)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = _FOR_EVER
    return response


def _whole(objects: Objects, manifest: Manifest) -> Response:
    """Return the kept graphs, in the order of their IRIs."""
    paths = [objects.path(entry.object) for entry in manifest.graphs]
    try:
        length = sum(path.stat().st_size for path in paths)
    except OSError as error:
        raise errors.NoRelease(
            f"a graph of the release cannot be read: {error}"
        ) from error
    response = Response(_pieces(paths), mimetype="application/gzip")
    name = FILE.replace(".", f"-{manifest.number:04d}.", 1)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Length"] = str(length)
    return response


def _pieces(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the bytes of all files; many small ones make one piece."""
    ahead: list[bytes] = []
    size = 0
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                ahead.append(piece)
                size += len(piece)
                if size >= PIECE:
                    yield b"".join(ahead)
                    ahead, size = [], 0
    yield b"".join(ahead)
