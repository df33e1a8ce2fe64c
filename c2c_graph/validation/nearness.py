"""Which known name a finding's value is nearest to: concepts, entries, properties."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import Term
from c2c_graph.validation import suggestions
from c2c_graph.validation.background import Background
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import text_of

# an entry of the wrong kind stands for the right one only where its key is the same
_SAME_KEY: Final = 1.0
_COUNTRIES: Final = frozenset({NamedNode(namespaces.TERMS + "Country")})
_COUNTRY_BASE: Final = namespaces.THINGS + "country/"
_CITIES: Final = namespaces.THINGS + "city/"
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
        near, country = self._kept.get(key, ""), self._country_of_key(kind, remark)
        # of a city whose key and country are of two countries either may be wrong
        return near if country in {"", near} else "" if near else country

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

    def _country_of_key(self, kind: str, remark: Remark) -> str:
        """Return the country whose code opens the key of the city of `remark`."""
        focus = remark.focus
        if kind not in {"Class", "NodeKind"} or not isinstance(focus, NamedNode):
            return ""
        if self._asked(remark.rule).isdisjoint(_COUNTRIES):
            return ""
        code = focus.value.partition(_CITIES)[2].partition("-")[0]
        country = NamedNode(_COUNTRY_BASE + code)
        known = country != remark.value and self.background.classes(country)
        return country.value if known else ""

    def _asked(self, shape: str) -> set[Term]:
        """Return the classes that `shape` asks for, with the kinds of them.

        Where it names none, those whose IRIs its pattern takes.
        """
        demands = self.background.demands
        asked = demands.all(shape, "class") or demands.kinds(shape)
        return self.background.with_kinds(asked)

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
        classes = self._asked(shape)
        if not classes:
            return ""
        described = isinstance(value, NamedNode) and self.background.classes(value)
        # codes of two letters are all alike
        by_code = not classes.isdisjoint(_COUNTRIES)
        alike = _SAME_KEY if described or by_code else suggestions.ALIKE
        near = self._among(self.background.instances(classes), value, alike)
        return near or self._published(value, classes)

    def _published(self, value: Term, classes: Iterable[Term]) -> str:
        """Return the published entry of one of `classes` that `value` means."""
        if isinstance(value, Literal):
            return self.background.called(value.value, classes)
        if not isinstance(value, NamedNode) or self.background.classes(value):
            return ""
        if not _COUNTRIES.isdisjoint(classes):
            return self.background.called(_name_in(value), classes)
        near = self.background.almost_spelt(value.value)
        right = near and self.background.classes(NamedNode(near))
        return near if right and not set(classes).isdisjoint(right) else ""

    def _among(self, iris: set[str], value: Term, alike: float) -> str:
        if isinstance(value, NamedNode):
            near = suggestions.nearest_iri(value.value, iris - {value.value}, alike)
            return near or self._called(iris - {value.value}, value)
        if not isinstance(value, Literal):
            return ""
        called = suggestions.by_label(value.value, self.background.labels(iris))
        if called:  # of several of that name none is nearer
            return called[0] if len(called) == 1 else ""
        return suggestions.nearest_iri(value.value, iris, alike)

    def _called(self, iris: set[str], value: NamedNode) -> str:
        """Return the one of `iris` whose name stands at the end of `value`."""
        called = suggestions.by_label(_name_in(value), self.background.labels(iris))
        return called[0] if len(called) == 1 else ""


def _name_in(iri: NamedNode) -> str:
    """Return the name that the end of `iri` may be made of."""
    return re.sub("[-_]", " ", re.split("[/#:]", iri.value)[-1])
