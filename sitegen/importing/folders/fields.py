"""What the front matters of other generators call things, and what is meant by them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.importing.folders.front import Parts, is_false, is_true, moment, words
from sitegen.importing.found import Status

PICTURES = (
    *("image", "cover", "featured_image", "featuredimage", "feature_image", "coverimage"),
    *("heroimage", "hero", "ogimage", "banner", "header", "images", "img", "teaser", "thumbnail"),
    "previewimage",
)
DEKS = ("dek", "description", "excerpt", "summary", "subtitle", "abstract", "lead", "standfirst")
_DRAFTS = frozenset({"draft", "pending", "skip", "unpublished"})
_PRIVATE = frozenset({"private", "hidden", "unlisted"})
_SOURCES = ("src", "image", "path", "url", "feature", "teaser", "overlay_image")
DATES = ("date", "pubdate", "publishdate", "published_at", "created", "datepublished")
ENDS = ("expirydate", "unpublishdate")
CHANGED = ("lastmod", "updated", "last_modified_at", "modified", "updateddate")


class Pictured(NamedTuple):
    """A picture as a front matter names it."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


def pictured(keys: Mapping[str, object], name: str) -> Pictured | None:
    """Return the picture that a key names, in whatever form."""
    value = keys.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict):
        told = (words(keys.get(f"image_{it}")) for it in ("alt", "caption", "credit"))
        return Pictured(words(value), *told) if words(value) else None
    lowered = {str(key).lower(): it for key, it in value.items()}
    src = next((words(lowered[it]) for it in _SOURCES if isinstance(lowered.get(it), str)), "")
    alt = words(lowered.get("alt") or lowered.get("image_description"))
    return Pictured(src, alt, words(lowered.get("caption")), words(lowered.get("credit")))


def first_moment(keys: Mapping[str, object], wanted: Sequence[str]) -> datetime | None:
    """Return the moment of the first of some keys that has one."""
    return next(filter(None, (moment(keys.get(it)) for it in wanted)), None)


_MARKED = re.compile(r"(`|\*\*)(?=\S)([^`*]+)(?<=\S)\1")


def said(value: object) -> str:
    """Return a value as readers see it: many themes turn Markdown in titles into HTML."""
    return _MARKED.sub(r"\2", words(value))


_HEADING = re.compile(r"\s*#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")


def headline_of(keys: Mapping[str, object]) -> str:
    """Return the headline that a front matter has; Eleventy's navigation names pages, too."""
    navigation = keys.get("eleventynavigation")
    named = navigation.get("title") or navigation.get("key") if isinstance(navigation, dict) else ""
    return said(keys.get("title")) or said(keys.get("headline")) or said(named)


def headed(parts: Parts) -> Parts:
    """Return a text without a headline of its own with that of the heading it begins with."""
    found = None if headline_of(parts.keys) else _HEADING.match(parts.body)
    if not found or any(it in found[1] for it in "{<[`"):
        return parts
    return replace(parts, keys={**parts.keys, "title": found[1]}, body=parts.body[found.end() :])


def titled(slug: str) -> str:
    """Return a headline for a text that has none: the words of its name."""
    return slug.replace("-", " ").replace("_", " ").strip().capitalize()


def status_of(path: str, keys: Mapping[str, object]) -> Status:
    """Return what a text was: public, a draft, or private: readers found it in no list."""
    if (
        is_true(keys.get("draft"))
        or is_false(keys.get("published"))
        or "_drafts" in path.split("/")
    ):
        return "draft"
    told = {words(keys.get(it)).lower() for it in ("status", "visibility")}
    if told & _DRAFTS:
        return "draft"
    return "private" if told & _PRIVATE or _is_unrendered(keys) else "published"


def _is_unrendered(keys: Mapping[str, object]) -> bool:
    """Say whether Hugo or Zola reads a text for others alone, and makes no page of it."""
    build = keys.get("build") or keys.get("_build")
    how = build.get("render") if isinstance(build, dict) else None
    has_page = not (is_false(how) or words(how) == "never" or is_false(keys.get("render")))
    return is_true(keys.get("headless")) or not has_page


class Standing(NamedTuple):
    """Whether a text was public, since when and until when."""

    status: Status
    date: datetime | None
    expires: datetime | None


def standing(path: str, keys: Mapping[str, object], date: datetime | None) -> Standing:
    """Return how a text stood: Hugo's has a day to wait for beside its date, and one to end on."""
    waited, expires = moment(keys.get("publishdate")), first_moment(keys, ENDS)
    if date and waited and _plain(waited) > _plain(date):
        date = waited
    never = expires and date and _plain(expires) <= _plain(date)
    if never or (date is None and "_posts" in path.split("/")):  # it never came out
        return Standing("draft", date, None)
    return Standing(status_of(path, keys), date, expires)


def _plain(value: datetime) -> datetime:
    return value.replace(tzinfo=None)
