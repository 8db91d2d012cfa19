"""A new file for an editor to write into: an article, a page, an author, a thread or a country."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.content.kinds import ARTICLE, COUNTRY, KINDS, PAGE, SUFFIX, THREAD, DocumentKind
from sitegen.content.parse import ParseOptions, decode_document, parse
from sitegen.content.places import PICTURES
from sitegen.edition.locales import locales_of
from sitegen.errors import Problem, SiteError
from sitegen.field_types import UNDATED
from sitegen.languages import country_codes, country_name
from sitegen.model import DocumentName
from sitegen.pictures.probe import READABLE, probe
from sitegen.spelling import did_you_mean
from sitegen.strict.texts import in_quotes
from sitegen.timestamps import newsroom_time
from sitegen.urls import (
    LONGEST_STEM,
    article_address,
    excess,
    page_address,
    refused_name,
    slugify,
)

if TYPE_CHECKING:
    from sitegen.pictures.facts import Probe

LONGEST_SLUG = 80
"""Characters of a headline that are kept in an address."""


class Picture(Struct, frozen=True):
    """A lead picture to be copied beside a new article: its name, bytes, and what is said of it."""

    name: str
    data: bytes
    alt: str
    credit: str


class New(Struct, frozen=True, kw_only=True):
    """What an editor says of a new file. `headline` is a title, or an author's name."""

    headline: str
    now: datetime
    kind: DocumentName = ARTICLE.name
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    lang: str = ""
    slug: str = ""
    picture: Picture | None = None


class Started(NamedTuple):
    """A new file: its path, the name by which links call it, and its address, if it has one.

    A story without a date lies at the end of all time, in previews alone.
    """

    path: Path
    name: str
    address: str


def write_new(root: Path, config: Config, new: New) -> Started:
    """Write a file that is valid. Raises `SiteError` if there can be none."""
    kind = KINDS[new.kind]
    sections = [it.id for it in config.sections]
    authors = [it.stem for it in sorted((root / KINDS["author"].folder).glob(f"*{SUFFIX}"))]
    if kind.is_story:
        new = _placed(new, config, sections)
        for author in new.authors:
            if author not in authors:
                raise _unknown("author", author, authors)
    else:
        _refuse_keys(new, kind)
    text = "\n".join(["---", *_lines(new, kind, config, authors), "---", ""])
    name = _name(new, config)
    _refuse_invalid(text, kind, config)
    year = f"{newsroom_time(new.now, config.zone).year:04}"
    folder = root / kind.path_of(f"{year}/{name}" if kind.is_story else name)
    file = folder.with_suffix("") / f"index{SUFFIX}" if new.picture else folder
    if taken := next((it for it in (folder, folder.with_suffix("")) if it.exists()), None):
        raise SiteError.about(
            str(taken), f"there is {kind.called} of this name", "choose another `--slug`"
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    if new.picture:
        (file.parent / new.picture.name).write_bytes(new.picture.data)
    file.write_text(text, "utf-8")
    return Started(file, name, _address(new, kind, name, config))


def _address(new: New, kind: DocumentKind, slug: str, config: Config) -> str:
    [locale] = locales_of(config)
    if kind.is_story:
        pattern, section = config.permalink, new.section
        return locale.at(article_address(pattern, slug=slug, section=section, day=UNDATED))
    return locale.at(page_address(slug, slug, config.slugs)) if kind is PAGE else ""


def picture_at(file: Path, most_megapixels: int) -> "tuple[str, bytes, Probe]":
    """Return the name that a picture gets here, its bytes, and what these say.

    Raises `SiteError` if no browser would show it.
    """
    data = file.read_bytes()
    found = probe(data, file.name, most_megapixels)
    suffix = file.suffix.lower()
    if found.problem or suffix not in PICTURES:
        message = found.problem or "is of a kind that browsers do not show"
        raise SiteError.about(str(file), f"the picture {message}", found.hint or READABLE)
    return f"{slugify(file.stem, 'ascii') or 'picture'}{suffix}", data, found


def _placed(new: New, config: Config, sections: Sequence[str]) -> New:
    if new.section and new.section not in sections:
        raise _unknown("section", new.section, sections)
    if "{section}" in config.permalink and not new.section:
        if not sections:
            message = f"addresses need a section ({config.permalink}), and there is none"
            hint = "add `[[sections]]` with an `id` and a `name` to content/site.toml"
            raise SiteError.about("--section", message, hint)
        return replace(new, section=sections[0])
    return new


def _refuse_keys(new: New, kind: DocumentKind) -> None:
    """Raise `SiteError` if something was said that files of a kind do not say."""
    said = {
        "--section": new.section,
        "--author": new.authors,
        "--tag": new.tags,
        "--country": new.countries,
        "--picture": new.picture,
        "--lang": new.lang if kind is not PAGE else "",
    }
    if wrong := next((option for option, value in said.items() if value), None):
        hint = "leave it out, or write an article"
        raise SiteError.about(wrong, f"{kind.called} has no such thing", hint)


def _name(new: New, config: Config) -> str:
    """Return the name of a new file, without its ending. Raises `SiteError` if there is none."""
    if new.kind == COUNTRY.name:
        return _code(new.headline)
    slug = slugify(new.slug or new.headline, config.slugs, new.lang or config.language)
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
    raise SiteError.about("--slug", message, "name the slug with `--slug`")


def _short(slug: str) -> str:
    """Return a slug cut at a hyphen if it is very long."""
    slug = slug.encode()[:LONGEST_STEM].decode(errors="ignore")
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]


