"""Which known name a finding's value is nearest to: concepts, entries, properties."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.terms import Term
from c2c_graph.validation import suggestions
from c2c_graph.validation.background import Background
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import text_of

# an entry of the wrong kind stands for the right one only where its key is the same
_SAME_KEY: Final = 1.0
# rules about an entry that nobody has described
_UNKNOWN: Final = frozenset({"dangling-iri", "untyped-entry"})


@dataclass(frozen=True)
class Nearness:
    """Looks up near names in `background`, the same one once."""

    background: Background
    _kept: dict[tuple[object, ...], str] = field(default_factory=dict)

    def of(self, remark: Remark) -> str:
        """Return the IRI nearest to what `remark` is about, empty where none is."""
        told = remark.details.get("near")
        if isinstance(told, NamedNode):
            return told.value
        kind = remark.component.removesuffix("ConstraintComponent")
        key = (kind, remark.rule, remark.path, remark.value)
        if key not in self._kept and len(self._kept) < suggestions.MOST_LOOKUPS:
            self._kept[key] = self._looked_up(kind, remark)
        return self._kept.get(key, "")

    def _looked_up(self, kind: str, remark: Remark) -> str:
        shape, value = remark.rule, remark.value
        if kind == "Closed" and remark.path is not None:
            return suggestions.nearest_iri(remark.path.value, self._paths(shape))
        if kind in {"In", "Node"} and value is not None:
            return self._concept(shape, value)
        if kind in {"Class", "NodeKind"} and value is not None:
            return self._entry(shape, value)
        if remark.rule in _UNKNOWN and isinstance(value, NamedNode):
            return self.background.almost_spelt(value.value)
        return ""

    def _paths(self, shape: str) -> Iterable[str]:
        """Return the properties that `shape` knows."""
        demands = self.background.demands
        for part in demands.all(shape, "property"):
            for path in demands.all(text_of(part), "path"):
                if isinstance(path, NamedNode):
                    yield path.value

    def _concept(self, shape: str, value: Term) -> str:
        demands = self.background.demands
        listed = {
            node.value
            for node in demands.members(shape, "in")
            if isinstance(node, NamedNode)
        }
        return self._among(listed | self._concepts(shape), value, suggestions.ALIKE)

    def _concepts(self, shape: str) -> set[str]:
        schemes = self.background.demands.schemes(shape)
        return self.background.concepts(schemes) if schemes else set()

    def _entry(self, shape: str, value: Term) -> str:
        """Return the entry of the class that `shape` asks for which `value` means."""
        concepts = self._concepts(shape)
        if concepts:
            return self._among(concepts, value, suggestions.ALIKE)
        classes = self.background.demands.all(shape, "class")
        if not classes:
            return ""
        described = isinstance(value, NamedNode) and self.background.classes(value)
        alike = _SAME_KEY if described else suggestions.ALIKE
        near = self._among(self.background.instances(classes), value, alike)
        return near or self._published(value, classes)

    def _published(self, value: Term, classes: Iterable[Term]) -> str:
        """Return the published entry of one of `classes` that `value` means."""
        if isinstance(value, Literal):
            return self.background.called(value.value, classes)
        if not isinstance(value, NamedNode) or self.background.classes(value):
            return ""
        near = self.background.almost_spelt(value.value)
        right = near and self.background.classes(NamedNode(near))
        return near if right and not set(classes).isdisjoint(right) else ""

    def _among(self, iris: set[str], value: Term, alike: float) -> str:
        if isinstance(value, NamedNode):
            return suggestions.nearest_iri(value.value, iris - {value.value}, alike)
        if not isinstance(value, Literal):
            return ""
        called = suggestions.by_label(value.value, self.background.labels(iris))
        return called or suggestions.nearest_iri(value.value, iris, alike)
