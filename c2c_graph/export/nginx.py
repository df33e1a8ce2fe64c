"""The configuration of nginx that makes the files a site of linked data."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from jinja2 import Environment
from jinja2 import PackageLoader
from jinja2 import StrictUndefined

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.export import accept
from c2c_graph.web import headers
from c2c_graph.web import linkset
from c2c_graph.web import signposting
from c2c_graph.web.linkset import Link
from c2c_graph.web.variants import SUFFIXES

# the first steps of the addresses at which documents come in variants
NEGOTIATED: Final = (
    "catalog",
    "dataset",
    "doc",
    "feed",
    "graph",
    "limits",
    "ns",
    "profile",
    "releases",
    "shapes",
)
_FILES: Final = ("city2city.conf", "nginx.conf")
# of what else there is among the files
_MORE_TYPES: Final = {
    "css": "text/css",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "txt": "text/plain",
    "atom": "application/atom+xml",
    "json": "application/json",
    "gz": "application/gzip",
    "zst": "application/zstd",
}
_ALLOWED: Final = "Accept, Accept-Datetime, Accept-Profile, Content-Type"


@dataclass(frozen=True)
class Site:
    """What the configuration says beside the rules that are always the same.

    `moved` are the old and new paths of documents, `gone` the paths of those that
    were withdrawn, all as they are asked for; `untyped` are the paths of files whose
    name does not tell their media type, and the type; `upstream` is the address of a
    server for what has to be computed, or empty.
    """

    folder: Path
    release: int
    listen: str
    upstream: str
    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    untyped: tuple[tuple[str, str], ...] = ()


def configuration(site: Site) -> dict[str, str]:
    """Return the files of the configuration by name.

    Raise `errors.BadRequest` where a setting could not stand in such a file.
    """
    _require_plain((str(site.folder), site.listen, site.upstream))
    templates = Environment(
        loader=PackageLoader("c2c_graph.export"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    values = _values(site)
    return {name: templates.get_template(name).render(values) for name in _FILES}


def _values(site: Site) -> dict[str, object]:
    exposed = dict(headers.COMMON)[b"access-control-expose-headers"].decode()
    types = SUFFIXES | _MORE_TYPES
    return {
        "exact": [(_quoted(h), s) for h, s in accept.exact()],
        "patterns": [(_quoted(p), s) for p, s in accept.patterns()],
        "suffixes": tuple(SUFFIXES),
        "types": types,
        "packed": sorted(
            # pages always are; what is packed already is not packed again
            {t for s, t in types.items() if s not in ("html", "gz", "zst")}
        ),
        "alternates": ", ".join(
            f'<$c2c_stem.{suffix}>; rel="alternate"; type="{media_type}"'
            for suffix, media_type in SUFFIXES.items()
        ),
        "home_links": ", ".join(link.value() for link in _from_home()),
        "base": namespaces.BASE.rstrip("/"),
        "negotiated": NEGOTIATED,
        "exposed": exposed,
        "allowed": _ALLOWED,
        "release": site.release,
        "release_header": headers.RELEASE,
        "listen": site.listen,
        "upstream": site.upstream,
        "folder": site.folder,
        "root": site.folder / "site",
        "moved": list(_moved(site.moved)),
        "gone": list(_gone(site.gone)),
        "untyped": [(_quoted(path), kind) for path, kind in site.untyped],
        "otherwise": "@computed" if site.upstream else "=404",
    }


def _from_home() -> Iterator[Link]:
    """Yield where machines go from the home page, without what has to be computed."""
    yield from signposting.descriptions()
    yield Link("sitemap", "/sitemap.xml", _MORE_TYPES["xml"])
    yield Link("linkset", signposting.LINKSET, linkset.JSON)
    yield Link("item", signposting.DATASET, SUFFIXES["html"])


def _moved(moved: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield where documents lead now, and the things that they are about."""
    for old, new in moved:
        yield _quoted(old), _quoted(new)
        yield _quoted(_thing(old)), _quoted(_thing(new))


def _gone(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield addresses of what was withdrawn, and the document that tells of it."""
    for path in paths:
        yield _quoted(path), _quoted(unquote(path))
        yield _quoted(_thing(path)), _quoted(unquote(path))


def _thing(document: str) -> str:
    """Return the path of what the document at the path `document` is about."""
    rest = document.removeprefix("/doc")
    return rest if rest.startswith("/def/") else f"/id{rest}"


def _quoted(text: str) -> str:
    """Return `text` as it stands between double quotes in such a file."""
    return text.replace('"', '\\"')


def _require_plain(given: Iterable[str]) -> None:
    for text in given:
        if any(c in text for c in " \t\r\n;{}\"'$#\\"):
            raise errors.BadRequest(
                f"{text}: spaces, quotes and ; {{ }} $ # cannot stand in the "
                "configuration of nginx; choose another"
            )
