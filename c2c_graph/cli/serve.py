"""`c2c serve`: release what has changed, then answer HTTP until told to stop."""

import dataclasses
import http.client
import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from typing import Final

import click
from granian import Granian
from granian.constants import HTTPModes
from granian.constants import Interfaces
from granian.constants import Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from c2c_graph import cli
from c2c_graph import errors
from c2c_graph.cli.dumps import begin_dumps
from c2c_graph.dereference.limits import LONGEST_HEAD
from c2c_graph.query.pool import SlotPool
from c2c_graph.query.pool import SlotPools
from c2c_graph.query.pool import slot_pools
from c2c_graph.release import pointer
from c2c_graph.release.unchanged import is_current
from c2c_graph.review.slot_kind import VALIDATORS
from c2c_graph.settings import Settings
from c2c_graph.web.environment import MULTIPROCESS
from c2c_graph.web.environment import PARENT
from c2c_graph.web.environment import SERVICES_SOCKET
from c2c_graph.web.environment import SOCKET
from c2c_graph.web.environment import VALIDATORS_SOCKET

APPLICATION: Final = "c2c_graph.web.serve:build"
# a release is made by a process of its own, whose memory goes with it
RELEASE: Final = ("-P", "-m", "c2c_graph", "release", "--no-dumps")
# on top of the longest query: time for its answer to be sent before we kill
SENDING_SECONDS: Final = 30
_READY_SECONDS: Final = 120
# connections of one worker, most of them idle; who comes later waits to be accepted
CONNECTIONS: Final = 4_096
# each has a descriptor, and so have the query that it waits for and its result
DESCRIPTORS: Final = 3 * CONNECTIONS
# a connection that has not sent the whole head by then makes room for others
HEAD_MILLISECONDS: Final = 15_000


@click.command(name="serve")
@click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    help="Dataset folder to serve; the packaged one without it.",
)
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder to keep releases in."
)
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(min=1), help="Web worker processes.")
def command(**options: Any) -> int:
    """Serve the graph: SPARQL, dereferenceable IRIs, pages.

    Makes a release first where the dataset has changed. Stops at SIGTERM or
    Ctrl-C once the requests at work are answered. Every option is also an
    environment variable such as C2C_PORT.

    Example: c2c serve --port 8080
    """
    given = {name: value for name, value in options.items() if value is not None}
    settings = dataclasses.replace(Settings.from_environment(), **given)
    _require_free_port(settings)
    # until the server takes over, SIGTERM must still run what cleans up
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(cli.CONFORMS))
    released = cli.CONFORMS if is_current(settings) else _release(settings)
    if released != cli.CONFORMS:
        return released
    with _surroundings(settings) as pools, _watched(pools):
        threading.Thread(target=_announce, args=(settings,), daemon=True).start()
        _serve(settings)
    return cli.CONFORMS


def _release(settings: Settings) -> int:
    """Make a release of the sources as they are now; return the exit code."""
    environment = os.environ | settings.to_environment()
    # standard output is for the request log alone
    done = subprocess.run(
        [sys.executable, *RELEASE], env=environment, stdout=sys.stderr
    )
    return done.returncode


@contextmanager
def _surroundings(settings: Settings) -> Iterator[SlotPools]:
    """Keep what the workers need: query slots, a folder for counters, settings."""
    validators = SlotPool(settings, report=_tell, kind=VALIDATORS)
    with slot_pools(settings, report=_tell) as pools, validators:
        queries, services = pools.queries, pools.services
        # goes with the folder of the slots, which the next start removes at the latest
        counters = queries.socket_path.parent / "counters"
        counters.mkdir()
        os.environ.update(settings.to_environment())
        os.environ[SOCKET] = str(queries.socket_path)
        os.environ[SERVICES_SOCKET] = str(services.socket_path) if services else ""
        os.environ[VALIDATORS_SOCKET] = str(validators.socket_path)
        os.environ[PARENT] = str(os.getpid())
        os.environ[MULTIPROCESS] = str(counters)
        yield pools


