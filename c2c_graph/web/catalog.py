"""The catalogue at `/catalog`: DCAT for programs, a page for people."""

from flask import Blueprint
from flask import Response
from flask import render_template

from c2c_graph.dereference import dcat
from c2c_graph.dereference import document
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.distributions import address
from c2c_graph.dereference.distributions import title_of
from c2c_graph.rdf.formats import graph_format
from c2c_graph.web import dataset_told
from c2c_graph.web import signposting
from c2c_graph.web import variants
from c2c_graph.web.context import view

bp = Blueprint("catalog", __name__)

_PATH = f"/{dcat.PATH}"


@bp.get(_PATH)
@bp.get(f"{_PATH}.{variants.SUFFIX}")
def catalog(suffix: str = "") -> Response:
    """Answer the catalogue."""
    variant = variants.choose(suffix)
    told, base = dataset_told.told(), dataset_told.base()
    return dataset_told.variant_of(
        told,
        _PATH,
        variant,
        lambda: _page(told, base) if variant == "html" else _rdf(told, base, variant),
        signposting.catalog_links(told),
    )


def _rdf(told: DatasetDescription, base: str, variant: str) -> bytes:
    format = graph_format(variant)
    assert format is not None
    triples = dcat.catalogue(told, view().facts, base)
    return document.write(triples, format, view().prefixes)


def _page(told: DatasetDescription, base: str) -> bytes:
    return render_template(
        "catalog.html",
        told=told,
        base=base,
        file_address=address,
        file_title=title_of,
    ).encode()
