"""What a check has to say, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.places import Place
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.report import Severity
from c2c_graph.validation.scope import Statement


@dataclass(frozen=True)
class Remark:
    """What a check has to say about a statement, before it is put into words.

    With `message` the words are given; else `rule` names its row in `RULES`,
    and `details` fill it. Without `file` the statement is looked up, without
    `place` its place. `component` is the local name of the kind of constraint
    that failed (SHACL §4), such as `DatatypeConstraintComponent`. Where `focus` is
    described elsewhere, `cause` is the statement of `file` that leads to this.
    """

    rule: str
    focus: Term | None = None
    path: NamedNode | None = None
    value: Term | None = None
    file: SourceFile | None = None
    details: Mapping[str, str | Term] = field(default_factory=dict)
    message: str = ""
    severity: Severity = Severity.VIOLATION
    place: Place | None = None
    component: str = ""
    cause: Quad | None = None

    @classmethod
    def about(cls, rule: str, statement: Statement, **details: str | Term) -> "Remark":
        """Return what the row `rule` of the table has to say about `statement`."""
        quad = statement.quad
        return cls(
            rule, quad.subject, quad.predicate, quad.object, statement.file, details
        )
