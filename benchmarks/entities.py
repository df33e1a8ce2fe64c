"""One entity and another: as Turtle and as a page, distinct ones and repeated."""

from collections.abc import Iterator
from itertools import cycle
from typing import Final

from benchmarks import cities
from benchmarks import servers
from benchmarks import trifid
from benchmarks.load import Round
from benchmarks.load import get
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.rounds import alternate
from benchmarks.rounds import rates
from benchmarks.rounds import ratio
from benchmarks.servers import Server
from benchmarks.table import Row
from benchmarks.table import at_least
from c2c_graph.rdf import shown

TURTLE: Final = "text/turtle"
# more than any server answers in a second here
_MOST_A_SECOND: Final = 12_000
_REPEATED: Final = 50
_OXIGRAPH_SHARE: Final = 0.35
_TRIFID_MULTIPLE: Final = 6.0
_PAGE_SHARE: Final = 0.5
SHORT: Final = """\
CONSTRUCT {{ <{0}> ?p ?o . ?s ?q <{0}> }}
WHERE {{ {{ <{0}> ?p ?o }} UNION {{ ?s ?q <{0}> }} }}"""
# what our document says: facts, what points to it, parts of parts, labels
_LINKS: Final = "|".join(
    [*map(str, shown.PARTS), *(f"^{link}" for link in shown.PARTS_POINTING)]
)
_OWNED: Final = "|".join(map(str, shown.PARTS))
_LABELS: Final = ", ".join(map(str, shown.LABELS))
_PARTS: Final = f"({_LINKS})/({_OWNED})?/({_OWNED})?"
_LABELLED: Final = f"?s ?p ?o FILTER(?p IN ({_LABELS}))"
WHOLE: Final = f"""\
CONSTRUCT {{{{ ?s ?p ?o }}}} WHERE {{{{
  {{{{ BIND(<{{0}}> AS ?s) ?s ?p ?o }}}}
  UNION {{{{ BIND(<{{0}}> AS ?o) ?s ?p ?o }}}}
  UNION {{{{ <{{0}}> {_PARTS} ?s . ?s ?p ?o }}}}
  UNION {{{{ <{{0}}> ?x ?s . {_LABELLED} }}}}
  UNION {{{{ ?s ?x <{{0}}> . {_LABELLED} }}}}
  UNION {{{{ <{{0}}> {_PARTS} ?part . ?part ?x ?s . {_LABELLED} }}}}
}}}}"""


def as_turtle(corpus: Corpus, length: Length) -> list[Row]:
    """Measure distinct entities as Turtle against Oxigraph's CONSTRUCT of the same."""
    with servers.ours(corpus) as ours, servers.oxigraph(corpus) as theirs:
        whole = alternate([ours, theirs], _Entities(length, WHOLE), length)
        short = alternate([ours, theirs], _Entities(length, SHORT), length)
    return [
        _against_oxigraph(
            "against CONSTRUCT of the same triples", whole, _OXIGRAPH_SHARE
        ),
        _against_oxigraph("against CONSTRUCT of its facts and pointers", short, None),
    ]


def repeated(corpus: Corpus, length: Length) -> list[Row]:
    """Measure a few entities that are asked for again and again."""
    iris = cities.things()[:_REPEATED]
    with servers.ours(corpus) as ours, servers.oxigraph(corpus) as theirs:
        found = alternate(
            [ours, theirs],
            lambda server, _: cycle([request(server, iri, SHORT) for iri in iris]),
            length,
        )
    return [_against_oxigraph("again and again, against CONSTRUCT", found, 1.0)]


def as_pages(corpus: Corpus, length: Length) -> list[Row]:
    """Measure distinct entities as pages against the same as Turtle, both ours."""
    with servers.ours(corpus) as turtle:
        page = Server("page", turtle.process_id, turtle.port, turtle.path)
        found = alternate([turtle, page], _Entities(length, WHOLE), length)
    told = rates(found["page"]), rates(found["ours"])
    compared = ratio(found["page"], found["ours"])
    return [at_least("entities as pages, against Turtle", *told, compared, _PAGE_SHARE)]


def against_trifid(corpus: Corpus, length: Length) -> list[Row]:
    """Measure the same against trifid, where Node is present."""
    name = "entities as Turtle, against trifid"
    if missing := trifid.missing():
        return [Row(name, "", f"skipped: {missing}")]
    with (
        servers.ours(corpus) as ours,
        servers.oxigraph(corpus) as store,
        trifid.trifid(corpus, store) as theirs,
    ):
        found = alternate([ours, theirs], _Entities(length, WHOLE), length)
    told = rates(found["ours"]), rates(found["trifid"])
    compared = ratio(found["ours"], found["trifid"])
    return [at_least(name, *told, compared, _TRIFID_MULTIPLE)]


def request(server: Server, iri: str, construct: str) -> bytes:
    """Return a prepared request for the entity `iri`.

    Ours is asked for its document; Oxigraph is asked `construct`.
    """
    path = iri.removeprefix("https://w3id.org/city2city")
    if server.name == "oxigraph":
        return server.query(construct.format(iri), TURTLE)
    if server.name == "trifid":
        return get(path, TURTLE)
    document = path.replace("/id/", "/doc/", 1)
    return get(document, "text/html" if server.name == "page" else TURTLE)


class _Entities:
    """The requests of a round: of no entity twice, each round's apart."""

    def __init__(self, length: Length, construct: str) -> None:
        self._construct = construct
        self._iris = cities.things()
        there_are = len(self._iris) // (length.rounds + 1)
        self._share = min(int(_MOST_A_SECOND * length.seconds), there_are)

    def __call__(self, server: Server, number: int) -> Iterator[bytes]:
        start = number * self._share
        iris = self._iris[start : start + self._share]
        return iter([request(server, iri, self._construct) for iri in iris])


def _against_oxigraph(
    what: str, found: dict[str, list[Round]], least: float | None
) -> Row:
    told = rates(found["ours"]), rates(found["oxigraph"])
    compared = ratio(found["ours"], found["oxigraph"])
    name = f"entities as Turtle, {what}"
    if least is None:
        return Row(name, *told, compared)
    return at_least(name, *told, compared, least)
