"""Pack the graphs of a release, and put them where they are kept (see `objects`)."""

import gzip
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from c2c_graph import durable
from c2c_graph.release.objects import Objects

# the level at which a repetitive text of 150 MB is packed in half a second
_LEVEL: Final = 4


def write_objects(objects: Objects, bodies: Mapping[str, bytes]) -> None:
    """Keep each of `bodies`, given by name, durably; those that are there stay."""
    objects.folder.mkdir(parents=True, exist_ok=True)
    new = [name for name in bodies if not objects.path(name).exists()]

    def write(name: str) -> None:
        durable.replace(objects.path(name), pack(bodies[name]))

    # waiting for the disk is what takes time, so files wait together
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, new))
    durable.sync(objects.folder)


def pack(body: bytes) -> bytes:
    """Return `body` compressed; equal bodies give equal bytes."""
    return gzip.compress(body, _LEVEL, mtime=0)
