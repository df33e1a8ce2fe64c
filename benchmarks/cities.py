"""A made-up dataset of any size in the shape of the shipped one, the same every time.

Cities, networks and countries are called "Example City 00017" and the like; the
countries have codes that ISO 3166-1 leaves to its users (XA to XZ).
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from c2c_graph import namespaces
from c2c_graph.settings import packaged_dataset

# how many cities make two million triples, with what the shipped files add
CITIES: Final = 37_000
NETWORKS: Final = 40
_COUNTRIES: Final = tuple(f"x{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
# raise it when the same size would give other triples than before
EDITION: Final = 1

_PREFIXES: Final = """\
@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix def: <https://w3id.org/city2city/def/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix id: <https://w3id.org/city2city/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_COUNTRY: Final = """
<{id}country/{code}> a c2c:Country ;
    rdfs:label "Example Country {CODE}"@en .
"""
_NETWORK: Final = """
<{id}network/{name}> a c2c:CityNetwork ;
    rdfs:label "Example Network {number:02}"@en .
"""
_CITY: Final = """
<{id}city/{name}> a c2c:City ;
    c2c:country <{id}country/{code}> ;
    c2c:spatialExtentType <{def}spatial-extent-type/populated-place> ;
    c2c:unLocode "{CODE}{number:05}" ;
    dcterms:source <{id}publication/example> ;
    geo:hasDefaultGeometry <{id}geometry/{name}> ;
    rdfs:label "Example City {number:05}"@en ;
    rdfs:label "Beispielstadt {number:05}"@de ;
    schema:alternateName "Sample City {number:05}"@en .
<{id}geometry/{name}> a geo:Geometry ;
    geo:asWKT "POINT({longitude:.4f} {latitude:.4f})"^^geo:wktLiteral ;
    rdfs:label "Location of Example City {number:05}"@en .
<{id}observation/{name}--population--example> a c2c:Observation ;
    c2c:asOfBasis <{def}as-of-basis/unknown> ;
    c2c:claimStatus <{def}claim-status/as-by-source> ;
    dcterms:source <{id}publication/example> ;
    rdfs:label "Population of Example City {number:05}"@en ;
    schema:observationAbout <{id}city/{name}> ;
    schema:unitCode <{def}unit/person> ;
    schema:value {population} ;
    schema:variableMeasured <{def}variable/population> .
"""
_MEMBERSHIP: Final = """
<{id}membership/{network}--{name}> a c2c:Membership ;
    c2c:claimStatus <{def}claim-status/as-by-source> ;
    c2c:lastConfirmed "2025-12-18"^^xsd:date ;
    c2c:memberCity <{id}city/{name}> ;
    dcterms:source <{id}publication/example> ;
    org:organization <{id}network/{network}> ;
    rdfs:label "Example City {number:05} in Example Network"@en ;
    schema:startDate "{joined}"^^xsd:gYear .
"""
_COMMITMENT: Final = """
<{id}commitment/{name}--example> a c2c:Commitment ;
    c2c:claimStatus <{def}claim-status/as-by-source> ;
    c2c:hasTarget <{id}target/{name}--example--{year}> ;
    c2c:madeBy <{id}city/{name}> ;
    c2c:status <{def}commitment-status/announced> ;
    dcterms:source <{id}publication/example> ;
    rdfs:label "Example City {number:05}: climate commitment"@en ;
    schema:identifier "EX-{number:05}" .
<{id}target/{name}--example--{year}> a c2c:Target ;
    c2c:boundary <{def}boundary/not-stated> ;
    c2c:claimStatus <{def}claim-status/as-by-source> ;
    c2c:direction <{def}direction/reach-level> ;
    c2c:gasCoverage <{def}gas-coverage/carbon-dioxide-only> ;
    c2c:targetType <{def}target-type/net-zero> ;
    c2c:targetYear "{year}"^^xsd:gYear ;
    dcterms:source <{id}publication/example> ;
    rdfs:label "Example City {number:05}: net zero by {year}"@en .
"""


def write_dataset(folder: Path, cities: int = CITIES) -> None:
    """Write the dataset into the new `folder`: the shipped files and made-up cities."""
    for role in ("ontology", "data", "shapes", "sparql"):
        shutil.copytree(packaged_dataset() / role, folder / role)
    _write(folder / "data" / "example.ttl", _surroundings())
    for code in _COUNTRIES:
        numbers = range(_COUNTRIES.index(code), cities, len(_COUNTRIES))
        values = [_values(number, code) for number in numbers]
        for kind, texts in (
            ("cities", (_CITY.format_map(v) for v in values)),
            ("memberships", (text for v in values for text in _memberships(v))),
            ("commitments", (_COMMITMENT.format_map(v) for v in values)),
        ):
            _write(folder / "data" / kind / f"{code}.ttl", texts)


def _write(path: Path, texts: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(_PREFIXES)
        file.writelines(texts)


def _surroundings() -> Iterator[str]:
    for code in _COUNTRIES:
        yield _COUNTRY.format(id=namespaces.THINGS, code=code, CODE=code.upper())
    for number in range(NETWORKS):
        name = network(number)
        yield _NETWORK.format(id=namespaces.THINGS, name=name, number=number)


def network(number: int) -> str:
    """Return the last part of the IRI of the made-up network `number`."""
    return f"example-{number:02}"


def things() -> list[str]:
    """Return the IRIs of what stands for each made-up city, in an arbitrary order.

    The city, its place, its membership and its commitment; the order is the same
    every time.
    """
    kinds = ("city", "geometry", "membership", "observation", "commitment", "target")
    found = [iri(kind, number) for kind in kinds for number in range(CITIES)]
    random.Random(EDITION).shuffle(found)
    return found


def iri(kind: str, number: int) -> str:
    """Return the IRI of the thing of `kind` that stands for the city `number`."""
    values = _values(number, _COUNTRIES[number % len(_COUNTRIES)])
    form = _IRIS.get(kind, "{name}")
    of = network(number % NETWORKS)
    return f"{namespaces.THINGS}{kind}/{form.format_map({**values, 'network': of})}"


_IRIS: Final = {
    "membership": "{network}--{name}",
    "observation": "{name}--population--example",
    "commitment": "{name}--example",
    "target": "{name}--example--{year}",
}


def _values(number: int, code: str) -> dict[str, object]:
    return {
        "id": namespaces.THINGS,
        "def": namespaces.DEFINITIONS,
        "number": number,
        "name": f"{code}-example-{number:05}",
        "code": code,
        "CODE": code.upper(),
        "longitude": number * 7 % 36_000 / 100 - 180,
        "latitude": number * 11 % 17_000 / 100 - 85,
        "population": 10_000 + number * 7919 % 3_000_000,
        "year": 2030 + number % 21,
        "joined": 1990 + number % 35,
    }


def _memberships(values: dict[str, object]) -> Iterator[str]:
    """Yield two memberships of the city that `values` describe."""
    number = int(str(values["number"]))
    for of in (number % NETWORKS, (number * 3 + 1) % NETWORKS):
        yield _MEMBERSHIP.format_map({**values, "network": network(of)})
