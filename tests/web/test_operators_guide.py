"""Every command of docs/operators.md is run here, or checked as far as it can be."""

import configparser
import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from c2c_graph import settings as ground
from c2c_graph.cli import group
from c2c_graph.web.observe import Observer

ROOT = Path(__file__).resolve().parents[2]
DEPLOYMENT = ROOT / "docs" / "deployment"
GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.S)
    for line in block.split("\n")
]
C2C = [line for line in COMMANDS if line.startswith("c2c ")]
CURL = [line for line in COMMANDS if line.startswith("curl ")]
CHECKED = {"c2c", "curl", "nginx", "podman", "sudo"}


def test_every_command_of_the_guide_is_of_a_kind_that_is_checked_here():
    assert {line.split()[0] for line in COMMANDS if line} == CHECKED


@pytest.mark.parametrize("setting", ground.TABLE, ids=lambda setting: setting.name)
def test_every_setting_is_in_the_guide_with_its_default(setting):
    empty = "packaged" if setting.name == "dataset" else "none"
    default = f"`{setting.default}`" if setting.default != "" else empty
    assert f"| `C2C_{setting.name.upper()}` | {default} |" in GUIDE


@pytest.mark.parametrize("line", C2C)
def test_a_command_of_ours_is_one_that_there_is(line):
    _, name, *arguments = shlex.split(line)
    command = group.get_command(click.Context(group), name)
    command.make_context(name, arguments)


def test_a_release_is_made_as_the_guide_says(server, tmp_path):
    line = next(line for line in C2C if " release " in line)
    given = shlex.split(line.replace("/var/lib/city2city", str(tmp_path / "home")))
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.nt").write_text('<https://a.example/a> <https://a.example/b> "c" .\n')
    environment = os.environ | {"C2C_DATASET": str(tmp_path)}
    command = [sys.executable, "-P", "-m", "c2c_graph", *given[1:], "--no-check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "home" / "releases" / "current").exists()


@pytest.mark.parametrize("line", CURL)
def test_the_server_answers_what_the_guide_asks_it(server, line):
    address = line.replace(":8000", f":{server.port}") + " --fail"
    done = subprocess.run(shlex.split(address), capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout


def test_the_metrics_of_the_guide_are_those_there_are():
    told = set(re.findall(r"^\| `(c2c_\w+)` \|", GUIDE, re.M))
    families = re.findall(
        r"^# TYPE (c2c_\w+) ", Observer(None).metrics().decode(), re.M
    )
    assert told == {f for f in families if not f.endswith("_created")}


def test_the_log_line_of_the_guide_has_the_members_of_a_real_one(server):
    server.ask("GET", "/health")
    (shown,) = re.findall(r"```json\n(.*?)\n```", GUIDE, re.S)
    assert list(json.loads(shown)) == list(server.lines()[-1])


def unit():
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(DEPLOYMENT / "city2city.service")
    return parser


def test_the_unit_starts_what_the_guide_installs():
    program, *arguments = unit()["Service"]["ExecStart"].split()
    assert program.startswith("/opt/city2city/bin/")
    assert arguments == ["serve"]
    assert "sudo python3 -m venv /opt/city2city" in COMMANDS
    assert "docs/deployment/city2city.service" in GUIDE


def test_the_unit_waits_longer_than_the_longest_query():
    table = {setting.name: setting.default for setting in ground.TABLE}
    longest = table["deadline_seconds"] + table["wait_seconds"]
    assert int(unit()["Service"]["TimeoutStopSec"]) > longest
    assert unit()["Service"]["KillMode"] == "mixed"


def test_systemd_takes_the_unit(tmp_path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("needs systemd-analyze (Debian: systemd)")
    text = (DEPLOYMENT / "city2city.service").read_text()
    copy = tmp_path / "city2city.service"
    copy.write_text(text.replace("/opt/city2city/bin/c2c", sys.executable))
    done = subprocess.run([verify, "verify", str(copy)], capture_output=True, text=True)
    assert "city2city.service" not in done.stderr


def test_the_container_copies_what_is_there_and_starts_what_the_guide_says():
    text = (DEPLOYMENT / "Containerfile").read_text()
    for copied in re.findall(r"^COPY (.*) /src", text, re.M):
        assert all(list(ROOT.glob(source)) for source in copied.split()), copied
    assert re.search(r'^CMD \["c2c", "serve"\]$', text, re.M)
    told = re.findall(r"C2C_(\w+)=", text)
    assert {name.lower() for name in told} <= {setting.name for setting in ground.TABLE}


@pytest.fixture
def nginx(server, unused_port, tmp_path):
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        pytest.skip("needs nginx (Debian: apt install nginx-light)")
    text = (DEPLOYMENT / "nginx.conf").read_text()
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{unused_port}")
    temporary = "".join(
        f"{name}_temp_path {tmp_path}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = text.replace("http {", "http { access_log off;" + temporary)
    path = tmp_path / "nginx.conf"
    path.write_text(f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log;" + text)
    with subprocess.Popen(
        [program, "-c", str(path), "-e", f"{tmp_path}/log"]
    ) as process:
        yield unused_port
        process.terminate()


def through(port, path, **headers):
    limit = time.monotonic() + 10
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            given = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, given, answer.read()
        except ConnectionRefusedError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


def test_behind_nginx_redirects_compression_and_304_work(nginx):
    status, headers, _ = through(nginx, "/id/city/xa-alpha", Host="graph.example")
    assert (status, headers["location"]) == (303, "/doc/city/xa-alpha")
    packed = {"Accept-Encoding": "gzip", "Accept": "text/turtle"}
    status, headers, _ = through(nginx, "/doc/city/xa-alpha", **packed)
    assert (status, headers["content-encoding"]) == (200, "gzip")
    tag = {"If-None-Match": headers["etag"]}
    assert through(nginx, "/doc/city/xa-alpha", **packed, **tag)[0] == 304
    long = "/sparql?query=ASK%7B%7D%23" + "x" * 40_000
    assert through(nginx, long)[0] == 200
