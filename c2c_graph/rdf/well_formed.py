"""Where XML stops being XML: the engine for RDF/XML tells no place of it."""

from xml.parsers import expat

from c2c_graph.rdf.diagnosis import Diagnosis
from c2c_graph.rdf.text import offset_of


def ill_formed(text: bytes) -> Diagnosis | None:
    """Return what first breaks the rules of XML 1.0, or of its namespaces, in `text`.

    The offset is that of a character. Nothing is fetched; entities are not expanded,
    except in attributes, where the parser has a limit of its own.
    """
    parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
    # with a handler of its own, whatever stands for something else stays as it is
    parser.DefaultHandler = _ignore
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        whole = text.decode(errors="replace")
        offset = offset_of(whole, error.lineno, error.offset + 1)
        return Diagnosis(f"this is no XML: {words}", offset)
    return None


def _ignore(_data: str) -> None:
    """Take what nothing else takes."""
