"""The whole message of a finding: what was found, what to do, what to write instead.

A shape's message is the same for every value (SHACL §2.1.5). Here what was found is
told before it, and after it the nearest known name or the repair. What a query has
filled in itself is not told twice.
"""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.literals import changed_by_store
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import Term
from c2c_graph.validation import repairs
from c2c_graph.validation.background import Background
from c2c_graph.validation.nearness import Nearness
from c2c_graph.validation.observed import Observer
from c2c_graph.validation.readings import readings
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.rules import RULES
from c2c_graph.validation.sentences import sentence

# a longer repair is given with the finding, and not repeated in its message
_LONGEST_REPAIR: Final = 200
# kinds of constraint that a value may meet in another form
_JUDGED_BY_VALUE: Final = frozenset(
    f"{kind}ConstraintComponent" for kind in ("Datatype", "NodeKind", "Or", "Pattern")
)
_QUERY: Final = "SPARQLConstraintComponent"
_NOT: Final = "NotConstraintComponent"

_SAME_AS: Final = NamedNode(SCHEMA + "sameAs")


@dataclass(frozen=True)
class Told:
    """A message, whole; the Turtle to write instead, and the nearest known IRI.

    `repair` is a predicate and an object, to stand after the subject in place of
    the statement that the finding is about.
    """

    message: str
    repair: str = ""
    near: str = ""


@dataclass(frozen=True)
class Wording:
    """Puts remarks into words of `language`, with names shortened by `prefixes`."""

    background: Background
    prefixes: Mapping[str, str]
    language: str

    def told(self, remark: Remark, message: str, declared: Mapping[str, str]) -> Told:
        """Return all that is to be said of `remark`, whose own words are `message`.

        The repair is written for a text in which the prefixes `declared` are.
        """
        near = self._nearness.of(remark)
        better = self._better(remark, near)
        repair = repairs.statement(*better, declared) if better else ""
        if remark.rule == "prefix-namespace":
            repair = str(remark.details["repair"])
        if not remark.message:  # the row of a rule of ours tells the value itself
            return Told(message, repair, near)
        parts = (self._observer.found(remark, message), message)
        advice = self._advice(remark, message, repair, near)
        return Told(" ".join(part for part in (*parts, advice) if part), repair, near)

    def completed(self, remark: Remark) -> Remark:
        """Return `remark` with the nearest name, which its message may tell."""
        near = self._nearness.of(remark) if remark.rule in RULES else ""
        if not near and remark.rule == "dangling-iri" and self.background.is_alone:
            return replace(remark, details={**remark.details, "case": "alone"})
        if not near or "near" in remark.details:
            return remark
        return replace(remark, details={**remark.details, "near": NamedNode(near)})

    def name(self, node: Term) -> str:
        """Return `node` as a curator would write it, cut where it is long."""
        return self._observer.name(node)

    @cached_property
    def _observer(self) -> Observer:
        return Observer(self.background, self.prefixes, self.language)

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self.background)

    def _advice(self, remark: Remark, message: str, repair: str, near: str) -> str:
        if near:
            name = self.name(NamedNode(near))
            details = {"near": name}
            told = remark.component in {_QUERY, ""} and name in message
            return "" if told else self._say("nearest", details)
        meant = [] if repair else self._either(remark)
        if len(meant) > 1:
            first, second = (self.name(one) for one in meant[:2])
            return self._say("either", {"first": first, "second": second})
        if not repair or len(repair) > _LONGEST_REPAIR:
            return ""
        # a query makes its words of the value; elsewhere it is an example like it
        value = f" {repair.partition(' ')[2]} "
        if remark.component == _QUERY and (repair in message or value in message):
            return ""
        name = "example" if self._is_example(remark, repair) else "write"
        return self._say(name, {"repair": repair})

    def _either(self, remark: Remark) -> list[Literal]:
        if remark.value is None or remark.component not in _JUDGED_BY_VALUE:
            return []
        return repairs.either(self.background.demands, remark.rule, remark.value)

    def _say(self, name: str, details: Mapping[str, str]) -> str:
        return sentence(name, self.language, details)

    def _is_example(self, remark: Remark, repair: str) -> bool:
        value, tag = remark.value, f"@{repairs.EXAMPLE_LANGUAGE}"
        untold = isinstance(value, Literal) and not value.language
        return untold and repair.endswith(tag)

    def _better(self, remark: Remark, near: str) -> tuple[NamedNode, Term] | None:
        """Return the predicate and object to write instead, where that is known."""
        path, value = remark.path, remark.value
        if path is None or value is None:
            return None
        if near:
            return _replaced(path, value, _misspelt(remark), NamedNode(near))
        if remark.rule in _REWRITTEN:
            return _REWRITTEN[remark.rule](path, value)
        written = _written(remark)
        if written is not None:
            return (path, written)
        demands = self.background.demands
        if remark.component == _NOT:
            tidy = repairs.tidied(demands, remark.rule, value)
            return (path, tidy) if tidy is not None else None
        if remark.component not in _JUDGED_BY_VALUE:
            return None
        better = repairs.taken(demands, remark.rule, value)
        return (path, better) if better is not None else None


def _written(remark: Remark) -> Term | None:
    """Return the object that the query of a rule proposes, if it proposes one.

    That is its `?repair`, the `?new` of what is retired, or a `?want` that is an IRI;
    another one may be a part of a value, such as its check digit.
    """
    repair, want = remark.details.get("repair"), remark.details.get("want")
    if isinstance(repair, Literal):
        return repairs.whole(repair)
    for proposal in (repair, remark.details.get("new"), want):
        if isinstance(proposal, NamedNode):
            return proposal
    return repairs.as_iri(want.value) if isinstance(want, Literal) else None


def _misspelt(remark: Remark) -> Term:
    """Return what of the remark's statement stands for something else."""
    found = remark.details.get("value", remark.value)
    if remark.component.startswith("Closed"):
        found = remark.path
    assert isinstance(found, Term)
    return found


def _replaced(
    path: NamedNode, value: Term, old: Term, new: NamedNode
) -> tuple[NamedNode, Term] | None:
    """Return the statement with `new` for `old`; None where `old` is the subject."""
    if old == path:
        return (new, value)
    if old == value:
        return (path, new)
    if isinstance(value, Literal) and old == value.datatype:
        return (path, Literal(value.value, datatype=new))
    return None


def _kept(path: NamedNode, value: Term) -> tuple[NamedNode, Term] | None:
    stored = changed_by_store(value) if isinstance(value, Literal) else None
    return (path, stored) if stored is not None else None


def _read(path: NamedNode, value: Term) -> tuple[NamedNode, Term] | None:
    meant = readings(value) if isinstance(value, Literal) else []
    return (path, meant[0]) if len(meant) == 1 else None


def _over_https(path: NamedNode, value: Term) -> tuple[NamedNode, Term]:
    if isinstance(value, NamedNode):
        value = repairs.with_https(value)
    return (repairs.with_https(path), value)


def _linked(path: NamedNode, value: Term) -> tuple[NamedNode, Term]:
    return (_SAME_AS, value)


# rules of ours whose repair follows from the statement alone
_REWRITTEN: Final[
    Mapping[str, Callable[[NamedNode, Term], tuple[NamedNode, Term] | None]]
] = {
    "ill-typed-literal": _read,
    "literal-rewritten": _kept,
    "owl-same-as": _linked,
    "schema-http": _over_https,
}
