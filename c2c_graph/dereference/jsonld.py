"""Compact JSON-LD: triples under the terms of our published context.

A term never changes its meaning: the name of a property of ours is the end of its
IRI, that of any other its prefixed name, so that a new term cannot take the name of
an older one. IRIs of things are written out, so that they can be followed by who
reads plain JSON.
"""

import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Store
from pyoxigraph import Triple
from pyoxigraph import serialize

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Node
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.jsonld_terms import ID
from c2c_graph.dereference.jsonld_terms import LANGUAGE
from c2c_graph.dereference.jsonld_terms import Coercion
from c2c_graph.dereference.jsonld_terms import coercions
from c2c_graph.dereference.jsonld_terms import term_names
from c2c_graph.dereference.jsonld_terms import vocabulary_prefixes
from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import XSD

FILE: Final = "context.jsonld"
MEDIA_TYPE: Final = "application/ld+json"
_INTEGER: Final = NamedNode(XSD + "integer")
_BOOLEAN: Final = NamedNode(XSD + "boolean")
# larger ones are rounded by who reads JSON numbers as doubles (RFC 8259 §6)
_EXACT: Final = 2**53
_REMEMBERED: Final = 4_096
# parts of the context kept as text, about 2 KiB each
_HELD: Final = 512
_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_XSD: Final = "xsd"
# values of rdf:type, which are names of the context
_KIND: Final = "@vocab"
_TRUE_OR_FALSE: Final = {"true": True, "false": False}


class _Ambiguous(Exception):
    """An IRI would be read as a name of the context."""


class Context:
    """The context of a release: what its names mean, and how values are written.

    `definitions` is the JSON of the context (JSON-LD 1.1 §9.15.1), which needs no
    feature of 1.1; `names` gives each property and class its term, `coercions` each
    property the form that its values take where they can.
    """

    def __init__(
        self,
        prefixes: Mapping[str, str],
        names: Mapping[str, str],
        coercions: Mapping[str, Coercion],
    ) -> None:
        self._prefixes = dict(prefixes)
        self._names = dict(names)
        self._coercions = dict(coercions)
        terms = {name: self._definition(iri) for iri, name in names.items()}
        self.definitions: dict[str, object] = {**self._prefixes, **terms}
        self._property = lru_cache(_REMEMBERED)(self._read_property)
        self._name = lru_cache(_REMEMBERED)(self._read_name)
        self._datatype = lru_cache(_REMEMBERED)(self._read_datatype)
        self._held = lru_cache(_HELD)(self._hold)

    def document(self) -> bytes:
        """Return the context as a document of its own, to be named by others."""
        text = json.dumps({"@context": self.definitions}, ensure_ascii=False, indent=1)
        return text.encode() + b"\n"

    def write(self, triples: Iterable[Triple], reference: str = "") -> bytes:
        """Return `triples` as one JSON-LD document, a line a subject.

        The first subject comes first, the others in the order of their IRIs. The
        context is named by `reference`; without one the document holds of it what it
        uses, so that it can be read where nothing can be fetched.
        """
        given = list(triples)
        try:
            nodes = self._nodes(given)
        except _Ambiguous:
            return _expanded(given)
        head = _JSON.encode(reference) if reference else self._held(_used(nodes))
        lines = ",\n".join(map(_JSON.encode, nodes))
        return f'{{"@context": {head}, "@graph": [\n{lines}\n]}}\n'.encode()

    def _nodes(self, triples: Iterable[Triple]) -> list[dict[str, Any]]:
        found: dict[Node, dict[NamedNode, list[Term]]] = {}
        for subject, predicate, value in triples:
            about = found.get(subject)
            if about is None:
                about = found[subject] = {}
            if predicate in about:
                about[predicate].append(value)
            else:
                about[predicate] = [value]
        met = [(self._iri(node), node) for node in found]
        order = met[:1] + sorted(met[1:], key=itemgetter(0))
        return [{"@id": iri, **self._members(found[node])} for iri, node in order]

    def _members(self, about: Mapping[NamedNode, list[Term]]) -> dict[str, Any]:
        members = [self._member(p, values) for p, values in about.items()]
        return dict(sorted(members, key=itemgetter(0)))

    def _member(self, predicate: NamedNode, values: list[Term]) -> tuple[str, object]:
        name, coercion = self._property(predicate)
        if coercion == LANGUAGE:
            return name, _by_language(values) or [self._value(v, "") for v in values]
        if name == "@type" and any(isinstance(value, Literal) for value in values):
            name, coercion = words.TYPE.value, ""  # no type, and yet it is said
        if len(values) == 1:
            return name, self._value(values[0], coercion)
        return name, sorted((self._value(v, coercion) for v in values), key=str)

    def _value(self, value: Term, coercion: Coercion) -> object:
        if isinstance(value, Literal):
            return self._literal(value, coercion)
        if coercion == _KIND:
            return self._name(self._iri(value))
        iri = self._iri(value)
        return iri if coercion == ID else {"@id": iri}

    def _literal(self, literal: Literal, coercion: Coercion) -> object:
        text, datatype = literal.value, literal.datatype
        if literal.language:
            return {"@value": text, "@language": literal.language}
        if datatype == STRING:
            return text if coercion in ("", LANGUAGE) else {"@value": text}
        if datatype == _INTEGER and coercion in ("", datatype.value):
            if (number := _number(text)) is not None:
                return number
        elif datatype == _BOOLEAN and not coercion and text in _TRUE_OR_FALSE:
            return _TRUE_OR_FALSE[text]
        if coercion == datatype.value:
            return text
        return {"@value": text, "@type": self._datatype(datatype)}

    def _iri(self, node: Term) -> str:
        if isinstance(node, BlankNode):
            return f"_:{node.value}"
        assert isinstance(node, NamedNode)  # no triple terms: see rdf.reading
        return self._whole(node.value)

    def _whole(self, iri: str) -> str:
        scheme, _, rest = iri.partition(":")
        if scheme in self.definitions and not rest.startswith("//"):
            raise _Ambiguous
        return iri

    def _read_property(self, predicate: NamedNode) -> tuple[str, Coercion]:
        if predicate == words.TYPE:
            return "@type", _KIND
        iri = predicate.value
        # a value is only shortened under a name that the context defines so
        coercion = self._coercions.get(iri, "") if iri in self._names else ""
        return self._read_name(iri), coercion

    def _read_name(self, iri: str) -> str:
        return self._names.get(iri) or self._prefixed(self._whole(iri))

    def _read_datatype(self, datatype: NamedNode) -> str:
        iri: str = datatype.value
        # the one prefix of datatypes is always there: see `_hold`
        return self._prefixed(iri) if iri.startswith(XSD) else iri

    def _prefixed(self, iri: str) -> str:
        """Return `iri` by its longest prefix; whole where it has none."""
        spaces = [(s, p) for p, s in self._prefixes.items() if iri.startswith(s)]
        space, prefix = max(spaces, key=lambda pair: len(pair[0]), default=("", ""))
        rest = iri.removeprefix(space)
        return f"{prefix}:{rest}" if prefix and not rest.startswith("//") else iri

    def _definition(self, iri: str) -> object:
        coercion = self._coercions.get(iri, "")
        if not coercion:
            return self._prefixed(iri)
        if coercion == LANGUAGE:
            return {"@id": self._prefixed(iri), "@container": LANGUAGE}
        written = coercion if coercion == ID else self._prefixed(coercion)
        return {"@id": self._prefixed(iri), "@type": written}

    def _hold(self, used: Iterable[str]) -> str:
        """Return the JSON of the part of the context that the names `used` need."""
        terms = {n: self.definitions[n] for n in used if n in self.definitions}
        written = chain(used, (_XSD,), *map(_names_in, terms.values()))
        spaces = {name.partition(":")[0] for name in written}
        prefixes = {p: self._prefixes[p] for p in spaces if p in self._prefixes}
        kept = {**dict(sorted(prefixes.items())), **dict(sorted(terms.items()))}
        return _JSON.encode(kept)


