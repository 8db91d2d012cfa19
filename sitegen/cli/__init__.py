"""The command line: the only place that prints, exits or reads the clock."""

from sitegen.cli.process import main

__all__ = ["main"]
