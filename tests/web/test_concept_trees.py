import re

import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.dereference.facts import Facts
from c2c_graph.web.concept_tree import DEEPEST
from c2c_graph.web.concept_tree import MOST
from c2c_graph.web.concept_tree import concept_tree
from c2c_graph.web.naming import Names

SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEME = NamedNode("https://w3id.org/city2city/def/x")


def planted(concepts, broader=()):
    store = Store()
    node = {key: NamedNode(f"{SCHEME.value}/{key}") for key in concepts}
    said = [(node[c], "inScheme", SCHEME) for c in concepts]
    said += [(node[a], "broader", node[b]) for a, b in broader]
    for subject, word, value in said:
        store.add(Quad(subject, NamedNode(SKOS + word), value, DefaultGraph()))
    return concept_tree(Names(Facts(store), ("en",)), SCHEME)


def drawn(branches):
    return {b.name.text.rpartition("/")[2]: drawn(b.branches) for b in branches}


@pytest.mark.parametrize(
    ("concepts", "broader", "tree"),
    [
        ("ab", ["ba"], {"a": {"b": {}}}),
        ("abcd", ["ba", "cb"], {"a": {"b": {"c": {}}}, "d": {}}),
        ("abc", ["ca", "cb"], {"a": {"c": {}}, "b": {}}),  # once, below the first
        ("ab", ["aa", "ba"], {"a": {"b": {}}}),
        ("ab", ["ab", "ba"], {"a": {"b": {}}}),  # a circle is cut
    ],
)
def test_what_is_broader_holds_what_is_narrower(concepts, broader, tree):
    assert drawn(planted(concepts, broader).branches) == tree


def test_a_tree_grows_no_deeper_than_anybody_reads():
    keys = [f"c{number:04}" for number in range(MOST)]
    tree = planted(keys, list(zip(keys[1:], keys, strict=False)))
    assert tree.count == MOST
    assert len(tree.branches) == -(-MOST // (DEEPEST + 1))


def test_too_many_concepts_or_none_are_no_tree():
    assert planted([f"c{number}" for number in range(MOST + 1)]) is None
    assert planted([]) is None


def test_the_page_of_a_scheme_shows_its_concepts_as_a_tree(shipped):
    page = shipped.get("/doc/def/topic", headers={"Accept": "text/html"}).text
    tree = page.partition('id="concepts"')[2].partition("</section>")[0]
    below = re.search(r"Global connectedness.*?</details>", tree, re.DOTALL)[0]
    assert "Climate" in below
    assert "<script" not in tree
    assert "Has top concept" not in page


def test_the_list_of_schemes_is_where_their_iris_begin(get):
    answer = get("/def")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/doc/def")
    assert 'href="/doc/def/theme"' in get("/doc/def").text
