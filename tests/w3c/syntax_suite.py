"""The cases of the W3C's suites for Turtle, TriG, N-Triples and N-Quads."""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm
from pyoxigraph import Dataset
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Store
from pyoxigraph import parse

from c2c_graph.rdf import formats
from c2c_graph.rdf.reading import read_file

# the folders of the suites, and what relative IRIs of their files are against
BASES = {
    "turtle": "http://www.w3.org/2013/TurtleTests/",
    "trig": "http://www.w3.org/2013/TriGTests/",
    "ntriples": "http://www.w3.org/2013/N-TriplesTests/",
    "nquads": "http://www.w3.org/2013/N-QuadsTests/",
}
LISTED = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
SELECT ?type ?action ?result
WHERE { ?case a ?type ; mf:action ?action . OPTIONAL { ?case mf:result ?result } }
ORDER BY ?case
"""


@dataclass(frozen=True)
class Case:
    """One case: its file, that of its result, and whether it is to be refused."""

    path: Path
    result: Path | None
    refused: bool

    @property
    def home(self):
        """Return the IRI of the file, which is that of its default graph too."""
        return BASES[self.path.parent.name] + self.path.name

    def document(self):
        """Return the file, read; raise what reading it raises."""
        return read_file(self.path, name=self.path.name, graph=self.home)

    def expected(self):
        """Return the quads of the result; two results have IRIs of odd characters."""
        format = formats.FILE_FORMATS[self.result.suffix].syntax
        return canonical(parse(self.result.read_bytes(), format=format, lenient=True))


def cases(below):
    """Return every case of the suites, by suite and name."""
    return [case for room in BASES for case in _listed(below / room)]


def _listed(room):
    store = Store()
    manifest = room / "manifest.ttl"
    store.load(path=str(manifest), format=RdfFormat.TURTLE, base_iri="x:/manifest")
    for row in store.query(LISTED):
        result = room / _name(row["result"]) if row["result"] else None
        yield Case(room / _name(row["action"]), result, "Negative" in row["type"].value)


def _name(iri):
    return iri.value.removeprefix("x:/")


def canonical(quads, home=None):
    """Return the quads with one naming of blank nodes (RDFC-1.0).

    Those of the graph `home` go into the default graph.
    """
    left = NamedNode(home) if home else None
    dataset = Dataset(_moved(quad, left) for quad in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def _moved(quad, home):
    if quad.graph_name != home:
        return quad
    return Quad(quad.subject, quad.predicate, quad.object)
