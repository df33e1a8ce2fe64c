"""The same table again changes nothing; a changed one only what changed."""

from datetime import date

import pytest

COMMITMENTS = "data/commitments/net-zero-tracker.ttl"
ID = "https://w3id.org/city2city/id/"
SUPERSEDED = "https://w3id.org/city2city/def/claim-status/superseded"


def contents(folder):
    return {path: path.read_bytes() for path in sorted((folder / "data").rglob("*.*"))}


def lines(folder):
    return set((folder / COMMITMENTS).read_text().splitlines())


def edit(folder, old, new, path=COMMITMENTS):
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1))


def test_the_same_table_again_changes_no_byte(imported, folder):
    imported()
    before = contents(folder)
    report = imported()
    assert contents(folder) == before
    assert report.files == ()
    assert report.minted == ()


def test_rows_in_another_order_give_the_same_files(imported, folder, write_table):
    rows = [{"id_code": f"T-{n}", "name": f"Ville {n}"} for n in range(5)]
    imported(write_table(*rows))
    before = contents(folder)
    imported(write_table(*reversed(rows)))
    assert contents(folder) == before


def test_a_changed_cell_changes_its_statement_only(imported, folder, write_table):
    rows = [{}, {"id_code": "T-101", "name": "Samplestad"}]
    imported(write_table(*rows))
    before = lines(folder)
    rows[0]["end_target_status"] = "In law"
    report = imported(write_table(*rows))
    assert report.files == (COMMITMENTS,)
    assert {line.split()[0] for line in lines(folder) ^ before} <= {
        "c2c:status",
        "c2c:statusInSource",
        "@prefix",
    }


def test_a_changed_year_supersedes_the_old_target(imported, ask, write_table):
    imported(write_table({}))
    report = imported(write_table({"end_target_year": "2040"}))
    old = ID + "target/se-testville--net-zero-tracker--2050"
    assert report.retired == (old,)
    assert ask("SELECT ?c ?t { ?c c2c:hasTarget ?t } ORDER BY ?t") == [
        (ID + "commitment/se-testville--net-zero-tracker", f"{old[:-4]}2040"),
        (ID + "commitment/se-testville--net-zero-tracker", old),
    ]
    assert ask(f"SELECT ?s {{ <{old}> c2c:claimStatus ?s }}") == [(SUPERSEDED,)]


def test_a_row_that_is_gone_is_kept_as_superseded_and_told(
    imported, folder, ask, write_table
):
    imported(write_table({}, {"id_code": "T-101", "name": "Samplestad"}))
    before = set(ask("SELECT ?s ?t { ?s a ?t }"))
    report = imported(write_table({}))
    assert [iri.removeprefix(ID) for iri in report.retired] == [
        "commitment/se-samplestad--net-zero-tracker",
        "target/se-samplestad--net-zero-tracker--2050",
    ]
    assert set(ask("SELECT ?s ?t { ?s a ?t }")) == before
    assert len(ask(f"SELECT ?s {{ ?s c2c:claimStatus <{SUPERSEDED}> }}")) == 2
    after = contents(folder)
    imported(write_table({}))
    assert contents(folder) == after


def test_a_row_that_comes_back_is_stated_as_before(imported, folder, write_table):
    both = [{}, {"id_code": "T-101", "name": "Samplestad"}]
    imported(write_table(*both))
    before = contents(folder)
    imported(write_table({}))
    imported(write_table(*both))
    assert contents(folder) == before


def test_a_renamed_row_keeps_its_keys(imported, ask, write_table):
    imported(write_table({}))
    report = imported(write_table({"name": "Testville upon Change"}))
    assert report.minted == report.retired == ()
    assert ask("SELECT ?c { ?x c2c:madeBy ?c }") == [(ID + "city/se-testville",)]


@pytest.mark.parametrize(
    "added",
    ['rdfs:label "Ziel"@de', "c2c:sector <urn:sector>", "c2c:conditionality <urn:c>"],
)
def test_what_a_curator_added_stays(imported, folder, write_table, added):
    imported(write_table({}))
    edit(folder, "a c2c:Target ;", f"a c2c:Target ;\n    {added} ;")
    imported(write_table({"end_target": "Zero carbon"}))
    assert f"    {added} ;" in lines(folder)
    assert "    c2c:targetType target-type:zero-carbon ;" in lines(folder)


def test_a_claim_status_that_a_curator_set_stays(imported, folder, ask, write_table):
    imported(write_table({}))
    edit(folder, "claim-status:as-by-source", "<urn:disputed>")
    imported(write_table({"end_target": "Zero carbon"}))
    statuses = sorted(ask("SELECT ?status { ?s c2c:claimStatus ?status }"))
    assert [row[0].rpartition("/")[2] for row in statuses] == [
        "as-by-source",
        "urn:disputed",
    ]


def test_what_others_wrote_of_a_city_stays(imported, folder, ask):
    before = (folder / "data/cities/se.ttl").read_text()
    imported()
    after = (folder / "data/cities/se.ttl").read_text()
    assert after.startswith("# Ours.\n")
    assert before != after
    assert len(ask("SELECT ?p ?o { city:se-known ?p ?o }")) == 3


def test_a_later_snapshot_leaves_the_cities_as_they_are(imported, folder, write_table):
    imported(write_table({}))
    cities = (folder / "data/cities/se.ttl").read_bytes()
    report = imported(write_table({}), day=date(2021, 1, 1))
    assert (folder / "data/cities/se.ttl").read_bytes() == cities
    assert report.files == ("data/publications/net-zero-tracker.ttl",)
