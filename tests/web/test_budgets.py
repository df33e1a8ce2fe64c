import asyncio
import re
import timeit

import pytest

from c2c_graph import errors
from c2c_graph.settings import Settings
from c2c_graph.web.budgets import Budgets
from c2c_graph.web.neighbours import Neighbours
from c2c_graph.web.windows import MOST_CLIENTS
from c2c_graph.web.windows import Windows

A, B = "198.51.100.7", "2001:db8::/64"
# RFC 9651 §3.1: a List of Strings with Parameters that are Integers or Strings
ITEM = r'"[a-z]+"(?:;[a-z]+=(?:\d{1,15}|"[a-z]+"))+'
LIST = re.compile(rf"{ITEM}(?:, {ITEM})*")


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def budgets(clock):
    return Budgets(Settings(client_requests=3, client_seconds=10.0), clock)


def told(standing):
    return dict(standing.headers())["RateLimit"]


def refused(budgets, client=A):
    with pytest.raises(errors.OverBudget) as caught:
        budgets.enter(client)
    return caught.value


def test_requests_are_counted_down_and_told(budgets):
    assert told(budgets.enter(A)) == '"requests";r=2;t=60, "seconds";r=10;t=60'
    assert told(budgets.enter(A)) == '"requests";r=1;t=60, "seconds";r=10;t=60'
    assert told(budgets.enter(A)) == '"requests";r=0;t=60, "seconds";r=10;t=60'
    assert refused(budgets).policies == ("requests",)


def test_query_seconds_are_counted_down_and_told(budgets):
    budgets.spend(A, 2.25)
    assert told(budgets.standing(A)) == '"requests";r=3;t=60, "seconds";r=8;t=60'
    budgets.spend(A, 7.74)
    assert '"seconds";r=1;t=60' in told(budgets.enter(A))
    budgets.spend(A, 0.01)
    assert refused(budgets).policies == ("seconds",)


def test_what_a_query_took_counts_even_above_the_budget(budgets, clock):
    budgets.spend(A, 9.9)
    budgets.enter(A)
    budgets.spend(A, 30.0)
    clock.now += 59.9
    assert "has used 39.9" in refused(budgets).detail


def test_a_client_has_its_budget_again_after_a_minute(budgets, clock):
    budgets.spend(A, 10.0)
    clock.now += 20.5
    assert refused(budgets).retry_after == 40
    clock.now += 39.5
    assert '"seconds";r=10;t=60' in told(budgets.enter(A))


def test_clients_do_not_use_up_the_budget_of_each_other(budgets):
    budgets.spend(A, 11.0)
    refused(budgets)
    assert '"seconds";r=10' in told(budgets.enter(B))


@pytest.mark.parametrize(
    "words",
    ["10 query seconds a minute", "has used 12.5", "in 60 s", "Dumps are not counted"],
)
def test_the_fault_names_budget_limit_use_and_the_way_on(budgets, words):
    budgets.spend(A, 12.5)
    assert words in refused(budgets).detail


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(client_seconds=0.5), Settings(client_requests=10**30)],
)
def test_header_fields_are_structured_fields_and_name_the_same_policies(settings):
    fields = dict(Budgets(settings).enter(A).headers())
    assert all(LIST.fullmatch(value) for value in fields.values())
    names = [re.findall(r'(?:^|, )"(\w+)"', fields[name]) for name in fields]
    assert names == [["requests", "seconds"]] * 2


def test_the_policy_says_window_and_unit():
    fields = dict(Budgets(Settings()).enter(A).headers())
    assert fields["RateLimit-Policy"] == (
        '"requests";q=6000;w=60, "seconds";q=60;w=60;qu="seconds"'
    )


def test_memory_is_bounded_whatever_clients_are_made_up(clock):
    windows = Windows(60, clock)
    for number in range(100_000):
        windows.incr(f"2001:db8:{number:x}::/64", 60)
    assert len(windows) == MOST_CLIENTS


def test_windows_that_are_over_are_dropped_as_others_begin(clock):
    windows = Windows(60, clock)
    for number in range(1000):
        windows.incr(f"early {number}", 60)
    clock.now += 61
    for number in range(600):
        windows.incr(f"late {number}", 60)
    assert len(windows) == 600


def test_counting_costs_microseconds():
    budgets = Budgets(Settings(client_requests=10**9))
    spent = min(timeit.repeat(lambda: budgets.enter(A).headers(), number=1000))
    assert spent / 1000 < 100e-6


async def joined(folder, settings, number):
    loop = asyncio.get_running_loop()
    neighbours = [Neighbours(folder, loop, f"worker-{n}") for n in range(number)]
    workers = [Budgets(settings) for _ in neighbours]
    for budgets, mine in zip(workers, neighbours, strict=True):
        budgets.join(mine)
    return workers, neighbours


def test_a_client_spread_over_workers_has_one_budget(tmp_path):
    async def spread():
        settings = Settings(client_requests=1000, client_seconds=9.0)
        workers, neighbours = await joined(tmp_path, settings, 3)
        for budgets in workers:
            budgets.enter(A)
            budgets.spend(A, 2.0)
        await asyncio.sleep(0.1)
        left = {told(budgets.standing(A)) for budgets in workers}
        for mine in neighbours:
            mine.close()
        return left

    assert asyncio.run(spread()) == {'"requests";r=997;t=60, "seconds";r=3;t=60'}


def test_the_use_of_many_clients_is_told_in_messages_that_fit(tmp_path):
    async def crowd():
        workers, neighbours = await joined(tmp_path, Settings(), 2)
        for number in range(2000):
            workers[0].enter(f"2001:db8:1111:{number:x}::/64")
        await asyncio.sleep(0.1)
        left = told(workers[1].standing("2001:db8:1111:7cf::/64"))
        for mine in neighbours:
            mine.close()
        return left

    assert '"requests";r=5999;t=60' in asyncio.run(crowd())
