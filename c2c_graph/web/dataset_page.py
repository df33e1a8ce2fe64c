"""The dataset at its own IRI, `/dataset`: the landing page for people and machines.

Beside what any document shows it tells of the newest release: its files, versions
and services. So it changes with each release, unlike documents about entities.
"""

from collections.abc import Iterator

from flask import Blueprint
from flask import Response
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference import dcat
from c2c_graph.dereference import document
from c2c_graph.dereference import jsonld
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.describe import describe
from c2c_graph.dereference.distributions import address
from c2c_graph.dereference.distributions import title_of
from c2c_graph.dereference.schema_org import dataset_jsonld
from c2c_graph.dereference.schema_org import embedded
from c2c_graph.rdf.formats import graph_format
from c2c_graph.web import dataset_told
from c2c_graph.web import documents
from c2c_graph.web import signposting
from c2c_graph.web import variants
from c2c_graph.web.context import languages
from c2c_graph.web.context import view

bp = Blueprint("dataset", __name__)


@bp.get(signposting.DATASET)
@bp.get(f"{signposting.DATASET}.{variants.SUFFIX}")
def dataset(suffix: str = "") -> Response:
    """Answer the description of the dataset."""
    if not view().facts.publishes(NamedNode(namespaces.DATASET)):
        iri = namespaces.DATASET
        raise errors.UnknownIri(f"this dataset does not say what <{iri}> is")
    variant = variants.choose(suffix)
    told, base = dataset_told.told(), dataset_told.base()
    return dataset_told.variant_of(
        told,
        signposting.DATASET,
        variant,
        lambda: _written(told, base, variant),
        _links(told),
    )


def _links(told: DatasetDescription) -> Iterator[str]:
    links = (*signposting.dataset_links(told), *signposting.services())
    yield from (link.value() for link in links)
    yield '</releases>; rel="version-history"'


def _written(told: DatasetDescription, base: str, variant: str) -> bytes:
    sourced = variant in documents.SOURCED
    description = describe(view().facts, namespaces.DATASET, sourced=sourced)
    if variant == documents.HTML:
        return _page(told, base, description)
    return _rdf(told, base, description, variant)


def _page(told: DatasetDescription, base: str, description: Description) -> bytes:
    now = view()
    return documents.html(
        now,
        now.facts,
        description,
        languages(),
        now.stamp(now.number),
        "dataset.html",
        told=told,
        schema=embedded(dataset_jsonld(told, base)),
        file_address=address,
        file_title=title_of,
        base=base,
    )


def _rdf(
    told: DatasetDescription, base: str, description: Description, variant: str
) -> bytes:
    now, more = view(), dcat.about_dataset(told, base)
    format = graph_format(variant)
    assert format is not None
    if variant in documents.NAMED:
        home = DefaultGraph()
        told_more = [Quad(t.subject, t.predicate, t.object, home) for t in more]
        quads = document.quads(now.facts, description, namespaces.DATASET)
        return document.write([*quads, *told_more], format, now.prefixes)
    triples = document.triples(now.facts, description, namespaces.DATASET)
    every = list(dict.fromkeys([*triples, *more]))
    if variant == documents.JSONLD:
        return now.context.write(every, jsonld.reference_from(namespaces.DATASET))
    return document.write(every, format, now.prefixes)
