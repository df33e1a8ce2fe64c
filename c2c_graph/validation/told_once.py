"""Leave out what another remark on the same place tells better."""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Hashable
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pyoxigraph import BlankNode

from c2c_graph.rdf.terms import TYPE
from c2c_graph.validation.idle_remarks import without_idle
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rules import RULES

_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}
# of several kinds of constraint of one shape that a value fails, the most telling
_KINDS: Final = ("Datatype", "NodeKind", "Class", "In", "Node", "Or", "Pattern")
_COMPARING: Final = frozenset(
    f"{end}{bound}" for end in ("Min", "Max") for bound in ("Inclusive", "Exclusive")
)
_LINKS: Final = frozenset({"Class", "In", "Node"})
# with these it is plain why no rule looked at what is handed in
_WITHOUT_CLASS: Final = frozenset({"undefined-term", "untyped-entry"})
_ILL_TYPED: Final = "ill-typed-literal"
_MISSPELT: Final = frozenset({"undefined-term", "unread-term"})

# what a remark is about, and its rank among those about the same; None: by itself
_Key = Callable[[Remark], tuple[Hashable, int] | None]


def told_once(remarks: Iterable[Remark]) -> list[Remark]:
    """Return `remarks` without those that another one implies.

    One a shape and value; a blank node once; a misspelt term without what follows
    from its being unknown; an ill-typed literal once; a link that leads nowhere once;
    an entry without a class without the links that it leaves dangling; two entries
    that are at odds at the one that is handed in. The heavier remark stays, of equal
    ones that which tells most; it learns the nearest name of the others.
    """
    found = _without_other_sides(list(remarks))
    for key_of in (_shape_and_value, _blank_node, _term):
        found = _best_of_each(found, key_of)
    found = _without_idle_comparisons(found)
    found = _without_less_telling(without_idle(found))
    untyped = {r.focus for r in found if r.rule == "untyped-entry"}
    found = [r for r in found if r.rule != "dangling-iri" or r.value not in untyped]
    if any(r.rule in _WITHOUT_CLASS for r in found):
        found = [r for r in found if r.rule != "nothing-to-check"]
    return _best_of_each(found, _missing(found))


def is_more_telling(one: Remark, other: Remark) -> bool:
    """Return whether `one` tells more of a value than `other` on the same one."""
    ranks = {kind: rank for rank, kind in enumerate(_KINDS)}
    return ranks.get(_kind(one), -1) < ranks.get(_kind(other), -1)


def _best_of_each(remarks: list[Remark], key_of: _Key) -> list[Remark]:
    groups: dict[Hashable, list[tuple[int, int, int]]] = {}
    kept = dict(enumerate(remarks))
    for number, remark in enumerate(remarks):
        keyed = key_of(remark)
        if keyed is not None:
            place = (_WEIGHT[_severity(remark)], keyed[1], number)
            groups.setdefault(keyed[0], []).append(place)
    for places in groups.values():
        best, *others = (number for _, _, number in sorted(places))
        kept[best] = _with_near(kept[best], [kept.pop(other) for other in others])
    return list(kept.values())


def _with_near(best: Remark, others: list[Remark]) -> Remark:
    """Return `best`, a rule of ours with the nearest name that `others` know."""
    nears = [other.details["near"] for other in others if "near" in other.details]
    if best.rule not in RULES or "near" in best.details or not nears:
        return best
    return replace(best, details={**best.details, "near": nears[0]})


def _without_idle_comparisons(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without comparisons of values that are of a wrong type."""
    ill = {_link(r) for r in remarks if _kind(r) in {"Datatype", "Or", "NodeKind"}}
    return [r for r in remarks if _kind(r) not in _COMPARING or _link(r) not in ill]


def _without_less_telling(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without those on a value or class that another one is about.

    A shape that refuses an ill-typed literal knows what is wanted there; what the
    store makes of such a literal is idle; properties go by a class that may be wrong.
    """
    refused = {_link(r) for r in remarks if _kind(r) in _KINDS and _refuses(r)}
    ill_typed = {_link(r) for r in remarks if r.rule == _ILL_TYPED}
    doubted = {r.focus for r in remarks if r.rule == "iri-kind"}
    read = {(r.focus, r.path) for r in remarks if r.message and _refuses(r)}
    implied: dict[str, Callable[[Remark], bool]] = {
        "unread-term": lambda remark: _is_read(remark, read),
        _ILL_TYPED: lambda remark: _link(remark) in refused,
        "literal-rewritten": lambda remark: _link(remark) in ill_typed | refused,
        "misplaced-property": lambda remark: remark.focus in doubted,
    }
    return [r for r in remarks if r.rule not in implied or not implied[r.rule](r)]


def _is_read(remark: Remark, read: Collection[Hashable]) -> bool:
    """Return whether a shape refuses the property that `remark` calls unread."""
    is_property = remark.details["value"] == remark.path
    return is_property and (remark.focus, remark.path) in read


def _refuses(remark: Remark) -> bool:
    return _severity(remark) is Severity.VIOLATION


def _without_other_sides(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without those that one on the cause itself tells as well."""
    told = {(r.rule, r.focus) for r in remarks if r.cause is None}
    return [
        remark
        for remark in remarks
        if remark.cause is None or (remark.rule, remark.cause.subject) not in told
    ]


def _severity(remark: Remark) -> Severity:
    return remark.severity if remark.message else RULES[remark.rule].severity


def _kind(remark: Remark) -> str:
    return remark.component.removesuffix("ConstraintComponent")


def _shape_and_value(remark: Remark) -> tuple[Hashable, int] | None:
    if remark.value is None or _kind(remark) not in _KINDS:
        return None
    key = (remark.rule, remark.focus, remark.path, remark.value)
    return (key, _KINDS.index(_kind(remark)))


def _blank_node(remark: Remark) -> tuple[Hashable, int] | None:
    if remark.rule == "blank-node":
        return (remark.details["value"], 0)
    if _kind(remark) in _KINDS and isinstance(remark.value, BlankNode):
        return (remark.value, 1)
    return None


def _term(remark: Remark) -> tuple[Hashable, int] | None:
    """Return the misspelt term and its statement; what follows from it comes after."""
    focus, path, value = remark.focus, remark.path, remark.value
    if remark.rule in _MISSPELT:
        return ((focus, path, value, remark.details["value"]), 0)
    if _kind(remark) == "Closed":
        return ((focus, path, value, path), 1)
    if remark.rule == "misplaced-property":
        return ((focus, path, value, path), 2)
    if remark.rule == "iri-kind":
        found = remark.details["found"]
        return ((focus, TYPE, found, found), 1)
    return None


def _missing(remarks: list[Remark]) -> _Key:
    """Return the key of a link to what is not there: its statement."""
    dangling = {_link(r) for r in remarks if r.rule == "dangling-iri"}
    ranks = {"iri-form": 1, "dangling-iri": 2}

    def key_of(remark: Remark) -> tuple[Hashable, int] | None:
        link = _link(remark)
        if link not in dangling:
            return None
        if _kind(remark) in _LINKS:
            return (link, 0)
        return (link, ranks[remark.rule]) if remark.rule in ranks else None

    return key_of


def _link(remark: Remark) -> Hashable:
    return (remark.focus, remark.path, remark.value)
