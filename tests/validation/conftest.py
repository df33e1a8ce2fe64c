"""A way to write small datasets, and what checking them finds."""

from pathlib import Path

import pytest

from c2c_graph.namespaces import graph_iri
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.validation.checks import check

PREFIXES = "".join(f"@prefix {n}: <{s}> .\n" for n, s in load_prefixes().items())
VOCABULARY = """
<https://w3id.org/city2city/ns> a owl:Ontology .
c2c:City a owl:Class . c2c:Country a owl:Class . c2c:CityNetwork a owl:Class .
c2c:Publication a owl:Class .
c2c:country a owl:ObjectProperty . c2c:unLocode a owl:DatatypeProperty .
"""


class Folder:
    """A dataset folder under construction."""

    def __init__(self, path: Path):
        self.path = path
        (path / "data").mkdir()

    def file(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def turtle(self, name, text):
        """Write a data file that describes its own graph; the text is on line 1."""
        graph = f" <{graph_iri(name)}> a void:Dataset ."
        return self.file(name, text.strip() + graph + "\n")

    def findings(self, language="en"):
        return check(read_dataset(self.path), language=language).findings

    def rules(self):
        return [finding.rule for finding in self.findings()]


@pytest.fixture
def foreign(tmp_path):
    """A dataset of somebody else."""
    return Folder(tmp_path)


@pytest.fixture
def home(tmp_path):
    """A dataset that defines our vocabulary, a very small one."""
    folder = Folder(tmp_path)
    folder.file("ontology/ns.ttl", PREFIXES + VOCABULARY)
    folder.data = lambda text, name="data/a.ttl": folder.file(
        name, PREFIXES + f"<{graph_iri(name)}> a void:Dataset .\n" + text
    )
    return folder
