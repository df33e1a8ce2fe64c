"""However many edits later, the store is the one a fresh build would make."""

import dataclasses
import random
import shutil
from pathlib import Path

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

EX = "http://example.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def ex(name: str) -> str:
    return f"<{EX}{name}>"


AXIOMS = [
    f"{ex(s)} <{p}> {o} ."
    for s, p, o in [
        ("City", RDFS + "subClassOf", ex("Place")),
        ("Place", RDFS + "subClassOf", ex("Thing")),
        ("Thing", OWL + "equivalentClass", ex("Entity")),
        ("Thing", RDFS + "subClassOf", ex("City")),
        ("code", RDFS + "subPropertyOf", ex("identifier")),
        ("identifier", OWL + "equivalentProperty", ex("id")),
        ("country", RDFS + "subPropertyOf", ex("within")),
        ("within", RDF + "type", f"<{OWL}TransitiveProperty>"),
        ("within", OWL + "inverseOf", ex("contains")),
        ("within", RDFS + "subPropertyOf", ex("near")),
        ("near", RDF + "type", f"<{OWL}SymmetricProperty>"),
        ("contains", RDFS + "subPropertyOf", ex("holds")),
        ("memberCity", OWL + "inverseOf", ex("hasMembership")),
        ("been", OWL + "propertyChainAxiom", ex("list-1")),
        ("been", OWL + "inverseOf", ex("had")),
        ("reaches", OWL + "propertyChainAxiom", ex("list-3")),
        ("kind", RDFS + "subPropertyOf", f"<{RDF}type>"),
    ]
]
LISTS = [
    f"{ex(s)} <{RDF}{p}> {o} ."
    for s, p, o in [
        ("list-1", "first", ex("hasMembership")),
        ("list-1", "rest", ex("list-2")),
        ("list-2", "first", ex("organization")),
        ("list-2", "rest", f"<{RDF}nil>"),
        ("list-3", "first", ex("near")),
        ("list-3", "rest", ex("list-4")),
        ("list-4", "first", ex("contains")),
        ("list-4", "rest", ex("list-1")),
    ]
]
NODES = [ex(f"node-{n}") for n in range(6)]
CLASSES = [ex(name) for name in ("City", "Place", "Thing", "Entity")]
NUMBERS = [f'"{n}"^^<{XSD}integer>' for n in ("1", "01", "+1", "2")]
NUMBERS += [f'"1.0"^^<{XSD}decimal>', f'"1"^^<{XSD}byte>', '"a"@EN', '"a"@en', '"a"']
VALUES = {
    f"<{RDF}type>": CLASSES,
    ex("kind"): CLASSES,
    ex("code"): NUMBERS,
    ex("identifier"): NUMBERS,
    **{
        ex(name): NODES
        for name in (
            "within",
            "country",
            "contains",
            "near",
            "memberCity",
            "hasMembership",
            "organization",
            "been",
        )
    },
}
TURTLE = [f"data/{n}.ttl" for n in range(4)] + ["shapes/s.ttl"]
QUADS = ["data/one.trig", "data/two.nq", "shapes/three.trig"]
GRAPHS = [ex("graph-1"), ex("graph-2"), ""]