def released_context(store: Store, prefixes: Mapping[str, str]) -> Context:
    """Return the context that the ontology and shapes in `store` give."""
    spaces, coerced = vocabulary_prefixes(prefixes), coercions(store)
    return Context(spaces, term_names(store, spaces, coerced), coerced)


def reference_from(iri: str) -> str:
    """Return the context's address as seen from the document about the thing `iri`.

    It is relative: a document names no host, so that it is the same on every machine
    and behind the persistent redirect. It resolves against the address of the
    document and against that of the thing, since clients differ in which of the two
    they take for the base of what a 303 led to (RFC 3986 §5.1.3).
    """
    depth = iri.removeprefix(namespaces.BASE).count("/")
    return "../" * depth + FILE


def _used(nodes: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the names of members and types in `nodes`."""
    names: set[str] = set()
    for node in nodes:
        names.update(node)
        kinds = node.get("@type", ())
        names.update((kinds,) if isinstance(kinds, str) else kinds)
    return frozenset(names)


def _names_in(definition: object) -> Iterator[str]:
    if isinstance(definition, dict):
        yield from definition.values()
    else:
        yield str(definition)


def _by_language(values: Iterable[Term]) -> dict[str, Any]:
    """Return the texts of `values` by language, nothing where one has none."""
    texts: dict[str, list[str]] = {}
    for value in values:
        if not isinstance(value, Literal) or not value.language:
            return {}
        texts.setdefault(value.language, []).append(value.value)
    return {
        language: found[0] if len(found) == 1 else sorted(found)
        for language, found in sorted(texts.items())
    }


def _number(text: str) -> int | None:
    """Return the integer `text` where JSON gives it back letter by letter."""
    if not text.removeprefix("-").isdigit() or len(text) > len(str(_EXACT)):
        return None
    number = int(text)
    return number if str(number) == text and abs(number) < _EXACT else None


def _expanded(triples: Iterable[Triple]) -> bytes:
    written = serialize(triples, format=RdfFormat.JSON_LD)
    assert written is not None  # None only where it is given a file to write to
    return written
