"""One story of an archive: written as a file of the site, and proved."""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.kinds import ARTICLE, PAGE
from sitegen.content.parse import ParseOptions
from sitegen.importing import newsite, report, tree
from sitegen.importing.anchored import Anchors, Waiting
from sitegen.importing.captions import credit_of
from sitegen.importing.countries import Countries
from sitegen.importing.document import Front, Lead, document, without_hidden
from sitegen.importing.found import Left, Story, Text
from sitegen.importing.htmltree import read_html
from sitegen.importing.mapping import ImportMapping
from sitegen.importing.markdown import markdown_of
from sitegen.importing.places import Places
from sitegen.importing.placing import Placed, placed
from sitegen.importing.proof import differences, heard, same_words, text_of, words_in, words_of
from sitegen.importing.seen import seen
from sitegen.importing.settle import Place
from sitegen.importing.shapes import Meant, changes, name_of, shape_of

HEADLINE = 60
"""Characters of a text that stand in for a headline that is missing."""


class Desk(Struct, frozen=True):
    """What each story is written with; `countries` if those are asked for that stories name."""

    places: Places
    anchors: Anchors
    options: ParseOptions
    mapping: ImportMapping
    language: str
    counted: Counter[str]
    countries: Countries | None = None


def bring(story: Story, text: Text, place: Place, desk: Desk) -> tuple[report.Moved, list[Left]]:
    """Write one story, and prove it."""
    lead = _lead(story, desk.places)
    kind = PAGE if story.kind == "page" else ARTICLE
    it = placed(story, text.blocks, desk.places)
    if it.asks_for_headings:
        without = document(Front(), markdown_of(it.blocks))
        headings = seen(without, kind.name, desk.options).anchors
        it = placed(story, text.blocks, desk.places, headings)
    on_top = _on_top(lead, it) if lead and story.kind == "page" else ()
    it = _with_pictures(it, on_top)
    remarks = [*text.remarks, *it.remarks]
    body = markdown_of(it.blocks)
    front = _front(story, text, place, desk, remarks)
    if story.kind == "article":
        countries = desk.countries.of(story, text.source) if desk.countries else ()
        front = replace(front, image=lead, countries=countries)
    raw = document(front, body)
    shown = seen(raw, kind.name, desk.options)
    if shown.is_empty and not front.status and story.kind == "article" and not body.strip():
        remarks.append(Left(story.place, f"“{story.headline}”", "it has no text: it is a draft"))
        front = replace(front, status="draft")
        raw = document(front, body)
        shown = seen(raw, kind.name, desk.options)
    desk.anchors.take(Waiting(place.path, story.place, raw, it.anchored), shown.anchors)
    before, after = text_of(heard(text.source)), text_of(heard(shown.html))
    source = words_of(before)
    found = differences(
        source,
        source if same_words(before, after) else words_of(after),
        [words_of(words) for words, _ in (*text.dropped, *it.dropped)],
        [words_in(words) for words, _ in (*text.added, *it.added)],
    )
    was, now = shape_of(text.source), shape_of(shown.html)
    gone = (address for address, _ in it.missing)
    meant = Meant(
        {name_of(address) for address in (*text.pictures, *gone, *(on.src for on in on_top))},
        {" ".join(words_of(alt)) for _, alt in it.missing},
        {" ".join(words_of(words)) for words in it.unlinked},
    )
    found += changes(was, now, meant)
    desk.counted.update({name: counter.total() for name, counter in was.items()})
    one = report.Moved(
        place=story.place,
        headline=story.headline,
        address=story.address,
        file=place.path,
        status=front.status or story.status if story.status == "published" else story.status,
        words=len(source),
        differences=tuple(found),
        errors=tuple(f"line {p.line}: {p.message}" for p in shown.errors),
        countries=front.countries,
    )
    return one, remarks


def _on_top(lead: Lead, it: Placed) -> tuple[tree.Picture, ...]:
    """Return the picture of a page for the top of its text, unless it stands in it already.

    A page has none at its head, where the old system showed it to readers.
    """
    if any(
        isinstance(shown, tree.Picture) and shown.src == lead.src
        for shown in tree.blocks_in(it.blocks)
    ):
        return ()
    caption = (tree.Words(lead.caption),) if lead.caption else ()
    told = {"src": lead.src, "alt": lead.alt, "credit": lead.credit, "license": lead.license}
    return (tree.Picture(caption=caption, **told),)


def _with_pictures(it: Placed, pictures: tuple[tree.Picture, ...]) -> Placed:
    """Return a text with pictures on top, whose words are meant to be there."""
    words = (text for on in pictures for text in (tree.words_of(on.caption), on.credit) if text)
    told = tuple((text, "the picture of a page") for text in words)
    return replace(it, blocks=(*pictures, *it.blocks), added=(*it.added, *told))


def _front(story: Story, text: Text, place: Place, desk: Desk, remarks: list[Left]) -> Front:
    headline = without_hidden(story.headline)
    if not any(map(str.isalnum, headline)):
        headline = _first_words(text) or place.slug or story.key
        remarks.append(Left(story.place, f"“{headline}”", "it had no headline: this is its text"))
    lang = newsite.language_of(story.language, desk.language)
    if story.kind == "page":
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
        expires=story.expires,
        authors=place.authors,
        section=place.section,
        tags=tuple(map(without_hidden, place.tags)),
        lang=lang,
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
        if isinstance(it, tree.Paragraph | tree.Heading) and (words := tree.words_of(it.inside)):
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
        tree.words_of(it.inside) for it in read_html(file.caption) if isinstance(it, tree.Paragraph)
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
