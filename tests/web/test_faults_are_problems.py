import pytest

from c2c_graph import errors
from c2c_graph.settings import Settings
from c2c_graph.web import problems
from tests.web.conftest import client_of


def families(parent):
    for child in parent.__subclasses__():
        yield child
        yield from families(child)


FAULTS = sorted(
    {f for f in families(errors.C2CError) if f.__module__ == errors.__name__}, key=str
)


def sample(fault):
    if issubclass(fault, errors.SyntaxFault):
        return fault("not right", source="query", line=2, column=3, text="x y")
    if fault is errors.NotThen:
        return fault("what was wrong", document="doc/city/xa-alpha")
    return fault("what was wrong")


class Failing:
    """An engine that always fails with the fault given."""

    def __init__(self, fault):
        self.fault = fault

    async def answer(self, query):
        raise self.fault


def failing(settings, fault):
    return client_of(settings, Failing(fault))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_has_a_status(fault):
    assert problems.STATUS[fault] >= 400


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_a_problem_document(settings, fault):
    answer = failing(settings, sample(fault)).get("/sparql?query=ASK%7B%7D")
    assert answer.status_code == problems.STATUS[fault]
    assert answer.mimetype == "application/problem+json"
    assert answer.json["title"] == problems.title(fault)
    assert answer.json["detail"] in ("what was wrong", "not right")
    assert answer.json["type"] == f"/problem/{fault.__name__}"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_is_a_page_where_a_person_looks(get):
    answer = get("/doc/city/nowhere", "text/html,*/*;q=0.8")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "Nothing is known under this IRI." in answer.text


@pytest.mark.parametrize("fault", [errors.QueryBusy, errors.EngineUnavailable])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_a_busy_server_says_when_to_come_back(settings, fault, accept):
    client = failing(settings, sample(fault))
    answer = client.get("/sparql?query=ASK%7B%7D", headers={"Accept": accept})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_a_fault_of_ours_tells_nothing_of_the_inside_and_is_logged(settings, caplog):
    client = failing(settings, ZeroDivisionError("secret/path"))
    answer = client.get("/sparql?query=ASK%7B%7D")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.json["detail"]
    assert "secret/path" in caplog.text


def test_without_an_engine_queries_are_answered_503_and_pages_as_ever(settings):
    client = client_of(settings)
    assert client.get("/sparql?query=ASK%7B%7D").status_code == 503
    assert client.get("/doc/city/xa-alpha").status_code == 200


def test_before_the_first_release_the_server_is_not_ready(tmp_path):
    client = client_of(Settings(home=tmp_path))
    assert client.get("/health").status_code == 200
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert "c2c release" in answer.json["detail"]


def test_the_type_of_a_problem_says_what_it_means(get):
    assert (
        get("/problem/QueryTimeout").text == problems.title(errors.QueryTimeout) + "\n"
    )
    assert get("/problem/Unheard").status_code == 404
