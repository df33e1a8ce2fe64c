"""What is reached from a node by steps of one kind, such as its superclasses."""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import TypeVar

_T = TypeVar("_T")


def reachable(start: _T, steps: Mapping[_T, Iterable[_T]]) -> set[_T]:
    """Return all that one or more of `steps` lead to from `start`.

    `start` itself is in it only where a circle leads back to it.
    """
    found: set[_T] = set()
    ahead = [start]
    while ahead:
        for node in steps.get(ahead.pop(), ()):
            if node not in found:
                found.add(node)
                ahead.append(node)
    return found
