import io
import json

from tests.web.conftest import client_of


def test_alive_and_ready_are_two_questions(get):
    assert get("/health").json == {"status": "alive"}
    assert get("/ready").json == {"status": "ready", "release": 1}


def test_metrics_count_requests_and_queries(settings, engine):
    client = client_of(settings, engine)
    client.get("/doc/city/xa-alpha").close()
    client.get("/sparql?query=ASK%7B%7D").close()
    client.get("/sparql?query=ASK%7B").close()
    client.get("/sparql?query=ASK%7BSERVICE%3Ca%3Aa%3E%7B%7D%7D").close()
    client.get("/sparql?query=ASK%7B%7D", headers={"Accept": "text/html"}).close()
    text = client.get("/metrics").text
    line = (
        'c2c_requests_total{endpoint="documents.thing",method="GET",status="200"} 1.0'
    )
    assert line in text
    assert 'c2c_queries_total{outcome="ok"} 2.0' in text
    assert 'c2c_queries_total{outcome="QuerySyntaxError"} 1.0' in text
    assert 'c2c_queries_total{outcome="QueryRefused"} 1.0' in text
    assert "c2c_release 1.0" in text


def test_an_invented_method_or_path_makes_no_new_series(settings):
    client = client_of(settings)
    for n in range(5):
        client.open(f"/nowhere/{n}", method=f"METHOD{n}").close()
    text = client.get("/metrics").text
    assert text.count("c2c_requests_total{") == 1
    assert 'endpoint="unknown",method="OTHER"' in text


def test_a_request_is_one_line_of_json(settings):
    log = io.StringIO()
    client = client_of(settings, log=log)
    client.get("/doc/city/xa-alpha.ttl", headers={"X-Request-Id": "abc-1"}).close()
    client.get("/metrics").close()  # writes out what was gathered
    line = json.loads(log.getvalue())
    assert log.getvalue().count("\n") == 1
    assert list(line) == [
        *(
            "time",
            "method",
            "path",
            "status",
            "bytes",
            "release",
            "request_id",
            "seconds",
        )
    ]
    assert line["path"] == "/doc/city/xa-alpha.ttl"
    assert (line["status"], line["release"], line["request_id"]) == (200, 1, "abc-1")
    assert line["bytes"] > 100
    assert line["seconds"] > 0


def test_a_request_id_that_could_forge_a_line_is_replaced(get):
    assert get("/health", X_Request_Id="a b").headers["X-Request-Id"] != "a b"
