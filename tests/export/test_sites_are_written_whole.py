"""`c2c export`: a site is there whole, or the one before it is."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from c2c_graph import errors
from c2c_graph.export.exporting import Place
from c2c_graph.export.exporting import export
from c2c_graph.export.nginx import Site
from c2c_graph.export.nginx import configuration
from c2c_graph.settings import Settings
from tests.web.conftest import SMALL
from tests.web.conftest import released

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
ADDRESS = "http://data.example.org"
EXPORT = (sys.executable, "-P", "-m", "c2c_graph", "export", "--address", ADDRESS)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("home"), dataset=SMALL)
    released(settings)
    return settings


@pytest.fixture(scope="module")
def folder(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported")
    export_to(settings, folder)
    return folder


def export_to(settings, folder):
    place = Place(folder, "127.0.0.1:8191", ADDRESS)
    return export(settings, place, jobs=1, progress=lambda line: None)


def files(folder):
    site = (folder / "site").resolve()
    return {
        str(path.relative_to(site)): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_the_same_release_gives_the_same_files(settings, folder):
    before = files(folder)
    export_to(settings, folder)
    assert files(folder) == before
    assert len(list(folder.glob("site-*"))) == 1


def test_pages_and_data_name_the_address_the_site_is_reached_by(folder):
    said = files(folder)
    assert ADDRESS.encode() in said["sitemap.xml"]
    assert not any(b"127.0.0.1" in body for body in said.values())


@pytest.mark.skipif(NGINX is None, reason="there is no nginx to check it")
@pytest.mark.parametrize("upstream", ["", "127.0.0.1:8000"])
def test_nginx_takes_the_configuration(tmp_path, upstream):
    moved, gone = (('/doc/city/a"b', "/doc/city/c"),), ("/doc/city/x%22y",)
    site = Site(tmp_path, 1, "127.0.0.1:8191", upstream, moved, gone)
    for name, text in configuration(site).items():
        (tmp_path / name).write_text(text)
    (tmp_path / "run").mkdir()
    command = [NGINX, "-t", "-p", str(tmp_path), "-c", "nginx.conf"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@pytest.mark.parametrize("listen", ["80; }", "80 $x", 'a"b', "1\n2"])
def test_what_would_change_the_configuration_is_refused(tmp_path, listen):
    with pytest.raises(errors.BadRequest, match="cannot stand in"):
        configuration(Site(tmp_path, 1, listen, ""))


def test_a_folder_with_something_else_in_it_is_left_alone(settings, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(errors.BadRequest, match=r"thesis\.txt"):
        export_to(settings, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.long
@pytest.mark.parametrize("after", [0.5, 1.0, 1.5, 2.0, 2.5, 3.0])
def test_an_export_that_is_killed_leaves_the_site_as_it_was(settings, folder, after):
    before = files(folder)
    process = subprocess.Popen(
        [*EXPORT, str(folder)],
        env=os.environ | settings.to_environment(),
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert files(folder) == before
    export_to(settings, folder)
    assert not list(folder.glob(".making-*"))


@pytest.mark.long
def test_half_a_configuration_of_a_killed_export_is_cleared(settings, folder):
    half = folder / ".city2city.conf.x1y2z3"
    half.write_text("server {")
    export_to(settings, folder)
    assert not half.exists()
