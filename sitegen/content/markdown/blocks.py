"""The blocks between `:::` lines: what each one takes, and its HTML.

A new block is one entry of `BLOCKS`. Of its HTML, feeds keep what its elements mean
(`syndication/text.py`). If other files decide what it shows, it leaves a slot, whose readers are in
`pages/slots.py`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from markdown_it.token import Token

from sitegen.content.markdown.bodywriter import Block, BodyWriter, Words
from sitegen.content.markdown.chartblock import KEYS as CHART_KEYS
from sitegen.content.markdown.chartblock import chart
from sitegen.content.markdown.mapblock import KEYS as MAP_KEYS
from sitegen.content.markdown.mapblock import MANY, map_
from sitegen.content.markdown.places import Place
from sitegen.content.markdown.targets import SECURE, Wrong, decoded, picture_path, web_address
from sitegen.content.markdown.updates import finish, headline_of, update
from sitegen.content.markdown.writer import in_one_line, plain_text
from sitegen.happenings import Dated
from sitegen.model import EMBED, FIGURE, PictureRef, Slot
from sitegen.spelling import did_you_mean
from sitegen.transparency import SOURCE_TYPES

KINDS_OF_PICTURES = ("", "photo", "graphic")
KIND_HINT = "write photo, or graphic for what is never cropped"


def _factbox(writer: BodyWriter, tokens: Sequence[Token], index: int, place: Place) -> str:
    if tokens[index].meta["argument"]:
        label = writer.new_label()
        writer.emit(f'<section class="factbox" role="note" aria-labelledby="{label}">\n')
        writer.emit(f'<p class="factbox-title" id="{label}">')
    else:
        writer.report(place, "a fact box needs a title", "write `::: factbox The title`")
        writer.emit('<section class="factbox" role="note">\n')
    return "</section>\n"


def _pullquote(writer: BodyWriter, tokens: Sequence[Token], index: int, _place: Place) -> str:
    writer.emit('<figure class="pullquote">\n<blockquote>\n')
    return "</figure>\n" if tokens[index].meta["argument"] else "</blockquote>\n</figure>\n"


# Timelines ------------------------------------------------------------------------------------

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?:\s*")


def _timeline(writer: BodyWriter, tokens: Sequence[Token], index: int, place: Place) -> str:
    token = tokens[index]
    if token.meta["argument"]:
        writer.report(place, "a timeline has no title", "write `::: timeline` alone")
    level = token.level + 1
    inside = []
    for number in range(index + 1, len(tokens)):
        inner = tokens[number]
        if inner.level == token.level:
            break
        inside.append(inner)
    outermost = [inner for inner in inside if inner.level == level]
    if [inner.type for inner in outermost] != ["bullet_list_open", "bullet_list_close"]:
        hint = "write `- 2023-09-09: what happened`"
        writer.report(place, "a timeline holds one list and nothing else", hint)
        return ""
    outermost[0].tag = outermost[1].tag = "ol"
    outermost[0].attrs = {"class": "timeline"}
    for item, paragraph, text in zip(inside, inside[1:], inside[2:], strict=False):
        if item.type == "list_item_open" and item.level == level + 1:
            dated = paragraph.type == "paragraph_open"
            _date_item(writer, item, text if dated else None)
    return ""


def _date_item(writer: BodyWriter, item: Token, text: Token | None) -> None:
    children = text.children if text and text.children else []
    words = children[0].content if children and children[0].type == "text" else ""
    line = item.map[0] if item.map else 0
    place = writer.places.within(line, words[:4]) if words else (writer.places.line(line), 1)
    try:
        parts = _read_date(words)
    except ValueError:
        day = words.partition(":")[0]
        writer.report(place, f"`{day}` is not in the calendar", "write year-month-day")
        return
    if parts is None:
        hint = "write `- 2023-09-09: what happened`, or 2023-09, or 2023"
        writer.report(place, "an item of a timeline begins with its date", hint)
        return
    day, rest = parts
    if not rest and len(children) == 1:
        writer.report(place, "nothing is said about this date", f"write `- {day}: …`")
    children[0].content = rest
    writer.dated.append(Dated(day, in_one_line(plain_text(children))))
    children.insert(0, Token("time", "", 0, content=day))


def _read_date(text: str) -> tuple[str, str] | None:
    """Split `2023-09-09: what happened` (or year and month, or year) into date and rest.

    None if no date stands there. Raises ValueError if it is not in the calendar.
    """
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    date(year, month, day)
    return match[0].rstrip().rstrip(":"), text[match.end() :]


# Blocks of keys -------------------------------------------------------------------------------


def _figure(writer: BodyWriter, tokens: Sequence[Token], index: int, _place: Place) -> str:
    token = tokens[index]
    (values, places, _), place = writer.read_keys(token, "photo.jpg")
    kind, dark = values.get("kind", ""), values.get("dark", "")
    if kind not in KINDS_OF_PICTURES:
        message = f"a picture is no `{kind}`"
        writer.report(places["kind"], message, did_you_mean(kind, KINDS_OF_PICTURES) or KIND_HINT)
    path = picture_path(token.meta["argument"]) if token.meta["argument"] else ""
    if isinstance(path, Wrong):
        writer.report(place, *path)
    elif path:
        keys = ("alt", "caption", "credit", "license")
        alt, caption, credit, licence = (values.get(key, "") for key in keys)
        made = _source_type(writer, values, places)
        other = None
        if dark and isinstance(path_ := picture_path(dark), Wrong):
            writer.report(places["dark"], *path_)
        elif dark:
            other = PictureRef(decoded(dark), "", "", "", "", *places["dark"])
        picture = PictureRef(path, alt, caption, credit, licence, *place, made, kind, other)
        writer.leave(Slot(FIGURE, pictures=(writer.add_picture(picture),)))
        writer.emit("\n")
    return ""


def _source_type(writer: BodyWriter, values: Mapping[str, str], places: Mapping[str, Place]) -> str:
    """Return how a picture was made, as its block says it; empty if that is not known."""
    written = values.get("source_type", "")
    if written and written not in SOURCE_TYPES:
        hint = did_you_mean(written, SOURCE_TYPES) or "take a term of IPTC’s, such as `composite`"
        writer.report(places["source_type"], f"there is no source type `{written}`", hint)
        return ""
    return written


def _embed(writer: BodyWriter, tokens: Sequence[Token], index: int, _place: Place) -> str:
    token = tokens[index]
    (values, places, _), place = writer.read_keys(token, "https://…", ("title",))
    url = token.meta["argument"]
    pictures: tuple[int, ...] = ()
    title = writer.texts.typeset(values.get("title", ""))
    if written := values.get("poster"):
        path = picture_path(written)
        if isinstance(path, Wrong):
            writer.report(places["poster"], *path)
        else:
            credit, licence = values.get("credit", ""), values.get("license", "")
            made = _source_type(writer, values, places)
            picture = PictureRef(path, title, "", credit, licence, *places["poster"], made)
            pictures = (writer.add_picture(picture),)
    if wrong := web_address(url, SECURE):
        writer.report(place, *wrong)
    elif url:
        writer.leave(Slot(EMBED, pictures=pictures, texts=(url, title)))
        writer.emit("\n")
    return ""


BLOCKS: Mapping[str, Block] = {
    "figure": Block(
        _figure, keys=("alt", "caption", "credit", "license", "source_type", "kind", "dark")
    ),
    "factbox": Block(_factbox, Words("before", "", "</p>\n")),
    "timeline": Block(_timeline),
    "update": Block(update, Words("before", "<h2>", "</h2>\n", headline_of), finish=finish),
    "chart": Block(chart, keys=CHART_KEYS),
    "embed": Block(_embed, keys=("title", "poster", "credit", "license", "source_type")),
    "map": Block(map_, keys=MAP_KEYS, many=MANY),
    "pullquote": Block(
        _pullquote,
        Words("behind", "</blockquote>\n<figcaption>", "</figcaption>\n"),
        is_quotation=True,
    ),
}
QUOTATIONS = frozenset(name for name, block in BLOCKS.items() if block.is_quotation)
