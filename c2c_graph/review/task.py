"""What a validator is asked to do: a submission, or any data by any shapes."""

import datetime
from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import NamedTuple

from c2c_graph.validation.report import Level

CURRENT: Final = "current"
NOTHING: Final = "none"


class Part(NamedTuple):
    """One document as it was handed in: its name for messages, media type, bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Options:
    """How a submission is validated.

    `against` is `current`, `none` or the number of a release; `replaces` names the
    graphs that it stands in for; `today` is the date that rules go by, the day of
    the server where it is None.
    """

    language: str = "en"
    level: Level = Level.BASIC
    against: str = CURRENT
    replaces: tuple[str, ...] = ()
    today: datetime.date | None = None


@dataclass(frozen=True)
class Task:
    """What to validate: `documents`, and by which `shapes`; by our own without any.

    `media_type` is that of the SHACL report, which is made for shapes alone; `base`
    is the IRI that relative ones are resolved against there.
    """

    documents: tuple[Part, ...]
    options: Options = field(default_factory=Options)
    shapes: tuple[Part, ...] = ()
    media_type: str = "text/turtle"
    base: str | None = None
