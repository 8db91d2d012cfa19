"""The command line: the only place that prints, exits or reads the clock."""

from sitegen.cli.commands import main

__all__ = ["main"]
