"""sitegen: a static site generator for newsrooms."""

import zoneinfo
from importlib.util import find_spec
from pathlib import Path


def _pinned_zones() -> tuple[str, ...]:
    """Return the folder of the pinned tzdata; without one, zoneinfo looks for that by itself.

    It does so by importlib.resources, which takes a twentieth of a build with nothing to do.
    """
    spec = find_spec("tzdata")
    if spec is None or spec.origin is None:
        return ()
    return (str(Path(spec.origin).absolute().with_name("zoneinfo")),)


# Clocks change by the pinned tzdata, on every machine alike, and not by what a system has.
zoneinfo.reset_tzpath(_pinned_zones())
