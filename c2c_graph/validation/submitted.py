"""What somebody hands in to be checked against what is published."""

from dataclasses import dataclass

from c2c_graph import errors
from c2c_graph.rdf.reading import Document


@dataclass(frozen=True)
class Submitted:
    """The documents of one submission, those that could not be read, and their room.

    `replaces` names the published graphs whose statements the documents stand in
    for; without any, all they say is added to what is published.
    """

    documents: tuple[Document, ...]
    faults: tuple[errors.SyntaxFault, ...] = ()
    replaces: frozenset[str] = frozenset()
