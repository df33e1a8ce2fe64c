"""Long results on their way to clients: each is a file that takes room on the disk."""

from collections import Counter
from typing import BinaryIO
from typing import Final

from c2c_graph import errors
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import pieces_of

# files that one client may have open in one worker while it reads them
MOST: Final = 4


class Unsent:
    """Counts the files whose bytes a client has not fetched to the end."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._files: Counter[str] = Counter()

    def __len__(self) -> int:
        """Return how many files are being sent."""
        return self._files.total()

    def require_room(self, client: str) -> None:
        """Raise `errors.QueryBusy` where `client` is slow to fetch what it has."""
        if self._files[client] >= self._most:
            raise errors.QueryBusy(
                f"{self._most} long results for your address are still being sent; "
                "read them to the end, or close their connections, before you ask more"
            )

    def pieces(self, client: str, file: BinaryIO) -> Pieces:
        """Return the bytes of `file`, which counts for `client` until it is closed."""
        pieces = pieces_of(file)
        self._files[client] += 1

        def let_go() -> None:
            self._files[client] -= 1
            if not self._files[client]:
                del self._files[client]
            file.close()

        return Pieces(pieces.source, let_go)
