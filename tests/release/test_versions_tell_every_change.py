"""What releases tell the feed adds up to what they state, whatever has changed."""

import contextlib
import os
import random
import resource
from itertools import pairwise

import pytest

from c2c_graph import errors
from c2c_graph.release import changed_subjects
from c2c_graph.release import merging
from c2c_graph.release import pointer
from c2c_graph.release import versions
from c2c_graph.release.feed import open_feed
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.skolem import skolemised
from c2c_graph.release.versions import Happened
from c2c_graph.release.versions import read_page

FILES = ["data/cities/se.ttl", "data/regions.ttl", "data/b.trig", "ontology/more.ttl"]
SUBJECTS = ["city:a", "city:b", "<urn:a>", "<urn:ab>", "country:se", "c2c:City"]
OBJECTS = [
    '"1"',
    '"1"@en',
    '"01"^^xsd:string',
    "city:b",
    '"a . <urn:b> "',
    "_:x",
    "_:y",
]


def told(home, number):
    """Yield what release `number` tells the feed."""
    folder = pointer.release_folder(home, number)
    edition = versions.read_edition(folder)
    for page in range(1, len(edition.pages) + 1):
        yield from read_page(folder, edition, page)


def stated(home, number):
    """Return the merge of what release `number` states, as sorted N-Triples."""
    manifest = read_manifest(pointer.release_folder(home, number))
    lines = merging.asserted(Objects(home), manifest)
    return b"".join(sorted(map(skolemised, lines)))


def replayed(home, last):
    """Return the same, made from what the releases up to `last` tell."""
    states = {}
    for number in range(1, last + 1):
        for version in told(home, number):
            known = version.subject in states
            assert known == (version.happened is not Happened.CREATED)
            assert states.pop(version.subject, ()) != version.lines
            if version.happened is not Happened.DELETED:
                states[version.subject] = version.lines
    return b"".join(sorted(line for lines in states.values() for line in lines))


