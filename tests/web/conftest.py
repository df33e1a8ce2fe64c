"""A release of the small dataset, an application over it, and one served for real."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web.making import make_front
from tests.local_engine import LocalEngine
from tests.serving import free_port
from tests.web.front_client import FrontClient
from tests.web.past_releases import NEW
from tests.web.past_releases import Past

SMALL = Path(__file__).parent / "small"
START_SECONDS = 60
# a worker that was told to end while it began is killed so late
STOP_SECONDS = 100


def released(settings):
    """Release the dataset of `settings` as if it had passed its checks.

    It would not: it holds what pages have to stand.
    """
    return make_release(settings, gate=lambda dataset: ValidationReport(()))


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    settings = Settings(home=home, dataset=SMALL, slots=2, deadline_seconds=3.0)
    released(settings)
    return settings


def engine_of(settings):
    """Return an engine for the releases of `settings.home`, in this process."""
    releases = {}

    def opened(number):
        if number not in releases:
            releases[number] = open_release(settings.home, number)
        return releases[number].store

    return LocalEngine(opened, settings)


@pytest.fixture(scope="session")
def engine(settings):
    return engine_of(settings)


def client_of(settings, engine=None, **more):
    """Return a client of the whole web tier, in this process."""
    front = make_front(settings, engine, **more)
    return FrontClient(front)


@pytest.fixture(scope="session")
def client(settings, engine):
    return client_of(settings, engine)


@pytest.fixture(scope="session")
def shipped_settings(shipped_home):
    return Settings(home=shipped_home, client_requests=10**9, client_seconds=10**9)


@pytest.fixture(scope="session")
def shipped_engine(shipped_settings, shipped_release):
    return LocalEngine(lambda number: shipped_release.store, shipped_settings)


@pytest.fixture(scope="session")
def shipped(shipped_settings, shipped_engine):
    """A client of the web tier over the shipped data."""
    return client_of(shipped_settings, shipped_engine)


@pytest.fixture(scope="session")
def three_releases(tmp_path_factory):
    """Three releases of the small dataset: the second renames Alpha to Alfa, the
    third has a city more."""
    past = Past(tmp_path_factory.mktemp("three"))
    past.release()
    past.replace("data/places.ttl", '"Alpha"@en', '"Alfa"@en')
    past.release()
    past.write("data/new.ttl", NEW)
    past.release()
    return past


@pytest.fixture
def get(client):
    """Return a function that asks for a path with the Accept header given."""

    def get(path, accept=None, **headers):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if accept is not None:
            given["Accept"] = accept
        return client.get(path, headers=given)

    return get


@dataclass
class Server:
    """A `c2c serve` of the test run's own."""

    process: subprocess.Popen
    port: int
    settings: Settings
    log: Path
    errors: Path

    def ask(self, method, path, body=None, headers=None, timeout=30):
        """Return (status, headers, body) of one request on a fresh connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def raw(self, request):
        """Return the first line of the answer to the bytes `request`."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as wire:
            wire.sendall(request)
            return wire.makefile("rb").readline().decode()

    def lines(self):
        """Return the request log so far."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def stop(self):
        """Ask the server to stop and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=STOP_SECONDS)


@pytest.fixture(scope="session")
def unused_port():
    return free_port()


def start(folder, settings):
    """Start `c2c serve` and wait until it is ready."""
    port = free_port()
    log, errors = folder / "requests.log", folder / "errors.log"
    with log.open("wb") as out, errors.open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "c2c_graph", "serve"],
            env=os.environ | replace(settings, port=port).to_environment(),
            stdout=out,
            stderr=err,
        )
    server = Server(process, port, settings, log, errors)
    limit = time.monotonic() + START_SECONDS
    while "Try:" not in errors.read_text():
        if process.poll() is not None or time.monotonic() > limit:
            process.kill()
            pytest.fail(f"no server: {errors.read_text()}")
        time.sleep(0.05)
    return server


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """Return a function that starts a server of the small dataset's copy."""
    servers = []

    def serve(**given):
        folder = tmp_path_factory.mktemp("served")
        dataset = shutil.copytree(SMALL, folder / "dataset")
        settings = Settings(home=folder / "home", dataset=dataset, **given)
        released(settings)
        servers.append(start(folder, settings))
        return servers[-1]

    yield serve
    for server in servers:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def server(serve):
    return serve(slots=2, deadline_seconds=3.0, wait_seconds=2.0)
