"""Read the countries of a dataset: their codes and names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from c2c_graph import errors
from c2c_graph.importing import nodes
from c2c_graph.importing.graphfile import open_graph
from c2c_graph.importing.names import same_name
from c2c_graph.rdf.terms import LABEL

FILE: Final = "data/countries.ttl"


@dataclass(frozen=True)
class Countries:
    """ISO 3166-1 alpha-2 codes: by either code, by name; and names by code."""

    by_code: Mapping[str, str]
    by_name: Mapping[str, str]
    labels: Mapping[str, str]


def read_countries(folder: Path) -> Countries:
    """Return the countries of the dataset in `folder`.

    Raise `errors.DatasetUnreadable` where it describes none.
    """
    texts: dict[object, dict[str, list[Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for triple in open_graph(folder, FILE).triples:
        if isinstance(triple.object, Literal):
            texts[triple.subject][triple.predicate.value].append(triple.object)
    by_code: dict[str, str] = {}
    by_name: dict[str, str] = {}
    labels: dict[str, str] = {}
    for said in texts.values():
        for alpha2 in said[nodes.term("isoAlpha2Code").value]:
            code = alpha2.value
            alpha3 = said[nodes.term("isoAlpha3Code").value]
            by_code.update({text.value: code for text in (alpha2, *alpha3)})
            names = said[LABEL.value] + said[nodes.ALTERNATE_NAME.value]
            by_name.update({same_name(name.value): code for name in names})
            english = [n.value for n in said[LABEL.value] if n.language == "en"]
            labels[code] = min(english, default=code)
    if not labels:
        raise errors.DatasetUnreadable(
            f"{folder / FILE}: no country with a c2c:isoAlpha2Code; "
            "a city cannot be placed without them"
        )
    return Countries(by_code, by_name, labels)