@contextlib.contextmanager
def few_files(most):
    """Let the process open no more files at a time, beside those it has open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    open_now = len(os.listdir("/proc/self/fd"))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_now + most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def edit(dataset, chance):
    """Write one file anew, or remove it."""
    name = chance.choice(FILES)
    said = [
        " ".join(map(chance.choice, (SUBJECTS, ["c2c:p", "c2c:q"], OBJECTS, ["."])))
        for _ in range(chance.randrange(6))
    ]
    triples = " ".join(said)
    if "_:x" in triples:
        triples += " _:x c2c:q _:y ."
    if name.endswith(".trig"):
        triples = f"<urn:g{chance.randrange(3)}> {{ {triples} }}"
    if chance.random() < 0.2 and (dataset.folder / name).exists():
        dataset.remove(name)
    else:
        dataset.write(name, triples)


def edited(settings, dataset, release, seed, edits):
    """Make a release after each of so many random edits; hold the promise of each."""
    chance = random.Random(seed)
    last = release().number
    for _ in range(edits):
        edit(dataset, chance)
        last = release().number
        assert replayed(settings.home, last) == stated(settings.home, last)
    return last


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 20))
def test_after_many_random_edits_the_versions_add_up(settings, dataset, release, seed):
    edited(settings, dataset, release, seed, edits=40)


def test_after_random_edits_the_versions_add_up_however_found(
    settings, dataset, release
):
    last = edited(settings, dataset, release, 7, edits=8)
    found = [list(told(settings.home, number)) for number in range(2, last + 1)]
    objects = Objects(settings.home)
    manifests = [
        read_manifest(pointer.release_folder(settings.home, number))
        for number in range(1, last + 1)
    ]
    for (old, new), looked_up in zip(pairwise(manifests), found, strict=True):
        walked = changed_subjects.all_changed(objects, old, new)
        assert [versions.version(changed) for changed in walked] == looked_up


def test_what_moves_to_another_graph_has_not_changed(settings, dataset, release):
    dataset.write("data/n.ttl", "<urn:s> <urn:p> 1 .")
    release()
    dataset.remove("data/n.ttl")
    dataset.write("data/m.ttl", "<urn:s> <urn:p> 1 .")
    assert list(told(settings.home, release().number)) == []


def test_what_leaves_the_merge_is_deleted(settings, dataset, release):
    dataset.write("data/n.trig", "<urn:g> { <urn:s> <urn:p> 1 }")
    release()
    dataset.write("shapes/n.trig", "<urn:g> { <urn:s> <urn:p> 1 }")
    dataset.remove("data/n.trig")
    (version,) = told(settings.home, release().number)
    assert (version.subject, version.happened) == (b"<urn:s>", Happened.DELETED)
    assert version.lines == ()


def test_what_comes_back_is_created_again(settings, dataset, release):
    numbers = []
    for text in ("<urn:s> <urn:p> 1 .", "", "<urn:s> <urn:p> 2 ."):
        dataset.write("data/n.ttl", text)
        numbers.append(release().number)
    happened = [[v.happened for v in told(settings.home, n)] for n in numbers[1:]]
    assert happened == [[Happened.DELETED], [Happened.CREATED]]


def test_a_subject_of_many_triples_is_one_version(settings, dataset, release):
    release()
    values = ", ".join(map(str, range(2_000)))
    dataset.write("data/n.ttl", f"<urn:s> <urn:p> {values} .")
    (version,) = told(settings.home, release().number)
    assert len(version.lines) == 2_000


def test_there_may_be_more_graphs_than_files_that_can_be_open(
    settings, dataset, release
):
    with few_files(150):
        graphs = " ".join(f"<urn:g{n}> {{ <urn:s{n}> <urn:p> 1 }}" for n in range(300))
        dataset.write("data/n.trig", graphs)
        release()
    assert replayed(settings.home, 1) == stated(settings.home, 1)


def test_literals_stay_as_the_files_have_them(settings, dataset, release):
    dataset.write("data/n.ttl", '<urn:s> <urn:p> "01"^^xsd:integer .')
    release()
    dataset.write("data/m.ttl", "<urn:s> <urn:p> 1 .")
    (version,) = told(settings.home, release().number)
    assert len(version.lines) == 2


def test_blank_nodes_are_told_by_iri(settings, dataset, release):
    dataset.write("data/n.ttl", "_:a <urn:p> _:b , '_:c' .")
    release()
    lines = [line for v in told(settings.home, 1) for line in v.lines]
    found = [line for line in lines if b"<urn:p>" in line]
    assert len(found) == 2
    assert all(
        line.startswith(b"<https://w3id.org/city2city/.well-k") for line in found
    )
    assert sum(b"<urn:p> <https://w3id.org/" in line for line in found) == 1


def test_pages_are_full_and_stay_as_they_are(settings, dataset, release, monkeypatch):
    monkeypatch.setattr(versions, "PAGE_MEMBERS", 3)
    release()
    folder = pointer.release_folder(settings.home, 1)
    before = (folder / versions.FILE).read_bytes()
    dataset.write("data/regions.ttl", "country:se c2c:within region:europe .")
    release()
    first, second = open_feed(settings.home, 2).editions
    assert {page.versions for page in first.pages[:-1]} == {3}
    assert second.first == first.first + first.versions
    assert second.first_page == first.first_page + len(first.pages)
    assert (folder / versions.FILE).read_bytes() == before


def test_the_feed_begins_with_the_first_release_that_tells(settings, dataset, release):
    release()
    (pointer.release_folder(settings.home, 1) / versions.INDEX).unlink()
    dataset.write("data/regions.ttl", "country:se c2c:within region:europe .")
    release()
    (edition,) = open_feed(settings.home, 2).editions
    assert (edition.number, edition.first) == (2, 1)
    whole = b"".join(sorted(line for v in told(settings.home, 2) for line in v.lines))
    assert whole == stated(settings.home, 2)


def test_a_damaged_page_is_told_of_not_sent(settings, release):
    release()
    folder = pointer.release_folder(settings.home, 1)
    path = folder / versions.FILE
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(errors.NoRelease, match="restore it from a copy"):
        list(told(settings.home, 1))
