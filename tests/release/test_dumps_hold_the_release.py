"""Each dump says what the release says, no more and no less, in its own syntax."""

import hashlib
from dataclasses import replace

import pytest

from c2c_graph.release import skolem
from c2c_graph.release.manifest import INFERRED
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import published_manifest
from tests.release.conftest import Settings
from tests.release.conftest import SmallDataset
from tests.release.conftest import make_release
from tests.release.packed_dumps import ALL
from tests.release.packed_dumps import UGLY
from tests.release.packed_dumps import kept_lines
from tests.release.packed_dumps import make
from tests.release.packed_dumps import packed
from tests.release.packed_dumps import quads_in
from tests.release.packed_dumps import unpack

MERGES = ["nt", "ttl", "jsonld"]
NAMED = ["nq", "trig"]
PACKED = ["gz", "zst"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dumps")
    dataset = SmallDataset(folder / "dataset")
    dataset.write("data/ugly.ttl", UGLY)
    dataset.write("data/again.ttl", "city:se-malmo a c2c:City . <urn:g> <urn:p> [] .")
    dataset.write("data/nothing.ttl", "")
    dataset.write("data/foreign.nq", "<urn:s> <urn:p> _:o <urn:graph> .\n")
    many = " , ".join(f"'{n}'" for n in range(9_000))  # more than one part of a text
    dataset.write("data/zz.ttl", f"<urn:many> <urn:p> {many} . <urn:n> <urn:p> 1 .")
    settings = Settings(home=folder / "home", dataset=dataset.folder)
    make_release(settings, gate=None)
    return replace(settings, dump_formats=ALL)


@pytest.fixture(scope="module")
def files(settings):
    return make(settings)


@pytest.fixture(scope="module")
def manifest(settings):
    return published_manifest(settings.home, 1)


@pytest.fixture(scope="module")
def lines(settings, manifest):
    """Return the quads that are kept of the graphs that a test chooses."""
    objects = Objects(settings.home)
    return lambda keep: kept_lines(objects, filter(keep, manifest.graphs))


def merge(quads):
    """Return quads as triples, each once."""
    return sorted({quad.rpartition(" <")[0] for quad in quads})


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("suffix", NAMED)
def test_nquads_and_trig_hold_every_named_graph(
    settings, files, lines, suffix, packing
):
    file = files[f"city2city.{suffix}.{packing}"]
    text = unpack(packed(settings, file), file.name)
    assert sorted(quads_in(text, file.name)) == sorted(lines(lambda entry: True))


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("suffix", MERGES)
def test_the_others_hold_the_merge_each_triple_once(
    settings, files, lines, suffix, packing
):
    file = files[f"city2city.{suffix}.{packing}"]
    text = unpack(packed(settings, file), file.name)
    found = quads_in(text, file.name)
    assert sorted(found) == merge(lines(lambda entry: entry.merged))


def test_the_asserted_file_is_the_merge_without_what_was_inferred(
    settings, files, lines
):
    file = files["city2city-asserted.nt.gz"]
    text = unpack(packed(settings, file), file.name)
    said = merge(lines(lambda e: e.merged and e.role != INFERRED))
    assert text.splitlines(keepends=True) == sorted(
        skolem.skolemised(f"{triple} .\n".encode()) for triple in said
    )
    assert b"_:" not in text.replace(b'"_:', b"")


@pytest.mark.parametrize("packing", PACKED)
def test_each_graph_is_a_member_of_the_whole_in_the_order_of_their_iris(
    settings, files, manifest, packing
):
    whole = packed(settings, files[f"city2city.nq.{packing}"])
    named = [f for f in files.values() if f.graph and f.name.endswith(packing)]
    assert [file.graph for file in named] == [entry.iri for entry in manifest.graphs]
    assert [e.iri for e in manifest.graphs] == sorted(e.iri for e in manifest.graphs)
    assert whole == b"".join(packed(settings, file) for file in named)


def test_sizes_and_hashes_are_those_of_the_bytes(settings, files):
    assert len(files) > 30
    for file in files.values():
        body = packed(settings, file)
        assert (len(body), hashlib.sha256(body).hexdigest()) == (
            file.bytes,
            file.sha256,
        )
        content = hashlib.sha256(unpack(body, file.name)).hexdigest()
        assert file.content_sha256 in ("", content)


def test_turtle_names_its_prefixes_once_at_the_top(settings, files):
    file = files["city2city.ttl.gz"]
    text = unpack(packed(settings, file), file.name).decode()
    prefixes = [n for n, line in enumerate(text.split("\n")) if "@prefix" in line]
    assert prefixes == list(range(len(prefixes)))
    assert len(prefixes) > 10
    assert "c2c:within country:se" in text


def test_the_same_release_gives_the_same_bytes_in_another_home(
    settings, files, tmp_path
):
    other = replace(settings, home=tmp_path / "elsewhere")
    make_release(other, gate=None)
    for formats in ("jsonld", "trig nq", ALL):  # in another order, a few at a time
        again = make(replace(other, dump_formats=formats))
    assert again == files
