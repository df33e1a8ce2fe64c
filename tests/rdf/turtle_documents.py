"""Turtle and TriG as nobody would write it, but might: strategies for its texts."""

from itertools import zip_longest

from hypothesis import strategies as st

# the directives of every document
HEADER = """@prefix a: <http://a.example/#> .
PREFIX é.𐐀: <http://b.example/𐐀/>
@base <http://c.example/d/> .
@prefix : <e#> .
"""
gaps = st.sampled_from(
    [" ", "\t", "\n", "\r\n", "\n\n  ", " # c ] . ;\n", "#\"'<\r\n", " #\U0001f3d9\n\t"]
)
# between two tokens one of which is punctuation
tight = st.one_of(st.just(""), gaps)
names = st.sampled_from(
    [
        *("a:b", "a:", ":", ":x.y", "é.𐐀:z", "a:1", "a:b:c", r"a:\~\.\,", "a:%41.%2E"),
        *("<f>", "<>", "<g?a=(b);'c',#.>", r"<\u00e9/\U00010400>", "<𐐀>"),
    ]
)
labels = st.sampled_from(["_:b", "_:1", "_:a.b", "_:é-𐐀", "_:_"])
verbs = st.one_of(st.just("a"), names)
numbers = st.sampled_from(
    ["0", "-1", "+1.5", ".5", "1e5", "1.e-5", ".5E+0", "true", "false"]
)
pieces = st.one_of(
    st.sampled_from([r"\"", r"\'", r"\\", r"\n", r"\u00e9", r"\U0001F3D9"]),
    st.characters(exclude_categories=["Cs"], exclude_characters="\"'\\\n\r"),
    st.sampled_from(["#", "[", "]", ".", ";", "<a>", "^^", "@en", "\U00010400"]),
)
short = st.lists(pieces, max_size=6).map("".join)
# a quote in a long text stands before something else
long = st.lists(
    st.one_of(pieces, st.sampled_from(["\n", "\r\n", "\t", "'x", '"x', "''x", '""x'])),
    max_size=8,
).map("".join)
strings = st.one_of(
    short.map('"{}"'.format),
    short.map("'{}'".format),
    long.map('"""{}"""'.format),
    long.map("'''{}'''".format),
)
suffixes = st.sampled_from(["", "", "@en", "@en-GB", " @fr", "^^a:t", "^^ <t>", "^^:"])
literals = st.builds(str.__add__, strings, suffixes)
plain = st.one_of(names, labels, numbers, literals)


@st.composite
def listed(draw, strategy, mark, least=1):
    """Return texts of `strategy` with `mark` between them."""
    texts = draw(st.lists(strategy, min_size=least, max_size=3))
    joints = [draw(tight) + draw(mark) + draw(tight) for _ in texts[1:]]
    return "".join(
        text + joint for text, joint in zip_longest(texts, joints, fillvalue="")
    )


@st.composite
def predicates(draw, objects):
    """Return predicates with their objects, and semicolons for nothing."""
    semicolon = st.sampled_from([";", "; ;", ";;\n;"])
    of_one = st.builds("{}{}{}".format, verbs, gaps, listed(objects, mark=st.just(",")))
    more = draw(st.sampled_from(["", "", ";", " ; ;"]))
    return draw(listed(of_one, mark=semicolon)) + more


def _around(opening, inner, closing):
    return st.builds("{}{}{}{}{}".format, opening, tight, inner, tight, closing)


def nested(objects):
    """Return blank nodes with properties, and lists, of `objects`."""
    node = _around(st.just("["), st.one_of(predicates(objects), tight), st.just("]"))
    members = listed(objects, mark=gaps, least=0)
    return st.one_of(node, _around(st.just("("), members, st.just(")")))


objects = st.recursive(plain, nested, max_leaves=6)


@st.composite
def statements(draw):
    """Return statements about one subject, up to before the full stop."""
    if draw(st.booleans()):
        subject, inner = draw(st.one_of(names, labels)), draw(predicates(objects))
        return subject + draw(gaps) + inner + draw(gaps)
    node = "[" + draw(tight) + draw(predicates(objects)) + draw(tight) + "]"
    subject = draw(st.sampled_from([node, "[ ]", "(a:x 1)"]))
    alone = subject == node and draw(st.booleans())
    inner = "" if alone else draw(predicates(objects))
    return subject + draw(tight) + inner + draw(gaps)


blocks = st.lists(statements(), min_size=1, max_size=3).map(".\n".join)
turtle = st.lists(
    st.one_of(blocks.map("{}.\n".format), st.just("PREFIX z:<#>\r\n")), max_size=4
).map(lambda texts: HEADER + "".join(texts))
graphs = st.sampled_from(["", "a:g", "GRAPH <g>", "graph _:g", "[]", "GRAPH [ ]"])
wrapped = st.builds("{} {{{}{}}}\n".format, graphs, tight, blocks)
trig = st.lists(st.one_of(wrapped, blocks.map("{}.\n".format)), max_size=4).map(
    lambda texts: HEADER + "".join(texts)
)
