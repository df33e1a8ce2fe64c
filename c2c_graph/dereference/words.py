"""The terms by which descriptions are read: labels, parts, inverses, kinds."""

from typing import Final

from c2c_graph import namespaces
from c2c_graph.rdf.shown import ISSUED as ISSUED
from c2c_graph.rdf.shown import LABELS as LABELS
from c2c_graph.rdf.shown import LICENSE as LICENSE
from c2c_graph.rdf.shown import PARTS as PARTS
from c2c_graph.rdf.shown import PARTS_DEPTH as PARTS_DEPTH
from c2c_graph.rdf.shown import PARTS_POINTING as PARTS_POINTING
from c2c_graph.rdf.shown import SOURCE as SOURCE
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import DCTERMS as DCTERMS
from c2c_graph.rdf.terms import FOAF as FOAF
from c2c_graph.rdf.terms import GEO as GEO
from c2c_graph.rdf.terms import LABEL as LABEL
from c2c_graph.rdf.terms import ORG as ORG
from c2c_graph.rdf.terms import OWL as OWL
from c2c_graph.rdf.terms import PROV as PROV
from c2c_graph.rdf.terms import RDF as RDF
from c2c_graph.rdf.terms import RDFS as RDFS
from c2c_graph.rdf.terms import SCHEMA as SCHEMA
from c2c_graph.rdf.terms import SHACL as SHACL
from c2c_graph.rdf.terms import SKOS as SKOS
from c2c_graph.rdf.terms import TYPE as TYPE

# the namespaces stand here too: other modules read all their words in one place
C2C: Final = namespaces.TERMS

# the class whose things stand under /id/{kind}/; `def` are the lists under /def/
CLASS_OF_KIND: Final = {
    **{kind: classes[0] for kind, classes in CLASSES_OF_KIND.items()},
    "def": SKOS + "ConceptScheme",
}

# by what the things of a kind are grouped in a list
GROUP_OF_KIND: Final = {
    "city": C2C + "country",
    "commitment": C2C + "madeBy",
    "membership": ORG + "organization",
    "observation": SCHEMA + "observationAbout",
    "post": ORG + "postIn",
    "publication": DCTERMS + "type",
}
