"""Between any two releases the difference is told: to the line, both ways."""

import gzip
import io
import itertools

import pytest
from rdflib import Dataset

from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.build import make_release
from c2c_graph.release.comparing import compared
from c2c_graph.release.comparing import line_blocks
from c2c_graph.release.differences import KEPT
from c2c_graph.release.differences import drop_old
from c2c_graph.release.differences import folder_of
from c2c_graph.release.differences import kept_difference
from c2c_graph.release.objects import Objects
from c2c_graph.release.patch import patch
from c2c_graph.release.patch import unpacked
from c2c_graph.release.store import published_manifest
from c2c_graph.release.telling_apart import difference
from c2c_graph.settings import Settings
from tests.release.conftest import SmallDataset

EDITS = (
    ("data/cities/se.ttl", 'city:se-malmo a c2c:City ; rdfs:label "Malmö"@sv .'),
    ("data/cities/dk.ttl", 'city:dk-aarhus a c2c:City ; rdfs:label "Århus\\nby" .'),
    ("ontology/ns.ttl", "c2c:City rdfs:subClassOf schema:City ."),
    ("data/blank.ttl", "city:se-malmo rdfs:seeAlso [ rdfs:label 'A D TC .' ] ."),
)
PATIENCE = 30
PAIRS = list(itertools.permutations(range(1, len(EDITS) + 2), 2))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("differences")
    dataset = SmallDataset(folder / "dataset")
    settings = Settings(home=folder / "home", dataset=dataset.folder)
    make_release(settings, gate=None)
    for name, text in EDITS:
        dataset.write(name, text)
        make_release(settings, gate=None)
    return settings.home


def dump(home, number):
    objects, manifest = Objects(home), published_manifest(home, number)
    bodies = (objects.read(entry.object) for entry in manifest.graphs)
    return {line for body in bodies for line in body.splitlines(keepends=True)}


def lines(pieces):
    return b"".join(pieces).splitlines(keepends=True)


def applied(before, rows):
    """Return the quads after a patch that takes only what is there, adds only new."""
    quads = set(before)
    for row in rows:
        operation, _, quad = row.partition(b" ")
        if operation == b"D":
            quads.remove(quad)
        elif operation == b"A":
            assert quad not in quads
            quads.add(quad)
    return quads


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_patch_makes_the_one_dump_of_the_other(home, old, new):
    rows = lines(patch(home, difference(home, old, new, PATIENCE)))
    assert applied(dump(home, old), rows) == dump(home, new)


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 2), (4, 5), (5, 1)])
def test_added_and_removed_are_what_the_dumps_have_alone(home, old, new):
    found = difference(home, old, new, PATIENCE)
    before, after = dump(home, old) if old else set(), dump(home, new)
    assert sorted(lines(unpacked(found.added))) == sorted(after - before)
    assert sorted(lines(unpacked(found.removed))) == sorted(before - after)
    counts = [*found.summary.graphs, *found.summary.derived]
    assert sum(count.added for count in counts) == len(after - before)
    assert sum(count.removed for count in counts) == len(before - after)


def test_patches_chain_by_their_headers(home):
    heads = [
        lines(patch(home, difference(home, n - 1, n, PATIENCE)))[:2] for n in (2, 3)
    ]
    assert heads[0][0].removeprefix(b"H id ") == heads[1][1].removeprefix(b"H prev ")
    direct = lines(patch(home, difference(home, 1, 3, PATIENCE)))[:2]
    assert direct == [heads[1][0], heads[0][1]]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_an_independent_reader_takes_the_patch(home):
    read = Dataset()
    for number in range(1, 4):  # rdflib renames blank nodes, as release 5 has
        told = b"".join(patch(home, difference(home, number - 1, number, PATIENCE)))
        read.parse(data=told, format="patch")
    expected = Dataset()
    expected.parse(data=b"".join(dump(home, 3)), format="nquads")
    assert set(read.quads()) == set(expected.quads())


def test_the_things_that_changed_are_told_by_kind(home):
    (kind,) = difference(home, 2, 3, PATIENCE).summary.kinds
    assert (kind.name, kind.number) == ("city", 1)
    (city,) = kind.things
    assert city.iri.endswith("/id/city/dk-aarhus")
    assert (city.added, city.removed) == (2, 0)


@pytest.mark.parametrize("number", range(1, len(EDITS) + 2))
def test_the_numbers_are_those_that_the_release_tells(home, number):
    manifest = published_manifest(home, number)
    summary = difference(home, number - 1, number, PATIENCE).summary
    assert (summary.added, summary.removed) == (manifest.added, manifest.removed)


def test_a_release_and_itself_differ_in_nothing(home):
    rows = lines(patch(home, difference(home, 2, 2, PATIENCE)))
    assert rows[2:] == [b"TX .\n", b"TC .\n"]


def test_a_new_release_knows_its_difference_from_the_last(home):
    assert all(kept_difference(home, n - 1, n) for n in range(1, len(EDITS) + 2))


@pytest.mark.parametrize(("old", "new"), [(1, 99), (99, 1), (0, 2), (-1, 1)])
def test_of_an_unknown_release_there_is_no_difference(home, old, new):
    with pytest.raises(errors.UnknownRelease):
        difference(home, old, new, PATIENCE)


def test_who_does_not_wait_is_asked_to_come_again(home):
    pointer.remove(folder_of(home, 5, 2))
    with pytest.raises(errors.ServerBusy, match="is being made"):
        difference(home, 5, 2, patience=-1)
    assert difference(home, 5, 2, PATIENCE).old == 5


def test_only_some_of_those_that_anybody_asked_for_are_kept(tmp_path):
    for number in range(KEPT + 3):
        folder_of(tmp_path, 100 + number, 1).mkdir(parents=True)
    folder_of(tmp_path, 1, 2).mkdir()
    drop_old(tmp_path)
    left = {path.name for path in (tmp_path / "differences").iterdir()}
    assert len(left) == KEPT + 1
    assert folder_of(tmp_path, 1, 2).name in left


@pytest.mark.parametrize("size", [2, 3, 7, 2**20])
def test_blocks_of_any_size_are_compared_alike(size, monkeypatch):
    monkeypatch.setattr("c2c_graph.release.comparing._BLOCK", size)
    old, new = (b"a\nb\nlonger\nz\n", b"b\nc\nlonger\ny\nz\nzz\n")
    pairs = list(compared(*(line_blocks(io.BytesIO(body)) for body in (old, new))))
    assert [line for gone, _ in pairs for line in gone] == [b"a\n"]
    assert [line for _, come in pairs for line in come] == [b"c\n", b"y\n", b"zz\n"]


def test_a_damaged_graph_is_named(home, tmp_path):
    Objects(tmp_path).folder.mkdir()
    Objects(tmp_path).path("x").write_bytes(gzip.compress(b"a\n")[:-4])
    with pytest.raises(errors.NoRelease, match=r"x\.nq\.gz"):
        list(unpacked([Objects(tmp_path).path("x")]))
