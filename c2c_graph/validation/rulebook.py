"""The rules of a dataset, read once and used for many validations."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode
from pyoxigraph import Quad
from rdflib import SH

from c2c_graph import settings
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.terms import Term
from c2c_graph.validation import reach
from c2c_graph.validation.facts import Published
from c2c_graph.validation.prepared_shapes import IN_SCHEME
from c2c_graph.validation.prepared_shapes import PreparedShapes
from c2c_graph.validation.prepared_shapes import schemes
from c2c_graph.validation.reach import Reach
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.shapes import DECLARED
from c2c_graph.validation.stored_facts import facts_of
from c2c_graph.validation.views import View
from c2c_graph.validation.walks import Walk

_CONCEPTS = "data/concepts/"
# shapes are kept ready for so many states of the code lists
_MOST = 4


@dataclass(frozen=True)
class Rulebook:
    """Shapes, vocabulary and concepts of a dataset; nothing in it ever changes."""

    dataset: Dataset
    prefixes: Mapping[str, str]
    _prepared: dict[frozenset[Quad], PreparedShapes] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def of(cls, folder: Path) -> "Rulebook":
        """Return the rules of the dataset in `folder`; raise as `read_dataset`."""
        files = read_dataset(folder).files
        kept = (f for f in files if f.role != "data" or f.path.startswith(_CONCEPTS))
        return cls(Dataset(folder, tuple(kept)), load_prefixes(folder))

    @classmethod
    def packaged(cls) -> "Rulebook":
        """Return the rules of the packaged dataset."""
        return cls.of(settings.packaged_dataset())

    @cached_property
    def vocabulary(self) -> Published:
        """Return the vocabulary and its concepts as facts, with no data."""
        return facts_of(self.dataset.files, "nothing")

    @cached_property
    def reach(self) -> Reach:
        """Return what each shape looks at beyond its focus node.

        Raise `errors.DatasetUnreadable` where that is not well written.
        """
        declared = reach.declared(self._shapes, self.prefixes)
        made = self.shapes(self._codes).walks
        both = {*declared, *made}
        none: frozenset[Walk] = frozenset()
        return Reach(
            {s: made.get(s, none) | declared.get(s, none) for s in sorted(both)}
        )

    @cached_property
    def single_valued(self) -> frozenset[NamedNode]:
        """Return the properties of which shapes take one value at most."""
        most, one = str(SH.maxCount), "1"
        single = {
            q.subject
            for q in self._shapes
            if q.predicate.value == most and text_of(q.object) == one
        }
        paths = (q for q in self._shapes if q.predicate.value == str(SH.path))
        return frozenset(
            quad.object
            for quad in paths
            if quad.subject in single and isinstance(quad.object, NamedNode)
        )

    def shapes(self, codes: Iterable[Quad]) -> PreparedShapes:
        """Return the shapes ready for the engine, for these members of schemes."""
        key = frozenset(codes)
        if key not in self._prepared:
            while len(self._prepared) >= _MOST:
                self._prepared.pop(next(iter(self._prepared)), None)
            self._prepared[key] = PreparedShapes.of([*self._shapes, *self._names], key)
        return self._prepared[key]

    def codes(self, view: View) -> frozenset[Quad]:
        """Return who is in which of the schemes that shapes ask for, in `view`."""
        return frozenset(
            quad
            for scheme in self._schemes
            for quad in view.match(None, IN_SCHEME, scheme)
        )

    @cached_property
    def _schemes(self) -> frozenset[Term]:
        return schemes(self._shapes)

    @cached_property
    def _codes(self) -> frozenset[Quad]:
        quads = _quads(self.dataset.files)
        listed = (q for q in quads if q.predicate == IN_SCHEME)
        return frozenset(
            Quad(q.subject, q.predicate, q.object)
            for q in listed
            if q.object in self._schemes
        )

    @cached_property
    def _shapes(self) -> tuple[Quad, ...]:
        return _quads(self.dataset.role("shapes"))

    @cached_property
    def _names(self) -> tuple[Quad, ...]:
        """Return the prefixes that queries in shapes use."""
        quads = _quads(self.dataset.files)
        return tuple(quad for quad in quads if quad.predicate.value in DECLARED)


def _quads(files: Iterable[SourceFile]) -> tuple[Quad, ...]:
    return tuple(quad for file in files for quad in file.document.quads)
