"""What is known of the sitegen that runs, as an installer has written it down.

The version is made from Git's tags while a distribution is built, and stands in no source: so the
sources of two versions that differ in nothing make the same pages, under the same keys.
"""

from functools import cache

DISTRIBUTION = "sitegen-press"
"""What we are called where packages are installed from: `sitegen` was taken there."""

UNKNOWN = "0+unknown"
"""The version of sources that nothing has installed."""


@cache
def version() -> str:
    """Return the version that is installed, as PEP 440 writes it; UNKNOWN if none is.

    It takes a hundredth of a second: ask only to tell it.
    """
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return UNKNOWN
