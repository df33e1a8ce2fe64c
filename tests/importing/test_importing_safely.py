"""A dry run, a bad cell or a crash leaves every file as it was."""

import json
import os
import subprocess
import sys

import pytest

from c2c_graph import cli
from c2c_graph import errors
from c2c_graph.importing.report import as_json
from c2c_graph.importing.report import as_markdown
from c2c_graph.importing.report import as_text


def contents(folder):
    return {path: path.read_bytes() for path in sorted((folder / "data").rglob("*.*"))}


def test_preparing_writes_nothing(prepared, folder):
    before = contents(folder)
    assert prepared().changes
    assert contents(folder) == before


def test_a_bad_cell_leaves_all_as_it_was(imported, folder, write_table):
    before = contents(folder)
    with pytest.raises(errors.SyntaxFault):
        imported(write_table({}, {"id_code": "T-101", "end_target_year": "soon"}))
    assert contents(folder) == before


def test_a_crash_in_writing_leaves_the_old_file_and_no_other(
    imported, prepared, folder, write_table, monkeypatch
):
    imported(write_table({}))
    before = contents(folder)
    plan = prepared(write_table({"end_target_year": "2040"}))

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        plan.write(lambda text: None)
    assert contents(folder) == before


def test_an_import_that_was_cut_short_is_completed_by_the_next(
    imported, prepared, folder, tmp_path_factory
):
    for change in prepared().changes[:3]:
        change.write()
    report = imported()
    assert report.commitments == 7
    assert imported().files == ()


def test_what_is_pointed_to_is_written_first(prepared):
    paths = [change.path.split("/")[1] for change in prepared().changes]
    assert paths[0] == "publications"
    assert set(paths[1:-1]) == {"cities"}
    assert paths[-1] == "commitments"


def test_a_broken_file_of_the_dataset_is_told_and_kept(imported, folder):
    (folder / "data/cities/us.ttl").write_text("city:x a\n")
    with pytest.raises(errors.RdfSyntaxError, match=r"data/cities/us\.ttl:1:"):
        imported()
    assert (folder / "data/cities/us.ttl").read_text() == "city:x a\n"


@pytest.mark.parametrize("missing", ["data/countries.ttl", "data"])
def test_a_folder_that_is_no_dataset_is_told(imported, folder, missing):
    (folder / missing).rename(folder / "elsewhere")
    with pytest.raises(errors.DatasetUnreadable, match="countr"):
        imported()


def test_the_report_counts_what_was_stated_and_what_not(imported):
    report = imported()
    assert (report.rows, report.commitments) == (11, 7)
    assert (report.end_targets, report.interim_targets, report.baselines) == (7, 2, 4)
    reasons = {line.id: line.reason for line in report.left_out}
    assert reasons["T-004"] == "the tracker says that there is no target"
    told = {(line.id, line.column, line.reason) for line in report.left_out}
    assert ("T-004", "end_target", "no target year") in told
    assert ("T-008", "interim_target", "an amount of emissions without a unit") in told
    assert ("T-010", "end_target", "a reduction of 0 percent") in told
    assert ("T-011", "actor_type", "the row is not about a city") in told


def test_every_row_and_target_is_accounted_for(imported):
    report = imported()
    aims = [line for line in report.left_out if line.column.endswith("_target")]
    others = [line for line in report.left_out if line not in aims]
    assert report.targets + len(aims) + 2 * len(others) == 2 * report.rows


def test_a_report_tells_doubts(imported):
    told = {(line.id, line.reason) for line in imported().doubts}
    assert ("T-002", "no web address; the snapshot itself is the source") in told
    assert ("T-003", "a part of source_url is no web address") in told
    assert ("T-003", "amounts of emissions without a unit were left off") in told
    assert ("T-006", "the baseline year cannot be right and was left off") in told


def test_a_report_shows_hostile_names_as_text(imported, write_table):
    report = imported(write_table({"name": "<b>|x|\\`*", "end_target_year": ""}))
    assert "| &lt;b>\\|x\\|\\\\\\`\\* |" in as_markdown(report)
    assert "<b>" not in as_text(report)
    assert json.loads(as_json(report))["left_out"][0]["name"] == "<b>|x|\\`*"


def run(folder, *arguments):
    command = ["import", "net-zero-tracker", "--data", str(folder)]
    return cli.run([*command, *map(str, arguments)])


def test_the_command_imports_and_reports(folder, write_table, capsys):
    table = write_table({}, name="t-2020-01-01.csv")
    assert run(folder, "--report", folder / "r.json", table) == 0
    out, err = capsys.readouterr()
    assert "1  commitments" in out
    assert "writing data/commitments/net-zero-tracker.ttl" in err
    assert json.loads((folder / "r.json").read_text())["commitments"] == 1


def test_a_dry_run_changes_no_data(folder, write_table, capsys):
    before = contents(folder)
    table = write_table({}, name="t-2020-01-01.csv")
    assert run(folder, "--dry-run", "--report", folder / "r.md", table) == 0
    assert contents(folder) == before
    assert "dry run: no file was written" in capsys.readouterr().out
    assert (folder / "r.md").read_text().startswith("# Import of ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["table.csv"], "--snapshot"),
        (["--snapshot", "soon", "table.csv"], "soon"),
        (["--report", "r.txt", "t-2020-01-01.csv"], ".md or .json"),
        (["t-2020-13-01.csv"], "--snapshot"),
        (["none-2020-01-01.csv"], "cannot be read"),
        (["bad-2020-01-01.csv"], "bad-2020-01-01.csv:2:"),
    ],
)
def test_wrong_use_ends_with_2_and_says_how_to_repair(
    folder, write_table, capsys, monkeypatch, arguments, says
):
    monkeypatch.chdir(folder)
    write_table({})
    write_table({}, name="t-2020-01-01.csv")
    write_table({"end_target_year": "soon"}, name="bad-2020-01-01.csv")
    assert run(folder, *arguments) == 2
    assert says in capsys.readouterr().err


def test_the_import_killed_at_any_moment_is_completed_by_the_next(
    folder, imported, write_table
):
    rows = [{"id_code": f"T-{n}", "name": f"Ville {n}"} for n in range(300)]
    table = write_table(*rows, name="t-2020-01-01.csv")
    call = "from c2c_graph.cli import run; import sys; run(sys.argv[1:])"
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            call,
            "import",
            "net-zero-tracker",
            "--data",
            folder,
            table,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        for line in process.stderr:
            if line.startswith("writing data/cities"):
                process.kill()
                break
        process.stderr.read()
    assert imported(table).commitments == 300
    assert imported(table).files == ()
