"""Export files of WordPress as `Found`: everything but the texts first, then these, one by one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from sitegen.importing.document import without_hidden
from sitegen.importing.found import File, Found, Left, Person, Site, Status, Story, Term, Text
from sitegen.importing.mapping import Fate
from sitegen.importing.wordpress.content import Contents, Post, Repeated
from sitegen.importing.wordpress.credits import of_fields
from sitegen.importing.wordpress.moments import is_of_two, moment_of
from sitegen.importing.wordpress.xml import Export, Record

_NUMBER = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d+)")
_KINDS = {"post": "article", "page": "page"}
_STATUS: dict[str, Status] = {
    "publish": "published",
    "future": "scheduled",
    "draft": "draft",
    "pending": "draft",
    "private": "private",
}
_NOT_OURS = {
    "nav_menu_item": "menus",
    "custom_css": "styles",
    "customize_changeset": "settings of the design",
    "wp_global_styles": "styles",
    "wp_template": "templates",
    "wp_template_part": "templates",
    "wp_navigation": "menus",
    "wp_font_family": "typefaces",
    "wp_font_face": "typefaces",
    "revision": "earlier versions",
    "oembed_cache": "caches",
}
_TAXONOMIES = {"category": "category", "post_tag": "tag", "tag": "tag"}
_TAGS = re.compile(r"<[^>]*>")


class Wordpress(Struct):
    """What is known of an archive when all but the texts is read."""

    site: dict[str, str] = {}
    people: dict[str, Person] = {}
    terms: dict[tuple[str, str], Term] = {}
    files: dict[str, File] = {}
    of_story: dict[str, list[str]] = {}
    stories: dict[str, Story] = {}
    shared: dict[str, str] = {}
    left: list[Left] = []
    offsets: dict[tuple[int, bool, int], datetime] = {}
    comments: int = 0
    numbers: dict[str, str] = {}


def read(paths: Sequence[Path], fates: Mapping[str, Fate]) -> tuple[Found, Contents]:
    """Return what export files hold together, and what reads their texts.

    Raises `SiteError` for a file that cannot be read to its end.
    """
    known = Wordpress()
    exports = [Export(it) for it in paths]
    for export in exports:
        for record in export.records():
            _take(record, export.path, known)
        known.site = {**export.site, **known.site}
        for it in export.mends:
            place = f"{export.path}:{it.line}"
            known.left.append(Left(place, it.what, "mended while the file was read"))
    repeated = Repeated(
        known.files, {key: tuple(it) for key, it in known.of_story.items()}, known.shared
    )
    contents = Contents(repeated, fates)

    def texts() -> Iterator[Text]:
        seen: set[str] = set()
        for export in exports:
            for record in export.records():
                key = _key_of(record.values)
                if record.name == "item" and key in known.stories and key not in seen:
                    seen.add(key)
                    yield _text(record, known.stories[key], contents)

    found = Found(
        site=_site(known),
        people=tuple(known.people.values()),
        terms=tuple(known.terms.values()),
        files=tuple(known.files.values()),
        stories=tuple(known.stories.values()),
        left=tuple(known.left),
        texts=texts,
        comments=known.comments,
        numbers=known.numbers,
    )
    return found, contents


def _text(record: Record, story: Story, contents: Contents) -> Text:
    content = without_hidden(record.values.get("content:encoded", ""))
    notes = record.meta.get("footnotes", "")
    post = Post(story.key, story.place, [], [], [])
    blocks = contents.read(post, content, notes)
    return Text(
        key=story.key,
        blocks=blocks,
        source=contents.source(content, notes),
        added=tuple(post.added),
        pictures=tuple(post.pictures),
        remarks=tuple(post.remarks),
    )


def _site(known: Wordpress) -> Site:
    address = known.site.get("wp:base_blog_url") or known.site.get("link", "")
    return Site(
        title=plain(known.site.get("title", "")),
        description=plain(known.site.get("description", "")),
        language=known.site.get("language", ""),
        address=address.strip().rstrip("/"),
        offsets=tuple((moment, seconds) for (_, _, seconds), moment in known.offsets.items()),
    )


def _take(record: Record, path: Path, known: Wordpress) -> None:
    if record.name == "item":
        _take_item(record, f"{path}:{record.line}", known)
    elif record.name == "wp:author":
        login = record.values.get("wp:author_login", "").strip()
        names = (record.values.get(f"wp:author_{it}_name", "") for it in ("first", "last"))
        name = plain(record.values.get("wp:author_display_name", "")) or plain(" ".join(names))
        known.people.setdefault(login, Person(key=login, name=name or login))
        known.numbers[f"author={record.values.get('wp:author_id', '').strip()}"] = (
            f"/author/{login}/"
        )
    else:
        _take_term(record, known)


def _take_term(record: Record, known: Wordpress) -> None:
    it = record.values
    taxonomy, key, parent, name = {
        "wp:category": ("category", "wp:category_nicename", "wp:category_parent", "wp:cat_name"),
        "wp:tag": ("post_tag", "wp:tag_slug", "", "wp:tag_name"),
        "wp:term": (
            it.get("wp:term_taxonomy", "").strip(),
            "wp:term_slug",
            "wp:term_parent",
            "wp:term_name",
        ),
    }[record.name]
    _add_term(known, taxonomy, it.get(key, ""), it.get(name, ""), it.get(parent, ""))
    if taxonomy == "category":
        number = it.get("wp:term_id", "").strip()
        known.numbers[f"cat={number}"] = f"/category/{unquote(it.get(key, '').strip())}/"


def _add_term(known: Wordpress, taxonomy: str, key: str, name: str, parent: str = "") -> None:
    taxonomy = _TAXONOMIES.get(taxonomy, taxonomy)
    key = unquote(key.strip()) or plain(name)
    term = Term(taxonomy=taxonomy, key=key, name=plain(name) or key, parent=unquote(parent.strip()))
    known.terms.setdefault((taxonomy, key), term)


def _key_of(values: Mapping[str, str]) -> str:
    """Return the number of what an item holds; who writes exports by hand may leave it out."""
    named = [values.get(it, "").strip() for it in ("guid", "link")]
    number = next(filter(None, map(_NUMBER.search, named)), None)
    return values.get("wp:post_id", "").strip() or (number[1] if number else named[0] or named[1])


def _take_item(record: Record, place: str, known: Wordpress) -> None:
    it = record.values
    kind = it.get("wp:post_type", "post").strip()
    key = _key_of(it)
    known.comments += record.comments
    headline = plain(it.get("title", ""))
    if kind == "attachment":
        _take_file(record, key, known)
    elif kind == "wp_block":
        known.shared[key] = it.get("content:encoded", "")
    elif kind == "guest-author":
        _take_guest(record, known)
    elif kind not in _KINDS:
        why = _NOT_OURS.get(kind, "a kind of content that a newspaper has no place for")
        known.left.append(Left(place, f"{kind} “{headline}”", why))
    elif (status := it.get("wp:status", "publish").strip()) not in _STATUS:
        known.left.append(Left(place, f"{kind} “{headline}”", f"its status is {status}"))
    elif key in known.stories:
        known.left.append(Left(place, f"{kind} “{headline}”", "another file has it, too"))
    else:
        known.stories[key] = _story(record, key, place, known)


def _story(record: Record, key: str, place: str, known: Wordpress) -> Story:
    it = record.values
    status = _STATUS[it.get("wp:status", "publish").strip()]
    if it.get("wp:post_password", "").strip():
        status = "protected"
    terms: list[tuple[str, str]] = []
    authors: list[str] = []
    for domain, nicename, name in record.terms:
        if domain == "author":
            authors.append(_guest_key(known, nicename, name))
            continue
        taxonomy = _TAXONOMIES.get(domain, domain)
        _add_term(known, domain, nicename, name)
        terms.append((taxonomy, unquote(nicename.strip()) or plain(name)))
    creator = it.get("dc:creator", "").strip()
    if creator:
        known.people.setdefault(creator, Person(key=creator, name=creator))
    return Story(
        key=key,
        kind="article" if it.get("wp:post_type", "post").strip() == "post" else "page",
        place=place,
        headline=plain(it.get("title", "")),
        status=status,
        slug=unquote(it.get("wp:post_name", "").strip()),
        address=it.get("link", "").strip(),
        date=_date(it, known),
        updated=moment_of(it.get("wp:post_modified", ""), it.get("wp:post_modified_gmt", "")),
        authors=tuple(dict.fromkeys(authors or ([creator] if creator else []))),
        terms=tuple(dict.fromkeys(terms)),
        dek=plain(it.get("excerpt:encoded", "")),
        picture=record.meta.get("_thumbnail_id", "").strip(),
        parent=it.get("wp:post_parent", "0").strip().strip("0") and it["wp:post_parent"].strip(),
        comments=record.comments,
        section=record.meta.get("_yoast_wpseo_primary_category", "").strip(),
    )


def _guest_key(known: Wordpress, nicename: str, name: str) -> str:
    """Return the key of who signs by Co-Authors Plus: that of a user, if it is one."""
    key = unquote(nicename.strip()).removeprefix("cap-")
    for login in known.people:
        if login.lower().replace(" ", "-") == key.lower():
            return login
    known.people.setdefault(key, Person(key=key, name=plain(name) or key))
    return key


def _take_guest(record: Record, known: Wordpress) -> None:
    login = record.meta.get("cap-user_login") or record.values.get("wp:post_name", "")
    key = unquote(login.strip()).removeprefix("cap-")
    name = plain(record.meta.get("cap-display_name", "") or record.values.get("title", ""))
    biography = plain(record.meta.get("cap-description", ""))
    url = record.meta.get("cap-website", "").strip()
    known.people[key] = Person(key=key, name=name or key, biography=biography, url=url)


def _take_file(record: Record, key: str, known: Wordpress) -> None:
    it = record.values
    address = it.get("wp:attachment_url", "").strip() or it.get("guid", "").strip()
    credit, licence = of_fields(record.meta)
    known.files[key] = File(
        key=key,
        address=address,
        path=record.meta.get("_wp_attached_file", "").strip() or below_uploads(address),
        title=plain(it.get("title", "")),
        alt=plain(record.meta.get("_wp_attachment_image_alt", "")),
        caption=it.get("excerpt:encoded", "").strip(),
        credit=credit,
        license=licence,
    )
    parent = it.get("wp:post_parent", "").strip()
    if parent:
        known.of_story.setdefault(parent, []).append(key)


def below_uploads(address: str) -> str:
    """Return where a file lies below the folder of uploads, from its address."""
    path = unquote(urlsplit(address).path)
    for mark in ("/wp-content/uploads/", "/files/", "/uploads/"):
        if mark in path:
            return path.partition(mark)[2]
    return path.rpartition("/")[2] if "/" not in path.strip("/") else path.strip("/")


def plain(html: str) -> str:
    """Return the words of a short text that may hold tags and entities."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    return " ".join(unescape(_TAGS.sub("", html)).split())


def _date(it: Mapping[str, str], known: Wordpress) -> datetime | None:
    """Return when a post came out, at the offset that the newsroom's clock had then."""
    local, gmt = it.get("wp:post_date", ""), it.get("wp:post_date_gmt", "")
    moment = moment_of(local, gmt)
    if moment is not None and is_of_two(local, gmt):
        utc = moment.astimezone(UTC)
        offset = int((moment.utcoffset() or timedelta()).total_seconds())
        known.offsets.setdefault((utc.year, utc.month in range(4, 10), offset), utc)
    return moment
