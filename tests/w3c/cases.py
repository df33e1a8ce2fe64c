"""The cases that the manifests of the W3C's suites list."""

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat
from pyoxigraph import Store

# every file of the suite has an IRI below this one
BASE = "http://example.org/w3c/"
LISTED = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?case ?type ?query ?result ?lax
 (GROUP_CONCAT(DISTINCT COALESCE(STR(?default), "")) AS ?defaults)
 (GROUP_CONCAT(DISTINCT COALESCE(STR(?named), "")) AS ?graphs)
WHERE {
  ?manifest mf:entries/rdf:rest*/rdf:first ?case .
  ?case a ?type ; mf:action ?action .
  OPTIONAL { ?action qt:query ?asked }
  BIND(COALESCE(?asked, ?action) AS ?query) FILTER isIRI(?query)
  OPTIONAL { ?case mf:result ?result }
  OPTIONAL { ?action qt:data ?default }
  OPTIONAL { ?action qt:graphData ?named FILTER isIRI(?named) }
  BIND(EXISTS { ?case mf:resultCardinality mf:LaxCardinality } AS ?lax)
}
GROUP BY ?case ?type ?query ?result ?lax
ORDER BY ?case
"""
EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
VALID = {"PositiveSyntaxTest", "PositiveSyntaxTest11"}
INVALID = {"NegativeSyntaxTest", "NegativeSyntaxTest11"}
# entailment: regimes that neither we nor Oxigraph claim
LEFT_OUT = {"entailment"}
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
_GRAPH = re.compile(r"\bGRAPH\b", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """One case; files are named by their path in the suite.

    `defaults` make the default graph together, each of `named` is a named graph;
    `lax` leaves it open how often a solution is repeated.
    """

    name: str
    kind: str
    query: str
    defaults: tuple[str, ...]
    named: tuple[str, ...]
    result: str | None
    lax: bool

    @property
    def room(self):
        return self.name.split("/")[1]


@dataclass(frozen=True)
class Suite:
    """The unpacked suites: their files, by the path below `folder`."""

    folder: Path

    def text(self, case):
        """Return the query of `case`, behind its own base IRI."""
        query = (self.folder / case.query).read_text("utf-8", "surrogateescape")
        return f"BASE <{BASE}{case.query}>\n{query}"

    def described(self, case):
        """Return the graphs that FROM clauses of the query name, as files."""
        room = case.query.rpartition("/")[0]
        names = sorted(set(_FROM.findall(self.text(case))))
        return tuple(f"{room}/{name}" for name in names)

    def names_graphs(self, case):
        """Return whether the query looks into named graphs."""
        return bool(_GRAPH.search(self.text(case)))

    def cases(self, kinds):
        """Return the cases of these kinds, in the order of their names."""
        manifests = sorted(self.folder.glob("*/*/manifest.ttl"))
        found = [case for path in manifests for case in self._listed(path)]
        return [c for c in found if c.kind in kinds and c.room not in LEFT_OUT]

    def _listed(self, manifest):
        path = manifest.relative_to(self.folder).as_posix()
        store = Store()
        store.load(path=str(manifest), format=RdfFormat.TURTLE, base_iri=BASE + path)
        return [_case(path.rpartition("/")[0], row) for row in store.query(LISTED)]


def _case(room, row):
    own = row["case"].value.rpartition("#")[2]
    return Case(
        name=f"{room}/{own}",
        kind=row["type"].value.rpartition("#")[2],
        query=_path(row["query"].value),
        defaults=tuple(map(_path, sorted(row["defaults"].value.split()))),
        named=tuple(map(_path, sorted(row["graphs"].value.split()))),
        result=_path(row["result"].value) if row["result"] else None,
        lax=row["lax"].value == "true",
    )


def _path(iri):
    return iri.removeprefix(BASE)
