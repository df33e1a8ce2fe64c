"""What docs/validate.md gives to partners works in a repository of theirs."""

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.cli.test_validate_command import BAD
from tests.cli.test_validate_command import FINE
from tests.hooks import environments

ROOT = environments.ROOT
WORKFLOW = ROOT / "docs" / "deployment" / "validate.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
SECONDS = 600


def steps():
    workflow = yaml.safe_load(WORKFLOW.read_text())
    return workflow["jobs"]["validate"]["steps"], workflow["env"]


def run(command, folder, **environment):
    return subprocess.run(
        command,
        cwd=folder,
        env=environments.environment(**environment),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@pytest.fixture
def repository(tmp_path):
    """A partner's repository: two files that belong together."""
    folder = tmp_path / "theirs"
    (folder / "memberships").mkdir(parents=True)
    (folder / "cities.ttl").write_text(FINE)
    other = FINE.replace("visby", "lycksele").replace("Visby", "Lycksele")
    (folder / "memberships" / "more.ttl").write_text(other)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def test_the_hook_takes_every_syntax_that_is_read_in_one_run():
    (hook,) = yaml.safe_load(HOOKS.read_text())
    assert hook["entry"] == "c2c validate"
    assert hook["require_serial"] is True
    for suffix in ("ttl", "trig", "nt", "nq", "jsonld", "rdf"):
        assert suffix in hook["files"]


@pytest.mark.long
@pytest.mark.parametrize(("city", "code"), [(FINE, 0), (BAD, 1)], ids=["fine", "bad"])
def test_pre_commit_installs_and_runs_the_hook(repository, tmp_path, city, code):
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: pre-commit cannot clone it")
    try:
        command = environments.pre_commit()
    except environments.Unavailable as error:
        pytest.skip(str(error))
    (repository / "cities.ttl").write_text(city)
    arguments = ["try-repo", str(ROOT), "c2c-validate", "--all-files", "--verbose"]
    home = str(tmp_path.parent / "pre-commit")
    done = run([command, *arguments], repository, PRE_COMMIT_HOME=home)
    assert done.returncode == code, done.stdout + done.stderr
    assert " in 2 files" in done.stdout
    assert ("cities.ttl:10:17: violation: " in done.stdout) is (code == 1)


@pytest.mark.long
def test_the_workflow_installs_annotates_and_reports(repository, tmp_path):
    commands = environments.made(tmp_path / "environment")
    (repository / "cities.ttl").write_text(BAD)
    listed, given = steps()
    told = {**given, "C2C_SOURCE": str(ROOT)}
    lines = [step["run"] for step in listed if "run" in step]
    path = environments.environment(commands)["PATH"]
    install, annotate, report = (
        run(["bash", "-eo", "pipefail", "-c", line], repository, **told, PATH=path)
        for line in lines
    )
    assert install.returncode == 0, install.stderr
    assert annotate.returncode == 1, annotate.stderr
    assert annotate.stdout.startswith(
        "::error file=cities.ttl,line=10,endLine=10,col=17"
    )
    assert report.returncode == 0, report.stderr
    (log,) = json.loads(Path(repository / "c2c.sarif").read_text())["runs"]
    assert log["results"][0]["ruleId"] == "undefined-term"
