"""That nothing is to be released is known without reading, and never in doubt."""

import shutil
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.release.unchanged import is_current
from c2c_graph.validation.report import ValidationReport


def passing(_) -> ValidationReport:
    return ValidationReport()


@pytest.fixture
def released(settings):
    time.sleep(0.06)  # files changed shortly before they are looked at stay in doubt
    make_release(settings, gate=passing)
    return settings


def test_a_release_of_unchanged_sources_is_current(released) -> None:
    assert is_current(released)


def test_before_the_first_release_nothing_is_current(settings) -> None:
    assert not is_current(settings)


@pytest.mark.parametrize(
    "change",
    [
        lambda s, d: d.write("data/x.ttl", "<urn:s> <urn:p> 1 ."),
        lambda s, d: d.remove("data/regions.ttl"),
        lambda s, d: d.folder.rename(d.folder.parent / "elsewhere"),
        lambda s, d: shutil.rmtree(s.home / "releases/0001/store"),
        lambda s, d: (s.home / "releases/seen.json").unlink(),
        lambda s, d: (s.home / "releases/0001/release.json").write_text("{"),
        lambda s, d: (s.home / "releases/current").unlink(),
    ],
    ids=["added", "removed", "moved", "no store", "no note", "no manifest", "lost"],
)
def test_any_change_puts_it_in_doubt(released, dataset, change) -> None:
    change(released, dataset)
    assert not is_current(released)


def test_an_accepted_file_is_a_change(released) -> None:
    file = released.home / "accepted" / "partner" / "one.ttl"
    file.parent.mkdir(parents=True)
    file.write_text("<urn:s> <urn:p> 1 .")
    assert not is_current(released)


def test_what_was_released_unchecked_is_still_to_be_checked(settings) -> None:
    time.sleep(0.06)
    make_release(settings, gate=None)
    assert not is_current(settings)


def test_stores_beyond_those_to_keep_are_still_to_be_dropped(released, dataset) -> None:
    dataset.write("data/x.ttl", "<urn:s> <urn:p> 1 .")
    time.sleep(0.06)
    make_release(released, gate=passing)
    assert is_current(released)
    assert not is_current(replace(released, kept_stores=1))


def test_asking_loads_no_engine_for_checks() -> None:
    code = (
        "import sys, c2c_graph.release.unchanged;"
        "sys.exit(not {'rdflib', 'pyshacl'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
