"""Leave out what follows from another remark, though it is about something else.

A query compares values; where one of them is itself refused, what the comparison
tells says nothing. What is written with a misspelt prefix is of no vocabulary.
"""

from collections.abc import Hashable
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rules import RULES

_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}
_QUERY: Final = "SPARQLConstraintComponent"
_REFUSING: Final = frozenset(
    f"{kind}ConstraintComponent"
    for kind in ("Class", "Datatype", "In", "Node", "NodeKind", "Or", "Pattern")
)
_MISSING: Final = frozenset(
    f"{kind}ConstraintComponent" for kind in ("MinCount", "QualifiedMinCount")
)
_NO_VALUE: Final = frozenset({"dangling-iri", "ill-typed-literal", "local-iri"})
# what other rules say of a name that no vocabulary has
_OF_NAMES: Final = frozenset(
    {
        "dangling-iri",
        "iri-form",
        "iri-kind",
        "nothing-to-check",
        "undefined-term",
        "unread-term",
        "untyped-entry",
    }
)


def without_idle(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without those that say nothing beside another one."""
    found = _without_idle_comparisons(remarks)
    found = _without_second_values(found)
    found = _without_patterns_of_files(found)
    found = _without_misspelt_names(found)
    return _each_pair_once(found)


def _without_idle_comparisons(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without what queries find of values that are refused.

    The remark that refuses a value learns which form of it a query wants.
    """
    refused = {
        (r.focus, r.value): number
        for number, r in enumerate(remarks)
        if r.value is not None and (_refuses(r) or r.rule in _NO_VALUE)
    }
    kept = dict(enumerate(remarks))
    for number, remark in enumerate(remarks):
        idle = [
            refused[remark.focus, term]
            for term in _compared(remark)
            if (remark.focus, term) in refused
        ]
        if idle:
            del kept[number]
            kept[idle[0]] = _informed(kept[idle[0]], remark)
    return list(kept.values())


def _compared(remark: Remark) -> Iterable[Term]:
    """Return what a query has looked at beside the focus node itself."""
    if remark.component != _QUERY:
        return ()
    found = {name: node for name, node in remark.details.items() if name != "this"}
    found["value"] = remark.value or ""
    return [node for node in found.values() if not isinstance(node, str)]


def _informed(refusing: Remark, query: Remark) -> Remark:
    want = query.details.get("want")
    same = refusing.value == query.value and isinstance(refusing.value, Literal)
    if want is None or not same or "want" in refusing.details:
        return refusing
    return replace(refusing, details={**refusing.details, "want": want})


def _without_second_values(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without counts of a refused value beside a published one."""
    refused = {(r.rule, r.focus, r.path) for r in remarks if _refuses(r)}
    again = {(r.focus, r.path) for r in remarks if r.rule == "restates-published"}
    return [
        remark
        for remark in remarks
        if remark.component != "MaxCountConstraintComponent"
        or (remark.rule, remark.focus, remark.path) not in refused
        or (remark.focus, remark.path) not in again
    ]


def _without_patterns_of_files(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without the form of an IRI that leads to a file."""
    local = {_link(r) for r in remarks if r.rule == "local-iri"}
    return [r for r in remarks if r.component not in _REFUSING or _link(r) not in local]


def _without_misspelt_names(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks` without what follows from a misspelt namespace.

    That is what is said of the names in it, and of the properties that are missing
    since they are written with it.
    """
    odd = [r.details for r in remarks if r.rule == "prefix-namespace"]
    spaces = tuple(str(details["space"]) for details in odd)
    wanted = tuple(str(details["wanted"]) for details in odd)
    if not odd:
        return remarks
    return [r for r in remarks if not _is_of_names(r, spaces, wanted)]


def _is_of_names(
    remark: Remark, spaces: tuple[str, ...], wanted: tuple[str, ...]
) -> bool:
    path = remark.path.value if remark.path else ""
    if remark.component in _MISSING:
        return path.startswith(wanted)
    if remark.component == "ClosedConstraintComponent":
        return path.startswith(spaces)
    nodes = (remark.details.get("value"), remark.details.get("found"), remark.value)
    named = [node.value for node in nodes if isinstance(node, NamedNode)]
    told = not named or any(name.startswith(spaces) for name in named)
    return remark.rule in _OF_NAMES and told


def _each_pair_once(remarks: list[Remark]) -> list[Remark]:
    """Return `remarks`, two entries that look alike told by the remark that says why.

    It weighs as much as the heaviest of those that it stands for; what is a violation
    is told as such.
    """
    pairs: dict[Hashable, int] = {
        frozenset((r.focus, r.details["near"])): number
        for number, r in enumerate(remarks)
        if r.rule == "looks-like"
    }
    kept = dict(enumerate(remarks))
    for number, remark in enumerate(remarks):
        pair = pairs.get(frozenset((remark.focus, remark.details.get("other"))))
        is_query = remark.component == _QUERY
        if pair is not None and is_query and not _is_violation(remark):
            del kept[number]
            heavier = min(kept[pair].severity, remark.severity, key=_WEIGHT.__getitem__)
            kept[pair] = replace(kept[pair], severity=heavier)
    return list(kept.values())


def _refuses(remark: Remark) -> bool:
    return remark.component in _REFUSING and _is_violation(remark)


def _is_violation(remark: Remark) -> bool:
    severity = remark.severity if remark.message else RULES[remark.rule].severity
    return severity is Severity.VIOLATION


def _link(remark: Remark) -> Hashable:
    return (remark.focus, remark.path, remark.value)
