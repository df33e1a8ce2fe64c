"""An engine that evaluates in the process of the test: quick to start, unconfined."""

from c2c_graph.query.in_process import InProcessEngine as LocalEngine

__all__ = ["LocalEngine"]
