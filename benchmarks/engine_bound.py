"""Queries whose time is evaluation: grouping, joins, paths, a scan with a regex."""

import statistics
from collections.abc import Sequence
from typing import Final

from benchmarks import cities
from benchmarks import servers
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.servers import Server
from benchmarks.table import Row
from benchmarks.table import at_most
from benchmarks.table import spread
from c2c_graph import namespaces

_PREFIXES: Final = """\
PREFIX c2c: <https://w3id.org/city2city/ns#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
"""
# each with a constant that is another one every time, so that nothing is cached
QUERIES: Final = {
    "group by": """\
SELECT ?country (COUNT(?city) AS ?cities) (SUM(?value) AS ?people) WHERE {{
  ?o schema:observationAbout ?city ; schema:value ?value .
  ?city c2c:country ?country .
  FILTER(?value > {0})
}} GROUP BY ?country ORDER BY ?country""",
    "join": """\
SELECT (COUNT(*) AS ?n) WHERE {{
  VALUES ?network {{ {networks} }}
  ?m org:organization ?network ; c2c:memberCity ?city .
  ?commitment c2c:madeBy ?city ; c2c:hasTarget ?target .
  ?target c2c:targetYear ?year .
  ?o schema:observationAbout ?city ; schema:value ?value .
  FILTER(?value > {0})
}}""",
    "path": """\
SELECT (COUNT(*) AS ?n) WHERE {{
  <{city}> (^c2c:memberCity|c2c:memberCity|org:organization|^org:organization)+ ?x
}}""",
    "regex scan": """\
SELECT (COUNT(*) AS ?n) WHERE {{
  ?s a c2c:City ; rdfs:label ?label FILTER(REGEX(STR(?label), "city 0*{0}[0-9]", "i"))
}}""",
}
# what counts as bound to the engine
LEAST_SECONDS: Final = 0.1
_MOST: Final = 1.1
# so many for each query slot, before anything counts: each keeps blocks of its own
_WARM_UP: Final = 12
# of how many networks the join takes the members
_NETWORKS: Final = 4


def engine_bound(corpus: Corpus, length: Length) -> list[Row]:
    """Measure each kind of query, one query at a time, ours and Oxigraph's."""
    with servers.ours(corpus) as ours, servers.oxigraph(corpus) as theirs:
        return [
            _compared(kind, [_text(kind, n) for n in numbers], ours, theirs)
            for kind in QUERIES
            for numbers in [range(_WARM_UP + 2 * length.rounds)]
        ]


def _text(kind: str, number: int) -> str:
    city = cities.iri("city", number * 997 % cities.CITIES)
    joined = range(number, number + _NETWORKS)
    names = [cities.network(other % cities.NETWORKS) for other in joined]
    networks = " ".join(f"<{namespaces.THINGS}network/{name}>" for name in names)
    return _PREFIXES + QUERIES[kind].format(number + 10, city=city, networks=networks)


def _compared(kind: str, texts: list[str], ours: Server, theirs: Server) -> Row:
    for text in texts[:_WARM_UP]:
        ours.ask(text)
        theirs.ask(text)
    seconds: dict[str, list[float]] = {ours.name: [], theirs.name: []}
    for number, text in enumerate(texts[_WARM_UP:]):
        order = (ours, theirs) if number % 2 else (theirs, ours)
        for server in order:
            seconds[server.name].append(server.ask(text))
    mine, others = seconds[ours.name], seconds[theirs.name]
    compared = statistics.median(mine) / statistics.median(others)
    told = (_told(mine), _told(others))
    name = f"{kind}, distinct"
    if statistics.median(others) < LEAST_SECONDS:
        return Row(f"{name} (under {LEAST_SECONDS:g} s)", *told, compared)
    return at_most(name, *told, compared, _MOST)


def _told(seconds: Sequence[float]) -> str:
    return spread([value * 1000 for value in seconds], "ms")
