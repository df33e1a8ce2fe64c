"""The next release is a checkpoint of the last, and only the change is applied."""

import gzip
import os
import shutil
from pathlib import Path

import pytest

from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.release.store import rebuild_store
from c2c_graph.settings import Settings


def files_below(folder: Path) -> dict[Path, tuple[int, int, int]]:
    found = {}
    for path in folder.rglob("*"):
        stat = path.stat()
        found[path] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return found


def packed(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


@pytest.fixture
def grown(dataset, release) -> None:
    """Make release 1, and 2 with one more city."""
    release()
    dataset.write("data/cities/dk.ttl", 'city:dk-aarhus rdfs:label "Aarhus"@da .')
    release()


def test_a_published_release_is_never_written_to(settings, dataset, release) -> None:
    release()
    first = pointer.release_folder(settings.home, 1)
    before = files_below(first)
    open_release(settings.home)
    dataset.write("data/cities/dk.ttl", "city:dk-aarhus a c2c:City .")
    dataset.write("ontology/more.ttl", "c2c:City rdfs:subClassOf schema:Thing .")
    release()
    assert files_below(first) == before


def test_the_store_is_shared_with_the_last_by_hard_links(settings, grown) -> None:
    first = pointer.release_folder(settings.home, 1) / "store"
    second = pointer.release_folder(settings.home, 2) / "store"
    shared = {p.stat().st_ino for p in first.glob("*.sst")}
    assert shared & {p.stat().st_ino for p in second.glob("*.sst")}


def test_a_release_tells_what_it_added_and_removed(settings, dataset, release) -> None:
    release()
    dataset.write("data/regions.ttl", "country:se c2c:within region:europe .")
    manifest = release().manifest
    folder = pointer.release_folder(settings.home, 2)
    added, removed = packed(folder / "added.nq.gz"), packed(folder / "removed.nq.gz")
    assert (manifest.added, manifest.removed) == (len(added), len(removed)) == (2, 2)
    assert all("region/europe" in line for line in added)
    assert all("region/nordic" in line for line in removed)


def test_graphs_that_did_not_change_are_kept_once(settings, grown) -> None:
    # five files, what is inferred and the statistics; one file more, other statistics
    assert len(list((settings.home / "graphs").iterdir())) == 9


def test_an_open_release_stays_as_it_is_while_the_next_is_made(
    settings, dataset, release
) -> None:
    release()
    opened = open_release(settings.home)
    before = set(opened.store)
    dataset.write("data/cities/se.ttl", "")
    release()
    assert set(opened.store) == before
    assert open_release(settings.home).number == 2


def test_without_the_last_store_the_next_is_built_anew(
    settings, dataset, release
) -> None:
    release()
    shutil.rmtree(pointer.release_folder(settings.home, 1) / "store")
    dataset.write("data/cities/dk.ttl", "city:dk-aarhus a c2c:City .")
    manifest = release().manifest
    assert manifest.added == 3  # itself, and two types that follow
    assert len(open_release(settings.home).store) > 20


def test_a_damaged_last_store_is_not_built_upon(settings, dataset, release) -> None:
    release()
    for path in (pointer.release_folder(settings.home, 1) / "store").glob("MANIFEST*"):
        path.write_bytes(b"not what it was")
    dataset.write("data/cities/dk.ttl", "city:dk-aarhus a c2c:City .")
    assert release().manifest.added == 3
    assert open_release(settings.home).number == 2


def test_a_missing_store_of_the_current_release_is_made_again(
    settings, release
) -> None:
    release()
    before = set(open_release(settings.home).store)
    shutil.rmtree(pointer.release_folder(settings.home, 1) / "store")
    assert not release().created
    assert set(open_release(settings.home).store) == before


def test_only_the_newest_stores_are_kept_and_older_ones_can_be_made_again(
    settings, dataset, tmp_path
) -> None:
    few = Settings(home=settings.home, dataset=settings.dataset, kept_stores=2)
    dataset.write("data/b.trig", "<urn:g> { _:x <urn:p> '01'^^xsd:integer }")
    make_release(few, gate=None)
    first = set(open_release(settings.home).store)
    for number in range(3):
        dataset.write("data/n.ttl", f"<urn:s> <urn:p> {number} .")
        make_release(few, gate=None)
    stores = sorted(p.parent.name for p in settings.home.glob("releases/*/store"))
    assert stores == ["0003", "0004", "current"]
    with pytest.raises(errors.NoRelease, match="--rebuild 1"):
        open_release(settings.home, 1)
    rebuild_store(settings.home, 1)
    assert set(open_release(settings.home, 1).store) == first


def test_a_store_that_is_read_is_not_made_again(settings, release) -> None:
    release()
    reader = open_release(settings.home)
    with pytest.raises(errors.Locked, match="stop the server that does"):
        rebuild_store(settings.home, 1)
    assert len(reader.store) == len(open_release(settings.home).store)
    del reader
    rebuild_store(settings.home, 1)


def test_a_release_that_never_was_cannot_be_opened(settings, release) -> None:
    with pytest.raises(errors.NoRelease, match="c2c release"):
        open_release(settings.home)
    release()
    with pytest.raises(errors.NoRelease, match="no release 7"):
        open_release(settings.home, 7)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(
            gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n"), "damaged", id="old"
        ),
        pytest.param(gzip.compress(b"abc" * 99)[:-9], "cannot be read", id="cut"),
        pytest.param(
            b"\x1f\x8b\x08" + b"\xff" * 40, "cannot be read", id="overwritten"
        ),
        pytest.param(b"", "damaged", id="empty"),
    ],
)
def test_a_damaged_object_is_told_by_its_name(
    settings, release, content, words
) -> None:
    release()
    for path in (settings.home / "graphs").iterdir():
        path.write_bytes(content)
    with pytest.raises(errors.NoRelease, match=words) as fault:
        rebuild_store(settings.home, 1)
    assert str(fault.value).startswith(str(settings.home / "graphs"))


def test_a_label_in_the_ontology_does_not_rebuild_all(
    settings, dataset, release
) -> None:
    release()
    dataset.write("ontology/label.ttl", 'c2c:City rdfs:label "city"@en .')
    release()
    first = pointer.release_folder(settings.home, 1) / "store"
    inodes = {path.stat().st_ino for path in first.glob("*.sst")}
    second = os.scandir(pointer.release_folder(settings.home, 2) / "store")
    assert inodes & {entry.inode() for entry in second}


def test_a_lost_pointer_costs_no_release(settings, grown, release) -> None:
    (settings.home / "releases" / "current").unlink()
    with pytest.raises(errors.NoRelease, match="ln -sfn 0002"):
        release()
    (settings.home / "releases" / "current").symlink_to("0002")
    assert release().number == 2


def test_a_home_that_cannot_be_written_is_told(settings, dataset) -> None:
    occupied = Settings(
        home=dataset.folder / "data/regions.ttl", dataset=dataset.folder
    )
    with pytest.raises(errors.InvalidSetting, match="--home"):
        make_release(occupied, gate=None)
