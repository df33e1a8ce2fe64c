"""Import the Net Zero Tracker's table of cities: commitments, targets, baselines.

`prepare` reads and decides, `Import.write` writes; between the two nothing has
changed. The rules stand in `docs/net-zero-tracker.md`.
"""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import errors
from c2c_graph.importing import cities
from c2c_graph.importing import nodes
from c2c_graph.importing import publications
from c2c_graph.importing import statements
from c2c_graph.importing.cities import Register
from c2c_graph.importing.countries import Countries
from c2c_graph.importing.countries import read_countries
from c2c_graph.importing.decision import Decision
from c2c_graph.importing.decision import decide
from c2c_graph.importing.entries import END
from c2c_graph.importing.entries import REQUIRED
from c2c_graph.importing.entries import Entry
from c2c_graph.importing.entries import read_entries
from c2c_graph.importing.graphfile import Change
from c2c_graph.importing.graphfile import GraphFile
from c2c_graph.importing.graphfile import add
from c2c_graph.importing.graphfile import change
from c2c_graph.importing.graphfile import open_graph
from c2c_graph.importing.lasting import merge
from c2c_graph.importing.lasting import retired
from c2c_graph.importing.report import Report
from c2c_graph.importing.table import read_table
from c2c_graph.rdf.prefixes import load_prefixes

COMMITMENTS: Final = "data/commitments/net-zero-tracker.ttl"
PUBLICATIONS: Final = "data/publications/net-zero-tracker.ttl"

# how the headers of files name it
CREDIT: Final = "Net Zero Tracker (CC BY 4.0)"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Import:
    """A prepared import: the files it changes, in the order of writing."""

    changes: tuple[Change, ...]
    report: Report

    def write(self, progress: Progress) -> None:
        """Write every changed file; each is whole or untouched.

        What is pointed to is written before what points, so that a crash leaves no
        commitment without its city or source; the same import again completes it.
        """
        for number, item in enumerate(self.changes, 1):
            progress(f"writing {item.path} ({number} of {len(self.changes)})")
            item.write()


def prepare(
    folder: Path, path: Path, *, snapshot: date, today: date, progress: Progress
) -> Import:
    """Return what importing the table at `path` does to the dataset in `folder`.

    `snapshot` is the day of the table; `today` dates a graph that is new. Raise
    `errors.SyntaxFault` where the table, `errors.RdfSyntaxError` where a file of
    the dataset cannot be read.
    """
    progress(f"reading {path}")
    table = read_table(path, REQUIRED)
    countries = read_countries(folder)
    entries = read_entries(table, countries.by_code)
    progress(f"{len(entries)} rows read; finding their cities")
    plan = _Plan(folder, snapshot, today, countries)
    decision = decide(entries, plan.register, plan.sources)
    progress(f"{len(decision.pledges)} rows can be stated")
    changes = tuple(plan.changes(decision))
    return Import(changes, plan.report(table.name, len(entries), decision, changes))


