"""How releases differ, for people: counts by graph and by thing."""

import dataclasses

from flask import json
from flask import render_template
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.release.differences import Difference
from c2c_graph.release.differences import predecessor
from c2c_graph.release.tally import Count
from c2c_graph.web import kinds
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown


@dataclasses.dataclass(frozen=True)
class ShownCount:
    """A graph or a thing on the page, and how many of its triples came and left."""

    name: Shown
    count: Count


def numbers(found: Difference) -> str:
    """Return the same counts as JSON."""
    summary = found.summary
    told = {
        "from": found.old,
        "to": found.new,
        "added": summary.added,
        "removed": summary.removed,
        **dataclasses.asdict(summary),
    }
    return json.dumps(told) + "\n"


def page(found: Difference) -> str:
    """Return the page, with names in the reader's language."""
    names = Names(view().facts, languages())
    graphs = found.summary.graphs
    counts = sorted(graphs, key=lambda count: count.iri == namespaces.INFERRED_GRAPH)
    return render_template(
        "difference.html",
        difference=found,
        asked=f"?from={found.old}",
        neighbours=found.old == predecessor(found.new),
        newest=view().number,
        graphs=[_shown(names, c) for c in (*counts, *found.summary.derived)],
        kinds=[
            (
                kinds.plural(kind.name),
                kind.number,
                [_shown(names, c) for c in kind.things],
            )
            for kind in found.summary.kinds
        ],
    )


def _shown(names: Names, count: Count) -> ShownCount:
    try:
        return ShownCount(names.show(NamedNode(count.iri)), count)
    except ValueError:  # a blank node
        return ShownCount(Shown(count.iri), count)
