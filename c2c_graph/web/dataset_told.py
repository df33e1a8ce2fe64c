"""The dataset as the request at hand is told of it, and answers that tell it."""

import hashlib
from collections.abc import Callable
from collections.abc import Iterable
from typing import Final

from flask import Response
from flask import request

from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.release.dumps import dumps_of
from c2c_graph.web import conditional
from c2c_graph.web import variants
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.document_links import joined

# files are made after a release is published: what lists them is asked for again
FRESHNESS: Final = "no-cache"
_DIGITS: Final = 12


def told() -> DatasetDescription:
    """Return what there is to tell of the newest release, with the files of now."""
    settings, now = context().settings, view()
    return now.dataset(dumps_of(settings.home, now.number), settings.contact)


def base() -> str:
    """Return the address by which the asker reached this server, without a slash."""
    return request.host_url.rstrip("/")


def tag(told: DatasetDescription, *parts: str) -> str:
    """Return the entity tag of what `told` and `parts` determine at this address."""
    seen = hashlib.sha256(f"{base()} {told.state}".encode()).hexdigest()[:_DIGITS]
    return conditional.etag(view().token, seen, *parts)


def variant_of(
    told: DatasetDescription,
    path: str,
    variant: str,
    make: Callable[[], bytes],
    links: Iterable[str] = (),
) -> Response:
    """Return the `variant` of the document at `path`, which `make` makes.

    Who has the current one is answered 304.
    """
    tongues = languages() if variant == "html" else ()
    etag = tag(told, variant, *tongues)
    response = conditional.not_modified(etag)
    if response is None:
        body = view().remember((path, etag), make)
        response = Response(body, content_type=variants.content_type(variant))
    response.headers["Content-Location"] = f"{path}.{variant}"
    conditional.stamped(response, etag, [joined([*variants.links(path), *links])])
    response.headers["Cache-Control"] = FRESHNESS
    return response
