"""Validators of our own, with limits that are reached fast."""

import asyncio

import pytest

from c2c_graph.query.pool import SlotPool
from c2c_graph.review import wire
from c2c_graph.review.asking import SlotReviewers
from c2c_graph.review.slot_kind import VALIDATORS
from c2c_graph.review.task import Part
from c2c_graph.review.task import Task
from c2c_graph.review.work import Workbench
from c2c_graph.settings import Settings
from tests.query.listening import Listener

TURTLE = "text/turtle"
PREFIXES = """@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = PREFIXES + 'ex:a a ex:Thing ; ex:p 1, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" .\n'


def shape(more):
    """Return shapes in which a shape for every ex:Thing says `more`."""
    return f"{PREFIXES}ex:S a sh:NodeShape ; sh:targetClass ex:Thing ;\n  {more} .\n"


def part(text, media_type=TURTLE, name="data.ttl"):
    content = text if isinstance(text, bytes) else text.encode()
    return Part(name, media_type, content)


def asking(pool, settings):
    """Return a function that sends shapes and data to `pool`; it gives the report."""
    reviewers = SlotReviewers(pool.socket_path, settings)

    def ask(shapes, data=DATA):
        work = reviewers.validate_with(
            [part(data)], [part(shapes, name="shapes.ttl")], media_type=TURTLE
        )
        return asyncio.run(work).graph.decode()

    return ask


@pytest.fixture(scope="session")
def review_settings(tmp_path_factory):
    home = tmp_path_factory.mktemp("review") / "var"
    return Settings(
        home=home,
        validators=1,
        validate_seconds=2.0,
        validate_mb=400,
        wait_seconds=20.0,
    )


@pytest.fixture(scope="session")
def validators(review_settings):
    with SlotPool(review_settings, quiet=True, kind=VALIDATORS) as pool:
        yield pool


@pytest.fixture(scope="session")
def ask(validators, review_settings):
    """A function that has a validator judge data by shapes; returns the report."""
    return asking(validators, review_settings)


@pytest.fixture(scope="session")
def judge():
    """A function that does the same in this process, and nothing holds it back."""
    bench = Workbench(Settings())

    def judge(shapes, data=DATA):
        task = Task((part(data),), shapes=(part(shapes, name="shapes.ttl"),))
        return wire.graph_of(bench.done(task)).decode()

    return judge


@pytest.fixture(scope="session")
def listener():
    return Listener()
