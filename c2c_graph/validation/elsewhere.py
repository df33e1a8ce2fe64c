"""Where else the values stand that are too many together: in other files or graphs.

A finding points at one of them. Whoever is to choose has to see the others.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import Quad

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.places import Places
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Statement

# what is wrong with several values together (SHACL §4.2.2, §4.4.4)
_SEVERAL: Final = frozenset(
    {"MaxCountConstraintComponent", "UniqueLangConstraintComponent"}
)
_WORDS: Final[Mapping[str, str]] = {
    "en": "Given elsewhere: {} .",
    "fr": "Donné ailleurs : {} .",
    "es": "Dado en otro lugar: {} .",
}
# so many places are told
_MOST: Final = 4


@dataclass(frozen=True)
class Elsewhere:
    """Finds the other places of values among `statements`."""

    statements: Iterable[Statement]
    places: Callable[[SourceFile], Places]

    def told(self, remark: Remark, home: SourceFile | None, language: str) -> str:
        """Return where other values stand than in `home`, "" where there are none."""
        if remark.component not in _SEVERAL or home is None:
            return ""
        found = list(dict.fromkeys(self._names(remark, home)))
        cut = ", …" if len(found) > _MOST else ""
        names = ", ".join(found[:_MOST]) + cut
        return _WORDS[language].format(names) if found else ""

    def _names(self, remark: Remark, home: SourceFile) -> Iterator[str]:
        same = self._by_subject.get((remark.focus, remark.path), [])
        own = next((one for one in same if one.file.path == home.path), None)
        for one in same:
            if own is None or _is_another(one, own):
                yield self._name(one.quad, one.file)

    def _name(self, quad: Quad, file: SourceFile) -> str:
        place = self.places(file).of(quad.subject, quad.predicate, quad.object)
        if not place.line:
            return file.path
        return f"{file.path}:{place.line}:{place.column}"

    @cached_property
    def _by_subject(self) -> dict[tuple[object, object], list[Statement]]:
        found: dict[tuple[object, object], list[Statement]] = {}
        for one in self.statements:
            key = (one.quad.subject, one.quad.predicate)
            found.setdefault(key, []).append(one)
        return found


def _is_another(one: Statement, own: Statement) -> bool:
    """Return whether `one` gives another value than `own`, in another file or graph."""
    first, second = one.quad.object, own.quad.object
    tags = [getattr(term, "language", None) for term in (first, second)]
    if first == second or (isinstance(first, Literal) and tags[0] != tags[1]):
        return False
    away = one.quad.graph_name != own.quad.graph_name
    return away or one.file.path != own.file.path
