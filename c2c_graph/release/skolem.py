"""Blank nodes as IRIs, for those who get a graph in parts or in several versions.

The labels that a release gives to blank nodes are unique in it (see `graphs`), so each
becomes a Skolem IRI below `/.well-known/genid/` (RDF 1.1 Concepts §3.5).
"""

from typing import Final

from c2c_graph import namespaces

GENID: Final = namespaces.BASE + ".well-known/genid/"
_GENID: Final = GENID.encode()
_BLANK: Final = b"_:"
_END: Final = b" .\n"


def skolemised(line: bytes) -> bytes:
    """Return a line of N-Triples with IRIs in the place of its blank nodes."""
    if _BLANK not in line:
        return line
    subject, predicate, rest = line.split(b" ", 2)
    value = rest.removesuffix(_END)
    return b"%b %b %b%b" % (skolem(subject), predicate, skolem(value), _END)


def skolem(term: bytes) -> bytes:
    """Return the Skolem IRI of a blank node, any other term as it is."""
    if not term.startswith(_BLANK):
        return term
    return b"<%b%b>" % (_GENID, term.removeprefix(_BLANK))
