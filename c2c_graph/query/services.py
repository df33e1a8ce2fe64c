"""The endpoints that SERVICE may name: the operator's list, and nobody else."""

from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from c2c_graph.errors import InvalidSetting
from c2c_graph.settings import Settings

# the word for slots whose queries may call an endpoint
FOR_SERVICES: Final = "services"
_SCHEMES: Final = frozenset({"http", "https"})


def allowed_services(settings: Settings) -> frozenset[str]:
    """Return the IRIs that SERVICE may name, as they are to be written in queries.

    Raise `errors.InvalidSetting` for what is not the address of an endpoint.
    """
    allowed = frozenset(settings.services.split())
    for iri in sorted(allowed):
        if not _is_address(iri):
            raise InvalidSetting(
                f"C2C_SERVICES names {iri}, which is not the address of an endpoint; "
                "give such as https://query.wikidata.org/sparql, without a password, "
                "several with spaces between them"
            )
    return allowed


def _is_address(iri: str) -> bool:
    try:
        parts = urlsplit(NamedNode(iri).value)
        port = parts.port
    except ValueError:
        return False
    is_open = parts.username is None  # what is allowed is told to everybody
    return parts.scheme in _SCHEMES and bool(parts.hostname) and port != 0 and is_open
