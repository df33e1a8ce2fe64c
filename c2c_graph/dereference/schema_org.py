"""The dataset in terms of schema.org, as JSON-LD for search engines and FAIR tools.

Texts are English where there are any, since readers of these pages expect one text a
property; the catalogue has all languages.
"""

import json
from collections.abc import Iterable
from typing import Any
from typing import Final

from c2c_graph import namespaces
from c2c_graph.dereference.dataset_description import CATALOG
from c2c_graph.dereference.dataset_description import Agent
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.distributions import address
from c2c_graph.dereference.distributions import packed_type
from c2c_graph.dereference.distributions import title_of
from c2c_graph.release.dumps import DumpFile

CONTEXT: Final = "https://schema.org/"
_LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language/"
# BCP 47 tags of languages that the Publications Office names by ISO 639-3
_TAGS: Final = {"ENG": "en", "FRA": "fr", "SPA": "es"}


def dataset_jsonld(told: DatasetDescription, base: str) -> dict[str, Any]:
    """Return the dataset as a schema.org Dataset with its downloads.

    `base` is the address of this server, without a slash at its end. What is not
    known is left out.
    """
    title, description = told.texts.best()
    page = f"{base}/dataset"
    content = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": namespaces.DATASET,
        "name": title,
        "description": description,
        "url": page,
        "mainEntityOfPage": page,
        "identifier": namespaces.DATASET,
        "sameAs": namespaces.DATASET,
        "license": _one(license.value for license in told.licenses),
        "isAccessibleForFree": True,
        "version": told.version,
        "datePublished": _one(date.value for date in told.issued),
        "dateModified": told.manifest.created,
        "keywords": [word.value for word in told.keywords if word.language == "en"],
        "inLanguage": [_tag(node.value) for node in told.languages],
        "creditText": _one(text.value for text in told.rights),
        "isBasedOn": [source.value for source in told.sources],
        "spatialCoverage": [_place(node.value) for node in told.spatial],
        "size": f"{told.manifest.default_triples} triples",
        "includedInDataCatalog": _catalog(told, base),
        "distribution": [_download(dump, told, base) for dump in told.dumps],
    }
    content |= _agents(told)
    return {name: value for name, value in content.items() if value not in ("", [])}


def embedded(content: dict[str, Any]) -> str:
    """Return `content` as text that can stand inside an HTML script element."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    # inside <script> only "<" can end the element (HTML §4.12.1.3)
    return text.replace("<", "\\u003c")


def _agents(told: DatasetDescription) -> dict[str, Any]:
    roles: dict[str, Any] = {}
    if told.creators:
        roles["creator"] = [_agent(agent) for agent in told.creators]
    if told.publisher:
        roles["publisher"] = _agent(told.publisher)
    if told.publisher and told.contact:
        given = told.contact.value
        name = "email" if given.startswith("mailto:") else "url"
        point = {"@type": "ContactPoint", name: given.removeprefix("mailto:")}
        roles["publisher"]["contactPoint"] = point
    return roles


def _agent(agent: Agent) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "@id": agent.node.value,
        "name": _one(name.value for name in agent.names),
    }


def _catalog(told: DatasetDescription, base: str) -> dict[str, str]:
    title, _ = (told.catalog if told.catalog.titles else told.texts).best()
    return {
        "@type": "DataCatalog",
        "@id": CATALOG.value,
        "name": title,
        "url": f"{base}/catalog",
    }


def _download(
    dump: DumpFile, told: DatasetDescription, base: str
) -> dict[str, str | list[str]]:
    return {
        "@type": "DataDownload",
        "name": title_of(dump),
        "contentUrl": address(base, told.manifest.number, dump.name),
        "encodingFormat": [dump.media_type, packed_type(dump)],
        "contentSize": f"{dump.bytes} B",
        "sha256": dump.sha256,
    }


def _place(iri: str) -> dict[str, str]:
    return {"@type": "Place", "@id": iri}


def _tag(iri: str) -> str:
    return _TAGS.get(iri.removeprefix(_LANGUAGES), iri)


def _one(values: Iterable[str]) -> str:
    return next(iter(values), "")
