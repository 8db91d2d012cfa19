"""sitegen: a static site generator for newsrooms."""

import zoneinfo

__version__ = "0.1.0"

# Clocks change by the pinned tzdata, on every machine alike, and not by what a system has.
zoneinfo.reset_tzpath(())