class Editor:
    """Writes random edits into a dataset; a file is a set of statements."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.files: dict[str, set[str]] = {"ontology/ns.ttl": {*AXIOMS, *LISTS}}
        for name in [*TURTLE, *QUADS]:
            self.files[name] = {self.statement(name) for _ in range(8)}
        for name in self.files:
            self.save(name)

    def edit(self) -> None:
        name = self.random.choice([*TURTLE, *TURTLE, *QUADS, "ontology/ns.ttl"])
        statements = self.files.setdefault(name, set())
        if name in TURTLE and self.random.random() < 0.15:
            (self.folder / name).unlink(missing_ok=True)
            del self.files[name]
            return
        for _ in range(self.random.randint(1, 4)):
            if statements and self.random.random() < 0.5:
                statements.discard(self.random.choice(sorted(statements)))
            else:
                statements.add(self.statement(name))
        self.save(name)

    def statement(self, name: str) -> str:
        if name.startswith("ontology/"):
            return self.random.choice([*AXIOMS, *LISTS])
        blank = [f"_:b{n}" for n in range(3)] if name in QUADS else []
        predicate = self.random.choice(list(VALUES))
        values = VALUES[predicate]
        subject = self.random.choice([*NODES, *blank])
        value = self.random.choice([*values, *blank] if values == NODES else values)
        if name not in QUADS:
            return f"{subject} {predicate} {value} ."
        graph = self.random.choice([*GRAPHS, "_:g"])
        if name.endswith(".nq"):
            return f"{subject} {predicate} {value} {graph} ."
        wrapped = f"{{ {subject} {predicate} {value} }}"
        return f"GRAPH {graph} {wrapped}" if graph else wrapped

    def save(self, name: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(sorted(self.files[name])) + "\n")


def assert_equals_fresh(settings: Settings, home: Path) -> None:
    """Compare the release in force with one made from nothing in `home`."""
    shutil.rmtree(home, ignore_errors=True)
    make_release(dataclasses.replace(settings, home=home), gate=None)
    ours, fresh = open_release(settings.home), open_release(home)
    assert set(ours.store) == set(fresh.store)
    assert set(ours.store.named_graphs()) == set(fresh.store.named_graphs())
    for part in ("graphs", "dataset_hash", "default_triples", "classes", "overlaps"):
        assert getattr(ours.manifest, part) == getattr(fresh.manifest, part)


def edit_and_compare(tmp_path: Path, *, seed: int, count: int, every: int) -> None:
    settings = Settings(
        home=tmp_path / "home", dataset=tmp_path / "dataset", kept_stores=2
    )
    editor = Editor(tmp_path / "dataset", seed)
    make_release(settings, gate=None)
    for number in range(1, count + 1):
        editor.edit()
        make_release(settings, gate=None)
        if number % every == 0:
            assert_equals_fresh(settings, tmp_path / "fresh")


def test_after_some_random_edits_the_store_equals_a_fresh_build(tmp_path: Path) -> None:
    edit_and_compare(tmp_path, seed=1, count=8, every=4)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param(
            "data/memberships/c40.ttl",
            "membership:c40--se-malmo c2c:memberCity city:se-malmo ; "
            "org:organization network:other .",
            id="the-network-of-a-membership",
        ),
        pytest.param(
            "data/memberships/c40.ttl", "", id="a-membership-with-both-its-ends"
        ),
        pytest.param(
            "data/regions.ttl",
            "country:se c2c:within region:europe . region:europe c2c:within region:x .",
            id="the-middle-of-a-path",
        ),
        pytest.param(
            "data/cities/se.ttl",
            "city:se-malmo a schema:Place ; schema:identifier 'SEMMA' .",
            id="what-was-inferred-is-asserted",
        ),
        pytest.param("data/cities/se.ttl", "", id="all-that-was-said"),
        pytest.param(
            "ontology/more.ttl",
            "c2c:City rdfs:subClassOf schema:Thing . "
            "c2c:hasBeenMemberOf owl:inverseOf c2c:hasHadMember .",
            id="an-axiom",
        ),
    ],
)
def test_the_store_equals_a_fresh_build_after_a_change_of(
    settings, dataset, tmp_path, file: str, text: str
) -> None:
    make_release(settings, gate=None)
    dataset.write(file, text)
    make_release(settings, gate=None)
    assert_equals_fresh(settings, tmp_path / "fresh")


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_after_200_random_edits_the_store_equals_a_fresh_build(
    tmp_path: Path, seed: int
) -> None:
    edit_and_compare(tmp_path, seed=seed, count=200, every=2)
