"""Say what may be meant by a query that finds nothing."""

from collections.abc import Collection
from collections.abc import Mapping

from pyoxigraph import Store


def hints(
    text: str, terms: Collection[str], prefixes: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what may be meant by the query `text`, which found nothing."""
    return ()


def known_terms(store: Store) -> frozenset[str]:
    """Return the terms that a query over `store` can name."""
    return frozenset()
