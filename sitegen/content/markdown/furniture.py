"""What stands between `:::` lines, as HTML and slots: figures, boxes, timelines, quotations."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from markdown_it.token import Token

from sitegen.content.markdown.blocks import BLOCKS, TEXTS, Keys, read_date, read_keys
from sitegen.content.markdown.htmlwriter import HtmlWriter
from sitegen.content.markdown.places import Place
from sitegen.content.markdown.targets import SECURE, Wrong, picture_path, web_address
from sitegen.content.markdown.writer import BlockRule, InlineRule
from sitegen.model import EmbedSlot, FigureSlot, NotePrefix, PictureRef
from sitegen.spelling import did_you_mean


class BodyWriter(HtmlWriter):
    """Writes one body with its blocks."""

    _boxes = 0

    def _block_open(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        name, argument = token.info, token.meta["argument"]
        first = token.map[0] if token.map else 0
        place = self.places.within(first, ":::")
        self.check_depth(token)
        self.separate(tokens, index)
        if name not in BLOCKS:
            hint = did_you_mean(name, BLOCKS) or f"known are {', '.join(BLOCKS)}"
            self.report(self.places.within(first, name), f"unknown block `{name}`", hint)
        elif not token.meta["closed"]:
            self.report(place, f"the `{name}` block does not end", "end it with a line `:::`")
        elif name == "factbox":
            self._factbox_open(token, place)
        elif name == "timeline":
            self._timeline_open(tokens, index, place)
        else:
            self.emit('<figure class="pullquote">\n<blockquote>\n')
            token.meta["end"] = "</figure>\n" if argument else "</blockquote>\n</figure>\n"

    def _block_close(self, tokens: Sequence[Token], index: int) -> None:
        self.emit(tokens[index].meta.get("end", ""))

    def _factbox_open(self, token: Token, place: Place) -> None:
        token.meta["end"] = "</aside>\n"
        if not token.meta["argument"]:
            self.report(place, "a fact box needs a title", "write `::: factbox The title`")
            self.emit('<aside class="factbox">\n')
            return
        self._boxes += 1
        self.emit('<aside class="factbox" aria-labelledby="box_')
        self.slot(NotePrefix())
        self.emit(f'-{self._boxes}">\n<p class="factbox-title" id="box_')
        self.slot(NotePrefix())
        self.emit(f'-{self._boxes}">')

    def _title_end(self, _tokens: Sequence[Token], _index: int) -> None:
        self.emit("</p>\n")

    def _caption_open(self, tokens: Sequence[Token], index: int) -> None:
        self.separate(tokens, index)
        self.emit("</blockquote>\n<figcaption>")

    def _caption_close(self, _tokens: Sequence[Token], _index: int) -> None:
        self.emit("</figcaption>\n")

    # Timelines --------------------------------------------------------------------------

    def _timeline_open(self, tokens: Sequence[Token], index: int, place: Place) -> None:
        token = tokens[index]
        if token.meta["argument"]:
            self.report(place, "a timeline has no title", "write `::: timeline` alone")
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
            self.report(place, "a timeline holds one list and nothing else", hint)
            return
        outermost[0].tag = outermost[1].tag = "ol"
        outermost[0].attrs = {"class": "timeline"}
        for item, paragraph, text in zip(inside, inside[1:], inside[2:], strict=False):
            if item.type == "list_item_open" and item.level == level + 1:
                dated = paragraph.type == "paragraph_open"
                self._date_item(item, text if dated else None)

    def _date_item(self, item: Token, text: Token | None) -> None:
        children = text.children if text and text.children else []
        words = children[0].content if children and children[0].type == "text" else ""
        line = item.map[0] if item.map else 0
        place = self.places.within(line, words[:4]) if words else (self.places.line(line), 1)
        try:
            parts = read_date(words)
        except ValueError:
            day = words.partition(":")[0]
            self.report(place, f"`{day}` is not in the calendar", "write year-month-day")
            return
        if parts is None:
            hint = "write `- 2023-09-09: what happened`, or 2023-09, or 2023"
            self.report(place, "an item of a timeline begins with its date", hint)
            return
        day, rest = parts
        if not rest and len(children) == 1:
            self.report(place, "nothing is said about this date", f"write `- {day}: …`")
        children[0].content = rest
        children.insert(0, Token("time", "", 0, content=day))

    def _time(self, token: Token) -> None:
        self.emit(f'<time datetime="{token.content}">{token.content}</time> ')

    # Blocks of keys ---------------------------------------------------------------------

    def _block_keys(self, tokens: Sequence[Token], index: int) -> None:
        self.separate(tokens, index)
        if tokens[index].info == "figure":
            self._figure_block(tokens[index])
        else:
            self._embed_block(tokens[index])

    def _figure_block(self, token: Token) -> None:
        keys = ("alt", "caption", "credit", "license")
        (values, _), place = self._read(token, keys, "photo.jpg")
        path = picture_path(token.meta["argument"]) if token.meta["argument"] else ""
        if isinstance(path, Wrong):
            self.report(place, *path)
        elif path:
            alt, caption, credit, licence = (values.get(key, "") for key in keys)
            picture = PictureRef(path, alt, caption, credit, licence, *place)
            self.slot(FigureSlot(self.add_picture(picture)))
            self.emit("\n")

    def _embed_block(self, token: Token) -> None:
        keys = ("title", "poster", "credit", "license")
        (values, places), place = self._read(token, keys, "https://…", required="title")
        url = token.meta["argument"]
        poster = -1
        title = self.texts.typeset(values.get("title", ""))
        if written := values.get("poster"):
            path = picture_path(written)
            if isinstance(path, Wrong):
                self.report(places["poster"], *path)
            else:
                credit, licence = values.get("credit", ""), values.get("license", "")
                picture = PictureRef(path, title, "", credit, licence, *places["poster"])
                poster = self.add_picture(picture)
        if wrong := web_address(url, SECURE):
            self.report(place, *wrong)
        elif url:
            self.slot(EmbedSlot(url, title, poster))
            self.emit("\n")

    def _read(
        self, token: Token, known: Sequence[str], example: str, required: str = ""
    ) -> tuple[Keys, Place]:
        """Read the lines of a block; return them and the place of its argument."""
        name, argument = token.info, token.meta["argument"]
        first = token.map[0] if token.map else 0
        keys, problems = read_keys(token, self.places, known, required)
        for problem in problems:
            self.report((problem.line, problem.column), problem.message, problem.hint)
        if not argument:
            place = self.places.within(first, ":::")
            self.report(place, f"the `{name}` block names nothing", f"write `::: {name} {example}`")
        values = {
            key: self.texts.decoded(value, key, keys.places[key]) if key in TEXTS else value
            for key, value in keys.values.items()
        }
        return Keys(values, keys.places), self.places.within(first, argument or ":::")

    block_rules: ClassVar[Mapping[str, BlockRule]] = {
        **HtmlWriter.block_rules,
        "block_caption_close": _caption_close,
        "block_caption_open": _caption_open,
        "block_close": _block_close,
        "block_keys": _block_keys,
        "block_open": _block_open,
        "block_title": _title_end,
    }
    inline_rules: ClassVar[Mapping[str, InlineRule]] = {
        **HtmlWriter.inline_rules,
        "time": _time,
    }
