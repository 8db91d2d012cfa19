"""Where Hugo and Jekyll publish a file: by its own front matter, by their settings, by habit."""

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from sitegen.importing.folders.front import words
from sitegen.urls import nfc

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_SLICE = re.compile(r":sections\[(last|\d*)(:?)(last|\d*)\]")
_HUGO_DROPS = re.compile(r"[^\w\s./#+~-]")
_JEKYLL_DROPS = re.compile(r"[^\w]+")


class Facts(Struct, frozen=True, kw_only=True):
    """What an address is made of: the path below the content folder, without the ending."""

    path: str
    slug: str
    title: str
    date: datetime | None
    categories: tuple[str, ...]
    collection: str = "posts"

    @property
    def section(self) -> str:
        """The folder below that of the content, as Hugo counts; empty if there is none."""
        return self.path.partition("/")[0] if "/" in self.path else ""


def hugo_slug(text: str) -> str:
    """Return a text as Hugo puts it into an address: it keeps letters of all scripts."""
    dropped = _HUGO_DROPS.sub("", nfc(text).lower())
    return re.sub(r"[\s-]+", "-", dropped).strip("-")


def jekyll_slug(text: str) -> str:
    """Return a text as Jekyll puts it into an address."""
    return _JEKYLL_DROPS.sub("-", nfc(text).lower()).strip("-")


def hugo_address(facts: Facts, permalinks: Mapping[str, object], *, ugly: bool) -> str:
    """Return the path of a page of Hugo; `ugly` if it is a file of its own name."""
    section = facts.section
    told = permalinks.get("page") if isinstance(permalinks.get("page"), dict) else permalinks
    pattern = words(told.get(section)) if isinstance(told, dict) else ""
    name = facts.slug or posixpath.basename(facts.path)
    if not pattern:
        folder = posixpath.dirname(facts.path)
        path = "/".join(hugo_slug(it) for it in (*filter(None, folder.split("/")), name))
        return f"/{path}.html" if ugly else f"/{path}/"
    sections = posixpath.dirname(facts.path).split("/")
    pattern = _SLICE.sub(lambda it: "/".join(_part(sections, it[1], it[2], it[3])), pattern)
    values = {
        **_dates(facts.date),
        "section": section,
        "sections": "/".join(sections),
        "title": hugo_slug(facts.title),
        "slug": hugo_slug(facts.slug or facts.title),
        "slugorfilename": hugo_slug(name),
        "slugorcontentbasename": hugo_slug(name),
        "filename": hugo_slug(posixpath.basename(facts.path)),
        "contentbasename": hugo_slug(posixpath.basename(facts.path)),
    }
    path = _filled(pattern, values)
    return f"{path[:-1]}.html" if ugly and path.endswith("/") else path


def _part(names: list[str], first: str, colon: str, last: str) -> list[str]:
    """Return the names that Hugo's `[1]`, `[1:]` or `[:last]` means."""
    start = len(names) - 1 if first == "last" else int(first or 0)
    if not colon:
        return names[start : start + 1]
    return names[start : len(names) - 1 if last == "last" else int(last) if last else None]


def jekyll_address(facts: Facts, permalink: str) -> str:
    """Return the path of a post of Jekyll."""
    pattern = _STYLES.get(permalink, permalink) or _STYLES["date"]
    values = {
        **_dates(facts.date),
        "categories": "/".join(dict.fromkeys(it.lower() for it in facts.categories)),
        "slugified_categories": "/".join(dict.fromkeys(map(jekyll_slug, facts.categories))),
        "title": facts.slug or posixpath.basename(facts.path),
        "slug": jekyll_slug(facts.slug or posixpath.basename(facts.path)),
        "output_ext": ".html",
        "collection": facts.collection,
        "path": facts.path,
        "name": posixpath.basename(facts.path),
    }
    return _filled(pattern, values)


def eleventy_address(permalink: str, facts: Facts) -> str:
    """Return the path that a permalink of Eleventy stands for; empty if it takes code to know."""
    stem = re.sub(r"(^|/)\d{4}-\d{2}-\d{2}-", r"\1", facts.path)
    values = {
        "page.fileslug": posixpath.basename(stem),
        "page.filepathstem": f"/{stem}",
        "slug": facts.slug,
        "title": facts.title,
    }

    def filled(it: re.Match[str]) -> str:
        name, *filters = (part.strip() for part in (it[1] or it[2]).split("|"))
        if name == "page.date" and facts.date and len(filters) == 1:
            form = re.fullmatch(r"date:?\s*\(?[\"']([^\"']+)[\"']\)?", filters[0])
            return dated(facts.date, form[1]) if form else it[0]
        value = values.get(name.removeprefix("data.").lower(), "")
        is_slug = all(part in {"slug", "slugify", "url", "trim"} for part in filters)
        return (hugo_slug(value) if filters else value) if value and is_slug else it[0]

    path = re.sub(r"\{\{-?\s*(.*?)\s*-?\}\}|\$\{\s*(.*?)\s*\}", filled, permalink)
    if "{" in path:
        return ""
    return re.sub(r"/{2,}", "/", f"/{path.removesuffix('index.html')}")


def astro_address(facts: Facts, language: str) -> str:
    """Return the path of a text of Astro that names its own: within its collection."""
    collection = facts.path.partition("/")[0] if "/" in facts.path else ""
    return "/".join(["", *filter(None, (language.lower(), collection, facts.slug.strip("/"))), ""])


def dated(date: datetime | None, form: str) -> str:
    """Return a day as the C library writes it (`%Y/%m`), which generators have patterns for."""
    return date.strftime(form) if date else ""


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    path = re.sub(r":([a-z_]+)", lambda it: values.get(it[1], ""), f"/{pattern}")
    path = re.sub(r"/{2,}", "/", path)
    return path if path.endswith("/") or "." in posixpath.basename(path) else f"{path}/"


def _dates(date: datetime | None) -> dict[str, str]:
    if date is None:
        return {}
    return {
        "year": f"{date.year:04}",
        "short_year": f"{date.year % 100:02}",
        "month": f"{date.month:02}",
        "i_month": str(date.month),
        "monthname": date.strftime("%B").lower(),
        "day": f"{date.day:02}",
        "i_day": str(date.day),
        "y_day": f"{date.timetuple().tm_yday:03}",
        "yearday": str(date.timetuple().tm_yday),
        "week": f"{date.isocalendar().week:02}",
        "short_day": date.strftime("%a"),
        "hour": f"{date.hour:02}",
        "minute": f"{date.minute:02}",
        "second": f"{date.second:02}",
    }
