"""Releases made one after another, each second of its own, for tests of the past."""

import json
import shutil
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from c2c_graph.release.build import make_release
from c2c_graph.release.manifest import FILE
from c2c_graph.release.pointer import release_folder
from c2c_graph.settings import Settings

SMALL = Path(__file__).parent / "small"
NEW = """
<https://w3id.org/city2city/id/city/xa-new>
    a <https://w3id.org/city2city/ns#City> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "Newtown"@en .
"""
FIRST = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Past:
    """A home whose releases were made an hour after one another, or as `made` says."""

    def __init__(self, folder):
        self.dataset = shutil.copytree(SMALL, folder / "dataset")
        self.settings = Settings(home=folder / "home", dataset=self.dataset)

    def write(self, name, text):
        path = self.dataset / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def replace(self, name, old, new):
        text = (self.dataset / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def release(self, made=None):
        """Release what is there; return the number."""
        number = make_release(self.settings, gate=None).number
        made = made or FIRST + timedelta(hours=number - 1)
        path = release_folder(self.settings.home, number) / FILE
        values = json.loads(path.read_text())
        path.write_text(json.dumps(values | {"created": f"{made:%Y-%m-%dT%H:%M:%SZ}"}))
        return number
