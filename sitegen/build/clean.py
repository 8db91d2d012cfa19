"""Remove what builds have made, and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from sitegen.build.build import examine, stop_at_errors
from sitegen.build.derivatives import PictureStore, used_keys
from sitegen.build.locks import locked
from sitegen.build.order import DRAFTS, PUBLIC, STATE, Order, Reporter
from sitegen.build.output import OutputFolder


def remove_built(root: Path) -> Iterator[Path]:
    """Remove the files that manifests list, and the state; yield the folders that were there."""
    for profile in (PUBLIC, DRAFTS):
        folder = root / profile.output
        if (folder / profile.mark).is_file():
            output = OutputFolder(folder, profile.mark, root)
            with output.claimed(on_wait=lambda: None):
                output.delete(sorted(output.manifest()))
                output.delete([profile.mark])
            with suppress(OSError):  # it holds what is not ours, and stays
                folder.rmdir()
            yield folder
    state = root / STATE
    if state.is_dir():
        with locked(state, on_wait=lambda: None):
            shutil.rmtree(state)
        yield state


def remove_unused(order: Order, reporter: Reporter) -> tuple[int, int]:
    """Remove derived pictures that neither profile shows; return how many files and bytes.

    Raises `SiteError` if the site has errors: what a broken article shows is not known.
    """
    used: dict[bytes, set[bytes]] = {}
    for profile in (PUBLIC, DRAFTS):
        site = examine(replace(order, profile=profile), reporter)
        stop_at_errors(site.problems, strict=False)
        for picture, keys in used_keys(site).items():
            used.setdefault(picture, set()).update(keys)
    with locked(order.root / STATE, on_wait=lambda: None):
        return PictureStore.of(order).prune(used)
