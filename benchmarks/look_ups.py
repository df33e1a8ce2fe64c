"""Small look-ups: distinct ones, which no cache can answer, and repeated ones."""

from collections.abc import Iterator
from itertools import cycle
from typing import Final

from benchmarks import cities
from benchmarks import servers
from benchmarks import virtuoso
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.rounds import alternate
from benchmarks.rounds import rates
from benchmarks.rounds import ratio
from benchmarks.servers import Server
from benchmarks.table import Row
from benchmarks.table import at_least

TEXTS: Final = (
    "SELECT ?p ?o WHERE {{ <{0}> ?p ?o }}",
    "SELECT ?name WHERE {{ <{0}> <http://www.w3.org/2000/01/rdf-schema#label> ?name }}",
    "ASK {{ <{0}> a ?kind }}",
    "SELECT ?s ?p WHERE {{ ?s ?p <{0}> }} LIMIT 20",
)
# more than any server answers in a second here
_MOST_A_SECOND: Final = 25_000
# queries that are asked again and again
REPEATED: Final = 50
# answers that are compared before any time is
_ALIKE: Final = 40
_OXIGRAPH_SHARE: Final = 0.2
_VIRTUOSO_MULTIPLE: Final = 1.5


def distinct(corpus: Corpus, length: Length) -> list[Row]:
    """Measure look-ups of which no two are the same, ours and Oxigraph's."""
    look_ups = LookUps(length)
    with servers.ours(corpus) as ours, servers.oxigraph(corpus) as theirs:
        told, compared = _compared(ours, theirs, look_ups, length)
    name = "distinct look-ups, against oxigraph"
    return [at_least(name, *told, compared, _OXIGRAPH_SHARE)]


def against_virtuoso(corpus: Corpus, length: Length) -> list[Row]:
    """Measure the same against Virtuoso 7, where its Debian package is installed."""
    name = "distinct look-ups, against Virtuoso 7"
    missing = virtuoso.missing()
    if missing:
        return [Row(name, "", f"skipped: {missing}")]
    look_ups = LookUps(length)
    with servers.ours(corpus) as ours, virtuoso.virtuoso(corpus) as theirs:
        told, compared = _compared(ours, theirs, look_ups, length)
    return [at_least(name, *told, compared, _VIRTUOSO_MULTIPLE)]


def _compared(
    ours: Server, theirs: Server, look_ups: "LookUps", length: Length
) -> tuple[tuple[str, str], float]:
    """Return the rates of both for a table, and ours as a multiple of theirs."""
    for number in range(_ALIKE):
        text = look_ups.text(number)
        if ours.size(text) != theirs.size(text):
            raise RuntimeError(f"{theirs.name} answers otherwise than we do: {text}")
    found = alternate([ours, theirs], look_ups.of_round, length)
    mine, others = found[ours.name], found[theirs.name]
    return (rates(mine), rates(others)), ratio(mine, others)


def repeated(corpus: Corpus, length: Length) -> list[Row]:
    """Measure a few look-ups that are asked again and again."""
    look_ups = LookUps(length)
    texts = [look_ups.text(number) for number in range(REPEATED)]
    with servers.ours(corpus) as ours, servers.oxigraph(corpus) as theirs:
        found = alternate(
            [ours, theirs],
            lambda server, _: cycle([server.query(text) for text in texts]),
            length,
        )
    row = at_least(
        "repeated look-ups",
        rates(found["ours"]),
        rates(found["oxigraph"]),
        ratio(found["ours"], found["oxigraph"]),
        1.0,
    )
    return [row]


class LookUps:
    """Distinct look-ups of all forms, each round's apart from the others'."""

    def __init__(self, length: Length) -> None:
        iris = cities.things()
        there_are = len(TEXTS) * len(iris) // (length.rounds + 1)
        self._share = min(int(_MOST_A_SECOND * length.seconds), there_are)
        self._iris = iris

    def text(self, number: int) -> str:
        """Return one look-up; none comes twice until all have come."""
        times, place = divmod(number, len(self._iris))
        return TEXTS[(times + place) % len(TEXTS)].format(self._iris[place])

    def of_round(self, server: Server, number: int) -> Iterator[bytes]:
        """Return the requests of a round; they are prepared before it begins."""
        numbers = range(number * self._share, (number + 1) * self._share)
        return iter([self.request(server, number) for number in numbers])

    def request(self, server: Server, number: int) -> bytes:
        """Return the prepared request of one look-up."""
        return server.query(self.text(number))
