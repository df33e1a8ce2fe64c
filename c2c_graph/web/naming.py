"""Names for a page: each term as a text with its language and where it leads."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from functools import lru_cache
from typing import Final

from markupsafe import escape
from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.names import FALLBACK
from c2c_graph.dereference.names import name_of
from c2c_graph.web import addresses
from c2c_graph.web import wording

WKT: Final = words.GEO + "wktLiteral"
# terms whose names one reader's pages remember
REMEMBERED: Final = 2_000
# texts longer than this are cut on a page; the RDF has them whole
LONGEST: Final = 4_000


@dataclass(frozen=True)
class Shown:
    """A term as a page shows it.

    `href` is a local path or an http(s) address, or empty; `language` is set where
    it is not the page's; `title` tells the IRI; `sources` are numbers of notes.
    """

    text: str
    href: str = ""
    language: str = ""
    title: str = ""
    sources: tuple[int, ...] = ()

    @cached_property
    def html(self) -> str:
        """Return it as HTML, without its notes; made once for all pages it is on."""
        foreign = self.language and self.language != FALLBACK
        text = escape(self.text)
        title = f' title="{escape(self.title)}"' if self._titled else ""
        if self.href:
            rel = "" if self.local else ' rel="external nofollow noopener"'
            language = f' lang="{escape(self.language)}"' if foreign else ""
            href = escape(self.href)
            made = f'<a href="{href}"{rel}{language}{title}>{text}</a>'
        else:
            language = f' lang="{escape(self.language)}"' if self.language else ""
            made = f"<span{language}{title}>{text}</span>"
        if foreign and not self.title:
            tag = escape(self.language)
            made += f' <span class="tag" title="language">{tag}</span>'
        return made

    @property
    def local(self) -> bool:
        """Return whether the link stays on this server."""
        return self.href.startswith(("/", "#"))

    @property
    def _titled(self) -> bool:
        return bool(self.title) and self.title != self.text

    def noted(self, sources: Sequence[int]) -> "Shown":
        """Return the same with the numbers of the notes that tell its source."""
        noted = Shown(self.text, self.href, self.language, self.title, tuple(sources))
        # where the property keeps it: what is escaped once is not escaped again
        noted.__dict__["html"] = self.html
        return noted


@dataclass(frozen=True)
class Names:
    """How to show terms to a reader of `languages`, with the labels of `facts`."""

    facts: Facts
    languages: tuple[str, ...]

    @cached_property
    def _nodes(self) -> Callable[[NamedNode], Shown]:
        return lru_cache(REMEMBERED)(self._node)

    @cached_property
    def _terms(self) -> Callable[[NamedNode], Shown]:
        return lru_cache(REMEMBERED)(self._term)

    def term(self, node: NamedNode) -> Shown:
        """Return a class or property as a page shows it: in words, never an IRI."""
        return self._terms(node)

    def show(self, term: Term) -> Shown:
        """Return `term` as a page shows it."""
        if isinstance(term, Literal):
            return _literal(term)
        if isinstance(term, NamedNode):
            return self._nodes(term)
        return Shown(self.text(term))

    def order(self, shown: Shown) -> tuple[int, str, str]:
        """Return what sorts values: the reader's languages first, then by text."""
        order = (*self.languages, FALLBACK, "")
        known = shown.language in order
        rank = order.index(shown.language) if known else len(order)
        return (0 if shown.href else rank, shown.text, shown.language)

    def text(self, term: Term) -> str:
        """Return the name of `term` as plain text."""
        return name_of(self.facts, term, self.languages).value

    def _term(self, node: NamedNode) -> Shown:
        shown = self.show(node)
        known = namespaces.is_ours(shown.title) or self.facts.labels(node)
        text = shown.text if known else wording.words_of(shown.title)
        return replace(shown, text=text[:1].upper() + text[1:])

    def _node(self, node: NamedNode) -> Shown:
        iri = str(node.value)
        name = name_of(self.facts, node, self.languages)
        href = addresses.link(iri)
        outside = not namespaces.is_ours(iri) and not self.facts.labels(node)
        text = wording.NAMES.get(iri) or (iri if outside else name.value)
        return Shown(text, href or "", name.language or "", iri)


def _literal(literal: Literal) -> Shown:
    text = literal.value
    if str(literal.datatype.value) == WKT:
        text = coordinates(text)
    if len(text) > LONGEST:
        text = text[:LONGEST] + " … (cut here; the RDF has it whole)"
    return Shown(text, language=literal.language or "")


def coordinates(wkt: str) -> str:
    """Return a point as people write it: latitude first, with the hemispheres."""
    try:
        longitude, latitude = map(float, wkt[wkt.index("(") + 1 : -1].split())
    except ValueError:
        return wkt
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):g}° {north}, {abs(longitude):g}° {east}"
