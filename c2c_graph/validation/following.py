"""Follow walks over a view: forwards for what a shape looks at, backwards for whom."""

from collections.abc import Iterable
from collections.abc import Iterator

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.views import View
from c2c_graph.validation.walks import Step
from c2c_graph.validation.walks import Walk
from c2c_graph.validation.walks import backwards


def statements_along(view: View, starts: Iterable[Term], walk: Walk) -> Iterator[Quad]:
    """Yield every statement of `view` that `walk` passes from any of `starts`.

    From all at once, so that what many of them lead to is followed once.
    """
    here = dict.fromkeys(starts)
    for step in walk:
        passed = list(_along(view, here, step))
        yield from passed
        ends = dict.fromkeys(_end(quad, step) for quad in passed)
        here = {**here, **ends} if step.repeated else ends


def start_of(statement: Quad, step: Step) -> Term:
    """Return the node of `statement` from which `step` passes it."""
    return statement.object if step.inverse else statement.subject


def nodes_before(view: View, start: Term, walk: Walk, at: int) -> set[Term]:
    """Return from where `walk` comes to `start` before its step number `at`."""
    step = walk[at]
    here: set[Term] = {start}
    before = backwards((step,) if step.repeated else ())
    for one in (*before, *backwards(walk[:at])):
        ends = {_end(quad, one) for quad in _along(view, here, one)}
        here = ends | here if one.repeated else ends
    return here


def _along(view: View, nodes: Iterable[Term], step: Step) -> Iterator[Quad]:
    seen: set[Term] = set()
    ahead = list(nodes)
    while ahead:
        node = ahead.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in _from(view, node, step):
            yield quad
            if step.repeated:
                ahead.append(_end(quad, step))


def _from(view: View, node: Term, step: Step) -> Iterator[Quad]:
    if not step.inverse and isinstance(node, Literal):
        return
    wanted: Iterable[NamedNode | None] = step.predicates or (None,)
    for predicate in wanted:
        if step.inverse:
            yield from view.match(None, predicate, node)
        else:
            yield from view.match(node, predicate, None)


def _end(quad: Quad, step: Step) -> Term:
    return quad.subject if step.inverse else quad.object
