"""How the interpreter was built: optimised by profiles, it runs the same code a tenth faster."""

import sys
from pathlib import Path
from sysconfig import get_config_var

FLAGS = {
    "PGO": ("--enable-optimizations", "-fprofile-use", "-fprofile-instr-use"),
    "LTO": ("--with-lto", "-flto"),
}
"""What shows in the options of configure and compiler that a build was optimised."""

ASKED = ("CONFIG_ARGS", "PY_CFLAGS", "PY_CORE_CFLAGS", "PY_LDFLAGS")


def optimised() -> tuple[str, ...]:
    """Return which of `FLAGS` this interpreter was built with; Debian builds with both."""
    told = " ".join(str(get_config_var(it) or "") for it in ASKED)
    if debian():
        return tuple(FLAGS)
    return tuple(it for it, flags in FLAGS.items() if any(flag in told for flag in flags))


def debian() -> bool:
    """Say whether this is the interpreter of Debian or Ubuntu, whose options do not tell."""
    return sys.base_prefix == "/usr" and Path("/etc/debian_version").exists()


def built() -> str:
    """Say how the interpreter was built: "built with PGO and LTO"."""
    found = optimised()
    how = f"with {' and '.join(found)}" if found else "without PGO and LTO"
    return f"built {how}{', as Debian does' if debian() else ''}"
