"""Remove what builds have made, and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.build.order import DRAFTS, PUBLIC, STATE
from sitegen.build.output import OutputFolder, locked


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
