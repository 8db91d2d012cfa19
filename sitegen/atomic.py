"""Files that are whole at any moment, whoever reads or stops meanwhile."""

import os
from pathlib import Path
from secrets import token_hex


def write_atomically(file: Path, *parts: bytes) -> None:
    """Write a file beside its place, and move it in. Raises OSError, with nothing left behind.

    Its folder must exist. Of several that write at once the last one holds: each writes under a
    name of its own. Errors that name a file name this one.
    """
    unfinished = file.with_name(f".{token_hex(8)}")
    try:
        with unfinished.open("wb") as stream:
            stream.writelines(parts)
        unfinished.replace(file)
    except OSError as error:
        if error.filename is None:
            raise
        raise OSError(error.errno, error.strerror, os.fspath(file)) from error
    finally:
        unfinished.unlink(missing_ok=True)  # on a full disk it would take what room is left
