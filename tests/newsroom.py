"""A small site on real files, built by the real command in this process or in another one."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from click.testing import CliRunner, Result

from sitegen.cli.commands import main

NOW = "2026-06-01T12:00:00+00:00"

SITE = """\
title = "The Test"
base_url = "https://test.example/"
timezone = "Europe/Berlin"
page_size = 3
search = { enabled = false }
fonts = { shipped = false }

[[sections]]
id = "asia"
name = "Asia"

[[sections]]
id = "europe"
name = "Europe"
"""

DESK = "---\nname: News desk\n---\nThe desk.\n"


def article(headline: str = "A headline", body: str = "Some words.", **keys: object) -> str:
    """Return an article's text; keys are YAML values as they stand."""
    front = {
        "headline": headline,
        "dek": "What it says.",
        "date": "2026-03-01 09:00",
        "section": "asia",
        "authors": "[news-desk]",
        **keys,
    }
    lines = [f"{key}: {value}" for key, value in front.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", body, ""])


class Newsroom:
    """A site in a folder. Every call of `build` is one run of `sitegen build`."""

    def __init__(
        self, root: Path, files: Mapping[str, str | bytes], *, site_toml: str = SITE
    ) -> None:
        self.root = root
        self.output = root / "public"
        self.report: dict[str, Any] = {}
        self.write({"content/site.toml": site_toml, "content/authors/news-desk.md": DESK, **files})

    def write(self, files: Mapping[str, str | bytes]) -> Self:
        """Write files by path below the root."""
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def edit(self, path: str, old: str, new: str) -> Self:
        """Replace text in a file; the text must be there."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text, text
        file.write_text(text.replace(old, new), "utf-8")
        return self

    def remove(self, path: str) -> Self:
        """Delete a file."""
        (self.root / path).unlink()
        return self

    def copy(self, root: Path) -> Self:
        """Return a copy in another folder, with all that builds have made of this one."""
        shutil.copytree(self.root, root, symlinks=True)
        return self.at(root)

    def run(self, *arguments: str) -> Result:
        """Run a command of sitegen on this site, in this process."""
        return CliRunner().invoke(
            main, [arguments[0], "--root", str(self.root), *arguments[1:]], catch_exceptions=False
        )

    def build(self, *options: str, now: str = NOW) -> Self:
        """Build; the build must succeed. `report` holds what it says of itself."""
        result = self._build(now, "--format", "json", *options)
        assert result.exit_code == 0, result.output
        self.report = json.loads(result.stdout)
        return self

    def _build(self, now: str, *options: str) -> Result:
        """Build, whatever the machine's clock says: what is to come goes into a named folder."""
        named = {"--drafts", "--output"} & {*options}
        place = () if named else ("--output", str(self.output))
        return self.run("build", "--now", now, *place, *options)

    def fail(self, *options: str, now: str = NOW) -> str:
        """Build; the build must find errors. Return what it says, without the last line."""
        before = self.tree()
        result = self._build(now, *options)
        assert result.exit_code == 1, result.output
        assert self.tree() == before
        *lines, verdict = result.stderr.splitlines()
        assert verdict.endswith("nothing was written")
        return "\n".join(lines)

    @property
    def rewritten(self) -> set[str]:
        """The output paths that the last build wrote."""
        return set(self.report["written"])

    @property
    def removed(self) -> set[str]:
        """The output paths that the last build removed."""
        return set(self.report["removed"])

    def read(self, path: str) -> str:
        """Return the text of an output file."""
        return (self.output / path).read_text("utf-8")

    def tree(self, folder: Path | None = None) -> dict[str, bytes]:
        """Return every file of the output by path."""
        folder = folder or self.output
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }

    def clean_tree(self, *options: str, now: str = NOW) -> dict[str, bytes]:
        """Return what a clean build of the same sources gives, in another folder."""
        copy = self.root.with_name(f"{self.root.name}-clean")
        shutil.rmtree(copy, ignore_errors=True)
        ignored = shutil.ignore_patterns("public*", ".sitegen")
        shutil.copytree(self.root, copy, ignore=ignored, symlinks=True)
        folder = copy / "public-drafts" if "--drafts" in options else None
        return self.at(copy).build(*options, now=now).tree(folder)

    @classmethod
    def at(cls, root: Path) -> Self:
        """Return the site that lies in a folder, with all that builds have made of it."""
        other = object.__new__(cls)
        other.root, other.output, other.report = root, root / "public", {}
        return other


def sitegen(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run sitegen as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def names(paths: Iterable[str]) -> set[str]:
    """Return output paths without `index.html` and without the digests of hashed names.

    All files of a picture are one: "/pictures/quay"; so are all of the search index: "/search/".
    """
    plain = (re.sub(r"\.[0-9a-f]{10}(\.\w+)$", r"\1", path) for path in paths)
    plain = (re.sub(r"^((?:\w+/)?search/)[^/]+$", r"\1", path) for path in plain)
    whole = (re.sub(r"^(pictures/.*?)(-[a-z]+-\d+)?\.\w+$", r"\1", path) for path in plain)
    return {"/" + path.removesuffix("index.html") for path in whole}
