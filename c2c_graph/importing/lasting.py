"""Keep what lasts when a table is imported again: keys, and what curators added."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.importing import nodes
from c2c_graph.importing.graphfile import GraphFile
from c2c_graph.importing.graphfile import add
from c2c_graph.importing.statements import AS_BY_SOURCE
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE

_CLAIM_STATUS: Final = nodes.term("claimStatus")
_HAS_TARGET: Final = nodes.term("hasTarget")
_SUPERSEDED: Final = nodes.concept("claim-status", "superseded")
_KINDS: Final = tuple(nodes.term(n) for n in ("Commitment", "Target", "Baseline"))
# what an import says anew each time; everything else is a curator's and stays
_OWNED: Final = frozenset(
    {
        TYPE,
        LABEL,
        nodes.IDENTIFIER,
        nodes.SOURCE,
        nodes.TITLE,
        nodes.UNIT,
        nodes.URL,
        nodes.VALUE,
        _CLAIM_STATUS,
        *(
            nodes.term(name)
            for name in (
                "baselineType",
                "boundary",
                "direction",
                "emissionScope",
                "gasCoverage",
                "hasBaseline",
                "hasTarget",
                "madeBy",
                "referenceYear",
                "status",
                "statusInSource",
                "targetType",
                "targetYear",
            )
        ),
    }
)


def merge(file: GraphFile, wanted: Iterable[Triple]) -> frozenset[Triple]:
    """Return `wanted` with what lasts of `file`; nothing it describes disappears.

    Commitments, targets and baselines that are no longer in the table stay and are
    marked as superseded. Properties that an import never states, labels in other
    languages and a claim status that a curator set stay too.
    """
    gone = retired(file, wanted)
    curated = {t.subject for t in file.triples if _is_curated(t)}
    new = {
        t for t in wanted if t.predicate != _CLAIM_STATUS or t.subject not in curated
    }

    def lasts(triple: Triple) -> bool:
        other_label = triple.predicate == LABEL and not _is_english(triple)
        return (
            triple.predicate not in _OWNED
            or other_label
            or _is_curated(triple)
            or (triple.predicate == _HAS_TARGET and triple.object in gone)
        )

    merged = add(file, new, keep=lasts)
    return frozenset(_superseded(t) if t.subject in gone else t for t in merged)


def retired(file: GraphFile, wanted: Iterable[Triple]) -> frozenset[NamedNode]:
    """Return what `file` states as imported and `wanted` does not state any more."""
    stated = {triple.subject for triple in wanted}
    return frozenset(
        triple.subject
        for triple in file.triples
        if triple.predicate == TYPE
        and triple.object in _KINDS
        and isinstance(triple.subject, NamedNode)
        and triple.subject not in stated
    )


def _is_curated(triple: Triple) -> bool:
    ours = (AS_BY_SOURCE, _SUPERSEDED)
    return triple.predicate == _CLAIM_STATUS and triple.object not in ours


def _is_english(triple: Triple) -> bool:
    return isinstance(triple.object, Literal) and triple.object.language == "en"


def _superseded(triple: Triple) -> Triple:
    if triple.predicate == _CLAIM_STATUS and triple.object == AS_BY_SOURCE:
        return Triple(triple.subject, triple.predicate, _SUPERSEDED)
    return triple
