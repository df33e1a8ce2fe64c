"""Budgets of a client: query seconds and SPARQL requests a minute, in the open.

They are told in the header fields of draft-ietf-httpapi-ratelimit-headers-11, whose
field values are Lists of RFC 9651. The strategy of `limits` is the fixed window, which
begins with a client's first use: what a query has taken counts even where it was more
than there was left (its sliding windows refuse such a hit and forget it), what is told
to the client is exact (so much, for so many seconds), and a count costs one look-up.
The price: who uses up two minutes' budgets just before and after the end of a window
gets both within a minute.
"""

import math
import time
from collections.abc import Callable
from collections.abc import Mapping
from typing import Any
from typing import Final
from typing import NamedTuple

from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from c2c_graph import errors
from c2c_graph.settings import Settings
from c2c_graph.web.neighbours import Neighbours
from c2c_graph.web.windows import Windows

WINDOW_SECONDS: Final = 60
REQUESTS: Final = "requests"
SECONDS: Final = "seconds"
# what was used is told to the other workers so much later, all at once
GATHERED_SECONDS: Final = 0.02
_USED: Final = "used"
# clients in one message to the others
_TOLD_AT_ONCE: Final = 500
_MICROSECONDS: Final = 1_000_000
# RFC 9651 §3.3.1
_LARGEST_INTEGER: Final = 999_999_999_999_999
_TOLD: Final = f'"{REQUESTS}";r=%d;t=%d, "{SECONDS}";r=%d;t=%d'.encode()


class Standing(NamedTuple):
    """What a client may use (`policy`) and has left, told as fields when asked for."""

    policy: str
    requests: "Left"
    seconds: "Left"

    @property
    def left(self) -> str:
        """Return the field that tells what is left of each budget."""
        return f"{self.requests.told()}, {self.seconds.told()}"

    def headers(self) -> list[tuple[str, str]]:
        """Return the header fields that tell it."""
        return [("RateLimit-Policy", self.policy), ("RateLimit", self.left)]


