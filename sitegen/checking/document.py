"""What house style finds in one file: bytes in, findings with their places out.

Pure, free of paths and of every other file, so that the result is remembered by what it was made
from. Most files hold nothing, and a quick search says so; only where it finds something are the
words told from code, addresses and quotations.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from sitegen.checking.houseterms import Hit, Matcher
from sitegen.checking.links import links_with, vague_texts
from sitegen.checking.quotations import quotations
from sitegen.checking.spans import Spans
from sitegen.checking.unreachable import Own, unreachable
from sitegen.content.checks import plain
from sitegen.content.frontmatter_scalars import Written, body_of, written
from sitegen.content.markdown.masking import MASK, Passage
from sitegen.content.markdown.places import Places
from sitegen.content.markdown.prose import passages
from sitegen.content.style import HouseStyle
from sitegen.errors import Problem, SiteError
from sitegen.statcache import digest_of
from sitegen.strict.nodes import text_of

NOBODY = Own()


class StyleFinding(Struct, frozen=True):
    """A problem, and if it is mended by replacing what stands there: offsets, and by what.

    Offsets count characters of the text as `text_of` gives it. `new` is None if it takes an editor;
    `right` is the paper's spelling as readers see it, whatever quotes it stands in.
    """

    problem: Problem
    start: int
    end: int
    new: str | None = None
    right: str = ""


class Looked(Struct, frozen=True, array_like=True):
    """What is remembered of a file: its problems, how many of them can be mended, its beginning.

    `opening` is a digest of the first paragraph's words, empty if there is none; `line` its line.
    """

    problems: tuple[Problem, ...] = ()
    mendable: int = 0
    opening: bytes = b""
    line: int = 0


class Rules:
    """What holds for files in one language."""

    def __init__(self, house: HouseStyle, language: str, site_language: str) -> None:
        self.language = language
        own = {site_language.lower(), site_language.lower().partition("-")[0]}
        spoken = {language.lower(), language.lower().partition("-")[0]}
        self.terms = Matcher([it for it in house.terms if spoken & set(it.languages or own)])
        self.vague = vague_texts(language, house.vague_links)
        self._links = links_with(self.vague)

    def may_be_in(self, text: str) -> bool:
        """Say, quickly, whether a text can hold anything to tell of."""
        return self.terms.may_be_in(text) or bool(self._links and self._links.search(text))


@lru_cache(maxsize=64)
def rules_of(house: HouseStyle, language: str, site_language: str) -> Rules:
    """Return the rules for a language; a term holds for that of the site if it names none."""
    return Rules(house, language, site_language)


def look(raw: bytes, rules: Rules, own: Own = NOBODY, *, is_story: bool) -> Looked:
    """Return what is remembered of a file's bytes; `own` are the addresses of the site."""
    try:
        text = text_of(raw)
    except SiteError:
        return Looked()
    found = tuple(findings(text, rules))
    opening, line = _opening(text) if is_story else (b"", 0)
    problems = (*(it.problem for it in found), *unreachable(text, own))
    return Looked(problems, sum(it.new is not None for it in found), opening, line)


def findings(text: str, rules: Rules) -> Iterator[StyleFinding]:
    """Yield what is found in a file's text, in order."""
    if not rules.may_be_in(text):
        return
    body, places = body_of(text), Places(text)
    for scalar in written(text) if rules.terms.may_be_in(text[:body]) else ():
        if _READ.fullmatch(scalar.key):
            yield from _in_value(_value(text, scalar), scalar, rules, places)
    for passage in passages(text[body:], rules.may_be_in):
        yield from _in_passage(passage, body + passage.start, rules, places)


def _in_value(
    value: Passage, scalar: Written, rules: Rules, places: Places
) -> Iterator[StyleFinding]:
    note = "by hand, with the heading that it names" if _NAMES.fullmatch(scalar.key) else ""
    for hit in _hits(value, rules):
        new = _in_place(hit, value.text)
        is_safe = not note and _is_as_read(hit, value.text, value.start, places)
        is_text = scalar.style or not _INDICATOR.search(hit.new)
        mended = quoted(scalar, new) if new and is_safe and is_text else None
        yield _wrong(hit, value.start, places, mended, note or _STOPS * (not new))


def _in_passage(
    passage: Passage, start: int, rules: Rules, places: Places
) -> Iterator[StyleFinding]:
    sealed = Spans(passage.sealed)
    for hit in _hits(passage, rules):
        is_sealed = sealed.cover(hit.start, hit.end)
        note = "by hand, since links know it by these words" if is_sealed else ""
        new = _in_place(hit, passage.text)
        is_safe = not note and _is_as_read(hit, passage.text, start, places)
        mended = new if is_safe and not _MARKUP.search(hit.new) else None
        yield _wrong(hit, start, places, mended, note or _STOPS * (not new))
    for first, behind in passage.links:
        words = passage.text[first:behind].replace(MASK, "")
        if plain(words) in rules.vague:
            message = f"the link text `{' '.join(words.split())}` does not say where it leads"
            hint = "name what the reader finds there: many hear nothing but the links"
            place = places.at(start + first)
            yield StyleFinding(
                Problem("", *place, message, hint, "warning"), start + first, start + behind
            )


