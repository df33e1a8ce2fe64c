"""The context that our JSON-LD names: `/context.jsonld`."""

from typing import Final

from c2c_graph.dereference import jsonld
from c2c_graph.web import conditional
from c2c_graph.web.reply import Reply
from c2c_graph.web.view import View

# documents about concepts stand one folder deeper than the concepts, so what is
# written relative to both leads to two addresses: see `jsonld.reference_from`
PATHS: Final = (f"/{jsonld.FILE}", f"/doc/{jsonld.FILE}")


def reply(view: View) -> Reply:
    """Return the context of the release.

    It is asked about again each time (304 while it is the same): a context
    kept longer would drop, without a word, a term that has come since.
    """
    body = view.context.document()
    headers = [
        ("Content-Type", jsonld.MEDIA_TYPE),
        ("ETag", conditional.content_tag(body, "context")),
        ("Cache-Control", conditional.FRESHNESS),
        ("Link", '</ns>; rel="describedby"'),
    ]
    return Reply(200, headers, body, "context", view.number, lasting=True)
