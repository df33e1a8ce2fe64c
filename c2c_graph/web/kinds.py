"""What pages call the kinds of thing, in the order in which they list them."""

from typing import Final

PLURALS: Final = {
    "city": "Cities",
    "country": "Countries",
    "region": "Regions",
    "network": "City networks",
    "membership": "Memberships",
    "commitment": "Commitments",
    "target": "Targets",
    "baseline": "Baselines",
    "progress-report": "Progress reports",
    "initiative": "Initiatives",
    "case-study": "Case studies",
    "publication": "Publications",
    "observation": "Observations",
    "statement": "Quotations",
    "claim": "Claims",
    "organization": "Organizations",
    "government": "City governments",
    "person": "People",
    "post": "Posts",
    "role": "Roles",
    "population": "Populations",
    "geometry": "Geometries",
    "def": "Code lists",
    "part": "Parts",
}
# what a part is called whose IRI tells no kind (a blank node of a foreign dataset)
OTHER_PART: Final = "part"

# what lists do not name, but changes do; and where the kind is not its own singular
_ALSO: Final = {
    "concept": "Concepts",
    "term": "Terms of the vocabulary",
    "shape": "Shapes",
    "graph": "Descriptions of graphs",
    "other": "Other things",
}
_SINGULARS: Final = {
    "network": "city network",
    "government": "city government",
    "statement": "quotation",
    "term": "term of the vocabulary",
    "graph": "description of a graph",
    "other": "other thing",
}


def plural(kind: str) -> str:
    """Return what many things of `kind` are called, as a heading."""
    found = PLURALS.get(kind) or _ALSO.get(kind)
    return found or kind.replace("-", " ").capitalize()


def counted(kind: str, number: int) -> str:
    """Return so many things of `kind` in words: `12 cities`, `1 city network`."""
    one = _SINGULARS.get(kind, kind.replace("-", " "))
    return f"{number:,} {one if number == 1 else plural(kind).lower()}"
