"""Ways to spoil one statement, and the spoilt statements that can be told apart.

Many are put into one graph at once; what the rules then say differently is the
doing of the one whose entry it is about. So no two of them touch each other.
"""

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import namespaces

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
NUMBERS = {XSD + name for name in ("integer", "decimal", "double")}
DATES = {"gYear": "2999", "gYearMonth": "2999-01", "date": "2999-01-01"}


@dataclass(frozen=True)
class Mutant:
    """One statement, what stands in its place (None: nothing), and how it was made."""

    operator: str
    quad: Quad
    instead: Quad | None

    @property
    def subject(self):
        return self.quad.subject


def removed(quad):
    """Leave the statement out."""
    return None


def as_text(quad):
    """Lose the datatype or language, or write a name instead of an IRI."""
    value = quad.object
    text = value.value.rpartition("/")[2]
    plain = Literal(text if isinstance(value, NamedNode) else value.value)
    return with_value(quad, plain)


def misspelt_value(quad):
    """Point to what nothing describes."""
    if not isinstance(quad.object, NamedNode):
        return quad
    return with_value(quad, NamedNode(quad.object.value + "x"))


def misspelt_property(quad):
    """Use a property that nobody has defined."""
    name = quad.predicate.value
    return Quad(quad.subject, NamedNode(name[:-2] + name[-1]), quad.object)


def absurd_value(quad):
    """Keep the datatype and say what cannot be: a negative, a far year, nothing."""
    value = quad.object
    if not isinstance(value, Literal):
        return quad
    if value.language:
        return with_value(quad, Literal("", language=value.language))
    kind = value.datatype.value
    text = "-5" if kind in NUMBERS else DATES.get(kind.removeprefix(XSD), "")
    return with_value(quad, Literal(text, datatype=value.datatype))


def other_kind(quad):
    """Point to an entry of another class."""
    if not isinstance(quad.object, NamedNode) or quad.predicate == TYPE:
        return quad
    other = "country/dk" if "/city/" in quad.object.value else "city/dk-copenhagen"
    return with_value(quad, NamedNode(namespaces.THINGS + other))


OPERATORS = (
    removed,
    as_text,
    misspelt_value,
    misspelt_property,
    absurd_value,
    other_kind,
)


def with_value(quad, value):
    return Quad(quad.subject, quad.predicate, value)


def mutants_of(quads):
    """Yield every mutant of `quads` that says something else than before."""
    for quad in quads:
        for operator in OPERATORS:
            instead = operator(quad)
            if instead != Quad(quad.subject, quad.predicate, quad.object):
                yield Mutant(operator.__name__, quad, instead)


def batches(mutants, quads):
    """Yield lists of mutants whose subjects are no neighbours in `quads`."""
    near = defaultdict(set)
    for quad in quads:
        near[quad.subject].add(quad.object)
        near[quad.object].add(quad.subject)
    waiting = sorted(mutants, key=lambda m: (str(m.quad), m.operator))
    while waiting:
        taken, batch, left = set(), [], []
        for mutant in waiting:
            if mutant.subject in taken or near[mutant.subject] & taken:
                left.append(mutant)
            else:
                taken.add(mutant.subject)
                batch.append(mutant)
        yield batch
        waiting = left
