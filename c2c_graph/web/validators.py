"""ETag and Last-Modified of a document (RFC 9110 §8.8).

A document is made from the facts that it shows, by this software, in one variant. So
its entity tag tells the release that last changed what it shows, what that release
held, the software version and the variant; a release that changes other things leaves
it as it is. Last-Modified is the time of that release, or of the installation of the
software where this is later: a newer version may write the same facts differently.
Where the release before was made within the same second there is none: a date would not
tell the two apart (§8.8.2.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from werkzeug.http import http_date

from c2c_graph.release.history import History
from c2c_graph.web import conditional
from c2c_graph.web import software


@dataclass(frozen=True)
class Stamp:
    """What all documents have in common that the same release changed last.

    `token` goes into their tags, `date` is their Last-Modified, empty without one;
    `made` is when the release was made, `number` which it is.
    """

    number: int
    made: datetime
    token: str
    date: str

    def tag(
        self, variant: str, languages: Sequence[str] = (), profile: str = ""
    ) -> str:
        """Return the entity tag of one variant of such a document."""
        return conditional.etag(self.token, variant, *languages, profile)


def stamp(history: History, number: int) -> Stamp:
    """Return what tells documents that release `number` changed last."""
    made = history.created(number)
    content = next(e.dataset_hash for e in history.events() if e.number == number)
    token = f"{number}-{content.rpartition(':')[2][:12]}-{software.version()}"
    same_second = sum(e.created == made for e in history.events() if e.number <= number)
    date = http_date(max(made, software.installed())) if same_second == 1 else ""
    return Stamp(number, made, token, date)
