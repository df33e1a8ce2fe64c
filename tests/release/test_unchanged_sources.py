"""Unchanged sources make no new release, and are seen to be unchanged at once."""

import os
import time

import pytest

from c2c_graph import errors
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport


@pytest.fixture
def told(settings):
    """Make a release without a gate; return its outcome and what it told."""

    def run():
        lines: list[str] = []
        return make_release(settings, lines.append, gate=None), lines

    return run


def test_unchanged_sources_make_no_new_release(told) -> None:
    assert told()[0].created
    outcome, _ = told()
    assert (outcome.number, outcome.created) == (1, False)


def test_unchanged_files_are_not_even_read(told) -> None:
    told()
    time.sleep(0.1)
    assert told()[1] == ["reading 5 of 5 files"]  # changed too shortly before the first
    assert told()[1] == []


def test_a_file_touched_but_the_same_makes_no_new_release(settings, told) -> None:
    told()
    for path in settings.dataset.rglob("*.ttl"):
        os.utime(path)
    outcome, lines = told()
    assert not outcome.created
    assert lines == ["reading 5 of 5 files"]


def test_a_comment_makes_no_new_release(dataset, told) -> None:
    told()
    dataset.write("shapes/City.ttl", "# said anew\nc2c:CityShape a rdfs:Resource .")
    assert not told()[0].created


def test_without_the_note_of_the_last_run_hashes_decide(settings, told) -> None:
    told()
    (settings.home / "releases" / "seen.json").write_text("{")
    outcome, lines = told()
    assert not outcome.created
    assert lines == ["reading 5 files"]


def test_a_changed_file_of_the_same_size_and_time_is_noticed(
    settings, dataset, told
) -> None:
    dataset.write("data/n.ttl", "<urn:s> <urn:p> 1 .")
    told()
    file = settings.dataset / "data/n.ttl"
    before = file.stat()
    dataset.write("data/n.ttl", "<urn:s> <urn:p> 2 .")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told()[0].created


def test_removing_a_file_makes_a_release_without_its_graph(dataset, told) -> None:
    told()
    dataset.remove("data/regions.ttl")
    outcome, _ = told()
    iri = "https://w3id.org/city2city/graph/data/regions"
    assert outcome.number == 2
    assert outcome.manifest.graph(iri) is None


def test_another_dataset_makes_the_next_release(settings, dataset, told) -> None:
    told()
    dataset.folder.rename(dataset.folder.parent / "elsewhere")
    dataset.write("data/n.ttl", "<urn:s> <urn:p> 1 .")
    outcome, _ = told()
    assert (outcome.number, len(outcome.manifest.sources)) == (2, 1)


def refusing(dataset) -> ValidationReport:
    names = ", ".join(file.path for file in dataset.files)
    return ValidationReport(
        (Finding(Severity.VIOLATION, "rule", f"bad {names}", "data/x.ttl", 3, 1),)
    )


def accepting(_) -> ValidationReport:
    return ValidationReport()


def test_what_does_not_conform_is_not_released(settings, dataset, told) -> None:
    told()
    dataset.write("data/x.ttl", "<urn:s> <urn:p> 1 .")
    with pytest.raises(errors.DoesNotConform, match=r"data/x\.ttl:3:1: bad"):
        make_release(settings, gate=refusing)
    assert open_release(settings.home).number == 1


def test_what_was_released_unchecked_is_checked_when_asked_for(settings, told) -> None:
    told()
    with pytest.raises(errors.DoesNotConform):
        make_release(settings, gate=refusing)


def test_what_has_passed_its_checks_is_not_checked_again(settings) -> None:
    make_release(settings, gate=accepting)
    assert not make_release(settings, gate=refusing).created


def test_accepted_files_are_checked_as_data(settings) -> None:
    file = settings.home / "accepted" / "partner" / "one.ttl"
    file.parent.mkdir(parents=True)
    file.write_text("<urn:s> <urn:p> 1 .")
    seen = {}

    def gate(dataset) -> ValidationReport:
        seen.update({file.path: file.role for file in dataset.files})
        return ValidationReport()

    make_release(settings, gate=gate)
    assert seen["accepted/partner/one.ttl"] == "data"


def test_a_syntax_fault_is_told_with_its_place(settings, dataset, told) -> None:
    dataset.write("data/x.ttl", "<urn:s> <urn:p> .")
    with pytest.raises(errors.RdfSyntaxError) as caught:
        told()
    assert str(caught.value).startswith("data/x.ttl:14:17:")
    assert not (settings.home / "releases" / "current").exists()
