"""What points to a thing, as lists on its page."""

from collections.abc import Container
from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.describe import Incoming
from c2c_graph.dereference.describe import query_of
from c2c_graph.dereference.facts import Node
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.index import fold
from c2c_graph.web import addresses
from c2c_graph.web import wording
from c2c_graph.web.entity_page import POINTING
from c2c_graph.web.entity_page import Pointing
from c2c_graph.web.naming import Names


def pointing_lists(
    names: Names, description: Description, hidden: Container[NamedNode]
) -> Iterator[Pointing]:
    """Yield a list for each property by which things point to the one described.

    Left out are `hidden` properties, parts, and what is told elsewhere on the page.
    """
    groups = {g.predicate: _subjects(g) for g in description.incoming}
    values = {fact.value for fact in description.own} if groups else set()
    for group in description.incoming:
        subjects = groups[group.predicate]
        rest = [node for node in subjects if node not in description.parts]
        if not rest or group.predicate in hidden:
            continue
        if not subjects.keys() <= values and not _is_told_by_ours(group, groups):
            yield _list(names, description.node, group, rest)


def _subjects(group: Incoming) -> dict[Term, None]:
    return dict.fromkeys(triple.subject for triple in group.triples)


def _is_told_by_ours(
    group: Incoming, groups: dict[NamedNode, dict[Term, None]]
) -> bool:
    """Return whether one of our properties tells what `group`, more general, says."""
    if namespaces.is_ours(str(group.predicate.value)):
        return False
    subjects = groups[group.predicate].keys()
    return any(
        subjects <= others.keys()
        for predicate, others in groups.items()
        if namespaces.is_ours(str(predicate.value))
    )


def _list(names: Names, node: Node, group: Incoming, subjects: list[Term]) -> Pointing:
    items = sorted(
        map(names.show, subjects), key=lambda item: (fold(item.text), item.title)
    )
    address = addresses.document_path(str(node.value))
    whole = group.complete and len(items) <= POINTING
    name = names.term(group.predicate)
    return Pointing(
        replace(name, text=wording.pointing_by(name.title, name.text)),
        tuple(items[:POINTING]),
        len(items) if group.complete else None,
        "" if whole else f"{address}?{query_of(group.predicate)}",
    )
