"""Validators as one kind of slots, started when somebody asks."""

from typing import Final

from c2c_graph.query.slot_kinds import SlotKind

VALIDATORS: Final = SlotKind(
    "c2c_graph.review.slot", "validator", "validators", on_demand=True
)
