"""What does not parse is told with its place; nothing else is let in."""

import pytest
from pyoxigraph import RdfFormat

from c2c_graph import errors
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.reading import read
from c2c_graph.rdf.reading import read_file

FAULTS = [
    (b"<http://a> <http://b> .", 1, 23),
    ("@prefix a: <http://é/> .\na:b a:c\n  b:d .".encode(), 3, 3),
    (b"<http://a> <http://b> <http://c d> .", 1, 23),
    (b"\xff\xfe", 1, 1),
    ("<x:a> a <x:T> .\n# é ".encode() + b"\xe9", 2, 5),
    (b"\xef\xbb\xbf<x:a> a <x:T> .", 1, 1),
]


def turtle(text, graph=None):
    return read(text, name="my.ttl", format=RdfFormat.TURTLE, graph=graph)


@pytest.mark.parametrize(("text", "line", "column"), FAULTS)
def test_a_syntax_fault_has_line_and_column(text, line, column):
    with pytest.raises(errors.RdfSyntaxError) as raised:
        turtle(text)
    assert (raised.value.line, raised.value.column) == (line, column)
    assert str(raised.value).startswith(f"my.ttl:{line}:{column}: ")
    assert "line" not in raised.value.detail


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        (b"<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .", "a triple term"),
        (b"<x:a> <x:b> <x:c> {| <x:p> <x:q> |} .", "a triple term"),
        (b'\n<x:a> <x:b> "x"@en--ltr .', "a base direction"),
    ],
)
def test_rdf_12_syntax_is_refused_by_name(text, feature):
    with pytest.raises(errors.RdfSyntaxError, match=feature):
        turtle(text)


def test_the_graph_is_the_base_iri():
    quad = turtle(b"<> a <x:T> .", graph="http://g/1").quads[0]
    assert quad.subject.value == "http://g/1" == quad.graph_name.value


def test_trig_keeps_the_graphs_it_names(tmp_path):
    path = tmp_path / "a.trig"
    path.write_text("<x:g> { <x:a> a <x:T> } <x:b> a <x:T> .")
    graphs = {q.graph_name.value for q in read_file(path, name="a", graph="x:h").quads}
    assert graphs == {"x:g", "x:h"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonld", '{"@id": "x:a", "@type": "x:T"}'),
        (
            "a.rdf",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<T xmlns="x:" r:about="x:a"/></r:RDF>',
        ),
        ("a.nt", "<x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:T> ."),
    ],
)
def test_a_dataset_may_be_in_any_syntax(tmp_path, name, text):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_text(text)
    (file,) = read_dataset(tmp_path).files
    assert {q.object.value for q in file.document.quads} == {"x:T"}


def test_a_remote_context_is_not_fetched(tmp_path):
    path = tmp_path / "a.jsonld"
    path.write_text('{"@context": "http://127.0.0.1:9/context", "@id": "x:a"}')
    with pytest.raises(errors.RdfSyntaxError, match="remote contexts are not fetched"):
        read_file(path, name="a.jsonld")


def test_every_unreadable_file_of_a_dataset_is_told(tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("a", "b"):
        (tmp_path / "data" / f"{name}.ttl").write_text("oops")
    (tmp_path / "data" / "c.ttl").write_text("<x:a> a <x:T> .")
    dataset = read_dataset(tmp_path)
    assert [fault.source for fault in dataset.faults] == ["data/a.ttl", "data/b.ttl"]
    assert [file.path for file in dataset.files] == ["data/c.ttl"]


def test_a_folder_without_data_is_not_a_dataset(tmp_path):
    with pytest.raises(errors.DatasetUnreadable, match="no data/ folder"):
        read_dataset(tmp_path)


def test_one_file_is_told_from_a_folder_without_data(tmp_path):
    (tmp_path / "se.ttl").write_text("")
    with pytest.raises(errors.DatasetUnreadable, match="give the dataset's folder"):
        read_dataset(tmp_path / "se.ttl")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(errors.DatasetUnreadable, match=r"gone\.ttl"):
        read_file(tmp_path / "gone.ttl", name="gone.ttl")


def test_a_fault_whose_place_the_engine_does_not_know_has_none():
    text = (
        b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<r:Description r:ID="a b"/></r:RDF>'
    )
    with pytest.raises(errors.RdfSyntaxError) as raised:
        read(text, name="my.rdf", format=RdfFormat.RDF_XML)
    assert (raised.value.line, raised.value.text) == (0, "")
    assert str(raised.value) == "my.rdf: a b is not a valid rdf:ID value"
