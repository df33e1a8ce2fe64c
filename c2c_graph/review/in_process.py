"""Validate in this process: quick to start, unconfined."""

from collections.abc import Sequence

from c2c_graph.review import wire
from c2c_graph.review.asking import Judged
from c2c_graph.review.asking import Reviewed
from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.review.task import Task
from c2c_graph.review.work import Workbench
from c2c_graph.settings import Settings


class InProcessReviewers:
    """Validates in this process: unconfined, for one's own documents."""

    def __init__(self, settings: Settings) -> None:
        self._bench = Workbench(settings)

    def prepare(self) -> None:
        """Do nothing; see `Reviewers`."""

    async def validate(self, documents: Sequence[Part], options: Options) -> Reviewed:
        """Return what our rules say; see `Reviewers`."""
        content = self._bench.done(Task(tuple(documents), options))
        return Reviewed(wire.report_of(content), 0.0)

    async def validate_with(
        self,
        data: Sequence[Part],
        shapes: Sequence[Part],
        *,
        media_type: str,
        base: str | None = None,
    ) -> Judged:
        """Return what `shapes` say; see `Reviewers`."""
        task = Task(tuple(data), Options(), tuple(shapes), media_type, base)
        return Judged(wire.graph_of(self._bench.done(task)), 0.0)
