"""Releases as JSON."""

from collections.abc import Iterable
from typing import Any

from flask import json

from c2c_graph.dereference.release_description import release_iri
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.history import Event
from c2c_graph.web import release_links


def listed(events: Iterable[Event], newest: int, after: int) -> str:
    """Return releases as a list; `after` is the first of the next page, or 0."""
    told: dict[str, Any] = {
        "newest": newest,
        "releases": [_of(event) for event in events],
    }
    if after:
        told["next"] = f"/releases.json?before={after}"
    return json.dumps(told) + "\n"


def _of(event: Event) -> dict[str, Any]:
    """Return what a list tells of a release; addresses are relative to the host."""
    address = release_links.path(event.number)
    return {
        "number": event.number,
        "iri": release_iri(event.number),
        "created": event.created.isoformat(),
        "triples": event.triples,
        "added": event.added,
        "removed": event.removed,
        "hash": event.dataset_hash,
        "page": address,
        "diff": f"{address}/diff.rdfp",
        "dump": f"{address}/city2city.nq.gz",
        "sparql": f"{address}/sparql",
    }


def release(event: Event, newest: int, dumps: Iterable[DumpFile]) -> str:
    """Return one release with the files that there are of it."""
    address = release_links.path(event.number)
    told = {
        **_of(event),
        "newest": newest,
        "files": [
            {
                "href": f"{address}/{dump.name}",
                "mediaType": dump.media_type,
                "packing": dump.packing,
                "graph": dump.graph,
                "bytes": dump.bytes,
                "sha256": dump.sha256,
                "contentSha256": dump.content_sha256 or None,
            }
            for dump in dumps
        ],
    }
    return json.dumps(told) + "\n"
