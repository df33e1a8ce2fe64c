"""Kinds of slots: processes that do one thing at a time and may be killed."""

from dataclasses import dataclass
from typing import Final

from c2c_graph.query.services import FOR_SERVICES


@dataclass(frozen=True)
class SlotKind:
    """Slots of one kind: the `module` they run and its `arguments`; `noun` is a name.

    `number` is the setting that says how many there are. Those `on_demand` are
    started when somebody waits for one, and may end when nobody does.
    """

    module: str
    noun: str
    number: str
    arguments: tuple[str, ...] = ()
    on_demand: bool = False


QUERIES: Final = SlotKind("c2c_graph.query.slot", "query slot", "slots")
QUERIES_WITH_SERVICES: Final = SlotKind(
    QUERIES.module, QUERIES.noun, "service_slots", (FOR_SERVICES,)
)
