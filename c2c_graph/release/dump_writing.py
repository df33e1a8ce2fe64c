"""Write the files of one release into a folder: twins, merge, TriG.

Every graph is read from where it is kept, a line at a time; memory is flat whatever
the size. The same release gives the same bytes, whoever writes it when.
"""

import gzip
import importlib
import zlib
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import closing
from itertools import chain
from itertools import islice
from pathlib import Path
from typing import Final
from typing import cast

from c2c_graph import errors
from c2c_graph.rdf import prefixes
from c2c_graph.release import merging
from c2c_graph.release.dump_packing import PACKINGS
from c2c_graph.release.dump_packing import ZSTD
from c2c_graph.release.dump_packing import PackedText
from c2c_graph.release.dump_packing import Written
from c2c_graph.release.dump_texts import GraphText
from c2c_graph.release.dump_texts import JsonLdText
from c2c_graph.release.dump_texts import NTriplesText
from c2c_graph.release.dump_texts import TurtleText
from c2c_graph.release.dump_texts import triples_in
from c2c_graph.release.dumps import ASSERTED
from c2c_graph.release.dumps import JELLY
from c2c_graph.release.dumps import STEM
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import name_of
from c2c_graph.release.nquads import quads_of
from c2c_graph.release.objects import Objects

# told how many lines more have been written
Report = Callable[[int], None]
TRIG: Final = f"{STEM}.trig"
# what is wrong with a graph that cannot be read
UNREADABLE: Final = (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error)
_PIECE: Final = 2**20
_LINES: Final = 10_000


def write_twin(
    objects: Objects, entry: GraphEntry, folder: Path, report: Report
) -> Path:
    """Write the graph `entry`, packed with zstd, into `folder`; return the file.

    Raise one of `UNREADABLE`, and `errors.NoRelease` where the graph is damaged.
    """
    path = objects.path(entry.object)
    with closing(PackedText(folder, f"{entry.object}.nq", (ZSTD,))) as text:
        with gzip.open(path) as file:
            while piece := file.read(_PIECE):
                text.write(piece)
                report(piece.count(b"\n"))
        (written,) = text.finish()
    if written.content_sha256 != entry.object:
        raise errors.NoRelease(
            f"{path}: damaged, its content has another hash; restore it from a copy"
        )
    return written.path


def write_merge(
    objects: Objects,
    manifest: Manifest,
    stems: Collection[str],
    folder: Path,
    report: Report,
) -> tuple[Written, ...]:
    """Write the files `stems`, all but TriG, in one walk over the merged graphs.

    Raise one of `UNREADABLE`, and `OSError` where the disk is full.
    """
    lines = merging.asserted(objects, manifest)
    with ExitStack() as stack:
        texts = {
            stem: stack.enter_context(closing(PackedText(folder, stem, PACKINGS)))
            for stem in stems
        }
        if ASSERTED in texts and merging.holds_blank_nodes(manifest):
            _write_skolemised(objects, manifest, folder, texts[ASSERTED])
        elif ASSERTED in texts:
            lines = _copied(lines, texts[ASSERTED])
        if set(stems) > {ASSERTED} or ASSERTED not in texts:
            lines = merging.merged([lines, merging.inferred(objects, manifest)])
        forms = [
            (_form(s, objects, manifest), texts[s]) for s in stems if s != ASSERTED
        ]
        _write(lines, forms, report)
        return tuple(chain.from_iterable(text.finish() for text in texts.values()))


def write_trig(
    objects: Objects, manifest: Manifest, folder: Path, report: Report
) -> tuple[Written, ...]:
    """Write every named graph as TriG, in the order of their IRIs.

    Raise as `write_merge`.
    """
    turtle = _turtle(objects, manifest)
    with closing(PackedText(folder, TRIG, PACKINGS)) as text:
        text.write(turtle.begin)
        for entry in manifest.graphs:
            # what Turtle says within braces is what TriG says (TriG §2.2)
            text.write(f"{name_of(entry.iri)} {{\n".encode())
            for part in merging.parts(merging.triples_of(objects, entry)):
                text.write(turtle.part(part, triples_in(part)))
                report(len(part))
            text.write(b"}\n")
        return text.finish()


def _write(
    lines: Iterable[bytes],
    forms: Collection[tuple[GraphText, PackedText]],
    report: Report,
) -> None:
    for form, text in forms:
        text.write(form.begin)
    for part in merging.parts(lines):
        triples = triples_in(part)
        for form, text in forms:
            text.write(form.part(part, triples))
        report(len(part))
    for form, text in forms:
        text.write(form.end)


def _write_skolemised(
    objects: Objects, manifest: Manifest, folder: Path, text: PackedText
) -> None:
    """Write what the feed reproduces: blank nodes have IRIs there."""
    lines = merging.skolemised(lambda: merging.asserted(objects, manifest), folder)
    while piece := b"".join(islice(lines, _LINES)):
        text.write(piece)


def _copied(lines: Iterable[bytes], text: PackedText) -> Iterator[bytes]:
    """Yield `lines`, which are written into `text` too."""
    ahead: list[bytes] = []
    for line in lines:
        ahead.append(line)
        if len(ahead) == _LINES:
            text.write(b"".join(ahead))
            ahead.clear()
        yield line
    text.write(b"".join(ahead))


def _form(stem: str, objects: Objects, manifest: Manifest) -> GraphText:
    suffix = stem.rpartition(".")[2]
    if suffix == "ttl":
        return _turtle(objects, manifest)
    if suffix == JELLY:
        # what is optional is loaded where it is wanted
        written = importlib.import_module("c2c_graph.release.jelly_text").JellyText()
        return cast(GraphText, written)
    return JsonLdText() if suffix == "jsonld" else NTriplesText()


def _turtle(objects: Objects, manifest: Manifest) -> TurtleText:
    entry = manifest.graph(prefixes.GRAPH.value)
    body = objects.read(entry.object) if entry else b""
    return TurtleText(prefixes.declared_prefixes(quads_of(body)))
