"""What all rules say of a graph, and which spoilt statements they notice."""

from functools import cache

from pyoxigraph import Quad

from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.reading import read_file
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation import checks
from c2c_graph.validation.scope import Scope
from tests.mutation.fixture_graph import fixture_quads
from tests.shapes.cases import FOLDER

GRAPH = "https://w3id.org/city2city/graph/data/fixture"


@cache
def valid_quads():
    """Return the statements of every valid case of the shapes."""
    paths = sorted(FOLDER.glob("*/valid.*.ttl"))
    return tuple(dict.fromkeys(q for path in paths for q in _read(path)))


@cache
def cities():
    """Return the statements of the sixty cities, of no graph."""
    return tuple(Quad(q.subject, q.predicate, q.object) for q in fixture_quads())


@cache
def ground():
    """Return what the mutants live on: valid cases, their context, sixty cities."""
    quads = (*valid_quads(), *_read(FOLDER / "context.ttl"), *cities())
    return tuple(dict.fromkeys(quads))


def killed(batch, before):
    """Return the mutants of `batch` that change what the rules say.

    `before` is what they say of the ground as it is.
    """
    spoilt = {mutant.quad: mutant.instead for mutant in batch}
    quads = [spoilt.get(quad, quad) for quad in ground()]
    after = rows([quad for quad in quads if quad is not None])
    owners = {str(mutant.subject): mutant for mutant in batch}
    found = set()
    for _, focus, _, value in before ^ after:
        found.add(owners.get(focus) or owners.get(value))
    return found - {None}


def rows(quads):
    """Return (rule, focus, path, value) of all that the rules say of `quads`."""
    document = Document("data/fixture.ttl", tuple(quads), {})
    file = SourceFile("data/fixture.ttl", "data", GRAPH, document)
    scope = Scope(Dataset(packaged_dataset(), (*_home(), file)))
    return {
        tuple(map(str, (remark.rule, remark.focus, remark.path, remark.value)))
        for remark in checks.remarks(scope, "en")
    }


@cache
def _home():
    """Return the vocabulary, the concepts and the shapes."""
    files = read_dataset(packaged_dataset()).files
    kept = ("ontology/", "shapes/", "data/concepts/")
    return tuple(file for file in files if file.path.startswith(kept))


def _read(path):
    return read_file(path, name=path.name).quads
