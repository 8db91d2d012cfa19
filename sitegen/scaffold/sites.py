"""A new site: whole, and ready for its first push."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.config import read_config
from sitegen.content.kinds import ARTICLE, KINDS
from sitegen.content.places import CONFIG
from sitegen.content.schema import front_matter_schema
from sitegen.errors import ConfigError, Problem, SiteError
from sitegen.scaffold.wheel import Wheel, packed, pinned
from sitegen.strict.texts import in_quotes
from sitegen.timestamps import newsroom_time, rfc3339
from sitegen.urls import slugify

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from sitegen.config import Config

PLACES = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "vscode": ".vscode",
    "workflows/github.yml": ".github/workflows/publish.yml",
    "workflows/gitlab.yml": ".gitlab-ci.yml",
    "workflows/forgejo.yml": ".forgejo/workflows/publish.yml",
}
"""Where files lie in a site, if not where they lie here: no tool shall mistake ours for its own."""

OPTIONS = {
    "title": "--title",
    "base_url": "--base-url",
    "language": "--language",
    "timezone": "--timezone",
    "id": "--section",
    "name": "--section",
}
"""What was asked for a line of site.toml."""

WHEELS = "wheels/"
FIRST_LANGUAGE = "en"
"""What the first stories are written in."""


class NewSite(Struct, frozen=True, kw_only=True):
    """What is said of a new newspaper. `sections` are names as readers read them."""

    title: str
    base_url: str = "https://example.org/"
    language: str = "en"
    timezone: str = "UTC"
    sections: tuple[str, ...] = ("World",)
    with_stories: bool = True


class Written(Struct, frozen=True):
    """A new site: the paths of its new files, and whether sitegen's own wheel is among them."""

    paths: tuple[str, ...]
    has_wheel: bool


def write_site(folder: Path, new: NewSite, now: datetime) -> Written:
    """Make a new site in a folder that has no content yet; files that are there stay.

    Raises `SiteError`, and writes nothing then, if what was said cannot be.
    """
    if (folder / "content").exists():
        message = "there is a site here already"
        hint = "name another folder, or go on with this one"
        raise SiteError.about(folder / "content", message, hint)
    toml = _toml(new)
    config = _checked(toml)
    written = []
    for path, data in (
        (CONFIG, toml.encode()),
        *_content(new, config, now),
        *surroundings(new.title),
    ):
        file = folder / path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            written.append(path)
    return Written(tuple(sorted(written)), any(it.startswith(WHEELS) for it in written))


def refuse(new: NewSite) -> None:
    """Raise `SiteError` if what was said of a new site cannot be."""
    _checked(_toml(new))


def _toml(new: NewSite) -> str:
    lines = [
        "# The newspaper: every key there is, is explained by `sitegen help site.toml`.",
        "",
        f"title = {in_quotes(new.title)}",
        f"base_url = {in_quotes(new.base_url)}",
        '# description = "One sentence for search engines and feed readers"',
        f"language = {in_quotes(new.language)}",
        f"timezone = {in_quotes(new.timezone)}",
    ]
    for name in new.sections:
        id_ = slugify(name, "ascii", new.language)
        lines += ["", "[[sections]]", f"id = {in_quotes(id_)}", f"name = {in_quotes(name)}"]
    return "\n".join([*lines, ""])


def _checked(toml: str) -> "Config":
    """Return what site.toml says. Raises `SiteError` that names the options it was made of."""
    lines = toml.split("\n")

    def option(line: int) -> str:
        return OPTIONS.get(lines[line - 1].partition(" =")[0], CONFIG)

    try:
        return read_config(toml.encode(errors="surrogateescape"), CONFIG)
    except ConfigError as error:
        raise SiteError(
            Problem(option(it.line), 0, 0, it.message, it.hint) for it in error.problems
        ) from error


def surroundings(title: str) -> Iterator[tuple[str, bytes]]:
    """Yield what makes a site of a folder with content, by path: what builds and publishes it."""
    wheel = packed()
    yield "requirements.txt", _requirements(wheel).encode()
    if wheel:
        yield f"{WHEELS}{wheel.name}", wheel.data
    for kind in KINDS.values():
        yield f".vscode/{kind.name}.schema.json", f"{front_matter_schema(kind)}\n".encode()
    for path, data in _ours(files("sitegen.scaffold") / "site", ""):
        if not path.startswith("content/"):
            yield path, data.replace(b"@TITLE_TEXT@", title.encode())


def _content(new: NewSite, config: "Config", now: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield the first texts of a site, by path."""
    words = {
        "@SECTION@": config.sections[0].id if config.sections else "",
        "@LANG@": FIRST_LANGUAGE,
        # The newest first, as they are listed: each a day older than the one before.
        **{f"@DATE_{n}@": rfc3339(now - timedelta(days=n - 1), config.zone) for n in (1, 2, 3)},
    }
    year = f"{newsroom_time(now, config.zone).year:04}"
    for path, data in _ours(files("sitegen.scaffold") / "site", ""):
        is_story = path.startswith(ARTICLE.folder)
        if not path.startswith("content/") or (is_story and not new.with_stories):
            continue
        place = path.replace(ARTICLE.folder, f"{ARTICLE.folder}{year}/", 1)
        yield place, data if path.endswith(".jpg") else _filled(data.decode(), words).encode()


def _ours(folder: "Traversable", below: str) -> Iterator[tuple[str, bytes]]:
    """Yield our files for sites, with the paths that they have there."""
    for entry in sorted(folder.iterdir(), key=lambda it: it.name):
        here = f"{below}{entry.name}"
        place = PLACES.get(here, here)
        if entry.is_dir():
            yield from _ours(entry, f"{place}/")
        else:
            yield place, entry.read_bytes()


def _filled(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(f"section: {mark}\n", "") if not word else text.replace(mark, word)
    return text


def _requirements(wheel: Wheel | None) -> str:
    """Return what pip installs: everything by its hash, sitegen itself from the site's folder."""
    lines = [it for it in pinned().splitlines() if not it.startswith("#")]
    own = [f"./{WHEELS}{wheel.name} \\", f"    --hash=sha256:{wheel.digest}"] if wheel else []
    return "\n".join(["# What builds this site, by hash: see README.md.", *lines, *own, ""])
