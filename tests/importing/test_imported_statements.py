"""What a row says stands in the graph, with its source; nothing else does."""

import pytest

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.literals import changed_by_store

ID = "https://w3id.org/city2city/id/"
DEF = "https://w3id.org/city2city/def/"
TESTVILLE = "se-testville--net-zero-tracker"


def described(ask, name):
    rows = ask(f"SELECT ?p ?o {{ <{ID}{name}> ?p ?o }}")
    return sorted((p.rpartition("/")[2].rpartition("#")[2], o) for p, o in rows)


def test_a_commitment_says_who_what_and_how_far(imported, ask):
    imported()
    source = f"{ID}publication/testville-example-plan-pdf"
    assert described(ask, f"commitment/{TESTVILLE}") == [
        ("claimStatus", DEF + "claim-status/as-by-source"),
        ("hasTarget", f"{ID}target/{TESTVILLE}--2030"),
        ("hasTarget", f"{ID}target/{TESTVILLE}--2050"),
        ("identifier", "T-001"),
        ("label", "Testville: climate commitment"),
        ("madeBy", ID + "city/se-testville"),
        ("source", source),
        ("status", DEF + "commitment-status/adopted"),
        ("statusInSource", DEF + "nzt-status/in-law"),
        ("type", "https://w3id.org/city2city/ns#Commitment"),
    ]


def test_an_interim_target_says_its_cut_and_against_what(imported, ask):
    imported()
    said = dict(described(ask, f"target/{TESTVILLE}--2030"))
    assert said["label"] == "Testville: emissions 55 percent lower than in 1990 by 2030"
    assert (said["value"], said["unitCode"]) == ("55", DEF + "unit/percent")
    assert said["targetType"] == DEF + "target-type/absolute-emission-reduction"
    assert said["direction"] == DEF + "direction/decrease"
    assert said["gasCoverage"] == DEF + "gas-coverage/not-stated"
    baseline = dict(described(ask, f"baseline/{TESTVILLE}--2030"))
    assert said["hasBaseline"] == f"{ID}baseline/{TESTVILLE}--2030"
    assert baseline["baselineType"] == DEF + "baseline-type/historic-year"
    assert baseline["referenceYear"] == "1990"


def test_the_end_target_says_what_it_covers(imported, ask):
    imported()
    said = described(ask, f"target/{TESTVILLE}--2050")
    assert ("gasCoverage", DEF + "gas-coverage/all-greenhouse-gases") in said
    assert [o for p, o in said if p == "emissionScope"] == [
        DEF + "emission-scope/consumption-based",
        DEF + "emission-scope/territorial",
    ]
    assert not {"value", "unitCode", "hasBaseline"} & {p for p, _ in said}


def test_a_row_without_an_address_rests_on_the_snapshot(imported, ask):
    imported()
    said = dict(described(ask, "commitment/se-samplestad--net-zero-tracker"))
    assert said["source"] == f"{ID}publication/net-zero-tracker-2020-01-01"
    snapshot = dict(described(ask, "publication/net-zero-tracker-2020-01-01"))
    assert snapshot["issued"] == "2020-01-01"
    assert snapshot["title"] == "Net Zero Tracker: targets of cities, 1 January 2020"


def test_a_decimal_keeps_its_digits_and_a_missing_baseline_is_said(imported, ask):
    imported()
    target = "se-samplestad--net-zero-tracker--2030"
    assert dict(described(ask, f"target/{target}"))["value"] == "13.57"
    assert dict(described(ask, f"baseline/{target}"))["baselineType"] == (
        DEF + "baseline-type/not-stated"
    )


def test_two_targets_of_one_year_keep_apart(imported, ask):
    report = imported()
    rows = ask("SELECT ?t { ?c c2c:madeBy city:us-twinburg ; c2c:hasTarget ?t }")
    assert sorted(row[0].rpartition("--")[2] for row in rows) == ["2040", "interim"]
    assert "the interim year is not before the end year" in {
        line.reason for line in report.doubts
    }


def test_namesakes_in_one_country_keep_apart(imported, ask):
    imported()
    rows = ask(
        "SELECT ?c ?n { ?c a c2c:City ; c2c:country country:us ; rdfs:label ?n }"
    )
    assert sorted((c.removeprefix(ID), n) for c, n in rows) == [
        ("city/us-me-twinburg", "Twinburg, ME"),
        ("city/us-twinburg", "Twinburg"),
    ]


def test_only_cities_with_a_commitment_are_minted(imported):
    keys = [key for key, _ in imported().minted]
    assert keys == [
        "de-village",
        "na-nodatum",
        "se-samplestad",
        "se-testville",
        "us-me-twinburg",
        "us-twinburg",
    ]


def test_nobody_elses_sentences_are_copied(imported, folder):
    imported()
    texts = [path.read_text() for path in folder.rglob("*.ttl")]
    assert not any("Made-up words" in text for text in texts)


def test_no_literal_is_one_that_the_store_would_change(imported, folder):
    imported()
    dataset = read_dataset(folder)
    assert not dataset.faults
    objects = {q.object for file in dataset.files for q in file.document.quads}
    literals = [node for node in objects if hasattr(node, "datatype")]
    assert [node for node in literals if changed_by_store(node)] == []


def test_a_publication_that_is_described_elsewhere_is_used(imported, folder, ask):
    (folder / "data/publications").mkdir()
    (folder / "data/publications/ours.ttl").write_text(
        "<https://w3id.org/city2city/id/publication/short> "
        "<https://schema.org/url> <https://www.testville.example/plan.pdf> .\n"
    )
    imported()
    said = dict(described(ask, f"commitment/{TESTVILLE}"))
    assert said["source"] == f"{ID}publication/short"
    assert not described(ask, "publication/testville-example-plan-pdf")


HOSTILE = [
    'Quote " ville',
    "Back\\slash\\",
    "<script>alert(1)</script>",
    "Ville> . <urn:x> <urn:y> <urn:z",
    "@prefix x: <urn:x> .",
    "Ville'); DROP",
    "{{7*7}}",
    "مدينة Ville",
    "V" + "i" * 190 + "lle",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_stays_a_name(imported, write_table, folder, ask, name):
    address = 'https://a.example/" onload=x <b> {y} \\ ^ `'
    report = imported(write_table({"name": name, "source_url": address}))
    assert report.commitments == 1
    assert not read_dataset(folder).faults
    cities = ask("SELECT ?n { ?c a c2c:City ; schema:alternateName|rdfs:label ?n }")
    assert " ".join(name.split()) in {row[0] for row in cities}
    assert ask("SELECT ?u { ?p schema:url ?u FILTER CONTAINS(STR(?u), 'a.exam') }") == [
        ("https://a.example/%22",)
    ]
    assert not ask("SELECT ?s { ?s <urn:y> ?o }")
