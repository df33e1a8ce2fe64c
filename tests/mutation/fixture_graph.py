"""Sixty cities of the shipped data with all that belongs to them, as one small graph.

Chosen are the cities of which most is said; with them come their memberships,
commitments and figures, and everything these lead to.
"""

from collections import Counter
from collections import defaultdict
from functools import cache

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.settings import packaged_dataset

CITIES = 60
CITY = NamedNode(namespaces.TERMS + "City")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# who points to a city or its government and goes along with it
_FOLLOWING = ("membership", "commitment", "observation", "claim", "case-study")


@cache
def fixture_quads():
    """Return the quads of the sixty cities and what belongs to them."""
    by_subject, pointing = _shipped()
    chosen = set(_cities(by_subject, pointing))
    chosen |= {one for city in list(chosen) for one in pointing[city] if _follows(one)}
    waiting = list(chosen)
    while waiting:
        for quad in by_subject[waiting.pop()]:
            if _is_thing(quad.object) and quad.object not in chosen:
                chosen.add(quad.object)
                waiting.append(quad.object)
    return tuple(quad for node in sorted(chosen, key=str) for quad in by_subject[node])


def _shipped():
    by_subject, pointing = defaultdict(list), defaultdict(set)
    for file in read_dataset(packaged_dataset()).role("data"):
        for quad in file.document.quads:
            if _is_thing(quad.subject):
                by_subject[quad.subject].append(quad)
                pointing[quad.object].add(quad.subject)
    return by_subject, pointing


def _cities(by_subject, pointing):
    said = Counter()
    for node in pointing[CITY]:
        said[node] = len(by_subject[node]) + len(pointing[node])
    ranked = sorted(said, key=lambda node: (-said[node], node.value))
    return ranked[:CITIES]


def _follows(node):
    return node.value.removeprefix(namespaces.THINGS).partition("/")[0] in _FOLLOWING


def _is_thing(node):
    return isinstance(node, NamedNode) and node.value.startswith(namespaces.THINGS)
