"""What the page of an entity shows, as plain values for its template."""

from dataclasses import dataclass
from typing import Final

from c2c_graph.web.concept_tree import Planted
from c2c_graph.web.naming import Shown

# values of one property on a page; the RDF has them all
VALUES: Final = 60
# rows of one list of what points here
POINTING: Final = 200
# from so many parts on, a table is easier to read than one block a part
TABLE: Final = 3


@dataclass(frozen=True)
class Row:
    """A property with its values; `more` says how many are not shown."""

    name: Shown
    values: tuple[Shown, ...]
    more: int = 0


@dataclass(frozen=True)
class Section:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Part:
    """A node that belongs to the thing, with its own rows and parts."""

    name: Shown
    rows: tuple[Row, ...]
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class PartList:
    """Parts that relate to the thing in the same way."""

    title: str
    parts: tuple[Part, ...]
    columns: tuple[Shown, ...] = ()

    @property
    def tabular(self) -> bool:
        """Return whether a table reads better than one block a part."""
        return len(self.parts) >= TABLE and not any(p.parts for p in self.parts)


@dataclass(frozen=True)
class Pointing:
    """What points to the thing by one property.

    `count` is empty where there are more than were counted; `more` leads to all of
    them where not all are shown.
    """

    name: Shown
    items: tuple[Shown, ...]
    count: int | None
    more: str = ""


@dataclass(frozen=True)
class Note:
    """A source of facts on the page: a named graph and what it says of itself."""

    number: int
    graph: Shown
    licenses: tuple[Shown, ...]
    sources: tuple[Shown, ...]
    more: int
    issued: str
    inferred: bool


@dataclass(frozen=True)
class Withdrawal:
    """When and why an entry was withdrawn, and what replaces it."""

    when: str
    reasons: tuple[Shown, ...]
    replacements: tuple[Shown, ...]


@dataclass(frozen=True)
class EntityPage:
    """Everything the template of an entity shows."""

    title: Shown
    iri: str
    types: tuple[Shown, ...]
    sections: tuple[Section, ...]
    inferred: tuple[Row, ...]
    part_lists: tuple[PartList, ...]
    pointing: tuple[Pointing, ...]
    notes: tuple[Note, ...]
    withdrawn: Withdrawal | None = None
    concepts: Planted | None = None