class Left(NamedTuple):
    """What is left of the budget `name` for so many seconds, in parts of a `unit`th."""

    name: str
    parts: int
    unit: int
    seconds: float

    def told(self) -> str:
        """Return the Service Limit Item (§4.1); `r` is 0 where nothing is left only."""
        left = min(-(-self.parts // self.unit), _LARGEST_INTEGER)
        return f'"{self.name}";r={left};t={self.wait}'

    @property
    def wait(self) -> int:
        """Return the whole seconds after which all is there again."""
        return math.ceil(self.seconds)


class Budgets:
    """What each client has used, in this worker and, once joined, in the others."""

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._requests = _Budget(REQUESTS, settings.client_requests, 1, clock)
        self._seconds = _Budget(SECONDS, settings.client_seconds, _MICROSECONDS, clock)
        self._policy = f'{self._requests.policy}, {self._seconds.policy};qu="seconds"'
        self._told_policy = (b"ratelimit-policy", self._policy.encode())
        self._clock = clock
        self._neighbours: Neighbours | None = None
        self._untold: dict[str, list[int]] = {}

    def enter(self, client: str) -> Standing:
        """Count one request of `client` and return what it has left.

        Raise as `count` does.
        """
        self.count(client)
        return self.standing(client)

    def count(self, client: str) -> None:
        """Count one request of `client`.

        Raise `errors.OverBudget` where its requests or its query seconds are used up.
        """
        now = self._clock()
        left, _ = self._requests.take(client, 1, now)
        parts, _ = self._seconds.take(client, 0, now)
        if self._neighbours is not None:
            self._gather(client, 1, 0)
        if left < 0:
            raise self._requests.fault(client)
        if parts <= 0:
            raise self._seconds.fault(client)

    def enter_again(self, client: str) -> list[tuple[bytes, bytes]]:
        """Count as `enter` does; return the raw header fields that tell what is left.

        For kept answers, whose whole way takes some microseconds: each budget is
        looked at once. Raise `errors.OverBudget`, with nothing counted.
        """
        now = self._clock()
        left, wait = self._requests.take(client, 1, now)
        parts, until = self._seconds.take(client, 0, now)
        if left < 0 or parts <= 0:
            self._requests.take(client, -1, now)
            raise errors.OverBudget("", policies=(), retry_after=math.ceil(wait))
        if self._neighbours is not None:
            self._gather(client, 1, 0)
        return [self._told_policy, _told(left, wait, parts, until)]

    def told(self, client: str) -> list[tuple[bytes, bytes]]:
        """Return the raw header fields that tell what `client` has left."""
        now = self._clock()
        left, wait = self._requests.take(client, 0, now)
        parts, until = self._seconds.take(client, 0, now)
        return [self._told_policy, _told(max(0, left), wait, max(0, parts), until)]

    def spend(self, client: str, seconds: float) -> None:
        """Count the `seconds` that a query of `client` took, ended early or not."""
        microseconds = math.ceil(seconds * _MICROSECONDS)
        self._seconds.take(client, microseconds, self._clock())
        if self._neighbours is not None:
            self._gather(client, 0, microseconds)

    def standing(self, client: str) -> Standing:
        """Return what `client` has left, without counting anything."""
        return Standing(
            self._policy, self._requests.left(client), self._seconds.left(client)
        )

    def join(self, neighbours: Neighbours) -> None:
        """Count what clients use in other workers too, and tell them what is used here.

        Together they may give more than a budget by what is used in the 20 ms until
        it is told; a worker that has just started knows of nothing used before.
        """
        self._neighbours = neighbours
        neighbours.on(_USED, self._used_elsewhere)

    def _gather(self, client: str, requests: int, microseconds: int) -> None:
        if not self._untold:
            assert self._neighbours is not None
            self._neighbours.loop.call_later(GATHERED_SECONDS, self._tell)
        used = self._untold.get(client)
        if used is None:
            used = self._untold[client] = [0, 0]
        used[0] += requests
        used[1] += microseconds

    def _tell(self) -> None:
        assert self._neighbours is not None
        used = list(self._untold.items())
        self._untold = {}
        for start in range(0, len(used), _TOLD_AT_ONCE):
            part = dict(used[start : start + _TOLD_AT_ONCE])
            self._neighbours.tell(_USED, part)

    def _used_elsewhere(self, used: Mapping[str, Any]) -> None:
        for client, (requests, microseconds) in used.items():
            if requests:
                self._requests.use(client, requests)
            if microseconds:
                self._seconds.use(client, microseconds)


def _told(left: int, wait: float, parts: int, until: float) -> tuple[bytes, bytes]:
    """Return the field as `Standing.left` has it, in a quarter of the time."""
    whole = -(-parts // _MICROSECONDS)
    told = _TOLD % (
        left if left < _LARGEST_INTEGER else _LARGEST_INTEGER,
        math.ceil(wait),
        whole if whole < _LARGEST_INTEGER else _LARGEST_INTEGER,
        math.ceil(until),
    )
    return b"ratelimit", told


class _Minute(RateLimitItemPerMinute):
    """A limit that has windows of its own, so that a client's name is key enough."""

    def key_for(self, *identifiers: bytes | str | int | float) -> str:
        return str(identifiers[0])


class _Budget:
    """One budget; it is counted in parts of which `parts` make a unit."""

    def __init__(
        self, name: str, limit: float, parts: int, clock: Callable[[], float]
    ) -> None:
        self._name = name
        self._limit = limit
        self._parts = parts
        self._most = math.ceil(limit * parts)
        self._minute = _Minute(self._most)
        self._windows = Windows(WINDOW_SECONDS, clock)
        self._limiter = FixedWindowRateLimiter(self._windows)
        self.policy = f'"{name}";q={_integer(limit)};w={WINDOW_SECONDS}'

    def use(self, client: str, parts: int) -> bool:
        """Count; return whether that was within the budget."""
        return self._limiter.hit(self._minute, client, cost=parts)

    def take(self, client: str, parts: int, now: float) -> tuple[int, float]:
        """Count; return how many parts are left, and for how many seconds."""
        used, seconds = self._windows.use(client, parts, now)
        return self._most - used, seconds

    def left(self, client: str) -> Left:
        """Return what is left of the budget."""
        used, seconds = self._windows.state(client)
        return Left(self._name, max(0, self._most - used), self._parts, seconds)

    def fault(self, client: str) -> errors.OverBudget:
        """Return what a client is told that has used up this budget."""
        used = self._windows.get(client) / self._parts
        wait = self.left(client).wait
        return errors.OverBudget(
            f"your address has {self._limit:g} query {self._name} a minute and has "
            f"used {used:.4g}; come back in {wait} s. Dumps are not counted: to ask "
            "more, fetch one and query it at home",
            policies=(self._name,),
            retry_after=wait,
        )


def _integer(number: float) -> int:
    return min(math.ceil(number), _LARGEST_INTEGER)
