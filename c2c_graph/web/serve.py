"""What granian loads in each worker: the application over the slots that wait."""

import ctypes
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Final

from c2c_graph.query.engine import SlotEngine
from c2c_graph.settings import Settings
from c2c_graph.web.environment import PARENT
from c2c_graph.web.environment import SERVICES_SOCKET
from c2c_graph.web.environment import SOCKET
from c2c_graph.web.front import Front
from c2c_graph.web.making import make_front

TURN_SECONDS: Final = 0.0005
_PR_SET_PDEATHSIG: Final = 1


def build() -> Front:
    """Return the application for one worker process, settings from its environment."""
    _listen_to_parent_alone()
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=_FORMAT)
    # a thread that computes lets the one that answers have its turn so soon
    sys.setswitchinterval(TURN_SECONDS)
    settings = Settings.from_environment()
    services = os.environ.get(SERVICES_SOCKET)
    engine = SlotEngine(
        Path(os.environ[SOCKET]), settings, Path(services) if services else None
    )
    folder = Path(os.environ[SOCKET]).parent
    return make_front(settings, engine, log=sys.stdout, folder=folder)


def _listen_to_parent_alone() -> None:
    # Ctrl-C goes to every process of a terminal's group, and a worker that is told
    # twice, so and by `c2c serve`, waits for ever
    if os.getpgrp() != os.getpid():
        os.setsid()
    # when `c2c serve` is killed outright its workers must not keep the port; by a
    # signal that none can wait over, as one does that was told to end already
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(os.environ[PARENT]):  # it ended while we were starting
        os._exit(0)


_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
