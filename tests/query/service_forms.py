"""Ways to write SERVICE so that it is not seen; ENDPOINT stands for an address.

Each is executed by Oxigraph as it is, which a test shows, so that none is idle.
"""

PROLOGUE = (
    "PREFIX : <ENDPOINT> PREFIX service: <ENDPOINT> PREFIX e: <http://e/>"
    " PREFIX h: <http://e/#> BASE <ENDPOINT> "
)
# an IRI to which no name can be appended
BARE = "PREFIX bare: <http://h:80> "

FORMS = {
    "plain": "SELECT * { SERVICE <ENDPOINT> {?a ?b ?c} }",
    "lower case": "SELECT * { service <ENDPOINT> {?a ?b ?c} }",
    "silent": "SELECT * { SERVICE SILENT <ENDPOINT> {?a ?b ?c} }",
    "glued": "SELECT * {SERVICE<ENDPOINT>{?a ?b ?c}}",
    "glued silent": "SELECT * { SERVICESILENT<ENDPOINT> {?a ?b ?c} }",
    "before a comment": "SELECT * { SERVICE#\n<ENDPOINT> {?a ?b ?c} }",
    "after a carriage return": "SELECT * { #\rSERVICE <ENDPOINT> {?a ?b ?c}\n}",
    "relative": "SELECT * { SERVICE <x> {?a ?b ?c} }",
    "prefixed": "SELECT * { SERVICE :x {?a ?b ?c} }",
    "like a prefixed name": "SELECT * { SERVICE:x {?a ?b ?c} }",
    "like a declared prefixed name": "SELECT * { service:x {?a ?b ?c} }",
    "like a prefixed name, silent": "SELECT * { SERVICESILENT:x {?a ?b ?c} }",
    "variable": "SELECT * { VALUES ?v {<ENDPOINT>} LATERAL {SERVICE ?v {?a ?b ?c}} }",
    "after a number": "SELECT * { ?s ?p 1SERVICE <x> {?a ?b ?c} }",
    "after a dot": "SELECT * { ?s ?p 1.SERVICE <x> {?a ?b ?c} }",
    "after a boolean": "SELECT * { ?s ?p trueSERVICE <x> {?a ?b ?c} }",
    "like a name after a boolean": "SELECT * { ?s ?p true.SERVICE:x {?a ?b ?c} }",
    "after an empty string": "SELECT * { ?s ?p ''SERVICE <x> {?a ?b ?c} }",
    "in a local name": "SELECT * { ?s ?p e:a.b.SERVICE <x> {?a ?b ?c} }",
    "in a local name, no IRI": BARE + "SELECT * { ?s ?p bare:SERVICE <x> {?a ?b ?c} }",
    "in a local name, no fragment": "SELECT * { ?s ?p h:SERVICE:x\\# {?a ?b ?c} }",
    "optional": "SELECT * { OPTIONAL {SERVICE <x> {?a ?b ?c}} }",
    "union": "SELECT * { {} UNION {SERVICE <x> {?a ?b ?c}} }",
    "minus": "SELECT * { ?a ?b ?c MINUS {SERVICE <x> {?a ?b ?c}} }",
    "graph": "SELECT * { GRAPH ?g {SERVICE <x> {?a ?b ?c}} }",
    "sub-select": "SELECT * { {SELECT * {SERVICE <x> {?a ?b ?c}}} }",
    "filter exists": "SELECT * { FILTER EXISTS {SERVICE <x> {?a ?b ?c}} }",
    "bind exists": "SELECT * { BIND(EXISTS {SERVICE <x> {?a ?b ?c}} AS ?e) }",
    "projection": "SELECT (EXISTS {SERVICE <x> {?a ?b ?c}} AS ?e) {}",
    "order by": "SELECT * {} ORDER BY EXISTS {SERVICE <x> {?a ?b ?c}}",
    "having": "SELECT (COUNT(*) AS ?n) {} HAVING (EXISTS {SERVICE <x> {?a ?b ?c}})",
    "aggregate": "SELECT (SUM(IF(EXISTS {SERVICE <x> {?a ?b ?c}}, 1, 0)) AS ?n) {}",
    "ask": "ASK { SERVICE <x> {?a ?b ?c} }",
    "construct": "CONSTRUCT { ?a ?b ?c } { SERVICE <x> {?a ?b ?c} }",
    "describe": "DESCRIBE ?a { SERVICE <x> {?a ?b ?c} }",
    "comment like an IRI": (
        "SELECT * { BIND(1 AS ?x) BIND(2 AS ?y) FILTER(?x <?y#>'''\n)"
        " SERVICE <x> {?a ?b ?c} #'''\n}"
    ),
    "strings like an IRI": (
        "SELECT * { BIND(1 AS ?x) BIND(2 AS ?y) FILTER(?x <?y&&'a'='>'||true)"
        " SERVICE <x> {?a ?b ?c} FILTER('a'='a') }"
    ),
    "an IRI like a comment": (
        "SELECT * { BIND(1 AS ?x) FILTER(true||?x <<x#>) SERVICE <x> {?a ?b ?c}\n}"
    ),
    "a comment like a quoted IRI": (
        "SELECT * { <<e:s#> '''\ne:p e:o>> ?k ?l . SERVICE <x> {?a ?b ?c} #'''\n}"
    ),
    "a long string like two short": (
        "SELECT * { VALUES ?v {'''a'} SERVICE <x> {?a ?b ?c} #\\uD800'''\n}"
    ),
    "a wrong escape in a long string": (
        "SELECT * { VALUES ?v {'''a'} SERVICE <x> {?a ?b ?c} #\\q'''\n}"
    ),
    "between escaped quotes": (
        'SELECT * { BIND("\\u0022" AS ?x) SERVICE <x> {?a ?b ?c}'
        ' BIND("\\u0022" AS ?y) }'
    ),
    "after an escape in a name": (
        "SELECT * { BIND(e:a\\' AS ?x) SERVICE <x> {?a ?b ?c} #'\n}"
    ),
}
# executed by readers who follow SPARQL 1.1 §19.2, not by Oxigraph
ESCAPED = "SELECT * { S\\u0045RVICE <ENDPOINT> {?a ?b ?c} }"

