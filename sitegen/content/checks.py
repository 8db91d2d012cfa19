"""What can be wrong with one document though every key has the right type.

Yields problems without a path. Only keys that were read are checked.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, tzinfo
from typing import Any, NamedTuple

from sitegen.content.continuing import of_live, of_milestone, of_others, of_thread
from sitegen.content.disclosed import machines, put_right_before, versions
from sitegen.content.markdown.seen import is_anything_seen
from sitegen.content.markdown.targets import LINKS, WEB, web_address
from sitegen.content.outline import outline_problems
from sitegen.errors import Problem
from sitegen.field_values import ExternalStory, LabelledLink
from sitegen.languages import code_of_country, code_of_language, country_codes, locale_of
from sitegen.model import (
    ArticleFields,
    Body,
    Document,
    DocumentFields,
    PageFields,
    ThreadFields,
)
from sitegen.timestamps import newsroom_time
from sitegen.urls import slugify

LONGEST_HEADLINE = 110
"""Characters: what search engines show of a headline."""

LONGEST_POINT = 200
"""Characters of a key point."""

FAR, NEVER = 2100, 9999
"""Who dates a story in between has misspelt the year; of the last year there is, it is meant.
Nothing here knows the present time."""

SAY = "say what the picture shows to those who cannot see it"


class Era(NamedTuple):
    """The years of a newspaper, by the newsroom's calendar, and since when it is strict."""

    first_year: int
    zone: tzinfo
    strict_since: date = date.min

    def forgives(self, fields: DocumentFields | None) -> bool:
        """Say whether a document is from before the newsroom was strict, or has no date."""
        if self.strict_since == date.min:
            return False
        if not isinstance(fields, ArticleFields):
            return True
        return newsroom_time(fields.date, self.zone).date() < self.strict_since


def lenient(problems: Iterable[Problem], *, forgives: bool) -> Iterator[Problem]:
    """Yield problems that archives are full of: of old stories they are forgiven."""
    return (it.of("forgiven") for it in problems) if forgives else iter(problems)


def check(document: Document, body: Body, known: Collection[str], era: Era) -> Iterator[Problem]:
    """Yield the problems of a document and its body, whose keys `known` have been read."""
    yield from _licences(document)
    fields = document.fields
    for key, look in _BY_KEY.items():
        if value := getattr(fields, key, None):
            yield from look(document, value)
    if isinstance(fields, ThreadFields):
        yield from of_thread(document, fields)
    if isinstance(fields, ArticleFields):
        yield from _story(document, fields, known, era)
        yield from lenient(_habits(document, fields), forgives=era.forgives(fields))
        yield from _empty(document, fields, body)
        yield from _years(document, fields, known, era)
    elif not isinstance(fields, PageFields):
        yield from of_others(document)


def _licences(document: Document) -> Iterator[Problem]:
    for picture in document.pictures:
        if problem := web_address(picture.license, WEB):
            yield Problem("", picture.line, picture.column, *problem)


def _story(
    document: Document, fields: ArticleFields, known: Collection[str], era: Era
) -> Iterator[Problem]:
    yield from _times(document, fields, known)
    yield from _repeated(document, fields)
    yield from of_milestone(document, fields, era.zone)
    yield from of_live(document, fields)
    yield from _key_points(document, fields)
    yield from _urls(document, fields)
    if "section_headings" in known:
        yield from outline_problems(document, fields)


