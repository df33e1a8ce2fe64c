"""Run every case of `tests/shapes/<Class>/` through the shapes, all in one go.

Each case names its own entries, so that the results can be told apart by focus
node; `context.ttl` holds what the cases lean on. `python -m tests.shapes.cases`
writes the reports anew; read the difference before you commit it.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode
from pyoxigraph import Quad

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.reading import read_file
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation import graphs
from c2c_graph.validation import shapes
from c2c_graph.validation.derived import derived
from c2c_graph.validation.scope import Scope

FOLDER = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"


@dataclass(frozen=True)
class Case:
    """One case file; its name says what is right or wrong in it."""

    path: Path
    quads: tuple[Quad, ...]

    @property
    def name(self):
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def is_valid(self):
        return self.path.name.startswith("valid.")

    @property
    def report(self):
        return self.path.with_suffix(".report.tsv")

    @property
    def subjects(self):
        return {quad.subject for quad in self.quads}


def load_case(path):
    quads = read_file(path, name=path.name).quads
    # labels of blank nodes are told apart by file
    label = "".join(c for c in f"{path.parent.name}{path.stem}" if c.isalnum())
    return Case(path, tuple(_with_label(quad, label) for quad in quads))


def all_cases():
    return [load_case(path) for path in sorted(FOLDER.glob("*/*.ttl"))]


def fast(data, quads, rules):
    """Validate as `c2c check` does."""
    return shapes.results(data, quads, rules, "en")


def plain(data, quads, rules):
    """Validate by the engine alone, the shapes as they stand."""
    return shapes.validate(data, rules, "en")


def rows_by_case(cases, validate=fast, make_graph=graphs.memory_store):
    """Return the rows of each case's report, by the name of the case."""
    scope = Scope(read_dataset(packaged_dataset()))
    context = read_file(FOLDER / "context.ttl", name="context.ttl").quads
    classes = [q for q in shapes.data_quads(scope) if q.predicate.value == SUBCLASS]
    quads = [*classes, *context, *(quad for case in cases for quad in case.quads)]
    quads += derived(quads, TODAY)
    rules = shapes.shapes_graph(scope)
    owners = {_key(node): case.name for case in cases for node in case.subjects}
    rows = {case.name: set() for case in cases}
    for remark in validate(make_graph(quads), quads, rules):
        owner = owners.get(_key(remark.focus))
        if owner:
            rows[owner].add(_row(remark))
    return {name: sorted(found) for name, found in rows.items()}


def text_of(rows):
    return "".join("\t".join(row) + "\n" for row in rows)


def _row(remark):
    prefixes = load_prefixes()
    blank = isinstance(remark.focus, BlankNode)
    return (
        str(remark.severity),
        "_:" if blank else shorten(remark.focus.value, prefixes),
        shorten(remark.path.value, prefixes) if remark.path else "",
        shorten(remark.rule, prefixes),
        remark.message,
    )


def _key(node):
    return str(node)


def _with_label(quad, label):
    subject = quad.subject
    if isinstance(subject, BlankNode):
        subject = BlankNode(label)
    return Quad(subject, quad.predicate, quad.object)


def main():
    cases = all_cases()
    for name, rows in rows_by_case(cases).items():
        case = next(case for case in cases if case.name == name)
        case.report.write_text(text_of(rows))


if __name__ == "__main__":
    main()
