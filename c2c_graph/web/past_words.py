"""The words that a past release knew, for hints about queries that found nothing in it.

They are worked out from the newest release and what changed since, so no store of the
past is opened for them.
"""

from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph.dereference.facts import Facts
from c2c_graph.query.hints import Words
from c2c_graph.query.hints import known_terms
from c2c_graph.web.past_states import facts_at
from c2c_graph.web.view import View

# releases whose words are kept in memory
_REMEMBERED: Final = 8


class PastWords:
    """The words of past releases, as far as what changed since is known."""

    def __init__(self) -> None:
        self._known = lru_cache(_REMEMBERED)(_known)

    def of(self, view: View, number: int) -> Words:
        """Return the words of release `number`, not newer than that of `view`.

        Namespaces are those of the newest release. Raise as `facts_at`, and where the
        history cannot be read.
        """
        facts, terms = self._known(view, number)
        named = frozenset(
            entry.iri for entry in view.history.manifest(number).graphs if entry.triples
        )

        def is_known(iri: str) -> bool:
            return iri in named or facts.publishes(NamedNode(iri))

        return terms, view.prefixes, is_known


def _known(view: View, number: int) -> tuple[Facts, frozenset[str]]:
    facts = facts_at(view, number)
    return facts, known_terms(facts.store)
