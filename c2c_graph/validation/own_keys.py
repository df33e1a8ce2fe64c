"""Examples in messages with the key of the entry that they are told of.

A shape's message is one for all entries (SHACL §2.1.5); its example is of another
city. The geometry and the government of a city have its key.
"""

import re
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import Term

_CITIES: Final = namespaces.THINGS + "city/"
_NAMED_LIKE_CITIES: Final = re.compile(r"\b(geometry|government):[a-z]{2}-[a-z0-9-]+")


def with_own_key(message: str, focus: Term | None) -> str:
    """Return `message`, in its examples the key of `focus` where that is a city."""
    if not isinstance(focus, NamedNode) or not focus.value.startswith(_CITIES):
        return message
    key = focus.value.removeprefix(_CITIES)
    if not re.fullmatch("[a-z0-9-]+", key):
        return message
    return _NAMED_LIKE_CITIES.sub(rf"\1:{key}", message)
