"""New files for editors: a whole site, or one draft."""

import json
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sitegen.config import Config
from sitegen.errors import Problem, SiteError, did_you_mean
from sitegen.urls import slugify

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

AUTHOR = """\
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

GITIGNORE = "/public/\n/public-drafts/\n/.sitegen/\n"


class NewArticle(NamedTuple):
    """What an editor says of a new article."""

    headline: str
    date: datetime
    section: str = ""
    authors: tuple[str, ...] = ()
    slug: str = ""
    status: str = "draft"


def write_site(folder: Path, now: datetime) -> None:
    """Make a new site in a folder that has no content yet. Raises `SiteError`."""
    if (folder / "content").exists():
        raise _refusal(folder / "content", "there is a site here already")
    first = NewArticle(
        "The first story", now.replace(microsecond=0), "world", ("world-desk",), status="published"
    )
    name = folder.resolve().name
    for path, text in {
        "content/site.toml": SITE.format(title=json.dumps(name, ensure_ascii=False)),
        "content/authors/world-desk.md": AUTHOR,
        "content/pages/about.md": ABOUT,
        f"content/articles/{now:%Y}/the-first-story.md": _article(first),
        WORKFLOW: files("sitegen.scaffold").joinpath("publish.yml").read_text("utf-8"),
        ".gitignore": GITIGNORE,
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text(text, "utf-8")


def write_draft(root: Path, config: Config, draft: NewArticle) -> Path:
    """Write a draft, and return its path. Raises `SiteError` if it cannot be named."""
    sections = [it.id for it in config.sections]
    if draft.section and draft.section not in sections:
        hint = did_you_mean(draft.section, sections) or f"sections: {', '.join(sections)}"
        raise _refusal(Path("--section"), f"there is no section `{draft.section}`", hint)
    authors = [file.stem for file in sorted((root / "content/authors").glob("*.md"))]
    for author in draft.authors:
        if author not in authors:
            hint = did_you_mean(author, authors) or f"authors: {', '.join(authors)}"
            raise _refusal(Path("--author"), f"there is no author `{author}`", hint)
    name = slugify(draft.slug or draft.headline, config.slugs)
    if not name:
        message = "no letter or digit of the headline is left for an address"
        raise _refusal(Path("--slug"), message, "name the slug with `--slug`")
    date = draft.date.astimezone(config.zone).replace(microsecond=0)
    file = root / f"content/articles/{date:%Y}/{name}.md"
    if file.exists():
        raise _refusal(file, "there is an article of this name", "choose another `--slug`")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_article(draft._replace(date=date)), "utf-8")
    return file


def _article(draft: NewArticle) -> str:
    lines = [
        "---",
        # A JSON string is a YAML string, whatever is in it.
        f"headline: {json.dumps(draft.headline, ensure_ascii=False)}",
        "dek: One sentence that says why it matters.",
        f"date: {draft.date.isoformat()}",
    ]
    if draft.authors:
        lines.append(f"authors: [{', '.join(draft.authors)}]")
    if draft.section:
        lines.append(f"section: {draft.section}")
    lines += [f"status: {draft.status}", "---", "", "Begin here.", ""]
    return "\n".join(lines)


def _refusal(path: Path, message: str, hint: str = "") -> SiteError:
    return SiteError([Problem(str(path), 1, 1, message, hint)])
