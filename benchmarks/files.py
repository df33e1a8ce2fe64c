"""An exported site under nginx, against nginx sending plain files and nothing else."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

from benchmarks.load import get
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.rounds import alternate
from benchmarks.rounds import rates
from benchmarks.rounds import ratio
from benchmarks.servers import Server
from benchmarks.servers import free_port
from benchmarks.servers import running
from benchmarks.servers import wait_for
from benchmarks.table import Row
from benchmarks.table import at_least
from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings

_NAME: Final = "an exported site, against plain files"
_LEAST: Final = 0.7
_PLAIN: Final = """\
pid run/plain.pid;
error_log stderr warn;
worker_processes auto;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    default_type text/turtle;
    keepalive_requests 100000;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=20000 inactive=60s;
    open_file_cache_valid 10s;
  }}
}}
"""


def files(_: Corpus, length: Length) -> list[Row]:
    """Measure entities of the shipped data: negotiated by nginx, and as plain files."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        return [Row(_NAME, "", "skipped: there is no nginx")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        site, port, plain = folder / "site", free_port(), free_port()
        _export(folder / "home", site, port)
        root = (site / "site").resolve()
        documents = sorted(root.glob("doc/city/*.ttl"))
        paths = [f"/{path.relative_to(root)}" for path in documents]
        (site / "plain.conf").write_text(_PLAIN.format(port=plain, root=root))

        def requests(server: Server, _: int) -> Iterator[bytes]:
            if server.name == "plain":
                return cycle([get(path, "*/*") for path in paths])
            stems = (path.removesuffix(".ttl") for path in paths)
            return cycle([get(stem, "text/turtle") for stem in stems])

        with (
            _nginx(nginx, "site", site, "nginx.conf", port) as ours,
            _nginx(nginx, "plain", site, "plain.conf", plain) as theirs,
        ):
            found = alternate([ours, theirs], requests, length)
    told = rates(found["site"]), rates(found["plain"])
    return [at_least(_NAME, *told, ratio(found["site"], found["plain"]), _LEAST)]


def _export(home: Path, site: Path, port: int) -> None:
    make_release(Settings(home=home), gate=None)
    command = [sys.executable, "-m", "c2c_graph", "export", str(site)]
    arguments = ["--home", str(home), "--listen", f"127.0.0.1:{port}"]
    subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _nginx(
    program: str, name: str, folder: Path, configuration: str, port: int
) -> Iterator[Server]:
    command = [program, "-p", str(folder), "-c", configuration, "-g", "daemon off;"]
    with running(name, command) as process:
        wait_for(port, "/robots.txt", process)
        yield Server(name, process.pid, port, "/")
