"""A home that gets release after release of one file."""

import hashlib

from c2c_graph.release import merging
from c2c_graph.release import pointer
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.skolem import skolemised
from c2c_graph.settings import Settings
from tests.web.conftest import released

# what the files say from release to release: created, changed, deleted, created again;
# the fourth says the same as the third, and makes no release
TEXTS = (
    "<urn:a> <urn:p> 1 , '01'^^<http://www.w3.org/2001/XMLSchema#integer> .",
    "<urn:a> <urn:p> 2 . <urn:b> <urn:p> <urn:a> , _:x . _:x <urn:q> _:y .",
    "<urn:b> <urn:p> <urn:a> .",
    "<urn:b> <urn:p> <urn:a> .\n# nothing new",
    "<urn:a> <urn:p> 1 . <urn:a> <http://purl.org/dc/terms/isVersionOf> <urn:c> .",
    "",
)


class Home:
    """Releases made one after another, and what each states."""

    def __init__(self, folder):
        self.settings = Settings(home=folder / "home", dataset=folder / "dataset")
        self.file = self.settings.dataset / "data" / "n.ttl"
        self.file.parent.mkdir(parents=True)

    def release(self, text):
        self.file.write_text(text)
        self.last = released(self.settings).number
        return self.last

    def sha256(self, number):
        manifest = read_manifest(pointer.release_folder(self.settings.home, number))
        lines = merging.asserted(Objects(self.settings.home), manifest)
        text = b"".join(sorted(map(skolemised, lines)))
        return hashlib.sha256(text).hexdigest()
