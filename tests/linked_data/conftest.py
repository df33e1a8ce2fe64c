"""One small dataset on the web twice: from `c2c serve`, and as files from nginx."""

import getpass
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from c2c_graph.export.nginx import Site as Files
from c2c_graph.export.nginx import configuration
from c2c_graph.settings import Settings
from tests.serving import NO_BUDGETS
from tests.serving import free_port
from tests.serving import serving
from tests.web.conftest import SMALL
from tests.web.conftest import released

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
START_SECONDS = 10


@dataclass(frozen=True)
class Site:
    """An address at which the dataset is published, and by what."""

    name: str
    address: str
    client: httpx.Client

    def get(self, path, accept=None, method="GET", **headers):
        """Return the answer, redirects not followed."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        # httpx sends an Accept of its own, a person's curl too
        request = self.client.build_request(method, self.address + path, headers=given)
        if accept is None:
            del request.headers["Accept"]
        else:
            request.headers["Accept"] = accept
        return self.client.send(request)


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The folder of a release of the small dataset."""
    home = tmp_path_factory.mktemp("published") / "home"
    released(Settings(home=home, dataset=SMALL))
    return home


@pytest.fixture(scope="session")
def client():
    with httpx.Client(timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def server(home, client):
    """`c2c serve` over the small dataset."""
    settings = {**NO_BUDGETS, "dataset": SMALL, "slots": 2, "workers": 1}
    with serving(home, settings=settings) as served:
        yield Site("server", served.address, client)


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory):
    """The folder that `static` is written to."""
    folder = tmp_path_factory.mktemp("site")
    folder.chmod(0o755)
    return folder


@pytest.fixture(scope="session")
def static(home, client, static_folder):
    """What `c2c export` has written, served by nginx."""
    if NGINX is None:
        pytest.skip("there is no nginx; on Debian: apt install nginx-light")
    folder = static_folder
    exported(home, SMALL, folder, port := free_port())
    with files_served(folder, port):
        yield Site("static", f"http://127.0.0.1:{port}", client)


@pytest.fixture(scope="session")
def fronted(static, static_folder, server, client, tmp_path_factory):
    """The same files, with the server behind them for what has to be computed."""
    folder = tmp_path_factory.mktemp("fronted")
    folder.chmod(0o755)
    (folder / "site").symlink_to((static_folder / "site").resolve())
    (folder / "run").mkdir()
    port, behind = free_port(), server.address.removeprefix("http://")
    gone = ("/doc/city/xa-atlantis",)
    files = configuration(Files(folder, 1, f"127.0.0.1:{port}", behind, gone=gone))
    for name, text in files.items():
        (folder / name).write_text(text)
    with files_served(folder, port):
        yield Site("fronted", f"http://127.0.0.1:{port}", client)


@pytest.fixture(scope="session", params=["server", "static"])
def site(request):
    """Each of both in turn."""
    return request.getfixturevalue(request.param)


def exported(home, dataset, folder, port, *more):
    """Write the newest release of `home` as a site for nginx at `port`."""
    command = [sys.executable, "-P", "-m", "c2c_graph", "export", str(folder)]
    address = f"127.0.0.1:{port}"
    arguments = ["--home", str(home), "--listen", address, *more]
    arguments += ["--address", f"http://{address}"]
    subprocess.run(
        [*command, *arguments],
        env={"C2C_DATASET": str(dataset), "PATH": "/usr/bin"},
        check=True,
        capture_output=True,
        timeout=600,
    )


class files_served:
    """nginx over an exported `folder`, until the block ends."""

    def __init__(self, folder, port):
        self.folder, self.port = Path(folder), port

    def __enter__(self):
        command = [NGINX, "-p", str(self.folder), "-c", "nginx.conf"]
        # workers of root's are nobody's, who may not read the folders of tests
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        self.process = subprocess.Popen([*command, "-g", f"daemon off; {user}"])
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self.process.poll() is None:
            try:
                httpx.head(f"http://127.0.0.1:{self.port}/robots.txt")
                return self
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("nginx did not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
