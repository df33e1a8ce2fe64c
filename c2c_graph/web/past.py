"""Past releases as they are asked: their stores are made again where they are gone."""

import asyncio
import json
import time
from functools import lru_cache

from c2c_graph import errors
from c2c_graph.release import again
from c2c_graph.release.store import published_manifest
from c2c_graph.settings import Settings
from c2c_graph.web import software
from c2c_graph.web.reply import Reply

# when to ask again, while a store is made or has to wait for others
RETRY_SECONDS = 2


class PastReleases:
    """The releases of one home, by number."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._token = lru_cache(256)(self._token_of)

    def has_store(self, number: int) -> bool:
        """Return whether the store of release `number` is there.

        Raise `errors.UnknownRelease`.
        """
        found = again.status(self._settings.home, number)
        _require_known(found, number)
        return found.state is again.State.READY

    async def token(self, number: int) -> str | Reply:
        """Return what tells release `number` apart, or 202 while its store is made.

        Raise `errors.UnknownRelease`, and `errors.EngineUnavailable` where the store
        could not be made.
        """
        found = await asyncio.to_thread(again.begin, self._settings, number)
        _require_known(found, number)
        if found.state is again.State.FAILED:
            raise errors.EngineUnavailable(
                f"the store of release {number} could not be made again; "
                "its dump is still there"
            )
        if found.state is not again.State.READY:
            return waiting(f"The store of release {number}", number, found)
        return self._token(number)

    def _token_of(self, number: int) -> str:
        manifest = published_manifest(self._settings.home, number)
        content = manifest.dataset_hash.rpartition(":")[2][:12]
        return f"{number}-{content}-{software.version()}"


def _require_known(found: again.Status, number: int) -> None:
    if found.state is again.State.UNKNOWN:
        raise errors.UnknownRelease(
            f"there is no release {number}; the header C2C-Release names the newest"
        )


def waiting(
    what: str, number: int, found: again.Status, seconds: int = RETRY_SECONDS
) -> Reply:
    """Return that `what` is at work but not done (RFC 9110 §15.3.3).

    It is of release `number`, and to be asked for again in so many `seconds`.
    """
    content = {
        "title": f"{what} {found.state.value}.",
        "detail": f"ask again in {seconds} s; this needs asking only once",
        "done": round(found.done, 3),
        "seconds": round(max(0.0, time.time() - found.since), 1) if found.since else 0,
    }
    headers = [
        ("Content-Type", "application/json"),
        ("Cache-Control", "no-store"),
        ("Retry-After", str(seconds)),
        ("Refresh", str(seconds)),
    ]
    body = json.dumps(content).encode() + b"\n"
    return Reply(202, headers, body, "past release", number)
