"""An engine that evaluates where it is called: for queries of our own, not strangers'.

Nothing ends a query that takes too long, and what crashes Oxigraph crashes the caller.
"""

import time
from collections.abc import Callable
from collections.abc import Mapping

from pyoxigraph import Store

from c2c_graph.query.datasets import ReleasedGraphs
from c2c_graph.query.emptiness import is_empty
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.engine import require_answerable
from c2c_graph.query.evaluation import evaluate
from c2c_graph.query.spool import Spool
from c2c_graph.settings import Settings


class InProcessEngine:
    """Answers like `SlotEngine`; `open_store` returns the store of a release."""

    def __init__(
        self,
        open_store: Callable[[int], Store],
        settings: Settings,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        self._open_store = open_store
        self._settings = settings
        self._prefixes = prefixes or {}

    async def answer(self, query: Query) -> Answer:
        """Return the answer, while nobody else is answered."""
        return self.answer_now(query)

    def answer_now(self, query: Query) -> Answer:
        """Return the answer; raise as `SlotEngine` does, but for its deadline."""
        require_answerable(query, self._settings)
        spool = Spool(self._settings.home / "spool", self._settings.result_mb * 2**20)
        started = time.monotonic()
        evaluate(
            self._open_store(query.release),
            query.text,
            query.format,
            spool,
            prefixes=self._prefixes,
            substitutions=query.substitutions,
            dataset=query.dataset,
            graphs=ReleasedGraphs(self._settings.home, query.release),
            merged_triples=self._settings.merged_triples,
            constructed_triples=self._settings.constructed_triples,
        )
        seconds = time.monotonic() - started
        body = spool.content()
        empty = is_empty(query.kind, query.format, body)
        return Answer(query.format, spool.length, body, query.release, seconds, empty)
