"""Every shape whose query looks beyond its focus node says how far, in reach.ttl."""

import pytest
from pyoxigraph import NamedNode
from rdflib import SH
from rdflib import Graph
from rdflib import Variable
from rdflib.paths import AlternativePath
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation import graphs
from c2c_graph.validation import reach

THIS = Variable("this")
# the run of the shapes is in every validation graph
EVERYWHERE = {namespaces.SHAPES + "today"}


@pytest.fixture(scope="module")
def quads():
    files = read_dataset(packaged_dataset()).role("shapes")
    return [quad for file in files for quad in file.document.quads]


@pytest.fixture(scope="module")
def shapes(quads):
    return graphs.rdflib_graph(quads)


@pytest.fixture(scope="module")
def declared(quads):
    return reach.declared(quads, load_prefixes())


def triples(algebra):
    """Yield the triple patterns of a query, those in filters too."""
    if isinstance(algebra, CompValue):
        for found in dict.get(algebra, "triples", ()):
            # what stands in a filter is left as it was parsed: three by three
            yield from zip(*[iter(found)] * 3, strict=True)
        for part in algebra.values():
            yield from triples(part)
    elif isinstance(algebra, list | tuple):
        for part in algebra:
            yield from triples(part)


def predicates_of(verb):
    """Return the predicates of a path, and the names of variables in their place."""
    if not isinstance(verb, Path):
        return {str(verb)}
    inner = getattr(verb, "args", None) or [getattr(verb, "path", None) or verb.arg]
    return set().union(*(predicates_of(one) for one in inner))


def is_one_step(verb):
    alternatives = isinstance(verb, AlternativePath)
    steps = verb.args if alternatives else [verb]
    return not any(isinstance(step, Path) for step in steps)


def beyond(text):
    """Return the predicates that a query asks of other nodes than its focus node."""
    algebra = prepareQuery(text, initNs=load_prefixes()).algebra
    found = set()
    for subject, verb, _ in set(triples(algebra)):
        if subject != THIS or not is_one_step(verb):
            found |= predicates_of(verb)
    return found - EVERYWHERE


@pytest.fixture(scope="module")
def beyond_focus(shapes):
    """What each query asks of other nodes, by shape."""
    return dict(asked_beyond(shapes))


def asked_beyond(shapes: Graph):
    for shape, constraint in shapes.subject_objects(SH.sparql):
        found = beyond(str(shapes.value(constraint, SH.select)))
        if found:
            yield str(shape), found


def test_what_a_query_asks_of_other_nodes_is_on_a_declared_walk(beyond_focus, declared):
    missing = {}
    for shape, asked in beyond_focus.items():
        steps = [step for walk in declared.get(shape, ()) for step in walk]
        walked = {one.value for step in steps for one in step.predicates}
        named = {one for one in asked if ":" in one}
        if named - walked or not walked:
            missing[shape] = sorted(asked - walked)
    assert missing == {}


def test_every_entry_is_of_a_shape_with_a_query(beyond_focus, declared):
    assert set(declared) == set(beyond_focus)


def test_a_shape_with_a_query_is_aimed_and_not_part_of_another(shapes):
    users = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)
    for shape in shapes.subjects(SH.sparql):
        assert not any((None, user, shape) in shapes for user in users), shape


def test_the_property_is_described(quads):
    assert any(quad.subject == reach.REACH for quad in quads)
    assert NamedNode(namespaces.SHAPES + "reach") == reach.REACH
