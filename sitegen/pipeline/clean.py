"""Remove what builds have made, and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from sitegen.content.frames import Frame, read_frame
from sitegen.edition.names import BOUNDARIES
from sitegen.model import Digest
from sitegen.pipeline.build import examine, stop_at_errors
from sitegen.pipeline.charting import charting_of
from sitegen.pipeline.cutting import kept_under
from sitegen.pipeline.derivatives import used_keys
from sitegen.pipeline.memory.derived import fonts_of, maps_of, pictures_of
from sitegen.pipeline.memory.sources import source_bytes
from sitegen.pipeline.order import DRAFTS, PUBLIC, STATE, Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.output.locks import LASTING, locked
from sitegen.pipeline.site import Site


def remove_built(root: Path, reporter: Reporter) -> Iterator[Path]:
    """Remove the files that manifests list, and the state; yield the folders that were there.

    The files stay by which commands wait for each other: one may be waiting for this very end.
    """
    state = root / STATE
    alone = locked(state, reporter.notice, "this site") if state.is_dir() else nullcontext()
    with alone:
        for profile in (PUBLIC, DRAFTS):
            folder = root / profile.output
            if (folder / profile.mark).is_file():
                output = OutputFolder(folder, profile.mark, root)
                with output.claimed(on_wait=lambda: None):
                    output.delete(sorted(output.manifest()))
                    output.remove_manifest()
                with suppress(OSError):  # it holds what is not ours, and stays
                    folder.rmdir()
                yield folder
        entries = sorted(state.iterdir()) if state.is_dir() else ()
        if made := [it for it in entries if it.name not in LASTING]:
            for entry in made:
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry)
                else:
                    entry.unlink()
            yield state


def remove_unused(order: Order, reporter: Reporter) -> tuple[int, int]:
    """Remove derived pictures, parts of typefaces and sheets of maps that neither profile shows.

    Return how many files and bytes that were.

    Raises `SiteError` if the site has errors: what a broken article shows is not known.
    """
    used: dict[Digest, set[Digest]] = {}
    cut: dict[Digest, set[Digest]] = {}
    drawn: dict[Digest, set[Digest]] = {}
    for profile in (PUBLIC, DRAFTS):
        site = examine(replace(order, profile=profile), reporter)
        stop_at_errors(site.problems, strict=False)
        for picture, keys in used_keys(site).items():
            used.setdefault(picture, set()).update(keys)
        for origin, key in (kept_under(it.cut) for it in site.assets.values() if it.cut):
            cut.setdefault(origin, set()).add(key)
        for boundaries, keys in _drawn(order, site).items():
            drawn.setdefault(boundaries, set()).update(keys)
    with locked(order.root / STATE, reporter.notice, "this site"):
        pruned = (
            pictures_of(order).prune(used),
            fonts_of(order).prune(cut),
            maps_of(order).prune(drawn),
        )
    return sum(files for files, _ in pruned), sum(size for _, size in pruned)


def _drawn(order: Order, site: Site) -> dict[Digest, set[Digest]]:
    """Return the keys by which all that maps of a site are drawn from is kept, by boundaries."""
    relation, language = site.relation, site.config.language
    read = partial(source_bytes, order)
    charting = charting_of(order, site.config, language, site.sources, read)
    asking = [path for path, row in relation.rows.rows.items() if BOUNDARIES in row.asked]
    written = [it.frame for path in asking for it in relation.corpus.documents[path].maps]
    frames = [it for it in map(read_frame, written) if isinstance(it, Frame)]
    return charting.used(frames, site.presenters[0].gazetteer.countries)
