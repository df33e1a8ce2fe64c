"""One open release as the web reads it, and the watch for the next one."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Mapping
from functools import cached_property
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference import jsonld
from c2c_graph.dereference import terms
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.dataset_description import describe_dataset
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.index import Index
from c2c_graph.dereference.lists import kept_index
from c2c_graph.dereference.sources import GraphSource
from c2c_graph.dereference.sources import source_of
from c2c_graph.dereference.terms import TermsDocument
from c2c_graph.dereference.versions import version_numbers
from c2c_graph.query.catalogue import load_catalogue
from c2c_graph.query.hints import known_in
from c2c_graph.query.hints import known_terms
from c2c_graph.rdf.prefixes import released_prefixes
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.feed import Feed
from c2c_graph.release.feed import open_feed
from c2c_graph.release.history import open_history
from c2c_graph.release.pointer import current_number
from c2c_graph.release.store import Release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from c2c_graph.web import software
from c2c_graph.web import validators
from c2c_graph.web.naming import Names
from c2c_graph.web.validators import Stamp

LOG = logging.getLogger(__name__)
# how long a look at the pointer to the newest release counts
LOOK_SECONDS: Final = 0.005
# preferences of readers for which names are remembered
_READERS: Final = 8
# so many requests of a worker wait at once for the lists of a new release
LISTING: Final = 4
# long documents kept ready, each up to some hundred KiB
REMEMBERED: Final = 24


class View:
    """A release and what is remembered of it; dropped whole when the next comes."""

    def __init__(self, release: Release, dataset: Path) -> None:
        self.release = release
        self._dataset = dataset
        self.prefixes = released_prefixes(release.store)
        self.facts = Facts(release.store)
        self.history = open_history(release.folder.parents[1], release.number)
        self._bodies: dict[Hashable, bytes] = {}
        self._keeping = threading.Lock()
        self._index: Index | None = None
        self._listing = threading.Semaphore(LISTING)
        self._ready = False
        self.source = lru_cache(10_000)(self._source)
        self.stamp = lru_cache(1_000)(self._stamp)
        self.names = lru_cache(_READERS)(self._names)
        self.dataset = lru_cache(2)(self._dataset_of)

    @property
    def number(self) -> int:
        """Return the number of the release."""
        return self.release.number

    @cached_property
    def token(self) -> str:
        """Return what tells this state of data and code from every other."""
        content = self.release.manifest.dataset_hash.rpartition(":")[2][:12]
        return f"{self.number}-{content}-{software.version()}"

    @cached_property
    def prefixes_hash(self) -> str:
        """Return what tells the prefixes from others, in hexadecimal digits."""
        told = repr(sorted(self.prefixes.items())).encode()
        return hashlib.sha256(told).hexdigest()[:12]

    def words(self) -> tuple[frozenset[str], Mapping[str, str], Callable[[str], bool]]:
        """Return the terms that a query can name, prefixes, and what knows an IRI."""
        return self._terms, self.prefixes, known_in(self.release.store)

    @cached_property
    def catalogue(self) -> tuple[SavedQuery, ...]:
        """Return the saved queries of the dataset."""
        return load_catalogue(self._dataset)

    @cached_property
    def _terms(self) -> frozenset[str]:
        return known_terms(self.release.store)

    @property
    def index(self) -> Index:
        """Return the lists of things by kind, made first where nobody has made them.

        Raise `errors.ServerBusy` where many wait for that: others need the threads.
        """
        if self._index is None:
            if not self._listing.acquire(blocking=False):
                raise errors.ServerBusy(
                    f"the lists of release {self.number} are being made; ask again"
                )
            try:
                self._index = kept_index(self.release.folder.parents[1], self.release)
            finally:
                self._listing.release()
        return self._index

    @cached_property
    def context(self) -> jsonld.Context:
        """Return the terms that JSON-LD is written with."""
        return jsonld.released_context(self.release.store, self.prefixes)

    @property
    def is_ready(self) -> bool:
        """Return whether documents can be answered at once; else `make_ready` first."""
        return self._ready

    def make_ready(self) -> None:
        """Open and read what every document needs, which may take a while."""
        _ = self.history, self.retired, self.context
        self._ready = True

    @cached_property
    def retired(self) -> frozenset[str]:
        """Return the IRIs of what was withdrawn: `data/retired.ttl` speaks of them."""
        store, graph = (
            self.release.store,
            NamedNode(namespaces.graph_iri("data/retired.ttl")),
        )
        stated = store.quads_for_pattern(None, None, None, graph)
        return frozenset(str(quad.subject)[1:-1] for quad in stated)

    @cached_property
    def feed(self) -> Feed:
        """Return what this release and those before it tell the feed."""
        return open_feed(self.release.folder.parents[1], self.number)

    @cached_property
    def vocabulary(self) -> TermsDocument:
        """Return the ontology as a document."""
        return terms.vocabulary(self.facts)

    @cached_property
    def versions(self) -> dict[str, int]:
        """Return version IRI → the last release with that version of the ontology."""
        numbers = (event.number for event in self.history.events())
        return version_numbers(self.release.folder.parents[1], numbers)

    @cached_property
    def shapes(self) -> TermsDocument:
        """Return the shapes as a document."""
        return terms.shapes(self.facts)

    def remember(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what `make` returns, kept for the next who asks for `key`.

        For the few long documents; the oldest goes when there are too many.
        """
        if key not in self._bodies:
            body = make()
            with self._keeping:
                self._bodies[key] = body
                while len(self._bodies) > REMEMBERED:
                    self._bodies.pop(next(iter(self._bodies)))
            return body
        return self._bodies.get(key) or make()

    def _source(self, graph: NamedNode) -> GraphSource:
        return source_of(self.facts, graph)

    def _dataset_of(
        self, dumps: tuple[DumpFile, ...], contact: str
    ) -> DatasetDescription:
        manifest, events = self.release.manifest, self.history.events()
        return describe_dataset(manifest, self.facts, dumps, events, contact)

    def _names(self, languages: tuple[str, ...]) -> Names:
        return Names(self.facts, languages)

    def _stamp(self, number: int) -> Stamp:
        return validators.stamp(self.history, number)


class Releases:
    """The newest release, opened; a look at the pointer tells when to open another."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening = threading.Lock()
        self._view: View | None = None
        self._looked = -LOOK_SECONDS
        self._number = 0

    def number(self) -> int:
        """Return the number of the newest release, 0 where there is none.

        The pointer is read at most every 5 ms: a new release is seen so much later.
        """
        now = time.monotonic()
        if now - self._looked > LOOK_SECONDS:
            self._looked = now
            try:
                self._number = current_number(self._settings.home)
            except errors.NoRelease:
                self._number = self._view.number if self._view else 0
        return self._number

    def opened(self) -> View | None:
        """Return the view of the newest release where it is open already."""
        view = self._view
        return view if view is not None and view.number == self.number() else None

    def current(self) -> View:
        """Return the view of the newest release; raise `errors.NoRelease`.

        A release that cannot be opened is logged, and the last one stays.
        """
        view = self._view
        try:
            number = current_number(self._settings.home)
        except errors.NoRelease:
            if view is None:
                raise
            return view
        if view is not None and view.number == number:
            return view
        with self._opening:
            if self._view is None or self._view.number != number:
                self._view = self._open(number)
            return self._view

    def _open(self, number: int) -> View:
        try:
            release = open_release(self._settings.home, number)
            return View(release, self._settings.dataset_folder())
        except (errors.C2CError, OSError):
            if self._view is None:
                raise
            LOG.exception("release %d cannot be opened; the last one stays", number)
            return self._view
