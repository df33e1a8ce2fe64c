"""Copy what a release can be fetched as into the site, piece by piece."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.export.asking import Inside
from c2c_graph.export.writing import Written
from c2c_graph.release.dumps import dumps_of

_PIECE: Final = 8 * 2**20
_SUM: Final = ".sha256"


def write(inside: Inside, number: int, home: Path, folder: Path) -> Iterator[Written]:
    """Write every file of release `number` that there is below `folder`.

    Raise `errors.ExportFailed` where one is not answered whole.
    """
    for dump in dumps_of(home, number):
        address = f"/releases/{number}/{dump.name}"
        path = folder / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for start in range(0, dump.bytes, _PIECE):
                end = min(start + _PIECE, dump.bytes) - 1
                got = inside.get(address, range=f"bytes={start}-{end}")
                if len(got.body) != end - start + 1:
                    raise errors.ExportFailed(
                        f"{address}: bytes {start} to {end} were answered {got.status}"
                    )
                file.write(got.body)
        yield Written(address, 200, dump.bytes)
        sums = inside.get(address + _SUM)
        if sums.status == 200:
            path.with_name(path.name + _SUM).write_bytes(sums.body)
