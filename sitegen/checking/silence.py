"""What was changed in silence: words of a published story, and entries that told of changes.

What was public is append-only. A text may be changed, but not what it says without a word of it; an
entry among corrections stays as it was, whatever becomes of the story.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from sitegen.checking.pairs import Placed, ReadText, Then
from sitegen.checking.substance import Change, changes
from sitegen.config import Config
from sitegen.content.checks import plain
from sitegen.content.frontmatter import read
from sitegen.content.markdown.masking import MASK
from sitegen.content.markdown.places import Places
from sitegen.content.markdown.prose import passages
from sitegen.errors import Problem
from sitegen.model import ArticleFields
from sitegen.strict.texts import in_quotes
from sitegen.syndication.recorded import Ledger, Recorded
from sitegen.timestamps import rfc3339
from sitegen.transparency import Correction
from sitegen.urls import base_path, href, normalise, origin

LONGEST = 160
"""Characters of a sentence in a message; of a longer one the part that differs is shown."""

_CALLED: Mapping[str, str] = {
    "number": "a number",
    "name": "a name",
    "denial": "a yes or no",
    "quotation": "a quotation",
}


class Text(NamedTuple):
    """A story's words by paragraph, without markup, each with the key or the line that has it."""

    paragraphs: tuple[str, ...]
    places: tuple[str | int, ...]


def text_of(fields: ArticleFields, body: str, line: int, respell: Callable[[str], str]) -> Text:
    """Return the words of a story; its body begins in a line. House terms are put into them."""
    told = [("dek", fields.dek)] if fields.dek else []
    told += [(f"key_points.{at}", it) for at, it in enumerate(fields.key_points)]
    lines = Places(body)
    found: list[tuple[str | int, str]] = list(told)
    for it in passages(body, bool):
        words = " ".join(it.text.replace(MASK, "").split())
        if words:
            found.append((line - 1 + lines.at(it.start)[0], words))
    return Text(tuple(respell(words) for _, words in found), tuple(place for place, _ in found))


class Comparison(NamedTuple):
    """How the files of today are compared with an older version, which is called `commit`.

    `read_text` gives the bytes of a file of today; `respell` puts the house terms of a
    language into a text, since that is no change worth a word.
    """

    config: Config
    commit: str
    now: datetime
    read_text: ReadText
    respell: Callable[[str, str], str]

    @property
    def moment(self) -> str:
        """What time it is, as an entry has it."""
        return rfc3339(self.now, self.config.zone)

    def language(self, story: ArticleFields) -> str:
        """Return the language of a story."""
        return story.lang or self.config.language


def changed_in_silence(old: Then, new: Placed, how: Comparison) -> Iterator[Problem]:
    """Yield what a published story says otherwise than before, without an entry that may tell."""
    then, fields = old.fields, new.article
    if not isinstance(then, ArticleFields) or fields is None or _tells(then, fields):
        return
    front = read(how.read_text(new.path))
    if (then.dek, then.key_points, old.body) == (fields.dek, fields.key_points, front.body):
        return
    language = how.language(fields)
    respell = partial(how.respell, language)
    before = text_of(then, old.body, 1, respell)
    after = text_of(fields, front.body, front.body_line, respell)
    for it in changes(before.paragraphs, after.paragraphs, language):
        yield _changed(it, new, after, how)


def _tells(then: ArticleFields, now: ArticleFields) -> bool:
    """Say whether there is an entry that was not there."""
    return any(it not in then.corrections for it in now.corrections)


def _changed(it: Change, new: Placed, after: Text, how: Comparison) -> Problem:
    was, is_now = _apart(it.before, it.after)
    became = f"is “{is_now}” now" if it.after else "stands nowhere now"
    message = (
        f"{_CALLED[it.kind]} of the published story is not that of {how.commit}: “{was}” {became}"
    )
    entry = f"{{date: {how.moment}, text: …, {_versions(it)}}}"
    hint = f"if readers should know, say why and paste this: `corrections: [{entry}]`"
    place = after.places[it.paragraph] if it.paragraph >= 0 else "headline"
    if isinstance(place, int):
        return Problem(new.path, place, 1, message, hint, "warning")
    return new.document.problem(new.path, place, message, hint, warning=True)


def _versions(it: Change) -> str:
    """Return two versions of a sentence as keys of an entry; what is gone has but one."""
    both = {"was": it.before, "now": it.after}
    return ", ".join(f"{key}: {in_quotes(text)}" for key, text in both.items() if text)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Return two sentences; of long ones what stands around the first difference."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    start = max(0, same - LONGEST // 3)
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    first = text.rfind(" ", 0, start) + 1 if start else 0
    part = text[first : first + LONGEST]
    if first + LONGEST < len(text):
        part = f"{part.rpartition(' ')[0]} …"
    return f"… {part}" if first else part


def entries_taken_back(old: Then, new: Placed, how: Comparison) -> Iterator[Problem]:
    """Yield the entries of a published story that readers saw, and that are not as they were."""
    fields = new.article
    if fields is None or not isinstance(old.fields, ArticleFields):
        return
    for it in old.fields.corrections:
        if it.date <= how.now and _known(it) not in map(_known, fields.corrections):
            moment = rfc3339(it.date, how.config.zone)
            yield _taken_back(new, moment, it.text, fields.corrections, f"in {how.commit}")


def _known(it: Correction | Recorded) -> tuple[object, ...]:
    """Return what an entry is known by: house style and typography make no difference."""
    date = it.date if isinstance(it.date, datetime) else datetime.fromisoformat(it.date)
    return (date, it.kind, *map(plain, (it.text, it.was, it.now)))


def _taken_back(
    new: Placed, moment: str, text: str, entries: Sequence[Correction], where: str
) -> Problem:
    same = [at for at, it in enumerate(entries) if it.date == datetime.fromisoformat(moment)]
    key = f"corrections.{same[0]}" if same else "corrections"
    what = "is another one now" if same else "is gone"
    shown, _ = _apart(text, "")
    message = f"readers saw the entry of {moment} {where}, and it {what}: “{shown}”"
    hint = "what was told stays: put it back as it was, and add an entry if it was wrong"
    return new.document.problem(new.path, key, message, hint)


def entries_not_kept(ledger: Ledger, today: Iterable[Placed], config: Config) -> Iterator[Problem]:
    """Yield the entries of a record that stories which are out do not have any more."""
    at, path = origin(config.base_url), base_path(config.base_url)
    by_name: dict[str, Placed] = {}
    for it in today:
        if it.article and it.public and it.document.sound:
            for address in (*map(normalise, it.article.aliases), it.address):
                by_name.setdefault(at + href(path, address), it)
            if it.article.guid:
                by_name[it.article.guid] = it
    for entry in ledger.corrections:
        story = by_name.get(entry.story) or by_name.get(entry.url)
        article = story.article if story else None
        if story and article and _known(entry) not in map(_known, article.corrections):
            yield _taken_back(
                story, entry.date, entry.text, article.corrections, "when it was published last"
            )
