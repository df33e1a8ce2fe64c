"""State commitments, targets and baselines as the Net Zero Tracker gives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.importing import nodes
from c2c_graph.importing.cities import City
from c2c_graph.importing.entries import END
from c2c_graph.importing.entries import INTERIM
from c2c_graph.importing.entries import Entry
from c2c_graph.importing.rules import GAS_COVERAGE
from c2c_graph.importing.rules import RELATIVE
from c2c_graph.importing.rules import STATUSES
from c2c_graph.importing.rules import Goal
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE

TRACKER: Final = "net-zero-tracker"
AS_BY_SOURCE: Final = nodes.concept("claim-status", "as-by-source")

_WORDS: Final = {
    "net-zero": "net zero",
    "carbon-neutral": "carbon neutral",
    "climate-neutral": "climate neutral",
    "ghg-neutral": "greenhouse gas neutral",
    "zero-carbon": "zero carbon",
    "zero-emissions": "zero emissions",
    "climate-positive": "climate positive",
    "warming-limit": "in line with 1.5 °C of warming",
    "other": "a target of another kind",
}


@dataclass(frozen=True)
class Pledge:
    """A row that is stated: its entry, its city, its targets, its sources."""

    entry: Entry
    city: City
    goals: tuple[Goal, ...]
    sources: tuple[NamedNode, ...]

    @property
    def iri(self) -> NamedNode:
        """Return the IRI of the commitment; its key never changes."""
        return nodes.thing("commitment", f"{self.city.key}--{TRACKER}")

    def target(self, goal: Goal) -> NamedNode:
        """Return the IRI of the target: an interim one in the end year says so."""
        key = f"{nodes.key_of(self.iri)}--{goal.year}"
        years = [other.year for other in self.goals]
        same_year = goal.role == INTERIM and years.count(goal.year) > 1
        return nodes.thing("target", f"{key}--interim" if same_year else key)


def describe(pledge: Pledge) -> list[Triple]:
    """Return what is stated of a pledge, its targets and their baselines."""
    found = _commitment(pledge)
    for goal in pledge.goals:
        found += _target(pledge, goal)
        if goal.baseline:
            found += _baseline(pledge, goal)
    return found


def label_of(city: str, goal: Goal) -> str:
    """Return a name for the target: "Amsterdam: net zero by 2050"."""
    if goal.percent is None:
        return f"{city}: {_WORDS[goal.type]} by {goal.year}"
    share = f"{nodes.number(goal.percent).value} percent"
    if goal.type == "emission-reduction-vs-bau":
        what = f"emissions {share} below business as usual"
    else:
        noun = "emission intensity" if "intensity" in goal.type else "emissions"
        since = f" than in {goal.baseline_year}" if goal.baseline_year else ""
        what = f"{noun} {share} lower{since}"
    return f"{city}: {what} by {goal.year}"


def _commitment(pledge: Pledge) -> list[Triple]:
    entry = pledge.entry
    word, status = STATUSES.get(entry.status, ("", "unknown"))
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (TYPE, nodes.term("Commitment")),
        (LABEL, nodes.english(f"{pledge.city.label}: climate commitment")),
        (nodes.IDENTIFIER, Literal(entry.id)),
        (nodes.term("madeBy"), pledge.city.iri),
        (nodes.term("status"), nodes.concept("commitment-status", status)),
        *((nodes.term("hasTarget"), pledge.target(goal)) for goal in pledge.goals),
        *_evidence(pledge),
    ]
    if word:
        pairs.append((nodes.term("statusInSource"), nodes.concept("nzt-status", word)))
    return nodes.statements(pledge.iri, *pairs)


def _target(pledge: Pledge, goal: Goal) -> list[Triple]:
    node = pledge.target(goal)
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (TYPE, nodes.term("Target")),
        (LABEL, nodes.english(label_of(pledge.city.label, goal))),
        (nodes.term("targetType"), nodes.concept("target-type", goal.type)),
        (nodes.term("targetYear"), nodes.year(goal.year)),
        (nodes.term("direction"), nodes.concept("direction", _direction(goal))),
        # the tracker has no column for it
        (nodes.term("boundary"), nodes.concept("boundary", "not-stated")),
        *_coverage(pledge.entry, goal),
        *_evidence(pledge),
    ]
    if goal.percent is not None:
        pairs.append((nodes.VALUE, nodes.number(goal.percent)))
        pairs.append((nodes.UNIT, nodes.concept("unit", "percent")))
    if goal.baseline:
        pairs.append((nodes.term("hasBaseline"), _baseline_iri(node)))
    return nodes.statements(node, *pairs)


def _direction(goal: Goal) -> str:
    if goal.type in RELATIVE:
        return "decrease"
    return "not-stated" if goal.type == "other" else "reach-level"


def _coverage(entry: Entry, goal: Goal) -> list[tuple[NamedNode, NamedNode]]:
    # the coverage columns speak of the end target; of the interim one nothing is said
    end = goal.role == END
    gases = GAS_COVERAGE.get(entry.gases, "not-stated") if end else "not-stated"
    scopes = {"territorial": entry.territorial, "consumption-based": entry.consumption}
    return [
        (nodes.term("gasCoverage"), nodes.concept("gas-coverage", gases)),
        *(
            (nodes.term("emissionScope"), nodes.concept("emission-scope", scope))
            for scope, answer in scopes.items()
            if end and answer == "Yes"
        ),
    ]


def _baseline_iri(target: NamedNode) -> NamedNode:
    # keyed by its target: its year may become known later, its key may not change
    return nodes.thing("baseline", nodes.key_of(target))


def _baseline(pledge: Pledge, goal: Goal) -> list[Triple]:
    target = pledge.target(goal)
    which = "interim target" if target.value.endswith("--interim") else "target"
    name = f"{pledge.city.label}: baseline of the {goal.year} {which}"
    kind = nodes.concept("baseline-type", goal.baseline or "not-stated")
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (TYPE, nodes.term("Baseline")),
        (LABEL, nodes.english(name)),
        (nodes.term("baselineType"), kind),
        *_evidence(pledge),
    ]
    if goal.baseline_year:
        pairs.append((nodes.term("referenceYear"), nodes.year(goal.baseline_year)))
    return nodes.statements(_baseline_iri(target), *pairs)


def _evidence(pledge: Pledge) -> Sequence[tuple[NamedNode, NamedNode]]:
    return [
        (nodes.term("claimStatus"), AS_BY_SOURCE),
        *((nodes.SOURCE, source) for source in pledge.sources),
    ]