class _Plan:
    """The dataset as it stands, and what a decision changes in it."""

    def __init__(
        self, folder: Path, snapshot: date, today: date, countries: Countries
    ) -> None:
        self.folder = folder
        self.snapshot = snapshot
        self.today = today
        self.countries = countries
        self.prefixes = load_prefixes(folder)
        self.commitments = open_graph(folder, COMMITMENTS)
        self.publications = open_graph(folder, PUBLICATIONS)
        self.cities = {file.path: file for file in _graphs(folder, "data/cities")}
        self.register = Register(
            cities.read_cities(_triples(self.cities.values())),
            countries.by_name,
            _earlier(self.commitments),
        )
        others = _graphs(folder, "data/publications")
        self.library = publications.read_library(
            _triples(file for file in others if file.path != PUBLICATIONS)
        )

    def sources(self, entry: Entry) -> tuple[NamedNode, ...]:
        """Return the publications that `entry` cites; the snapshot where none."""
        cited = {self.library.publication(a): None for a in entry.sources.found}
        return tuple(cited) or (publications.snapshot(self.snapshot),)

    def changes(self, decision: Decision) -> Iterator[Change]:
        """Yield the changed files, what is pointed to before what points."""
        yield from self._change(
            self.publications,
            merge(self.publications, self._publications(decision)),
            "publications cited for climate commitments of cities",
        )
        yield from self._city_changes()
        yield from self._change(
            self.commitments,
            merge(self.commitments, _described(decision)),
            "climate commitments of cities",
        )

    def _publications(self, decision: Decision) -> list[Triple]:
        cited: dict[str, set[str]] = defaultdict(set)
        for pledge in decision.pledges:
            for address in pledge.entry.sources.found:
                cited[address].add(pledge.city.label)
        return [
            *publications.describe_snapshot(self.snapshot),
            *publications.describe_cited(cited, self.library),
        ]

    def _city_changes(self) -> Iterator[Change]:
        source = publications.snapshot(self.snapshot)
        by_file: dict[str, list[Triple]] = defaultdict(list)
        for city in self.register.minted.values():
            iso2 = city.key[:2]
            by_file[f"data/cities/{iso2}.ttl"] += cities.describe(city, iso2, source)
        for path, triples in sorted(by_file.items()):
            file = self.cities.get(path) or open_graph(self.folder, path)
            country = self.countries.labels[Path(path).stem.upper()]
            yield from self._change(file, add(file, triples), f"cities in {country}")

    def _change(
        self, file: GraphFile, triples: Iterable[Triple], title: str
    ) -> Iterator[Change]:
        found = change(
            file,
            triples,
            self.prefixes,
            title=title,
            credit=CREDIT,
            source=publications.snapshot(self.snapshot),
            today=self.today,
        )
        if found:
            yield found

    def report(
        self, table: str, rows: int, decision: Decision, changes: Iterable[Change]
    ) -> Report:
        """Return what is told of the import."""
        goals = [goal for pledge in decision.pledges for goal in pledge.goals]
        ends = sum(goal.role == END for goal in goals)
        minted = self.register.minted.values()
        return Report(
            table=table,
            snapshot=self.snapshot.isoformat(),
            rows=rows,
            commitments=len(decision.pledges),
            end_targets=ends,
            interim_targets=len(goals) - ends,
            baselines=sum(goal.baseline is not None for goal in goals),
            publications=len({s for p in decision.pledges for s in p.sources}),
            found=decision.ways,
            minted=tuple(sorted((city.key, city.label) for city in minted)),
            left_out=decision.left_out,
            doubts=decision.doubts,
            retired=_names(retired(self.commitments, _described(decision))),
            files=tuple(item.path for item in changes),
        )


def _described(decision: Decision) -> list[Triple]:
    return [t for pledge in decision.pledges for t in statements.describe(pledge)]


def _names(iris: Iterable[NamedNode]) -> tuple[str, ...]:
    return tuple(sorted(iri.value for iri in iris))


def _triples(files: Iterable[GraphFile]) -> Iterator[Triple]:
    return (triple for file in files for triple in file.triples)


def _graphs(folder: Path, below: str) -> list[GraphFile]:
    if not (folder / "data").is_dir():
        raise errors.DatasetUnreadable(f"{folder}: no data/ folder here")
    paths = sorted((folder / below).glob("*.ttl"))
    return [open_graph(folder, path.relative_to(folder).as_posix()) for path in paths]


def _earlier(file: GraphFile) -> dict[str, str]:
    """Return row id → city key, as an earlier import stated them."""
    made_by = nodes.term("madeBy")
    city = {
        triple.subject: nodes.key_of(triple.object)
        for triple in file.triples
        if triple.predicate == made_by and isinstance(triple.object, NamedNode)
    }
    return {
        triple.object.value: city[triple.subject]
        for triple in file.triples
        if triple.predicate == nodes.IDENTIFIER
        and isinstance(triple.object, Literal)
        and triple.subject in city
    }
