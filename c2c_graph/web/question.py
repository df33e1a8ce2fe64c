"""A question to a release, all that its answer depends on, and what it came to."""

import hashlib
import secrets
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from functools import lru_cache
from itertools import dropwhile
from itertools import takewhile
from types import MappingProxyType
from typing import Final
from typing import NamedTuple

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Variable

from c2c_graph import errors
from c2c_graph.query.dataset import Dataset
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.query.hints import Words
from c2c_graph.query.tokens import Token
from c2c_graph.query.tokens import tokens
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import UsualHeaders

# base64 makes four characters of three bytes
_ID_BYTES: Final = 12
_ID_LENGTH: Final = 16
_AT_ONCE: Final = 64
_REMEMBERED: Final = 64
# a longer query is looked at by a thread, so that others are answered meanwhile
LONG_QUERY: Final = 1_024
DUMP_RELATION: Final = "http://rdfs.org/ns/void#dataDump"
# what voids the promise that the same query gives the same answer
_FLEETING: Final = frozenset({"now", "rand", "uuid", "struuid", "service", "bnode"})


@dataclass(frozen=True)
class State:
    """The state of the data that is asked: a release, and what tells it apart.

    `words` are what hints need; those of a release that `is_past` take a while.
    """

    number: int
    token: str
    words: Callable[[], Words]
    is_past: bool = False


class Question(NamedTuple):
    """A query with all that its answer depends on."""

    text: str
    state: State
    format: str = ""
    accept: str = ""
    dataset: Dataset | None = None
    timeout_seconds: float | None = None
    query_id: str = ""
    substitutions: Mapping[Variable, NamedNode | Literal] = MappingProxyType({})

    def query(self, kind: Kind, media_type: str) -> Query:
        """Return what is asked of the engine, to be answered in `media_type`."""
        return Query(
            self.text,
            kind,
            media_type,
            self.state.number,
            self.timeout_seconds,
            self.substitutions,
            self.dataset,
        )


@dataclass(frozen=True)
class Found:
    """What a question came to, for a page: an answer or a fault.

    `saved` is the saved query that was asked, with the `values` given.
    """

    text: str
    answer: Answer | None = None
    fault: errors.C2CError | None = None
    hints: tuple[str, ...] = ()
    saved: SavedQuery | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def new_query_id() -> str:
    """Return a name for a query that nobody can guess."""
    return next(_ids())


@cache
def _ids() -> Iterator[str]:
    return _unguessable()


def _unguessable() -> Iterator[str]:
    # to ask the kernel for each one takes longer than all else about it
    while True:
        names = secrets.token_urlsafe(_ID_BYTES * _AT_ONCE)
        for start in range(0, len(names), _ID_LENGTH):
            yield names[start : start + _ID_LENGTH]


def tag_of(question: Question, media_type: str) -> str:
    """Return the entity tag of the answer, empty where it may differ each time."""
    if _may_differ(question.text):
        return ""
    content = question.text
    if question.dataset or question.substitutions:
        bound = sorted((v.value, str(t)) for v, t in question.substitutions.items())
        content = repr((question.text, question.dataset, bound))
    digest = hashlib.blake2b(content.encode(errors="replace"), digest_size=9)
    kind = media_type.rpartition("/")[2]
    return f'"{question.state.token}-{digest.hexdigest()}-{kind}"'


def _may_differ(text: str) -> bool:
    """Return whether `text` calls or makes what is another each time."""
    # such letters are rare, and in `foaf:knows` or a comment they call nothing
    lower = text.lower()
    if any(name in lower for name in _FLEETING) and any(
        token.kind == "word" and token.text.lower() in _FLEETING
        for token in tokens(text)
    ):
        return True
    return "construct" in lower and any(_makes_nodes(t) for t in _template(text))


def _template(text: str) -> Iterator[Token]:
    """Yield the tokens of the template of CONSTRUCT, of the pattern where it is both.

    Nothing for the other forms of query.
    """
    found = dropwhile(lambda token: token.text.lower() != "construct", tokens(text))
    inside = dropwhile(lambda token: token.text != "{", found)
    yield from takewhile(lambda token: token.depth > 0, inside)


def _makes_nodes(token: Token) -> bool:
    """Return whether `token` of a template makes a blank node for each solution.

    `_:x`, `[ … ]`, a list, or what names no reifier of its own (SPARQL 1.2 §4.1.4).
    """
    return token.kind == "blank" or token.text in ("[", "(", "<", "|", "~")


def answer_headers(question: Question, tag: str) -> Headers:
    """Return the headers of an answer in data; `tag` is empty where there is none."""
    return _shared(question.state.number, lasting=bool(tag)) + (
        [("ETag", tag)] if tag else []
    )


@lru_cache(_REMEMBERED)
def usual_headers(media_type: str, release: int, *, lasting: bool) -> UsualHeaders:
    """Return the headers that all answers in `media_type` from `release` share."""
    kind = ("Content-Type", negotiate.content_type(media_type))
    return (kind, *_shared(release, lasting=lasting))


def _shared(release: int, *, lasting: bool) -> Headers:
    return [
        ("Vary", "Accept, Accept-Encoding"),
        ("Cache-Control", conditional.FRESHNESS if lasting else "no-store"),
        link_to_dump(str(release)),
    ]


def query_headers(question: Question) -> Headers:
    """Return what every answer to a query tells: where all the data is."""
    return [link_to_dump(str(question.state.number))]


def link_to_dump(release: str) -> tuple[str, str]:
    """Return the header that says where the whole dataset of `release` is."""
    return (
        "Link",
        f'</releases/{release}/city2city.nq.gz>; rel="{DUMP_RELATION}"',
    )
