"""Typed links and sets of them (RFC 8288 §3; RFC 9264 §4.1 as text, §4.2 as JSON)."""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from typing import Final

JSON: Final = "application/linkset+json"
TEXT: Final = "application/linkset"
OFFERS: Final = (JSON, TEXT)
ALIASES: Final = (("application/json", JSON), ("text/plain", TEXT))


@dataclass(frozen=True)
class Link:
    """A link by `relation` to `target`; `media_type` and `profile` are of the target.

    A target that begins with a slash is on this server.
    """

    relation: str
    target: str
    media_type: str = ""
    profile: str = ""

    def value(self, anchor: str = "") -> str:
        """Return the link as it stands in a Link header."""
        given = (("type", self.media_type), ("profile", self.profile))
        told = "".join(f'; {name}="{text}"' for name, text in given if text)
        start = f'; anchor="{anchor}"' if anchor else ""
        return f'<{self.target}>; rel="{self.relation}"{told}{start}'

    def at(self, base: str) -> "Link":
        """Return the same link with its target in full, this server being `base`."""
        target = base + self.target if self.target.startswith("/") else self.target
        return Link(self.relation, target, self.media_type, self.profile)


Linkset = Mapping[str, Iterable[Link]]


def written(links: Linkset, base: str, media_type: str) -> bytes:
    """Return `links`, by the address they lead from, in one of `OFFERS`."""
    full = {
        base + anchor if anchor.startswith("/") else anchor: [
            link.at(base) for link in found
        ]
        for anchor, found in links.items()
    }
    return _as_json(full) if media_type == JSON else _as_text(full)


def _as_json(links: Mapping[str, list[Link]]) -> bytes:
    contexts = []
    for anchor, found in links.items():
        context: dict[str, Any] = {"anchor": anchor}
        for link in found:
            context.setdefault(link.relation, []).append(_target(link))
        contexts.append(context)
    text = json.dumps({"linkset": contexts}, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"


def _target(link: Link) -> dict[str, Any]:
    target: dict[str, Any] = {"href": link.target}
    if link.media_type:
        target["type"] = link.media_type
    if link.profile:
        target["profile"] = [link.profile]
    return target


def _as_text(links: Mapping[str, list[Link]]) -> bytes:
    values = (link.value(anchor) for anchor, found in links.items() for link in found)
    return (",\n".join(values) + "\n").encode()
