import hashlib
import json

import pytest

from c2c_graph import errors
from c2c_graph.release.dump_sums import sums_of


@pytest.fixture
def paths(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(name.encode() * 5)
    return [tmp_path / "a", tmp_path / "b"]


def test_the_whole_and_each_file_have_their_length_and_hash(paths, tmp_path):
    whole, first, second = sums_of(paths, tmp_path / "sums" / "note.json")
    assert whole == (10, hashlib.sha256(b"aaaaabbbbb").hexdigest())
    assert first == (5, hashlib.sha256(b"aaaaa").hexdigest())
    assert second.bytes == 5


def test_what_is_noted_is_not_read_again(paths, tmp_path):
    note = tmp_path / "note.json"
    found = sums_of(paths, note)
    paths[0].write_bytes(b"ccccc")  # what never changes has changed: nobody looked
    assert sums_of(paths, note) == found


@pytest.mark.parametrize("noted", ["", "[]", "[[1, 2]]", "{}", "[[10, 'x'], [4, 'y']]"])
def test_a_note_that_does_not_fit_is_made_again(paths, tmp_path, noted):
    note = tmp_path / "note.json"
    note.write_text(noted)
    found = sums_of(paths, note)
    assert json.loads(note.read_text()) == [list(sum) for sum in found]


def test_a_file_that_is_gone_is_told(paths, tmp_path):
    sums_of(paths, tmp_path / "note.json")
    paths[1].unlink()
    with pytest.raises(errors.NoRelease, match="cannot be read"):
        sums_of(paths, tmp_path / "note.json")


def test_where_no_note_can_be_written_the_files_are_read(paths, tmp_path):
    (tmp_path / "full").write_text("")
    assert len(sums_of(paths, tmp_path / "full" / "note.json")) == 3
