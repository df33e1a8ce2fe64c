"""The dataset that a query names: SPARQL 1.1 Protocol §2.1.4, SPARQL 1.1 §13.2."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dataset:
    """IRIs of graphs: those merged as the default graph, and the named ones.

    Where a query has no such value, it is asked over the release's own dataset.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