@contextmanager
def _watched(pools: SlotPools) -> Iterator[None]:
    """Let workers start while slots do; stop them where no slot can.

    Raise `errors.EngineUnavailable` in that case.
    """
    failures: list[errors.EngineUnavailable] = []
    ending = threading.Event()

    def watch() -> None:
        try:
            pools.wait_until_ready()
        except errors.EngineUnavailable as failure:
            if not ending.is_set():
                failures.append(failure)
                os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="slots", daemon=True).start()
    try:
        yield
    finally:
        ending.set()
        if failures:
            raise failures[0]


def _allow_descriptors() -> None:
    """Let the workers have as many descriptors as they may need, if they are ours."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _serve(settings: Settings) -> None:
    _allow_descriptors()
    # the pool has threads, and a forked process would inherit their locks
    multiprocessing.set_start_method("spawn", force=True)
    longest = settings.deadline_seconds + settings.wait_seconds
    server = Granian(
        APPLICATION,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        # where either version may begin, a silent connection is waited for without end
        http=HTTPModes.http1,
        loop=Loops.uvloop,
        factory=True,
        workers=settings.workers,
        backpressure=CONNECTIONS,
        # the longest head is held for each connection
        http1_settings=HTTP1Settings(
            header_read_timeout=HEAD_MILLISECONDS, max_buffer_size=LONGEST_HEAD
        ),
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=_LOGS,
        respawn_failed_workers=True,
        workers_kill_timeout=int(longest) + SENDING_SECONDS,
    )
    _let_signals_come_twice(server)
    server.serve()


def _let_signals_come_twice(server: Any) -> None:
    """Make `server` stop at a signal, however many follow, whichever thread gets it.

    Its own handler takes a lock that it may hold already when the next signal
    interrupts it, and would wait for itself for ever. And where another thread than
    the main one gets the signal, the main one sleeps on and runs no handler. So a
    thread hears of signals through a pipe, which Python writes to in either case.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)

    def listen() -> None:
        while os.read(reader, 1)[0] not in (signal.SIGINT, signal.SIGTERM):
            continue
        server.interrupt_signal = True
        server.main_loop_interrupt.set()

    threading.Thread(target=listen, name="signals", daemon=True).start()
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    server.signal_handler_interrupt = lambda *_: None


# what the server itself has to say; standard output is for the request log alone
_LOG: Final = {
    "class": "logging.StreamHandler",
    "formatter": "generic",
    "stream": "ext://sys.stderr",
}
_LOGS: Final = {"handlers": {"console": _LOG, "access": _LOG}}


def _require_free_port(settings: Settings) -> None:
    """Raise a usage error where something else listens already.

    The server itself binds with SO_REUSEPORT and would share the port silently.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise click.UsageError(
                f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; "
                "choose another with --port or --host"
            ) from None


def _announce(settings: Settings) -> None:
    """Tell what to open once the server answers, or that it does not."""
    limit = time.monotonic() + _READY_SECONDS
    while not _is_ready(settings):
        if time.monotonic() > limit:
            _tell(
                f"no answer within {_READY_SECONDS} s; "
                "/ready and the lines above say why"
            )
            return
        time.sleep(0.1)
    address = f"http://{_reachable(settings.host)}:{settings.port}"
    _tell(f"City2City is at {address}/ (stop it with Ctrl-C). Try:")
    _tell(
        f"  curl -H 'Accept: text/csv' --data-urlencode "
        f"'query=SELECT (COUNT(*) AS ?triples) WHERE {{ ?s ?p ?o }}' {address}/sparql"
    )
    # not before: it would take a processor from the first answers
    begin_dumps(settings, pointer.current_number(settings.home), _tell)


def _is_ready(settings: Settings) -> bool:
    host = _reachable(settings.host)
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    """Return `host` as an address of this machine to open, for an URL."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    found = anywhere.get(host, host)
    return f"[{found}]" if ":" in found else found


def _tell(line: str) -> None:
    click.echo(line, err=True)
