"""Sorted triples as Jelly, a binary syntax for RDF (https://w3id.org/jelly/).

Optional: it needs `c2c-graph[jelly]`, and is loaded only where it is asked for.
"""

import io
from collections.abc import Iterable
from collections.abc import Sequence
from typing import Any

from pyjelly import jelly
from pyjelly.options import LookupPreset
from pyjelly.options import StreamParameters
from pyjelly.serialize.encode import TermEncoder
from pyjelly.serialize.ioutils import write_delimited
from pyjelly.serialize.streams import SerializerOptions
from pyjelly.serialize.streams import TripleStream
from pyoxigraph import BlankNode
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import STRING

_FRAME_ROWS = 1_000


class JellyText:
    """Writes a graph as a flat stream of triples, in frames that tell their length."""

    begin = b""

    def __init__(self) -> None:
        preset = LookupPreset()
        options = SerializerOptions(
            frame_size=_FRAME_ROWS,
            logical_type=jelly.LOGICAL_STREAM_TYPE_FLAT_TRIPLES,
            params=StreamParameters(),
            lookup_preset=preset,
        )
        encoder = _Terms(lookup_preset=preset)
        self._stream = TripleStream(encoder=encoder, options=options)
        self._stream.enroll()

    def part(self, lines: Sequence[bytes], triples: Sequence[Quad]) -> bytes:
        """Return the frames that `triples` fill; the rest waits for the next part."""
        return _delimited(map(self._stream.triple, triples))

    @property
    def end(self) -> bytes:
        """Return the last frame, with what no full frame has held."""
        return _delimited([self._stream.flow.to_stream_frame()])


class _Terms(TermEncoder):
    def encode_spo(self, term: Any, slot: Any, statement: Any) -> Any:
        """Put `term` into its place in `statement`; return the rows it needs before."""
        if isinstance(term, NamedNode):
            field = self.get_iri_field(statement, slot)
            return self.encode_iri(term.value, field)
        if isinstance(term, BlankNode):
            self.set_bnode_field(statement, slot, term.value)
            return ()
        datatype = term.datatype.value
        return self.encode_literal(
            lex=term.value,
            language=term.language,
            datatype=None if term.language or datatype == STRING.value else datatype,
            literal=self.get_literal_field(statement, slot),
        )


def _delimited(frames: Iterable[Any]) -> bytes:
    text = io.BytesIO()
    for frame in frames:
        if frame is not None:
            write_delimited(frame, text)
    return text.getvalue()
