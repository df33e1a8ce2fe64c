"""Ten partners validate 1,000 triples each at the same time, over HTTP.

    python -m benchmarks.validations_at_once http://127.0.0.1:8000 [ROUNDS]

Each asks from a loopback address of its own, as one client has one validator. Told
are the median, the 99th percentile and the longest answer in seconds.
"""

import http.client
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

AT_ONCE = 10
CITIES = 100
HEAD = """@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix country: <https://w3id.org/city2city/id/country/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CITY = """
<https://w3id.org/city2city/id/city/se-{name}> a c2c:City ;
  rdfs:label "{label}"@en , "{label}"@sv , "{label}"@fr ;
  c2c:country country:se ;
  geo:hasDefaultGeometry <https://w3id.org/city2city/id/geometry/se-{name}> .
<https://w3id.org/city2city/id/geometry/se-{name}> a geo:Geometry ;
  rdfs:label "Centre of {label}"@en ;
  geo:asWKT "POINT({east:.4f} {north:.4f})"^^geo:wktLiteral .
"""


def submission(partner):
    """Return about 1,000 triples that `partner` hands in, most of them in order."""
    cities = (
        CITY.format(
            name=f"town-{partner}-{number}",
            label=f"Town {number} of partner {partner}",
            east=12 + number / 100,
            north=56 + partner / 100,
        )
        for number in range(CITIES)
    )
    return (HEAD + "".join(cities)).encode()


def seconds(address, partner):
    """Return how long the answer to one submission took."""
    body, split = submission(partner), urlsplit(address)
    source = (f"127.0.1.{partner + 1}", 0)
    connection = http.client.HTTPConnection(
        split.hostname, split.port, timeout=120, source_address=source
    )
    started = time.perf_counter()
    connection.request("POST", "/validate", body, {"Content-Type": "text/turtle"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"the answer was {answer.status}")
    return time.perf_counter() - started


def main():
    """Measure the server whose address is the first argument."""
    address = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print("alone, cold:", round(seconds(address, 0), 2))
    print("alone, warm:", round(seconds(address, 0), 2))
    taken = []
    with ThreadPoolExecutor(AT_ONCE) as partners:
        for number in range(rounds):
            found = list(partners.map(lambda n: seconds(address, n), range(AT_ONCE)))
            print(f"round {number + 1}: longest {max(found):.2f} s")
            taken += found
    ordered = sorted(taken)
    longest = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"{AT_ONCE} at once: median {statistics.median(taken):.2f} s, "
        f"p99 {longest:.2f} s"
    )


if __name__ == "__main__":
    main()
