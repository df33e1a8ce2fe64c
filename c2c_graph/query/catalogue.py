"""The catalogue: the saved queries of a dataset, found by name."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from c2c_graph import errors
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.saved_queries import FOLDER
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.rdf.saved_queries import load_saved_query


def load_catalogue(dataset: Path) -> tuple[SavedQuery, ...]:
    """Return the saved queries of the dataset in the folder `dataset`, by name."""
    prefixes = load_prefixes(dataset)
    paths = sorted((dataset / FOLDER).glob("*.rq"))
    return tuple(load_saved_query(path, prefixes) for path in paths)


def named(catalogue: Iterable[SavedQuery], name: str) -> SavedQuery:
    """Return the saved query `name`.

    Raise `errors.UnknownQuery` with the names that come near, where there is none.
    """
    by_name = {saved.name: saved for saved in catalogue}
    if name in by_name:
        return by_name[name]
    near = _near(name, by_name)
    way_on = f"did you mean {' or '.join(near)}?" if near else "see the list of them"
    raise errors.UnknownQuery(f"no saved query is named {name!r}; {way_on}")


def _near(name: str, names: Iterable[str]) -> list[str]:
    """Return at most three of `names`: those spelt alike, else those sharing words."""
    names = sorted(names)
    alike = difflib.get_close_matches(name, names, n=3, cutoff=0.7)
    words = {word for word in name.split("-") if len(word) > 3}
    shared = {other: len(words & set(other.split("-"))) for other in names}
    ranked = sorted((n for n in names if shared[n]), key=lambda n: (-shared[n], n))
    return alike or ranked[:3]
