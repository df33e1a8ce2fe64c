"""Validate whole graphs, and gather small ones, to hold the results side by side."""

import datetime
import random

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.rdf.reading import Document
from c2c_graph.validation import graphs
from c2c_graph.validation import shapes
from c2c_graph.validation.changes import Changes
from c2c_graph.validation.derived import derived
from c2c_graph.validation.lookups import Lookups
from c2c_graph.validation.outcomes import key_of
from c2c_graph.validation.outcomes import outcome
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.stored_facts import StoredFacts
from c2c_graph.validation.submitted import Submitted

TODAY = datetime.date(2026, 11, 22)


def facts(quads):
    store = Store()
    store.bulk_extend(quads)
    return StoredFacts("a graph", store, frozenset(store.named_graphs()), small=True)


def submitted(quads, replaces=()):
    return Submitted(
        (Document("s.ttl", tuple(quads), {}),), replaces=frozenset(replaces)
    )


def whole(book, quads):
    """Return the keys of the results over all `quads`."""
    merged = list(dict.fromkeys(Quad(q.subject, q.predicate, q.object) for q in quads))
    seen = [*merged, *derived(merged, TODAY)]
    rules = shapes.shapes_graph(Scope(book.dataset))
    found = shapes.results(graphs.memory_store(seen), seen, rules, "en")
    return {key_of(remark) for remark in found}


def as_it_would_be(published, handed_in):
    """Return the whole graph with the submission."""
    kept = (q for q in published if q.graph_name.value not in handed_in.replaces)
    stated = (document.quads for document in handed_in.documents)
    return [*kept, *graphs.merged(stated)]


def small(book, published, handed_in):
    """Return the keys of results that are new, and of those that are gone."""
    changes = Changes(handed_in, Lookups(published))
    found = outcome(changes, book, "en", TODAY)
    return set(map(key_of, found.new)), set(map(key_of, found.gone))


def generated(seed, published):
    """Return a submission made from `published` by chance, the same for a `seed`."""
    chance = random.Random(seed)
    data = [q for q in published if "/graph/data/" in q.graph_name.value]
    by_graph = {}
    for quad in data:
        by_graph.setdefault(quad.graph_name.value, []).append(quad)
    names = chance.sample(sorted(by_graph), chance.randint(1, 2))
    taken = [quad for name in names for quad in by_graph[name]]
    if chance.random() < 0.3:
        return submitted(_spoilt(_copies(taken, chance), data, chance))
    if chance.random() < 0.4:
        return submitted(
            _spoilt(chance.sample(taken, min(30, len(taken))), data, chance)
        )
    return submitted(_spoilt(taken, data, chance), names)


def _copies(quads, chance):
    """Yield all that is said of some entries, with other IRIs."""
    subjects = sorted({quad.subject for quad in quads}, key=str)
    chosen = chance.sample(subjects, min(8, len(subjects)))
    copies = {one: NamedNode(f"{one.value}-copy") for one in chosen}
    for quad in quads:
        if quad.subject in copies:
            value = copies.get(quad.object, quad.object)
            yield Quad(copies[quad.subject], quad.predicate, value)


def _spoilt(quads, data, chance):
    """Yield `quads`, some left out, some with another value or another subject."""
    rate = chance.choice([0.02, 0.1, 0.4])
    for quad in quads:
        if chance.random() >= rate:
            yield quad
            continue
        kind = chance.choice(["left out", "value", "subject", "like it", "date"])
        if kind == "value":
            yield Quad(quad.subject, quad.predicate, chance.choice(data).object)
        elif kind == "subject":
            yield Quad(chance.choice(data).subject, quad.predicate, quad.object)
        elif kind == "like it":
            same = [q.object for q in data if q.predicate == quad.predicate]
            yield Quad(quad.subject, quad.predicate, chance.choice(same))
        elif kind == "date":
            yield _with_other_date(quad, chance)


def _with_other_date(quad, chance):
    value = quad.object
    if isinstance(value, Literal) and value.value[:4].isdecimal():
        text = f"{chance.randint(1850, 2060)}{value.value[4:]}"
        value = Literal(text, datatype=value.datatype)
    return Quad(quad.subject, quad.predicate, value)
