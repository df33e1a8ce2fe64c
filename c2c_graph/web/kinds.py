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
