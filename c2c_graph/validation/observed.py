"""What was found, in a sentence: the value, how many, of which kind, class or type."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.lexical_forms import is_written_right
from c2c_graph.rdf.terms import LANG_STRING
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import Term
from c2c_graph.validation import shown
from c2c_graph.validation.background import Background
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.sentences import KINDS
from c2c_graph.validation.sentences import one_of
from c2c_graph.validation.sentences import sentence

_IRI: Final = NamedNode(SHACL + "IRI")
_KIND_OF: Final[Mapping[type, str]] = {
    NamedNode: "IRI",
    Literal: "Literal",
    BlankNode: "BlankNode",
}


@dataclass(frozen=True)
class Observer:
    """Tells what was found in `language`, with names shortened by `prefixes`."""

    background: Background
    prefixes: Mapping[str, str]
    language: str

    def found(self, remark: Remark, message: str) -> str:
        """Return a sentence on what `remark` found, empty where `message` tells it.

        SHACL §4 names the kinds of constraint; one that is not known here tells
        the value alone.
        """
        kind = remark.component.removesuffix("ConstraintComponent")
        telling = _TELLING.get(kind)
        told = telling(self, remark) if telling is not None else ""
        return told or self._value(remark, message)

    def name(self, node: Term) -> str:
        """Return `node` as a curator would write it, cut where it is long."""
        return shown.term(node, self.prefixes, self.language)

    def _say(self, name: str, **details: str) -> str:
        return sentence(name, self.language, details)

    def _names(self, nodes: Iterable[Term]) -> str:
        return shown.several(nodes, self.prefixes, self.language)

    def _wanted(self, remark: Remark, parameter: str) -> list[Term]:
        return self.background.demands.all(remark.rule, parameter)

    def _values(self, remark: Remark) -> list[Term]:
        if remark.focus is None or remark.path is None:
            return []
        return self.background.values(remark.focus, remark.path)

    def _value(self, remark: Remark, message: str) -> str:
        value = remark.value
        if value is None or value == remark.focus:
            return ""
        name = self.name(value)
        bare = shown.bare(value, self.language)
        return "" if name in message or bare in message else self._say_found(name)

    def _say_found(self, name: str) -> str:
        return self._say("found", value=name)

    def _class(self, remark: Remark) -> str:
        value = remark.value
        if not isinstance(value, NamedNode):
            return self._kind(remark)
        classes = self.background.classes(value)
        unknown = "unknown" if self._is_left_out(value) else "undescribed"
        return self._say(
            "class" if classes else unknown,
            value=self.name(value),
            found=self._names(classes),
            wanted=self._names(self._wanted(remark, "class")),
        )

    def _is_left_out(self, value: NamedNode) -> bool:
        """Return whether `value` may well be published, which nobody looked at."""
        return self.background.is_alone and namespaces.is_ours(value.value)

    def _datatype(self, remark: Remark) -> str:
        value, shape = remark.value, remark.rule
        if not isinstance(value, Literal):
            return self._kind(remark)
        asked = self.background.demands.datatypes(shape)
        if not asked:
            return ""
        if LANG_STRING in asked and not value.language:
            return self._say("no-language", value=self.name(value))
        right = value.datatype not in asked or not is_written_right(value)
        name = "ill-typed" if value.datatype in asked else "datatype"
        return self._say(
            name if right else "pattern",
            value=self.name(value if value.language else Literal(value.value)),
            found=self.name(value.datatype),
            wanted=one_of([self.name(node) for node in asked], self.language),
        )

    def _kind(self, remark: Remark) -> str:
        value = remark.value
        if value is None:
            return ""
        asked = "".join(map(str, self._wanted(remark, "nodeKind")))
        kinds = [kind for kind in KINDS if kind in asked]
        if not kinds:
            kinds = ["Literal" if isinstance(value, NamedNode) else "IRI"]
        found = KINDS[_KIND_OF.get(type(value), "BlankNode")]
        wanted = [KINDS[kind][self.language] for kind in kinds]
        return self._say(
            "kind",
            value=self.name(value),
            kind=found[self.language],
            wanted=one_of(wanted, self.language),
        )

    def _too_many(self, remark: Remark) -> str:
        values, shape = self._values(remark), remark.rule
        most = self.background.demands.number(shape, "maxCount")
        if not values or most is None:
            return ""
        name = "too-many" if most else "unwanted"
        number, names = str(len(values)), self._names(values)
        return self._say(name, number=number, most=str(most), values=names)

    def _too_few(self, remark: Remark) -> str:
        if remark.path is None:
            return ""
        values, path = self._values(remark), self.name(remark.path)
        if not values:
            return self._say("missing", path=path)
        return self._say("given", path=path, values=self._names(values))

    def _unlisted(self, remark: Remark) -> str:
        value, demands = remark.value, self.background.demands
        schemes = demands.schemes(remark.rule)
        concepts = map(NamedNode, self.background.in_use(schemes))
        members = [*demands.members(remark.rule, "in"), *concepts]
        if value is None or value == remark.focus or not members:
            return self._of_value("unlisted", remark)
        return self._say(
            "not-on-list" if schemes else "none-of",
            value=self.name(value),
            list=self._names(schemes),
            page=" ".join(text_of(scheme) for scheme in schemes),
            members=shown.listed(members, self.prefixes, self.language),
        )

    def _pattern(self, remark: Remark) -> str:
        value = remark.value
        if isinstance(value, Literal) and self._wanted(remark, "nodeKind") == [_IRI]:
            return self._kind(remark)
        classes = self.background.classes(value) if value is not None else []
        if value is not None and classes:
            found = self._names(classes)
            return self._say("class-alone", value=self.name(value), found=found)
        return self._of_value("pattern", remark)

    def _of_value(self, name: str, remark: Remark) -> str:
        if remark.value is None or remark.value == remark.focus:
            return ""
        return self._say(name, value=self.name(remark.value))

    def _length(self, remark: Remark) -> str:
        if not isinstance(remark.value, Literal | NamedNode):
            return ""
        size = len(remark.value.value)
        if not size:
            return self._of_value("empty", remark)
        if size > shown.LONGEST:  # a cut value tells its length itself
            return self._say_found(self.name(remark.value))
        return self._say("length", value=self.name(remark.value), number=str(size))

    def _same_language(self, remark: Remark) -> str:
        by_tag: dict[str, list[Term]] = {}
        for value in self._values(remark):
            if isinstance(value, Literal) and value.language:
                by_tag.setdefault(value.language, []).append(value)
        doubled = [one for same in by_tag.values() if len(same) > 1 for one in same]
        return self._say("same-language", values=self._names(doubled))

    def _foreign(self, remark: Remark) -> str:
        if remark.path is None or remark.value is None:
            return ""
        path, value = self.name(remark.path), self.name(remark.value)
        return self._say("foreign", path=path, value=value)


_TELLING: Final[Mapping[str, Callable[[Observer, Remark], str]]] = {
    "Class": Observer._class,
    "Closed": Observer._foreign,
    "Datatype": Observer._datatype,
    "In": Observer._unlisted,
    "MaxCount": Observer._too_many,
    "MaxLength": Observer._length,
    "MinCount": Observer._too_few,
    "MinLength": Observer._length,
    "Node": Observer._unlisted,
    "NodeKind": Observer._kind,
    "Or": Observer._datatype,
    "Pattern": Observer._pattern,
    "QualifiedMinCount": Observer._too_few,
    "UniqueLang": Observer._same_language,
}
