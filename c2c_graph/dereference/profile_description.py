"""What a profile is, in the W3C's Profiles Vocabulary (Working Group Note of 2019)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words

PROF: Final = "http://www.w3.org/ns/dx/prof/"
ROLE: Final = PROF + "role/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class Resource:
    """A document that belongs to a profile, and what it is there for.

    `key` ends the IRI of what describes it; `role` is a name of the roles of PROF, §8.
    """

    key: str
    role: str
    title: str
    artifact: str
    media_type: str


# of our own model
OWN: Final = (
    Resource(
        "vocabulary", "vocabulary", "Vocabulary", namespaces.ONTOLOGY, "text/turtle"
    ),
    Resource(
        "shapes",
        "validation",
        "SHACL shapes",
        namespaces.SHAPES_DOCUMENT,
        "text/turtle",
    ),
    Resource(
        "context",
        "schema",
        "JSON-LD context",
        namespaces.BASE + "context.jsonld",
        "application/ld+json",
    ),
)


def mapping(iri: str) -> tuple[Resource, ...]:
    """Return what belongs to the profile `iri` of another vocabulary: its mapping."""
    title = "How it is made from our own model"
    return (Resource("mapping", "mapping", title, iri, "text/html"),)


def describe_profile(
    iri: str,
    token: str,
    names: tuple[str, str],
    standard: str,
    resources: tuple[Resource, ...],
) -> list[Triple]:
    """Return what is to be said of the profile `iri`; `names` are title and comment."""
    node = NamedNode(iri)
    title, comment = (Literal(text, language="en") for text in names)
    return [
        Triple(node, words.TYPE, NamedNode(PROF + "Profile")),
        Triple(node, NamedNode(words.DCTERMS + "title"), title),
        Triple(node, NamedNode(words.RDFS + "comment"), comment),
        Triple(node, NamedNode(PROF + "hasToken"), Literal(token)),
        Triple(node, NamedNode(PROF + "isProfileOf"), NamedNode(standard)),
        *(triple for resource in resources for triple in _resource(node, resource)),
    ]


def _resource(profile: NamedNode, resource: Resource) -> Iterator[Triple]:
    node = NamedNode(f"{profile.value}#{resource.key}")
    title = Literal(resource.title, language="en")
    format = NamedNode(_MEDIA_TYPES + resource.media_type)
    yield Triple(profile, NamedNode(PROF + "hasResource"), node)
    yield Triple(node, words.TYPE, NamedNode(PROF + "ResourceDescriptor"))
    yield Triple(node, NamedNode(words.DCTERMS + "title"), title)
    yield Triple(node, NamedNode(words.DCTERMS + "format"), format)
    yield Triple(node, NamedNode(PROF + "hasRole"), NamedNode(ROLE + resource.role))
    yield Triple(node, NamedNode(PROF + "hasArtifact"), NamedNode(resource.artifact))
