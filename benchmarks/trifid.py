"""Run trifid, a linked-data server of others, in front of an Oxigraph of its own.

It is installed once, with npm, into the user's cache folder.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.release import Corpus
from benchmarks.servers import Server
from benchmarks.servers import free_port
from benchmarks.servers import running
from benchmarks.servers import wait_for
from c2c_graph import namespaces

_VERSION: Final = "5.3.0"
_INSTALL: Final = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund")
_INSTALL_SECONDS: Final = 300
_CONFIGURATION: Final = """\
server: {{listener: {{host: 127.0.0.1, port: {port}}}, logLevel: error}}
globals:
  datasetBaseUrl: {base}
  endpoints: {{default: {{url: /query}}}}
plugins:
  entity-renderer: {{module: "@zazuko/trifid-entity-renderer"}}
  sparql-proxy:
    module: "@zazuko/trifid-plugin-sparql-proxy"
    paths: /query
    config: {{endpointUrl: "http://127.0.0.1:{store}/query"}}
"""


def missing() -> str:
    """Return what is missing to run trifid, empty where nothing is."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            return f"there is no {program}"
    return ""


@contextmanager
def trifid(corpus: Corpus, store: Server) -> Iterator[Server]:
    """Run trifid over the SPARQL endpoint `store`; entities are at their own paths."""
    folder = _installed(corpus.folder.parent / f"trifid-{_VERSION}")
    port = free_port()
    configuration = folder / f"config-{port}.yaml"
    configuration.write_text(
        _CONFIGURATION.format(port=port, base=namespaces.BASE, store=store.port)
    )
    command = ["node", "node_modules/trifid/server.js", "-c", configuration.name]
    try:
        with running("trifid", command, folder=folder) as process:
            wait_for(port, "/query?query=ASK%7B%7D", process)
            yield Server("trifid", process.pid, port, "/query")
    finally:
        configuration.unlink()


def _installed(folder: Path) -> Path:
    if not (folder / "node_modules" / "trifid").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [*_INSTALL, f"trifid@{_VERSION}"],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=_INSTALL_SECONDS,
        )
    return folder
