"""New files for editors: a whole site, or one draft."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sitegen.config import Config
from sitegen.content.kinds import ARTICLE, AUTHOR, PAGE, SUFFIX
from sitegen.content.parse import ParseOptions, decode_document, parse
from sitegen.errors import Problem, SiteError
from sitegen.spelling import did_you_mean
from sitegen.timestamps import rfc3339
from sitegen.urls import LONGEST_STEM, excess, refused_name, slugify

LONGEST_SLUG = 80
"""Characters of a headline that are kept in an address."""

WORKFLOW = ".github/workflows/publish.yml"

SITE = """\
title = {title}
base_url = "https://example.org/"
description = "What happens between countries, and why"
timezone = "UTC"

[[sections]]
id = "world"
name = "World"
"""

DESK = """\
---
name: World desk
role: Desk
---

The desk that signs what no other desk does.
"""

ABOUT = """\
---
title: About
dek: Who we are and how to reach us.
---

Say here who publishes this site, who pays for it, and how to reach the newsroom.
"""

FIRST_STORY = """\
---
headline: The first story
dek: What this file is, and how to write the next one.
date: {date}
section: world
countries: [NO]   # what it is about: two-letter codes
authors: [world-desk]
---

This file is `content/articles/`, a year, and the slug. Begin the next one with
`sitegen new "Its headline"`.
"""

GITIGNORE = "/public/\n/public-drafts/\n/.sitegen/\n"


class NewArticle(NamedTuple):
    """What an editor says of a new article."""

    headline: str
    date: datetime
    section: str = ""
    authors: tuple[str, ...] = ()
    slug: str = ""


def write_site(folder: Path, now: datetime) -> None:
    """Make a new site in a folder that has no content yet. Raises `SiteError`."""
    if (folder / "content").exists():
        raise _refusal(folder / "content", "there is a site here already")
    title = json.dumps(folder.resolve().name, ensure_ascii=False)
    date = rfc3339(now, UTC)
    for path, text in {
        "content/site.toml": SITE.format(title=title),
        AUTHOR.path_of("world-desk"): DESK,
        PAGE.path_of("about"): ABOUT,
        ARTICLE.path_of(f"{date[:4]}/the-first-story"): FIRST_STORY.format(date=date),
        WORKFLOW: files("sitegen.scaffold").joinpath("publish.yml").read_text("utf-8"),
        ".gitignore": GITIGNORE,
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text(text, "utf-8")


def write_draft(root: Path, config: Config, new: NewArticle) -> Path:
    """Write a draft, and return its path. Raises `SiteError` if it cannot be named."""
    sections = [it.id for it in config.sections]
    if new.section and new.section not in sections:
        raise _unknown("section", new.section, sections)
    if "{section}" in config.permalink and not new.section:
        if not sections:
            message = f"addresses need a section ({config.permalink}), and there is none"
            hint = "add `[[sections]]` with an `id` and a `name` to content/site.toml"
            raise _refusal(Path("--section"), message, hint)
        new = new._replace(section=sections[0])
    authors = [file.stem for file in sorted((root / AUTHOR.folder).glob(f"*{SUFFIX}"))]
    for author in new.authors:
        if author not in authors:
            raise _unknown("author", author, authors)
    name = _name(new, config)
    date = rfc3339(new.date, config.zone)
    draft = _draft(new, date, sections, authors)
    _refuse_invalid(draft, config)
    file = root / ARTICLE.path_of(f"{date[:4]}/{name}")
    if file.exists():
        raise _refusal(file, "there is an article of this name", "choose another `--slug`")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(draft, "utf-8")
    return file


def _name(new: NewArticle, config: Config) -> str:
    """Return the name of a new file, without its ending. Raises `SiteError` if there is none."""
    slug = slugify(new.slug or new.headline, config.slugs, config.language)
    name = slug if new.slug else _short(slug)
    if not name:
        message = "no letter or digit of the headline is left for an address"
    elif refused_name(name):
        message = f"Windows cannot hold a file called `{name}`"
    elif name == "index":
        message = "`index` is the name of a file in a folder of its own"
    elif too_much := excess(f"/{name}.md"):
        message = f"the slug is too long for a file: {too_much}"
    else:
        return name
    raise _refusal(Path("--slug"), message, "name the slug with `--slug`")


def _refuse_invalid(draft: str, config: Config) -> None:
    """Raise `SiteError` if a draft would stop the next build: for its headline, since all is ours.

    What an editor types as a headline may hold what no value may: a character that is not seen.
    """
    options = ParseOptions(config.timezone, config.language, trust_html=False)
    try:
        raw = draft.encode()
    except UnicodeEncodeError as error:
        hint = "set the terminal to UTF-8, or type it into a file"
        raise _refusal(Path("HEADLINE"), "the headline is not UTF-8", hint) from error
    found = decode_document(parse(raw, ARTICLE.name, options).document).problems
    if errors := [it for it in found if it.severity == "error"]:
        raise SiteError(Problem("HEADLINE", 0, 0, it.message, it.hint) for it in errors)


def _short(slug: str) -> str:
    """Return a slug cut at a hyphen if it is very long."""
    slug = slug.encode()[:LONGEST_STEM].decode(errors="ignore")
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]


def _draft(new: NewArticle, date: str, sections: Sequence[str], authors: Sequence[str]) -> str:
    """Return a draft. What is left to say stands there as comments, with what is known."""
    section = f"section: {new.section}" if new.section else f"# section: {', '.join(sections)}"
    names = ", ".join(new.authors or authors)
    lines = [
        "---",
        # A JSON string is a YAML string, whatever is in it.
        f"headline: {json.dumps(new.headline, ensure_ascii=False)}",
        "# dek: One sentence that says why it matters.",
        f"date: {date}",
        f"authors: [{names}]" if new.authors else f"# authors: [{names}]",
        section,
        "# countries: [NO, SE]",
        "status: draft",
        "---",
        "",
    ]
    return "\n".join(lines)


def _unknown(what: str, name: str, known: Sequence[str]) -> SiteError:
    hint = did_you_mean(name, known) or f"{what}s: {', '.join(known)}"
    return _refusal(Path(f"--{what}"), f"there is no {what} `{name}`", hint)


def _refusal(path: Path, message: str, hint: str = "") -> SiteError:
    return SiteError([Problem(str(path), 0, 0, message, hint)])
