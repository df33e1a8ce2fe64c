"""SERVICE SILENT where the endpoint fails in the middle of its answer.

SPARQL 1.1 Federated Query §2.3: the clause then stands for one solution without
values. Oxigraph keeps to that until the answer begins, and reads it while it
evaluates: what comes too late for it to be silent fails the query.
"""

from typing import Final

from c2c_graph.query.tokens import tokens

# Oxigraph has no way to call it, so it fails at once and nothing is sent
_NOBODY: Final = "<urn:x-c2c:nobody>"


def without_endpoint(text: str) -> str | None:
    """Return the query `text` with an endpoint that always fails for the one it calls.

    None where it is not silent about every call, or calls several endpoints: then
    nobody knows which of them failed.
    """
    pieces = list(tokens(text))
    calls = [
        pieces[index + 1 : index + 3]
        for index, token in enumerate(pieces)
        if token.kind == "word" and token.text.lower() == "service"
    ]
    if any(len(call) < 2 or call[0].text.lower() != "silent" for call in calls):
        return None
    if len({endpoint.text for _, endpoint in calls}) != 1:
        return None
    for _, endpoint in reversed(calls):
        end = endpoint.start + len(endpoint.text)
        text = text[: endpoint.start] + _NOBODY + text[end:]
    return text
