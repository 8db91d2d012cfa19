"""What the process of a command and the command itself both know."""

from pathlib import Path

DEBUG = "SITEGEN_DEBUG"
"""The variable of the environment that has tracebacks shown, and keys judged."""

SIGNALLED = 128
"""What a shell adds to the number of the signal that ended a command."""


class Asked:
    """What is known of a command before it runs: for which site it was asked."""

    root: Path | None = None
