"""Lay the data of the suite out as releases of ours, in two ways.

`one_release_each`: every distinct dataset is a release, whose default graph a query
sees as it is. `graphs_of_one`: all files are named graphs of one release, and each
query brings its dataset in the protocol's parameters.
"""

import shutil
from dataclasses import dataclass
from dataclasses import field

from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from pyoxigraph import serialize

from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings
from tests.protocol.asking import Endpoint
from tests.w3c.cases import BASE

GRAPHS = "https://w3id.org/city2city/graph/"
ALL_STORES = 1000


@dataclass
class Places:
    """Where the data of a case is: which release, and which graphs of it.

    `own` gives the graph of a file that has no triples, which names none itself.
    """

    host: str = ""
    releases: dict = field(default_factory=dict)
    own: dict = field(default_factory=dict)

    def of(self, suite, case):
        """Return the endpoint to ask and the parameters that name the dataset."""
        if self.releases:
            return self._own_release(suite, case)
        if suite.described(case):
            return Endpoint(self.host), []
        named = [("named-graph-uri", self._graph(file)) for file in case.named]
        default = [("default-graph-uri", self._graph(f)) for f in case.defaults]
        nothing = [("default-graph-uri", self.own[None])]
        return Endpoint(self.host), (default + named) or nothing

    def _own_release(self, suite, case):
        number = self.releases[_dataset(suite, case)]
        endpoint = Endpoint(self.host, f"/releases/{number}/sparql")
        if suite.described(case) or not suite.names_graphs(case):
            return endpoint, []
        # a release shows its sources as named graphs too, the suite's has its own
        default = [(("default-graph-uri"), GRAPHS + f"data/{number}")]
        return endpoint, default + [("named-graph-uri", BASE + f) for f in case.named]

    def _graph(self, file):
        return self.own.get(file, BASE + file)


def one_release_each(suite, cases, folder):
    """Make a release of each dataset below `folder`; return the `Places`."""
    places = Places()
    source = folder / "dataset"
    for case in cases:
        dataset = _dataset(suite, case)
        if dataset in places.releases:
            continue
        defaults, named = dataset
        number = len(places.releases) + 1
        shutil.rmtree(source, ignore_errors=True)
        text = serialize(_merged(suite, defaults), format=RdfFormat.N_TRIPLES)
        _write(source / f"data/{number}.ttl", text)
        for place, file in enumerate(named):
            _write(source / f"shapes/{place}.nq", _in_its_graph(suite, file))
        settings = Settings(home=folder / "var", dataset=source, kept_stores=ALL_STORES)
        assert make_release(settings, gate=None).number == number
        places.releases[dataset] = number
    return places


def graphs_of_one(suite, cases, folder):
    """Make one release of all data below `folder`; return the `Places`."""
    places = Places()
    source = folder / "dataset"
    _write(source / "data/nothing.ttl", b"")
    places.own[None] = GRAPHS + "data/nothing"
    files = {f for case in cases for part in _dataset(suite, case) for f in part}
    for number, file in enumerate(sorted(files)):
        text = _in_its_graph(suite, file)
        # what is no data of ours has its graph and is not in the default graph
        _write(source / f"shapes/{number}.{'nq' if text else 'ttl'}", text)
        if not text:
            places.own[file] = GRAPHS + f"shapes/{number}"
    make_release(Settings(home=folder / "var", dataset=source), gate=None)
    return places


def _dataset(suite, case):
    return case.defaults, (*case.named, *suite.described(case))


def _merged(suite, files):
    """Yield the triples of `files`, whose blank nodes are apart (RDF 1.1 §4.1)."""
    for file in files:
        for quad in _quads(suite, file, rename=len(files) > 1):
            yield quad.triple


def _in_its_graph(suite, file):
    graph = NamedNode(BASE + file)
    quads = (Quad(q.subject, q.predicate, q.object, graph) for q in _quads(suite, file))
    return serialize(quads, format=RdfFormat.N_QUADS)


def _quads(suite, file, rename=False):
    syntax = RdfFormat.from_extension(file.rpartition(".")[2])
    path = str(suite.folder / file)
    return parse(
        path=path, format=syntax, base_iri=BASE + file, rename_blank_nodes=rename
    )


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
