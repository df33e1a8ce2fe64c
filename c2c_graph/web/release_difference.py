"""How releases differ: as RDF Patch, as two files of N-Quads, as a page."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from flask import Blueprint
from flask import Response
from flask import g
from flask import redirect
from flask import request
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph.release.differences import Difference
from c2c_graph.release.differences import predecessor
from c2c_graph.release.patch import MEDIA_TYPE
from c2c_graph.release.patch import SUFFIX
from c2c_graph.release.patch import patch
from c2c_graph.release.patch import unpacked
from c2c_graph.release.store import published_manifest
from c2c_graph.release.telling_apart import difference
from c2c_graph.web import conditional
from c2c_graph.web import difference_page
from c2c_graph.web import negotiate
from c2c_graph.web import release_links
from c2c_graph.web.context import RELEASE_READ
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.lengths import Text
from c2c_graph.web.lengths import streamed
from c2c_graph.web.reply import PIECE

bp = Blueprint("release_difference", __name__)

# two releases never change
FOR_EVER: Final = "public, max-age=31536000, immutable"
# how long a request waits for a difference that is not there yet
PATIENCE: Final = 5.0
NQUADS: Final = "application/n-quads"
GZIP: Final = "application/gzip"
# the patch first: who names no type wants it
_VARIANTS: Final = {
    SUFFIX: MEDIA_TYPE,
    "html": negotiate.HTML,
    "json": "application/json",
}
_SUFFIX: Final = f"<any({', '.join(_VARIANTS)}):suffix>"
_ALIASES: Final = (("text/plain", MEDIA_TYPE),)
_WHICH: Final = "<any(added, removed):which>"
_NEWEST: Final = "/releases/<any(latest, current):word>"


@bp.get(f"{_NEWEST}/diff")
@bp.get(f"{_NEWEST}/diff.{_SUFFIX}")
@bp.get(f"{_NEWEST}/{_WHICH}.nq")
@bp.get(f"{_NEWEST}/{_WHICH}.nq.gz")
def newest(word: str, suffix: str = "", which: str = "") -> BaseResponse:
    """Lead to the same of the newest release."""
    place = request.path.removeprefix(f"/releases/{word}")
    asked = f"?{request.query_string.decode('latin-1')}" if request.args else ""
    found = redirect(f"{release_links.path(view().number)}{place}{asked}")
    found.headers["Cache-Control"] = conditional.FRESHNESS
    return found


@bp.get("/releases/<number:number>/diff")
@bp.get(f"/releases/<number:number>/diff.{_SUFFIX}")
def diff(number: int, suffix: str = "") -> Response:
    """Answer how another release became release `number`: `from`, or the last one."""
    found = _difference(number)
    variant = suffix or _chosen()
    if variant == SUFFIX:
        response = _patch(found)
    else:
        make = difference_page.page if variant == "html" else difference_page.numbers
        response = Response(make(found), mimetype=_VARIANTS[variant])
        tongues = languages() if variant == "html" else ()
        state = (f"{found.old}-{found.new}", view().token, variant, *tongues)
        tag = conditional.etag(*state)
        response = conditional.not_modified(tag) or response
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = conditional.FRESHNESS
    response.headers["Vary"] = "Accept, Accept-Language"
    place = f"{release_links.path(number)}/diff"
    response.headers["Content-Location"] = f"{place}.{variant}{_asked(found)}"
    response.headers["Link"] = ", ".join(_links(found, place))
    return response


@bp.get(f"/releases/<number:number>/{_WHICH}.nq")
def quads(number: int, which: str) -> Response:
    """Answer the quads that came, or left, as N-Quads."""
    found = _difference(number)
    return _lasting(found, which, lambda: unpacked(_files(found, which)), NQUADS)


@bp.get(f"/releases/<number:number>/{_WHICH}.nq.gz")
def packed(number: int, which: str) -> Response:
    """Answer the same as a file compressed with gzip: read from the disk as it is."""
    found = _difference(number)
    paths = _files(found, which)
    length = sum(path.stat().st_size for path in paths)
    response = _lasting(found, f"{which}-gz", lambda: _read(paths), GZIP)
    if response.status_code == 200:
        response.headers["Content-Length"] = str(length)
        name = f"city2city-{found.old:04d}-{found.new:04d}-{which}.nq.gz"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _difference(number: int) -> Difference:
    release_links.require(number)
    setattr(g, RELEASE_READ, number)
    given = request.args.get("from")
    old = predecessor(number)
    if given is not None:
        old = release_links.read_number(given, "from")
        if old != predecessor(number):
            release_links.require(old)
    return _awaited(old, number)


def _awaited(old: int, new: int) -> Difference:
    """Return the difference, awaited where few others wait for one.

    Raise `errors.ServerBusy` where it is not there in time.
    """
    with context().patience(PATIENCE) as seconds:
        return difference(context().settings.home, old, new, seconds)


def _chosen() -> str:
    accept = request.headers.get("Accept", "")
    found = negotiate.negotiate(accept, tuple(_VARIANTS.values()), _ALIASES)
    return next(s for s, media_type in _VARIANTS.items() if media_type == found)


def _asked(found: Difference) -> str:
    return f"?from={found.old}" if "from" in request.args else ""


def _patch(found: Difference) -> Response:
    home = context().settings.home
    return _lasting(found, SUFFIX, lambda: patch(home, found), MEDIA_TYPE)


def _lasting(
    found: Difference, what: str, make: Callable[[], Iterator[bytes]], media_type: str
) -> Response:
    home = context().settings.home
    hashes = (published_manifest(home, n).dataset_hash for n in (found.new, found.old))
    short = "-".join(value.rpartition(":")[2][:12] for value in _known(hashes))
    tag = conditional.etag(f"{found.old}-{found.new}", short, what)
    response = conditional.not_modified(tag)
    if response is None:
        response = streamed(Text(tag, lambda: _begun(make())))
        response.headers["Content-Type"] = media_type
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = FOR_EVER
    return response


def _known(hashes: Iterator[str]) -> Iterator[str]:
    with suppress(errors.NoRelease):  # before the first there is nothing
        yield from hashes


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Return `pieces`; what cannot be read is a fault, not half an answer."""
    return chain((next(pieces, b""),), pieces)


def _files(found: Difference, which: str) -> tuple[Path, ...]:
    return found.added if which == "added" else found.removed


def _read(paths: tuple[Path, ...]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _links(found: Difference, place: str) -> Iterator[str]:
    for suffix, media_type in _VARIANTS.items():
        here = f"{place}.{suffix}{_asked(found)}"
        yield f'<{here}>; rel="alternate"; type="{media_type}"'
    yield f'<{release_links.path(found.new)}>; rel="collection"'
    if found.old == predecessor(found.new):
        yield from release_links.versions(found.new, view().number, "/diff")