def _habits(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    """Yield what a strict newsroom asks of each story, and others never did."""
    yield from _alt_texts(document, fields)
    if len(fields.headline) > LONGEST_HEADLINE:
        yield document.problem(
            "",
            "headline",
            f"the headline has {len(fields.headline)} characters",
            f"search engines show the first {LONGEST_HEADLINE}",
            warning=True,
        )
    if not fields.dek and fields.status == "published":
        yield document.problem(
            "",
            "headline",
            "the article has no `dek`",
            "add one sentence that says why it matters: `dek: …`",
            warning=True,
        )


def _empty(document: Document, fields: ArticleFields, body: Body) -> Iterator[Problem]:
    """Say if an article that is not a draft shows nothing below its headline.

    Where something else is wrong, it may be what would be seen.
    """
    is_right = not document.problems.errors
    if fields.status == "published" and is_right and not is_anything_seen(body):
        hint = "write it below the second `---`, or keep the story back: `status: draft`"
        yield document.problem("", "headline", "the article has no text and no picture in it", hint)


def _language(document: Document, tag: str) -> Iterator[Problem]:
    if tag and locale_of(tag) is None:
        joined = tag.replace("_", "-")
        code = joined if locale_of(joined) else code_of_language(tag)
        hint = f"write `{code}`" if code else "write a tag such as `en`, `pt-BR` or `ar`"
        yield document.problem("", "lang", f"there is no language `{tag}`", hint)


def _slug(document: Document, slug: str) -> Iterator[Problem]:
    last = slug.strip("/").rpartition("/")[2]
    proper = slugify(_ENDING.sub("", last), "unicode")
    if slug and slug != proper:
        hint = f"write `{proper}`" if proper else "letters, digits and hyphens"
        yield document.problem("", "slug", f"`{slug}` cannot stand in an address", hint)


_ENDING = re.compile(r"\.(?:md|html?|php)$")
"""Of a file, which somebody takes for a part of the slug."""


def _guid(document: Document, guid: str) -> Iterator[Problem]:
    """Refuse what feed readers would not keep as it is: line breaks, tabs, odd blanks."""
    if not guid.isprintable():
        hint = f"write `{' '.join(guid.split())}`"
        yield document.problem("", "guid", "a guid is one line with plain blanks", hint)


def _countries(document: Document, countries: Collection[str]) -> Iterator[Problem]:
    codes = country_codes()
    for number, code in enumerate(countries):
        if code not in codes:
            upper = {"UK": "GB", "EL": "GR"}.get(code.upper(), code.upper())
            two_letters = "write the two letters of ISO 3166-1: `NO` is Norway"
            named = code_of_country(code)
            hint = f"write `{upper}`" if upper in codes else two_letters
            hint = f"write `{named}`" if named else hint
            key = f"countries.{number}"
            yield document.problem("", key, f"`{code}` is no code of a country", hint)


def _links(document: Document, links: Collection[LabelledLink]) -> Iterator[Problem]:
    for number, link in enumerate(links):
        yield from _url(document, f"links.{number}.url", link.url, LINKS)


_BY_KEY: dict[str, Callable[[Document, Any], Iterator[Problem]]] = {
    "lang": _language,
    "slug": _slug,
    "guid": _guid,
    "countries": _countries,
    "links": _links,
    "ai": machines,
    "corrections": versions,
}
"""What looks at the value of a key, in whatever kind of document it stands."""


def _times(document: Document, fields: ArticleFields, known: Collection[str]) -> Iterator[Problem]:
    if "date" not in known:
        return
    if fields.updated and fields.updated < fields.date:
        yield document.problem("", "updated", "`updated` is before `date`")
    release = max(fields.date, fields.embargo) if fields.embargo else fields.date
    if fields.expires and fields.expires <= release and fields.expires.year < NEVER:
        yield document.problem("", "expires", "the article expires before it is published")
    yield from put_right_before(document, fields.corrections, fields.date)


def _years(
    document: Document, fields: ArticleFields, known: Collection[str], era: Era
) -> Iterator[Problem]:
    """Yield a warning for each year that looks like a slip."""
    for key in ("date", "embargo"):
        moment = getattr(fields, key) if key in known else None
        if moment is None or era.first_year < moment.year < FAR - 1:  # by any calendar
            continue
        year = newsroom_time(moment, era.zone).year
        if year < era.first_year:
            message = f"the story is dated before the year {era.first_year}"
            hint = "if it is that old, say so in content/site.toml: `policy.first_year`"
            yield document.problem("", key, message, hint, warning=True)
        elif FAR <= year < NEVER:
            message = f"the story is held back until the year {year}"
            hint = f"`{NEVER}-12-31` holds it back for ever"
            yield document.problem("", key, message, hint, warning=True)


def _repeated(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    lists = {key: getattr(fields, key) for key in ("authors", "countries", "tags")}
    for key, values in (*lists.items(), ("thread", fields.threads)):
        seen: set[str] = set()
        for number, value in enumerate(values):
            if value in seen:
                yield document.problem("", f"{key}.{number}", f"`{value}` is named twice")
            seen.add(value)


def _key_points(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    """Yield what a list of key points says twice, or says too long."""
    if not fields.key_points:
        return
    said = {plain(fields.headline): "the headline", plain(fields.dek): "the dek"}
    for number, point in enumerate(fields.key_points):
        key, words = f"key_points.{number}", plain(point)
        if words in said:
            hint = "say something that stands nowhere above, or leave it out"
            yield document.problem("", key, f"the key point repeats {said[words]}", hint)
        elif len(point) > LONGEST_POINT:
            message = f"the key point has {len(point)} characters"
            hint = f"one sentence of {LONGEST_POINT} at most is read at a glance"
            yield document.problem("", key, message, hint, warning=True)
        said[words] = "another one"


def _urls(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    if fields.image:
        yield from _url(document, "image.license", fields.image.license, WEB)
    for number, entry in enumerate(fields.related):
        if isinstance(entry, ExternalStory):
            yield from _url(document, f"related.{number}.url", entry.url, WEB)
    for number, source in enumerate(fields.sources):
        yield from _url(document, f"sources.{number}.url", source.url, WEB)


def _url(document: Document, key: str, url: str, schemes: Collection[str]) -> Iterator[Problem]:
    if problem := web_address(url, schemes):
        yield document.problem("", key, *problem)


def _alt_texts(document: Document, fields: ArticleFields) -> Iterator[Problem]:
    if fields.image:
        said = {plain(fields.headline): "headline", plain(fields.image.caption): "caption"}
        alt = plain(fields.image.alt)
        if alt and alt in said:
            yield document.problem(
                "",
                "image.alt",
                f"the alt text repeats the {said[alt]}",
                SAY,
            )
    for picture in document.pictures:
        if plain(picture.alt) and plain(picture.alt) == plain(picture.caption):
            yield Problem(
                "",
                picture.line,
                picture.column,
                "the alt text repeats the caption",
                SAY,
            )


_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Return the words of a text alone, so that marks and capitals make no difference."""
    return " ".join(_WORD.findall(text.casefold()))
