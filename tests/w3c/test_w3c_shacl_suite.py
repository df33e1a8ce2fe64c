"""The W3C's SHACL suite, every case sent to `/validate` of a live server.

The service fails exactly where pySHACL itself does, and `FAILING` says where.
"""

import urllib.error
import urllib.request

import pytest

from tests.serving import NO_BUDGETS
from tests.serving import serving
from tests.w3c import shacl_suite
from tests.w3c.suite import SHACL
from tests.w3c.suite import Unavailable
from tests.w3c.suite import folder

FAILING = {
    "sparql/pre-binding/shapesGraph-001": "pySHACL has no $shapesGraph, which may be"
    " left out (SHACL §5.3.1)",
}
# one of each kind: a core constraint, a path, SPARQL, and a failure
SAMPLE = {
    "core/node/closed-001",
    "core/path/path-sequence-002",
    "core/property/uniqueLang-002",
    "sparql/component/optional-001",
    "sparql/node/prefixes-001",
    "sparql/pre-binding/unsupported-sparql-001",
}
BOUNDARY = "part-of-a-case"
HEADERS = {
    "Accept": "text/turtle",
    "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
}


@pytest.fixture(scope="session")
def cases():
    """Every case of the suite by its name; skipped where it cannot be fetched."""
    try:
        found = shacl_suite.cases(folder(SHACL))
    except Unavailable as reason:
        pytest.skip(str(reason))
    return {case.name: case for case in found}


def part(name, content, type="text/turtle"):
    head = f'Content-Disposition: form-data; name="{name}"\r\nContent-Type: {type}'
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


def sent(address, case):
    """Return the status and the answer to `case`."""
    body = part("data", case.data.read_bytes()) + part("base", case.base.encode(), "")
    body += part("shapes", case.shapes.read_bytes()) + f"--{BOUNDARY}--\r\n".encode()
    request = urllib.request.Request(address + "/validate", body, HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def passes(address, case):
    status, body = sent(address, case)
    if case.expected is None:
        return status == 422 and b"/problem/ShapesUnusable" in body
    return status == 200 and (
        shacl_suite.form_of_report(body, case.tells_messages) == case.expected
    )


def test_a_sample_of_the_suite_passes(served, cases):
    failed = {name for name in SAMPLE if not passes(served.address, cases[name])}
    assert failed == set()


@pytest.mark.long
def test_the_service_fails_exactly_where_pyshacl_does(shipped_home, cases):
    with serving(shipped_home, settings=NO_BUDGETS) as server:
        failed = {n for n, case in cases.items() if not passes(server.address, case)}
    assert failed == FAILING.keys()
    core = sum(name.startswith("core/") for name in cases)
    assert (core, len(cases) - core) == (98, 23)
