"""The history tells what each release changed, whatever happens to its index."""

import shutil
import sqlite3
from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.release import chronicle
from c2c_graph.release import pointer
from c2c_graph.release.build import make_release
from c2c_graph.release.chronicle import bring_up
from c2c_graph.release.history import open_history
from c2c_graph.release.manifest import read_manifest
from c2c_graph.settings import Settings
from tests.release.conftest import SmallDataset

MALMO = namespaces.THINGS + "city/se-malmo"
AARHUS = namespaces.THINGS + "city/dk-aarhus"
NORDIC = namespaces.THINGS + "region/nordic"
SE = namespaces.graph_iri("data/cities/se.ttl")
DK = namespaces.graph_iri("data/cities/dk.ttl")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three releases: the second adds a city, the third names it."""
    folder = tmp_path_factory.mktemp("made")
    dataset = SmallDataset(folder / "dataset")
    settings = Settings(home=folder / "home", dataset=dataset.folder)
    make_release(settings, gate=None)
    for text in ("a c2c:City", 'rdfs:label "Aarhus"@da'):
        dataset.write("data/cities/dk.ttl", f"city:dk-aarhus {text} .")
        make_release(settings, gate=None)
    return folder


@pytest.fixture
def settings(made, tmp_path):
    """The same, for this test to change."""
    shutil.copytree(made, tmp_path / "own", symlinks=True)
    return Settings(home=tmp_path / "own/home", dataset=tmp_path / "own/dataset")


@pytest.fixture
def home(made):
    return made / "home"


@pytest.fixture
def own_home(settings):
    return settings.home


@pytest.mark.parametrize(
    ("iri", "number", "expected"),
    [(MALMO, 3, 1), (AARHUS, 3, 3), (AARHUS, 2, 2), (AARHUS, 1, 1), (NORDIC, 2, 1)],
)
def test_a_document_is_as_old_as_its_last_change(home, iri, number, expected) -> None:
    assert open_history(home, number).last_change(iri) == expected


def test_every_change_of_a_document_is_told(home) -> None:
    assert open_history(home, 3).changes_of(AARHUS) == (1, 2, 3)
    assert open_history(home, 3).changes_of(MALMO) == (1,)


@pytest.mark.parametrize(("iri", "expected"), [(SE, 1), (DK, 3), (SE + "/none", 0)])
def test_a_graph_is_as_old_as_its_last_change(home, iri, expected) -> None:
    assert open_history(home, 3).graph_change(iri) == expected


def test_a_graph_that_is_gone_has_changed(settings) -> None:
    (settings.dataset / "data/cities/dk.ttl").unlink()
    make_release(settings, gate=None)
    assert open_history(settings.home, 4).graph_change(DK) == 4


def test_events_tell_what_the_manifests_do(home) -> None:
    events = open_history(home, 3).events()
    manifests = [read_manifest(pointer.release_folder(home, n)) for n in (1, 2, 3)]
    assert [event.number for event in events] == [1, 2, 3]
    assert [e.dataset_hash for e in events] == [m.dataset_hash for m in manifests]
    assert [(e.added, e.removed) for e in events] == [
        (m.added, m.removed) for m in manifests
    ]
    assert all(event.created.tzinfo is UTC for event in events)


def test_of_releases_within_one_second_the_last_counts(home) -> None:
    history = open_history(home, 3)
    assert history.at(history.created(3)) == 3
    assert history.at(history.created(1) - timedelta(seconds=1)) is None
    assert history.at(datetime.now(UTC) + timedelta(days=1)) == 3


def test_a_release_that_never_was_has_no_time(home) -> None:
    with pytest.raises(errors.UnknownRelease, match="no release 4"):
        open_history(home, 3).created(4)


def test_all_that_has_a_document_is_listed_with_its_last_change(home) -> None:
    listed = dict(open_history(home, 3).last_changes())
    assert list(listed) == sorted(listed)
    assert listed[MALMO] == 1
    assert listed[AARHUS] == 3
    assert listed[DK] == 3
    assert all(namespaces.is_ours(iri) and "#" not in iri for iri in listed)


def told(home) -> tuple[object, ...]:
    history = open_history(home, 3)
    things = [history.changes_of(iri) for iri in (MALMO, AARHUS, NORDIC)]
    graphs = [history.graph_change(iri) for iri in (SE, DK)]
    changed = history.index.rows("SELECT number, added, quad FROM change ORDER BY 1, 3")
    return things, graphs, changed, history.events()


def damage(path) -> None:
    path.write_bytes(b"no database" * 1_000)


def empty(path) -> None:
    path.write_bytes(b"")


def tell_of_others(path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("UPDATE release SET fingerprint = 'other'")
    rows.close()


def leave_a_journal(path) -> None:
    path.with_name(path.name + "-journal").write_bytes(path.read_bytes()[:4096])
    path.unlink()


@pytest.mark.parametrize(
    "harm", [lambda path: path.unlink(), damage, empty, tell_of_others, leave_a_journal]
)
def test_an_index_that_does_not_fit_is_written_anew(own_home, harm) -> None:
    before = told(own_home)
    harm(own_home / "history.sqlite")
    assert told(own_home) == before


def forget_the_last(path) -> None:
    with sqlite3.connect(path) as rows:
        for table in ("release", "thing", "graph", "change"):
            rows.execute(f"DELETE FROM {table} WHERE number = 3")
    rows.close()


def test_an_index_that_is_behind_is_brought_up(own_home) -> None:
    before = told(own_home)
    forget_the_last(own_home / "history.sqlite")
    assert told(own_home) == before


def test_after_many_changes_a_copy_of_the_index_takes_its_place(
    own_home, monkeypatch
) -> None:
    before = told(own_home)
    forget_the_last(own_home / "history.sqlite")
    inode = (own_home / "history.sqlite").stat().st_ino
    monkeypatch.setattr(chronicle, "_MANY", 0)
    assert told(own_home) == before
    assert (own_home / "history.sqlite").stat().st_ino != inode


def test_without_an_index_everything_counts_as_changed(own_home) -> None:
    (own_home / "history.sqlite").unlink()
    (own_home / "history.sqlite").mkdir()
    history = open_history(own_home, 3)
    assert history.last_change(MALMO) == 3
    assert history.graph_change(SE) == 3
    assert [event.number for event in history.events()] == [1, 2, 3]


def test_a_release_made_anew_after_an_older_one_replaces_what_was_told(
    settings,
) -> None:
    current = pointer.releases(settings.home) / "current"
    current.unlink()
    current.symlink_to("0002")
    SmallDataset(settings.dataset, {"data/regions.ttl": "region:nordic a c2c:Region ."})
    assert make_release(settings, gate=None).number == 3
    history = open_history(settings.home, 3)
    assert history.last_change(NORDIC) == 3
    assert len(history.events()) == 3


def test_bringing_up_what_is_up_changes_nothing(home) -> None:
    before = (home / "history.sqlite").stat()
    bring_up(home)
    after = (home / "history.sqlite").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
