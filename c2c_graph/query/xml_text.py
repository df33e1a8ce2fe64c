"""Keep results in XML well-formed: what XML cannot hold is refused, not sent.

A literal may hold characters that XML 1.0 §2.2 has no way to write, such as U+0001,
and Oxigraph writes them as they are. A carriage return it has to write as a
reference, or every reader takes it for a line feed (§2.11).
"""

import re
from typing import Final

from c2c_graph.errors import NotAcceptable
from c2c_graph.query.spool import Spool
from c2c_graph.rdf.rdf_xml import whole_tags
from c2c_graph.rdf.rdf_xml import with_names

# control characters, and U+FFFE and U+FFFF in UTF-8
_NO_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_LONGEST: Final = 3


class XmlSpool:
    """Passes XML on to a spool; raises for what is not well-formed."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._last = b""
        self._cut_off = b""

    def write(self, chunk: bytes) -> int:
        """Take `chunk`; raise `errors.NotAcceptable` where it is not XML."""
        if found := _NO_XML.search(self._last + chunk):
            character = ord(found[0].decode())
            raise NotAcceptable(
                f"the result holds the character U+{character:04X}, which XML cannot "
                "hold; ask for JSON, CSV or Turtle"
            )
        # a character may be cut in two
        self._last = (self._last + chunk)[1 - _LONGEST :]
        # and so may a tag; the last one of a document is whole
        tags, self._cut_off = whole_tags(self._cut_off + chunk)
        self._spool.write(with_names(tags).replace(b"\r", b"&#13;"))
        return len(chunk)

    def flush(self) -> None:
        """Do nothing, as the spool."""


def for_media_type(media_type: str, spool: Spool) -> Spool | XmlSpool:
    """Return what takes a result in `media_type` on its way to `spool`."""
    return XmlSpool(spool) if media_type.endswith("xml") else spool
