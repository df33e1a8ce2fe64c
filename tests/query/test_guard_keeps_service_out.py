"""No text that the guard lets through makes Oxigraph call anybody."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from pyoxigraph import QueryBoolean
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph.query.guard import inspect
from tests.query import service_forms
from tests.query.listening import Listener

SPACE = ("", " ", "\n", "#\n")
CALLS = (
    "SERVICE <x> {?a ?b ?c}",
    "SERVICE:x {?a ?b ?c}",
    "service:x{}",
    "SERVICESILENT<x>{}",
    "bare:SERVICE <x> {}",
    "e:a.b.SERVICE <x> {}",
    "trueSERVICE<x>{}",
    "1SERVICE:x{}",
    "LATERAL{SERVICE ?v {}}",
)
# what hides the word, or makes the two parsers disagree on what is hidden
TRICKS = (
    "FILTER(?x <?y#>'''\n||true)",
    "FILTER(true||?x <?y&&'a'='>'||true)",
    "FILTER(true||(1<<#'''>))",
    "FILTER((?x<?y)&&(?z>3)||true)",
    "FILTER(true||'SERVICE <x> {}'='')",
    "FILTER(true||?x<'''SERVICE <x> {}''')",
    "FILTER(true||'x'@service='')",
    "BIND('''SERVICE <x>{}''' AS ?l)",
    'BIND("""SERVICE <x> {}""" AS ?m)',
    'BIND("\\u0022" AS ?w)',
    "VALUES ?v {<x>}",
    "VALUES (?q ?r) {(<#> <#'''>)}",
    "<<e:a#'''>\n?p ?o>> ?k ?l .",
    "#'''\n",
    "#SERVICE <x> {}\n",
    "?s ?p ?SERVICE .",
    "?s e:SERVICE ?o .",
    "?s ?p <SERVICE> .",
    "?s ?p _:SERVICE .",
    "?s ?p e:a\\' .",
    "?s ?p e:a.b.",
    "?s ?p ('a' <b>) .",
    "?s e:p?service .",
    "GRAPH service:x {}",
    "OPTIONAL{?s ?p ?z}",
    "{SELECT * {?s ?p ?o} LIMIT 1}",
)
# what may close the string or bracket that a trick opens for one of the parsers
ENDS = (
    *("", "'", '"', "'''", "#'''\n", "#''')\n", "#'''>>\n", "#''')}\n", "#>\n"),
    *('"""', '#"""\n', '#""")\n', "FILTER('a'='a')", "FILTER('a')", "#'\n"),
)
PIECES = (
    *("SERVICE", "service:x", "SILENT", "<x>", ":x", "?v", "{", "}", "(", ")"),
    *("'", '"', "'''", '"""', "#", "\n", "\r", "<", ">", "<<", ">>", "<=", "?", "@"),
    *("\\", "\\u0022", "\\u0027", "\\uD800", "1", "1.", "true", "a", ".", ";", ","),
    *("e:", "e:a.", "bare:", "h:\\#", "_:a.b.", "^^", "||", "=", "~", "\ufffd"),
)
BODIES = (
    "SELECT * {%s\n}",
    "SELECT * {?s ?p ?o . %s}",
    "CONSTRUCT {?s ?p ?o} {%s\n}",
    "SELECT (EXISTS{%s\n} AS ?e){}",
    "SELECT * {}ORDER BY EXISTS{%s\n}",
)


@st.composite
def texts(draw):
    parts = draw(st.lists(st.sampled_from(TRICKS + PIECES), max_size=6))
    if draw(st.booleans()):
        kinds = (TRICKS, CALLS, ENDS)
        parts = parts[:1] + [draw(st.sampled_from(kind)) for kind in kinds]
    elif draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))), draw(st.sampled_from(CALLS)))
    body = "".join(part + draw(st.sampled_from(SPACE)) for part in parts)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(body)))
        cut = draw(st.integers(0, 2))
        body = body[:at] + draw(st.sampled_from(("", *PIECES))) + body[at + cut :]
    return draw(st.sampled_from(BODIES)) % body


@pytest.fixture(scope="module")
def store():
    """A store in which each form of `service_forms` goes on to its SERVICE."""
    store = Store()
    store.load(service_forms.FACTS.encode(), format=RdfFormat.TURTLE)
    store.load(
        service_forms.FACTS.encode(),
        format=RdfFormat.TURTLE,
        to_graph=NamedNode("urn:g"),
    )
    return store


@pytest.fixture(scope="module")
def another():
    return Listener()


def calls_of(listener, store, text):
    """Evaluate `text` without any guard; return how often `listener` was called."""
    before = listener.calls
    try:
        results = store.query(text)
        bool(results) if isinstance(results, QueryBoolean) else list(results)
    except (SyntaxError, OSError, RuntimeError):
        pass
    return listener.calls - before


@pytest.mark.parametrize("name", service_forms.FORMS)
def test_each_hidden_form_calls_where_no_guard_is(name, listener, store):
    text = service_forms.at(listener.address, service_forms.FORMS[name])
    assert calls_of(listener, store, text) > 0


def calls_in_spite_of_the_guard(listener, store, body, allowed=()):
    text = service_forms.at(listener.address, service_forms.BARE + body)
    try:
        inspect(text, allowed_services=allowed, nesting=200)
    except errors.C2CError:
        return 0
    return calls_of(listener, store, text)


@settings(max_examples=500, deadline=2000)
@given(body=texts())
def test_what_is_let_through_calls_nobody(body, listener, store):
    assert calls_in_spite_of_the_guard(listener, store, body) == 0


@settings(max_examples=300, deadline=2000)
@given(body=texts())
def test_what_may_call_one_calls_no_other(body, listener, store, another):
    allowed = another.address
    call = f"SERVICE SILENT <{allowed}> {{}} "
    body = body.replace("{", "{" + call, 1)
    assert calls_in_spite_of_the_guard(listener, store, body, [allowed]) == 0


@pytest.mark.long
@settings(max_examples=10_000, deadline=2000)
@given(body=texts())
def test_what_is_let_through_calls_nobody_in_many_rounds(body, listener, store):
    assert calls_in_spite_of_the_guard(listener, store, body) == 0


@settings(max_examples=300, deadline=2000)
@given(
    text=st.text(max_size=200) | st.text(alphabet="SERVICEservice{}()<>'\"#\\\n:.? ")
)
def test_any_text_is_let_through_or_refused(text):
    for start in ("", "SELECT * { SERVICE "):
        with suppress(errors.QueryRefused, errors.QuerySyntaxError):
            assert inspect(start + text, nesting=200)