_READ = re.compile(
    r"headline|title|dek|kicker|role|(?:image|portrait)\.alt|image\.caption"
    r"|section_headings\.\d+(?:\.heading|\.short)?"
)
"""Keys whose values readers read, but for those that name the words of others."""
_NAMES = re.compile(r"section_headings\.\d+(?:\.heading)?")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~^&\"]|^[-+#=:]|^\d+[.)]")
"""What Markdown may take for something else than words."""
_INDICATOR = re.compile(r"[:#,\[\]{}&*!|>%@`\"]|^['?-]")
"""The same for a plain value of YAML."""
_ESCAPE = re.compile(r"\\(?:[xuU](?P<code>(?<=x)..|(?<=u).{4}|(?<=U).{8})|.)", re.DOTALL)


def _value(text: str, scalar: Written) -> Passage:
    """Return the words of a value of the front matter."""
    start, end = scalar.start, scalar.end
    if scalar.style in {"|", ">"}:
        start = text.find("\n", start, end) + 1 or end
    elif scalar.style:
        start, end = start + 1, end - 1
    words = text[start:end]
    if scalar.style == "'":
        words = words.replace("''", MASK * 2)
    elif scalar.style == '"':
        words = _ESCAPE.sub(_unescaped, words)
    return Passage(start, words)


def _unescaped(escape: re.Match[str]) -> str:
    """Mask an escape, but for the letter that it stands for, in the place of its first."""
    letter = chr(int(escape["code"], 16)) if escape["code"] else MASK
    return (letter if letter.isalnum() else MASK) + MASK * (len(escape[0]) - 1)


_BREAK = re.compile(r"(?:  |\\|\n[ \t]*)\n")
"""A break of lines that readers see."""


def _is_as_read(hit: Hit, words: str, start: int, places: Places) -> bool:
    """Say whether the file has a hit in plain letters, none as `&eacute;`, and within a line."""
    source = places.text[start + hit.start : start + hit.end]
    read = words[hit.start : hit.end]
    same = all(char in (it, " ") for it, char in zip(source, read, strict=True))
    return same and not _BREAK.search(source)


FAR = 40
"""Characters: no more marks than that stand between two sentences."""

_STOPS = "by hand, with a full stop if the sentence ends there"
_AROUND = f" \t\n{MASK}()[]'\"’”»"


def _in_place(hit: Hit, words: str) -> str | None:
    """Return what to write so that no full stop is lost or doubled; None if an editor must tell."""
    if hit.new.endswith("."):
        return hit.new[:-1] if words.startswith(".", hit.end) else hit.new
    if words[hit.end - 1] == ".":
        behind = words[hit.end : hit.end + FAR].lstrip(_AROUND)[:1]
        if not (behind.islower() or behind in set(",;:!?-–—/")):
            return None
    return hit.new


def quoted(scalar: Written, new: str) -> str:
    """Return words as they stand in a value that is quoted in this way."""
    if scalar.style == "'":
        return new.replace("'", "''")
    if scalar.style == '"':
        return new.replace("\\", "\\\\").replace('"', '\\"')
    return new


def _hits(passage: Passage, rules: Rules) -> Iterator[Hit]:
    """Yield the wrong spellings of a passage that are not somebody else's words."""
    if not rules.terms.may_be_in(passage.text):
        return
    text = _TOKEN.sub(_blotted, passage.text)
    quotes = Spans((*passage.quotes, *quotations(text, rules.language)))
    titles = Spans(passage.titles)
    for hit in rules.terms.hits(text):
        is_quoted = quotes.cover(hit.start, hit.end) and not hit.term.quotes
        if not is_quoted and (hit.term.titles or not titles.cover(hit.start, hit.end)):
            yield hit


_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|^\W*www\.|\w@\w", re.IGNORECASE)


def _blotted(token: re.Match[str]) -> str:
    """Mask an address that stands in the text as such."""
    return MASK * len(token[0]) if _ADDRESS.search(token[0]) else token[0]


def _wrong(hit: Hit, shift: int, places: Places, new: str | None, note: str) -> StyleFinding:
    start, end = hit.start + shift, hit.end + shift
    old = " ".join(places.text[start:end].split())
    hint = f"write `{hit.new}`" + (f", {note}" if note else "")
    if hit.term.reason:
        hint += f" ({hit.term.reason})"
    problem = Problem("", *places.at(start), f"house style: not `{old}`", hint, "warning")
    return StyleFinding(problem, start, end, new, hit.new)


# How a story begins ---------------------------------------------------------------------------

_FENCE = re.compile(r"^---[ \t]*\n", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_NO_PROSE = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]|:{3,}|!\[|<|>|\[[^\]\n]+\]:|`{3}|~{3}|\||[-*_=]{3,}[ \t]*$)"
)
_BLOCK = re.compile(r"^:{3,}.*?^:{3,}[ \t]*$", re.MULTILINE | re.DOTALL)


def _opening(text: str) -> tuple[bytes, int]:
    """Return a digest of the words of the first paragraph, and its line."""
    fence = _FENCE.search(text, 3)
    start = fence.end() if fence else len(text)
    while start < len(text):
        if text.startswith(":::", start) and (block := _BLOCK.match(text, start)):
            start = block.end()
        blank = _BLANK.search(text, start)
        end = blank.start() if blank else len(text)
        words = text[start:end]
        if words.strip() and not _NO_PROSE.match(words.lstrip("\n")) and (said := plain(words)):
            first = start + len(words) - len(words.lstrip())
            return digest_of(said.encode()), text.count("\n", 0, first) + 1
        start = blank.end() if blank else len(text)
    return b"", 0
