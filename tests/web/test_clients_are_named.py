import timeit
from dataclasses import replace

import pytest

from c2c_graph import errors
from c2c_graph.settings import Settings
from c2c_graph.web.clients import ClientNames
from tests.web.conftest import client_of

PROXIES = "127.0.0.1 10.0.0.0/8 2001:db8:a::/48 ::ffff:192.0.2.1"


def named(peer, forwarded="", proxies=PROXIES):
    return ClientNames(Settings(trusted_proxies=proxies)).name(peer, forwarded)


@pytest.mark.parametrize(
    ("peer", "name"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "127.0.0.1"),
        ("10.1.1.1", "10.1.1.1"),
        ("::ffff:8.8.8.8", "8.8.8.8"),
        ("2606:4700::1:2", "2606:4700::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("/run/proxy.sock", "/run/proxy.sock"),
    ],
)
def test_who_connects_is_the_client_and_loopback_is_one_like_any(peer, name):
    assert named(peer) == name


@pytest.mark.parametrize("peer", ["8.8.8.8", "127.0.0.1", "10.0.0.1", "192.168.0.1"])
def test_without_trusted_proxies_nobody_is_believed(peer):
    assert named(peer, "1.1.1.1", proxies="") == peer


@pytest.mark.parametrize("peer", ["8.8.8.8", "192.168.0.1", "/run/proxy.sock", ""])
def test_only_a_trusted_proxy_is_believed(peer):
    assert named(peer, "1.1.1.1") == peer


@pytest.mark.parametrize(
    ("forwarded", "name"),
    [
        ("1.1.1.1", "1.1.1.1"),
        ("9.9.9.9, 1.1.1.1", "1.1.1.1"),
        ("9.9.9.9, 1.1.1.1, 10.2.2.2", "1.1.1.1"),
        ("9.9.9.9,1.1.1.1,10.2.2.2,10.3.3.3", "1.1.1.1"),
        ("1.1.1.1:5060", "1.1.1.1"),
        ("::ffff:1.1.1.1", "1.1.1.1"),
        ("2606:4700::9", "2606:4700::/64"),
        ("[2606:4700::9]:443", "2606:4700::/64"),
        ("1.1.1.1, 2001:db8:a::1", "1.1.1.1"),
        ("10.9.9.9, 10.2.2.2", "10.9.9.9"),
    ],
)
@pytest.mark.parametrize(
    "peer", ["127.0.0.1", "::ffff:10.0.0.1", "2001:db8:a::5", "192.0.2.1"]
)
def test_the_list_is_read_from_the_right_over_trusted_proxies(peer, forwarded, name):
    assert named(peer, forwarded) == name


@pytest.mark.parametrize(
    ("forwarded", "name"),
    [
        ("", "127.0.0.1"),
        ("unknown", "127.0.0.1"),
        ("1.1.1.1, nonsense", "127.0.0.1"),
        ("1.1.1.1, _hidden, 10.2.2.2", "10.2.2.2"),
        (",", "127.0.0.1"),
        ("8.8.8.8," * 9000 + "1.1.1.1", "1.1.1.1"),
    ],
)
def test_what_is_no_address_is_not_followed_further(forwarded, name):
    assert named("127.0.0.1", forwarded) == name


@pytest.mark.parametrize("wrong", ["localhost", "10.0.0.0/33", "10.0.0.1/8", "1.2.3"])
def test_a_setting_that_names_no_address_is_refused_by_name(wrong):
    with pytest.raises(errors.InvalidSetting, match="C2C_TRUSTED_PROXIES") as caught:
        named("127.0.0.1", "", proxies=f"127.0.0.1 {wrong}")
    assert wrong in str(caught.value)


def test_a_repeated_client_costs_next_to_nothing():
    names = ClientNames(Settings(trusted_proxies=PROXIES))
    once = min(timeit.repeat(lambda: names.name("10.0.0.1", "1.1.1.1"), number=1000))
    assert once / 1000 < 20e-6


@pytest.mark.parametrize(
    ("peer", "forwarded", "scheme"),
    [
        ("127.0.0.1", "https", "https"),
        ("127.0.0.1", "http, HTTPS", "https"),
        ("127.0.0.1", "", "http"),
        ("127.0.0.1", "javascript", "http"),
        ("8.8.8.8", "https", "http"),
        ("/run/proxy.sock", "https", "http"),
    ],
)
def test_a_trusted_proxy_tells_the_scheme_that_was_asked(peer, forwarded, scheme):
    names = ClientNames(Settings(trusted_proxies=PROXIES))
    assert names.scheme(peer, forwarded, "http") == scheme


@pytest.mark.parametrize(("proxies", "scheme"), [("127.0.0.1", "https"), ("", "http")])
def test_answers_name_addresses_by_the_scheme_that_was_asked(settings, proxies, scheme):
    client = client_of(replace(settings, trusted_proxies=proxies))
    headers = {"X-Forwarded-Proto": "https", "Host": "data.example.org"}
    for _ in range(2):  # made, and kept
        assert (
            f"{scheme}://data.example.org/"
            in client.get("/sitemap.xml", headers=headers).text
        )
    plain = client.get("/sitemap.xml", headers={"Host": "data.example.org"}).text
    assert "http://data.example.org/" in plain
