"""What readers knew otherwise: headlines and addresses of published stories since a commit.

The stories of the commit are given the addresses that they had, in the same way as those of today.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.build.site import WholeSite
from sitegen.checking.repository import Past
from sitegen.config import Config, read_config
from sitegen.content.discover import CONFIG
from sitegen.content.frontmatter import read
from sitegen.content.parse import NAMES
from sitegen.edition.corpus import Corpus, Placed, place
from sitegen.edition.schedule import standing
from sitegen.errors import Problem, SiteError
from sitegen.model import ArticleFields, Document
from sitegen.strict.located import decode
from sitegen.timestamps import rfc3339
from sitegen.urls import normalise

ReadText = Callable[[str], bytes]
Respell = Callable[[str, str], str]

ALIKE = 0.5
"""How much of a text must be the same for a file to be the other one, renamed."""

MOST_COMPARED = 1000
"""Pairs of files without a likeness at first sight that are compared, text by text."""


class Then(NamedTuple):
    """A story as it was: the body, and where it was to be found."""

    placed: Placed
    fields: ArticleFields
    body: str


def changed(
    site: WholeSite, past: Past, now: datetime, read_text: ReadText, respell: Respell
) -> Iterator[Problem]:
    """Yield the published stories that got another headline or address without a word of it.

    `read_text` gives the bytes of an article of today; `respell` puts house terms into a headline
    in a language, since that is no change worth a word.
    """
    if not past.changed:
        return
    today = site.relation.placed
    claimed = {
        normalise(address)
        for it in today.values()
        for address in (it.address, *getattr(it.document.fields, "aliases", ()))
        if address
    }
    config = site.config
    if was := past.changed.get(CONFIG):
        yield from _moved_all(site, was, past.name, claimed, now)
    then = dict(_then(site, past, now))
    for old, new in _pairs(then, past, today, read_text):
        fields, document = new.article, new.document
        if not (old.placed.public and fields and document.sound):
            continue
        if standing(new.path, fields, now):
            continue
        lang = fields.lang or config.language
        if _squeezed(respell(old.fields.headline, lang)) != _squeezed(
            respell(fields.headline, lang)
        ) and not _has_new(old.fields.corrections, fields.corrections):
            yield _new_headline(old, new, past.name, rfc3339(now, config.zone))
        address = old.placed.address
        if address and new.address and normalise(address) not in claimed:
            yield _new_address(old, new, past.name, fields)


def _has_new(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    return any(it not in before for it in after)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _new_headline(old: Then, new: Placed, commit: str, now: str) -> Problem:
    was = _squeezed(old.fields.headline)
    text = _yaml(f"The headline was: “{was}”.")
    entry = f"{{date: {now}, text: {text}}}"
    has_any = new.article and new.article.corrections
    paste = f"{entry}` among its `corrections" if has_any else f"corrections: [{entry}]"
    message = f"the story is published, and its headline was “{was}” in {commit}"
    hint = f"if readers should know, say why and paste this: `{paste}`"
    return new.document.problem(new.path, "headline", message, hint, warning=True)


def _new_address(old: Then, new: Placed, commit: str, fields: ArticleFields) -> Problem:
    address = old.placed.address
    key = ""
    if old.fields.slug != fields.slug or (old.placed.slug != new.slug and fields.slug):
        key = "slug"
    elif old.placed.slug == new.slug:
        key = "date" if old.fields.date != fields.date else "section"
    message = f"the story is published, and its address was {address} in {commit}"
    # The oldest alias is what feeds know a story by: a new one comes last.
    aliases = ", ".join(map(_yaml, (*fields.aliases, address)))
    hint = f"so that old links lead here, paste this: `aliases: [{aliases}]`"
    if fields.aliases:
        hint += " in place of the line that is there"
    return new.document.problem(new.path, key, message, hint, warning=True)


def _yaml(text: str) -> str:
    """Return a text as it may stand in a list of YAML."""
    return text if re.fullmatch(r"/[\w/.~-]*", text) else json.dumps(text, ensure_ascii=False)


def _moved_all(
    site: WholeSite, was: bytes, commit: str, claimed: set[str], now: datetime
) -> Iterator[Problem]:
    """Say if another pattern of addresses, or another time zone, moves stories."""
    try:
        config = read_config(was, CONFIG)
    except SiteError:
        return
    shaping = [
        key
        for key in ("permalink", "timezone", "slugs")
        if getattr(config, key) != getattr(site.config, key)
    ]
    if not shaping:
        return
    corpus = site.relation.corpus
    before = _placed(replace(corpus, config=config), corpus.documents, now)
    moved = [
        it
        for it in before
        if it.article
        and it.public
        and it.address
        and site.relation.placed[it.path].address
        and normalise(it.address) not in claimed
    ]
    if moved:
        count = "1 published story" if len(moved) == 1 else f"{len(moved)} published stories"
        message = f"`{shaping[0]}` is not that of {commit}: {count} would move"
        first = moved[0]
        hint = f"{first.path} needs `aliases: [{_yaml(first.address)}]`, and so on; or leave it"
        yield replace(site.config.problem(shaping[0], message, hint), severity="warning")


def _placed(corpus: Corpus, documents: Mapping[str, Document], now: datetime) -> Iterator[Placed]:
    """Yield documents with their addresses; what is wrong with these is told elsewhere."""
    return place(replace(corpus, documents=documents), now, [], admit_held=False)


# Then -------------------------------------------------------------------------------------------


def _then(site: WholeSite, past: Past, now: datetime) -> Iterator[tuple[str, Then]]:
    """Yield the stories of the commit that are not as they were, by path.

    They are placed by the configuration of today: what that moves is told once, not by story.
    """
    texts: dict[str, str] = {}
    documents: dict[str, Document] = {}
    for path, raw in past.changed.items():
        if path.endswith(".md") and (fields := _fields(raw, site.config, texts, path)):
            documents[path] = Document(fields=fields, sound=True)
    for it in _placed(site.relation.corpus, documents, now):
        if it.article:
            yield it.path, Then(it, it.article, texts[it.path])


def _fields(raw: bytes, config: Config, texts: dict[str, str], path: str) -> ArticleFields | None:
    """Return the front matter of an article as it was; its body joins `texts`."""
    front = read(raw)
    if front.mapping is None:
        return None
    texts[path] = front.body
    return decode(front.mapping, ArticleFields, zone=config.zone, name=NAMES["article"]).value


def _pairs(
    then: dict[str, Then], past: Past, today: Mapping[str, Placed], read_text: ReadText
) -> Iterator[tuple[Then, Placed]]:
    """Yield each story that is not as it was, with what it is today; some lie in another file."""
    lost = {path: it for path, it in then.items() if path not in today}
    for path, it in then.items():
        if path in today:
            yield it, today[path]
    if not lost:
        return
    added = {
        path: it
        for path, it in today.items()
        if path not in past.known and it.article and it.document.sound
    }
    bodies = {path: read(read_text(path)).body for path in added}
    for sign in (_by_guid, _by_body, _by_headline):
        signs = {sign(it.article, bodies[path]): path for path, it in added.items() if it.article}
        for path, old in list(lost.items()):
            found = signs.get(sign(old.fields, old.body))
            if found in added and sign(old.fields, old.body):
                yield lost.pop(path), added.pop(found)
    if len(lost) * len(added) > MOST_COMPARED:
        return
    for old in lost.values():
        likest = max(added, key=lambda path: _likeness(old.body, bodies[path]), default="")
        if likest and _likeness(old.body, bodies[likest]) >= ALIKE:
            yield old, added.pop(likest)


def _by_guid(fields: ArticleFields, _body: str) -> object:
    return fields.guid


def _by_body(_fields: ArticleFields, body: str) -> object:
    return body.strip()


def _by_headline(fields: ArticleFields, _body: str) -> object:
    return fields.headline, fields.date


def _likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, by lines and words: 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).quick_ratio()
