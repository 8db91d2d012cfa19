"""A process that others are forked from (`tests/warm.py`): it has loaded all, and built once.

By then it knows what sitegen learns once in a process: stylesheets, templates, days of the year.
"""

import importlib
import tempfile
from pathlib import Path

from tests.newsroom import Newsroom, article

LOADED = (
    "pytest",  # the main module of who asks: each process looks for it
    "sitegen.cli.serving",
    "sitegen.pipeline.pool",
    "sitegen.preview.listening",
    "sitegen.preview.server",
    "sitegen.typefaces.cutting",
    "tests.warm",
    # what libraries load by name, or when they are first asked
    "anyio._backends._asyncio",
    "encodings.idna",
    "uvicorn.lifespan.off",
    "uvicorn.protocols.http.h11_impl",
)

for name in LOADED:
    importlib.import_module(name)
with tempfile.TemporaryDirectory() as folder:
    Newsroom(Path(folder) / "site", {"content/articles/a.md": article()}).build()