_OPTIONS = {"lang": "--lang", "countries": "--country", "tags": "--tag", "  alt": "--alt"}
"""What was asked for a line of a new file; all else is said by the headline."""


def _refuse_invalid(text: str, kind: DocumentKind, config: Config) -> None:
    """Raise `SiteError` if a new file would stop the next build: for what was typed.

    A headline may hold what no value may: a character that is not seen.
    """
    options = ParseOptions(config.timezone, config.language, trust_html=False)
    try:
        raw = text.encode()
    except UnicodeEncodeError as error:
        hint = "set the terminal to UTF-8, or type it into a file"
        raise SiteError.about("HEADLINE", "the headline is not UTF-8", hint) from error
    found = decode_document(parse(raw, kind.name, options).document).problems
    lines = text.split("\n")

    def option(line: int) -> str:
        return _OPTIONS.get(lines[line - 1].partition(":")[0], "HEADLINE")

    if errors := [it for it in found if it.severity == "error"]:
        raise SiteError(Problem(option(it.line), 0, 0, it.message, it.hint) for it in errors)


def _lines(new: New, kind: DocumentKind, config: Config, authors: Sequence[str]) -> Iterator[str]:
    """Yield a front matter. What is left to say stands there as comments, with what is known."""
    headline, sections = in_quotes(new.headline), [it.id for it in config.sections]
    if kind is PAGE:
        yield f"title: {headline}"
        yield "# dek: One sentence that says what is here."
        if new.lang:
            yield f"lang: {new.lang}"
        return
    if kind is THREAD:
        yield f"title: {headline}"
        yield "# dek: One sentence that says what it is about."
        yield "# summary: Where things stand, in a few sentences."
        yield f"# as_of: {newsroom_time(new.now, config.zone).date().isoformat()}"
        yield "status: open"
        return
    if kind is COUNTRY:
        yield "# dek: One sentence that says what it is known for."
        yield "facts: []"
        yield "people: []"
        return
    if not kind.is_story:
        yield f"name: {headline}"
        yield "# role: What they do"
        return
    yield f"headline: {headline}"
    yield "# dek: One sentence that says why it matters."
    yield (
        f"authors: [{', '.join(new.authors)}]"
        if new.authors
        else f"# authors: [{', '.join(authors)}]"
    )
    yield f"section: {new.section}" if new.section else f"# section: {', '.join(sections)}"
    yield f"countries: [{', '.join(new.countries)}]" if new.countries else "# countries: [NO, SE]"
    if new.tags:
        yield f"tags: [{', '.join(map(in_quotes, new.tags))}]"
    if new.lang:
        yield f"lang: {new.lang}"
    if new.picture:
        yield "image:"
        yield f"  src: {new.picture.name}"
        yield f"  alt: {in_quotes(new.picture.alt)}"
        if new.picture.credit:
            yield f"  credit: {in_quotes(new.picture.credit)}"
    yield "status: draft"


def _unknown(what: str, name: str, known: Sequence[str]) -> SiteError:
    hint = did_you_mean(name, known) or f"{what}s: {', '.join(known)}"
    return SiteError.about(f"--{what}", f"there is no {what} `{name}`", hint)


def _code(written: str) -> str:
    """Return the code of a country that is written as that, or by its name in English."""
    names = {country_name(code, "en").casefold(): code for code in sorted(country_codes())}
    code = names.get(written.casefold(), written.upper())
    if code in country_codes():
        return code
    hint = did_you_mean(written.casefold(), names) or "write its code of ISO 3166-1, such as UA"
    raise SiteError.about(written, "no country is called so", hint)
