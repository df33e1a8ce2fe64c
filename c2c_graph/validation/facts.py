"""Published facts, as much of them as checking a submission asks for."""

from collections.abc import Iterator
from typing import Protocol

from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.lookalikes import Lookalikes


class Published(Protocol):
    """What is published: the stated facts of one release, or none at all."""

    @property
    def name(self) -> str:
        """Return what to call it in a report, such as `release 7` or `nothing`."""
        ...

    def quads(
        self,
        subject: Term | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> Iterator[Quad]:
        """Yield the stated quads that fit, each with its named graph.

        Vocabulary, concepts, data and accepted submissions; not what follows from
        them, nor shapes.
        """
        ...

    def graph(self, name: str) -> Iterator[Quad]:
        """Yield the stated quads of the graph called `name`; none, if it is not one."""
        ...

    @property
    def lookalikes(self) -> Lookalikes | None:
        """Return what finds entries by name, code or place, if anything does."""
        ...

    def named(self, key: str) -> Iterator[Term] | None:
        """Yield the cities that have a name like `key`, as `names.folded` writes it.

        There may be others among them. None where names are not indexed.
        """
        ...