HARMLESS = {
    "variable": "SELECT ?service { ?s ?p ?service }",
    "string": "SELECT * { ?s ?p 'SERVICE <x> {}' }",
    "long string": 'SELECT * { ?s ?p """a\n SERVICE <x> {} """ }',
    "comment": "SELECT * { ?s ?p ?o # SERVICE <x> {}\n }",
    "IRI": "SELECT * { ?s <http://e/SERVICE> ?o }",
    "second IRI of a row": "SELECT * { VALUES (?a ?b) {(<http://e/#a> <#SERVICE>)} }",
    "prefix": "SELECT * { ?s service:x ?o }",
    "prefix of a graph": "SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "local name": "SELECT * { ?s e:Service ?o . ?s e:providesService ?x . }",
    "local name before a group": "SELECT * { ?s e:service ?o { ?s ?p ?x } }",
    "blank node": "SELECT * { _:service ?p ?o }",
    "language tag": "SELECT * { ?s ?p 'x'@x-service }",
    "comparison": "SELECT ?service { ?s ?p ?o FILTER((?s<?p)&&(?o>3)) }",
}


def at(endpoint: str, text: str) -> str:
    """Return `text` with its prologue, calling `endpoint`."""
    return (PROLOGUE + text).replace("ENDPOINT", endpoint)


# over these each form goes on to its SERVICE
FACTS = """PREFIX e: <http://e/>
e:s e:p 1, true, "", e:, e:a, e:a.b, <http://e/#>, <http://h:80> ; e:k e:l .
e:r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( e:s e:p e:o )>> ."""
