"""An import, in order: read, settle, write, prove, report."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.kinds import ARTICLE, AUTHOR, PAGE
from sitegen.content.parse import ParseOptions
from sitegen.content.places import CONFIG
from sitegen.errors import Problem, SiteError
from sitegen.importing import mapping as maps
from sitegen.importing import newsite, report
from sitegen.importing.anchored import Anchors, Waiting
from sitegen.importing.captions import credit_of
from sitegen.importing.categories import named_sections, sections_of
from sitegen.importing.document import Front, Lead, document, scalar, without_hidden
from sitegen.importing.found import Found, Left, Person, Story, Text
from sitegen.importing.htmltree import read_html
from sitegen.importing.kinds import media_of, read
from sitegen.importing.markdown import markdown_of
from sitegen.importing.media import Media, is_picture
from sitegen.importing.places import Places
from sitegen.importing.placing import placed
from sitegen.importing.proof import differences, heard, words_in, words_of
from sitegen.importing.seen import seen
from sitegen.importing.settle import Place, Settled, settle
from sitegen.importing.shapes import Meant, changes, name_of, shape_of
from sitegen.importing.tree import Heading, Paragraph
from sitegen.importing.tree import words_of as words_of_line
from sitegen.importing.written import Written
from sitegen.pipeline.memory.documents import parse_options
from sitegen.statcache import digest_of

FETCHED = "import-media"
"""The folder of the new site that has what was fetched; it may go once the move is done."""

HEADLINE = 60
"""Characters of a text that stand in for a headline that is missing."""


class Order(Struct, frozen=True, kw_only=True):
    """What was asked for: files and folders to be read, and the site that they move into."""

    sources: tuple[Path, ...]
    root: Path
    kind: str = ""
    media: Path | None = None


def move(order: Order, heard: Callable[[str], object] = lambda _: None) -> report.Report:
    """Bring stories over, and return what became of them. Raises `SiteError`."""
    root = order.root
    mapping = maps.read_mapping(_bytes(root / maps.NAME))
    before = report.read(_bytes(root / report.NAME))
    heard("reading")
    found, unknown = read(order.sources, order.kind, mapping)
    found = replace(found, stories=tuple(map(_held, found.stories)))
    if not found.stories:
        names = ", ".join(map(str, order.sources))
        raise SiteError([Problem(names, 0, 0, "there is no story in it", "name another source")])
    root.mkdir(parents=True, exist_ok=True)
    written = Written(root, before.files)
    config = newsite.site_at(root)
    own = newsite.site_toml(found, named_sections(found, mapping))
    if config is None or _is_ours(root, before):
        config = newsite.make_site(written, own)
    settled = settle(found, mapping, config)
    places = Places(found, settled, _media(order))
    options = parse_options(config)
    desk = _Desk(places, Anchors(written), options, mapping, config.language, Counter())
    stories = {it.key: it for it in found.stories}
    moved: list[report.Moved] = []
    said: list[Left] = [*found.left, *settled.left]
    for text in found.texts():
        story = stories[text.key]
        one, remarks = _one(story, text, settled.places[story.key], desk)
        moved.append(one)
        said += remarks
        if len(moved) % 500 == 0:
            heard(f"{len(moved):,} of {len(stories):,} stories")
    said += desk.anchors.end()
    _authors(found, settled, written)
    for path, there in sorted(places.wanted.items()):
        written.copy(path, places.media.file(there))
    table = _found_names(found, mapping, settled, unknown())
    toml = maps.with_found((_bytes(root / maps.NAME) or b"").decode(), table)
    maps_file = root / maps.NAME
    if (_bytes(maps_file) or b"") != toml.encode():
        maps_file.write_text(toml, "utf-8")
    result = report.Report(
        stories=tuple(moved),
        said=report.said(said),
        files=written.digests,
        kept=tuple(written.kept),
        missing=dict(sorted(places.missing.items())),
        unused=tuple(
            it.address
            for it in found.files
            if is_picture(it.path) and not {it.key, it.path} & places.used
        ),
        shortcodes=dict(unknown()),
        comments=found.comments,
        counted=dict(desk.counted),
    )
    data = report.as_json(result)
    if _bytes(root / report.NAME) != data:
        (root / report.NAME).write_bytes(data)
    return replace(
        result, written=len(written.new), changed=len(written.changed), same=written.same
    )


def _media(order: Order) -> Media:
    """Return the files of the old site: those that were copied, and those that were fetched."""
    copied = order.media or media_of(order.sources, order.kind)
    return Media(copied, order.root / FETCHED)


def _held(story: Story) -> Story:
    """Return a page that was not public as a story: no page can be held back here."""
    is_held = story.kind == "page" and story.status != "published"
    return replace(story, kind="article") if is_held else story


def _is_ours(root: Path, before: report.Report) -> bool:
    """Say whether site.toml is as the last import wrote it."""
    raw = _bytes(root / CONFIG)
    from_before = before.files.get(CONFIG)
    return bool(raw and from_before) and digest_of(raw or b"").hex() == from_before


class _Desk(Struct):
    """What each story is written with."""

    places: Places
    anchors: Anchors
    options: ParseOptions
    mapping: maps.Mapping_
    language: str
    counted: Counter[str]


def _one(story: Story, text: Text, place: Place, desk: _Desk) -> tuple[report.Moved, list[Left]]:
    """Write one story, and prove it."""
    it = placed(story, text.blocks, desk.places)
    remarks = [*text.remarks, *it.remarks]
    body = markdown_of(it.blocks)
    front = _front(story, text, place, desk, remarks)
    kind = PAGE if story.kind == "page" else ARTICLE
    raw = document(front, body)
    shown = seen(raw, kind.name, desk.options)
    if shown.is_empty and not front.status and story.kind == "article" and not body.strip():
        remarks.append(Left(story.place, f"“{story.headline}”", "it has no text: it is a draft"))
        front = replace(front, status="draft")
        raw = document(front, body)
        shown = seen(raw, kind.name, desk.options)
    desk.anchors.take(Waiting(place.path, story.place, raw, it.anchored), shown.anchors)
    source = words_in(heard(text.source))
    found = differences(
        source,
        words_in(heard(shown.html)),
        [words_of(words) for words, _ in (*text.dropped, *it.dropped)],
        [words_in(words) for words, _ in (*text.added, *it.added)],
    )
    was, now = shape_of(text.source), shape_of(shown.html)
    meant = Meant(
        {name_of(address) for address in (*text.pictures, *it.missing)},
        {" ".join(words_of(words)) for words in it.missing.values()},
        {" ".join(words_of(words)) for words in it.unlinked},
    )
    found += changes(was, now, meant)
    desk.counted.update({name: counter.total() for name, counter in was.items()})
    one = report.Moved(
        place=story.place,
        headline=story.headline,
        address=story.address,
        file=place.path,
        status=story.status,
        words=len(source),
        differences=tuple(map(report.loss, found)),
        errors=tuple(f"line {p.line}: {p.message}" for p in shown.errors),
    )
    return one, remarks


def _front(story: Story, text: Text, place: Place, desk: _Desk, remarks: list[Left]) -> Front:
    headline = without_hidden(story.headline)
    if not any(map(str.isalnum, headline)):
        headline = _first_words(text) or place.slug or story.key
        remarks.append(Left(story.place, f"“{headline}”", "it had no headline: this is its text"))
    lang = newsite.language_of(story.language, desk.language)
    if story.kind == "page":
        if story.picture:
            why = "a page has no picture at its head: put it into the text"
            remarks.append(Left(story.place, f"the picture of “{headline}”", why))
        return Front(
            title=headline,
            dek=without_hidden(story.dek),
            lang=lang,
            slug=place.slug,
            aliases=place.aliases,
        )
    date = place.date
    if date is None:
        remarks.append(Left(story.place, f"“{headline}”", "it has no date"))
    return Front(
        headline=headline,
        dek=without_hidden(story.dek),
        date=date or newsite.NO_DATE,
        updated=story.updated if desk.mapping.updated and _is_later(story) else None,
        authors=place.authors,
        section=place.section,
        tags=tuple(map(without_hidden, place.tags)),
        lang=lang,
        image=_lead(story, desk.places),
        status="" if story.status == "published" else "draft",
        aliases=place.aliases,
        slug=place.slug,
    )


def _is_later(story: Story) -> bool:
    if not story.updated or not story.date:
        return False
    return (story.updated.tzinfo is None) == (
        story.date.tzinfo is None
    ) and story.updated > story.date


def _first_words(text: Text) -> str:
    """Return the beginning of a text, for a story that has no headline."""
    for it in text.blocks:
        if isinstance(it, Paragraph | Heading) and (words := words_of_line(it.inside)):
            return words if len(words) <= HEADLINE else words[:HEADLINE].rpartition(" ")[0] + " …"
    return ""


def _lead(story: Story, places: Places) -> Lead | None:
    """Return the picture at the head of a story, if it is there."""
    if not story.picture:
        return None
    file = places.file_of("", story.picture)
    if file is None:
        return None
    src = places.picture(file.address, file.key)
    if not src:
        return None
    caption = " ".join(
        words_of_line(it.inside) for it in read_html(file.caption) if isinstance(it, Paragraph)
    )
    credit = file.credit
    if not credit and caption and (told := credit_of(caption)):
        credit, caption = told.credit, told.caption
    return Lead(
        src=src,
        alt=without_hidden(file.alt),
        caption=without_hidden(caption),
        credit=without_hidden(credit),
        license=file.license,
    )


def _authors(found: Found, settled: Settled, written: Written) -> None:
    """Write a file for each author who signs something."""
    signing = {key for it in found.stories for key in it.authors}
    people: dict[str, Person] = {}
    for it in found.people:
        if it.key in signing:
            people.setdefault(settled.authors[it.key], it)
    for id_, it in sorted(people.items()):
        lines = ["---", f"name: {scalar(without_hidden(it.name))}"]
        if id_.endswith("-desk"):
            lines.append("desk: true")
        if it.url.startswith(("http://", "https://")):
            lines += ["links:", f"  - label: {scalar(it.url)}", f"    url: {scalar(it.url)}"]
        biography = without_hidden(it.biography)
        text = "\n".join([*lines, "---", "", *([biography, ""] if biography else [])])
        written.write(AUTHOR.path_of(id_), text.encode())


def _found_names(
    found: Found, mapping: maps.Mapping_, settled: Settled, unknown: dict[str, int]
) -> dict[str, dict[str, str]]:
    """Return the tables of import.toml."""
    taxonomies = dict.fromkeys(sorted({it.taxonomy for it in found.terms}), "tags")
    defaults = {"category": "section", "post_format": "nothing"}
    signing = {key for it in found.stories for key in it.authors}
    return {
        "sections": dict(sorted(sections_of(found, mapping).items())),
        "authors": {key: id_ for key, id_ in sorted(settled.authors.items()) if key in signing},
        "taxonomies": {it: defaults.get(it, fate) for it, fate in taxonomies.items()},
        "shortcodes": dict.fromkeys(sorted(unknown), "text"),
    }


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
