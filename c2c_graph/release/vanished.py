"""What the last release published and the next would not: IRIs last for ever.

The register of published IRIs tells of an IRI that is gone, but it is a file, and a
line may be taken out of it. The last release cannot be changed: whatever it speaks of
must be spoken of in the next, where it was retired by `data/retired.ttl`. So nothing
that was ever released can be lost without a word, with the register or without.
"""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from typing import Final

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.release.manifest import GraphEntry

Body = Callable[[GraphEntry], bytes]

# of what is gone, so much is told
_TOLD: Final = 10
_LASTING: Final = tuple(f"<{space}".encode() for space in namespaces.LASTING)


def vanished(
    old: Iterable[GraphEntry], new: Collection[GraphEntry], body: Body
) -> list[str]:
    """Return the lasting IRIs that the graphs `old` describe and the `new` do not.

    They are sorted. `body` gives the sorted N-Quads of a graph; a graph that stays as
    it is is only read where an IRI is gone from the others.
    """
    kept = {entry.object for entry in new}
    before = {entry.object: entry for entry in old}
    gone = _subjects(body(entry) for o, entry in before.items() if o not in kept)
    gone -= _subjects(body(entry) for entry in new if entry.object not in before)
    for entry in new:
        if gone and entry.object in before:
            gone -= _subjects([body(entry)])
    return sorted(subject.decode()[1:-1] for subject in gone)


def require_lasting(gone: Collection[str], number: int) -> None:
    """Raise `errors.DoesNotConform` where anything is `gone` since release `number`."""
    if not gone:
        return
    told = list(gone)[:_TOLD]
    told += [f"and {len(gone) - _TOLD} more"] if len(gone) > _TOLD else []
    raise errors.DoesNotConform(
        f"release {number} published what this dataset describes no more, so no "
        "release was made; describe it again, or say in data/retired.ttl what became "
        "of it:\n" + "\n".join(told)
    )


def _subjects(bodies: Iterable[bytes]) -> set[bytes]:
    return {
        line.split(b" ", 1)[0]
        for body in bodies
        for line in body.splitlines()
        if line.startswith(_LASTING)
    }
