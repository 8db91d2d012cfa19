"""What readers knew otherwise: stories, and addresses of stories and pages."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.checking.pairs import Placed, ReadText, Then, known_otherwise, pairs, placed
from sitegen.checking.repository import Past
from sitegen.checking.silence import Comparison, changed_in_silence, entries_taken_back
from sitegen.config import read_config
from sitegen.content.kinds import AliasedFields, kind_at
from sitegen.content.places import CONFIG
from sitegen.edition.entries import Held
from sitegen.edition.schedule import standing, timing_of
from sitegen.errors import Problem, SiteError
from sitegen.model import ArticleFields
from sitegen.pipeline.site import Site
from sitegen.strict.texts import in_quotes
from sitegen.urls import FOR_MACHINES, href, normalise, output_path


def changed(site: Site, past: Past, how: Comparison) -> Iterator[Problem]:
    """Yield what published stories say otherwise without a word of it, and what is lost.

    Lost are addresses of documents at which readers would find nothing any more.
    """
    if not past.changed:
        return
    today = {it.path: it for it in placed(site.relation.corpus.documents, how.config, how.now)}
    kept = _Kept(site, today.values(), how.read_text)
    if was := past.changed.get(CONFIG):
        yield from _moved_all(was, today, kept, how)
    then = dict(known_otherwise(site, past, how.now))
    for old, new in pairs(then, past, today, how.read_text):
        if not old.placed.public:
            continue
        lost = [it for it in old.addresses if it and not kept.leads_on(it)]
        if new is None:
            yield from _gone(old, lost, how.commit)
        elif new.article and (held := standing(new.path, timing_of(new.article), how.now)):
            yield _withdrawn(old, new, held, how.commit)
        elif new.document.sound:
            yield from _said_otherwise(old, new, how)
            if lost and new.address:
                yield _new_address(old, new, lost, how.commit)


def _said_otherwise(old: Then, new: Placed, how: Comparison) -> Iterator[Problem]:
    """Yield what a published story says otherwise than it did."""
    if _is_renamed(old, new, how):
        yield _new_headline(old, new, how)
    yield from entries_taken_back(old, new, how)
    yield from changed_in_silence(old, new, how)


class _Kept:
    """What leads somewhere today: the addresses of all that is written, and a site's own rules."""

    def __init__(self, site: Site, today: Iterable[Placed], read_text: ReadText) -> None:
        corpus = site.relation.corpus
        self._files = {path.removeprefix("/") for path in corpus.files}
        self._files |= {
            output_path(normalise(address))
            for it in today
            for address in (it.address, *getattr(it.document.fields, "aliases", ()))
            if address
        }
        self._rules = {
            word.strip("\"';")
            for name in FOR_MACHINES
            if name in corpus.files
            for word in read_text(corpus.files[name]).decode("utf-8", "replace").split()
        }
        self._files |= {output_path(normalise(it)) for it in site.config.gone}
        self._base_path = site.config.base_path

    def leads_on(self, address: str) -> bool:
        """Say whether an address is still one of this site, or one that a rule of its own names."""
        address = normalise(address)
        if output_path(address) in self._files:
            return True
        return not self._rules.isdisjoint({address, href(self._base_path, address)})


def _is_renamed(old: Then, new: Placed, how: Comparison) -> bool:
    """Say whether a story got another headline, and no correction that may tell of it."""
    then, now = old.fields, new.article
    if not isinstance(then, ArticleFields) or not now:
        return False
    language = how.language(now)
    was, is_now = (_squeezed(how.respell(language, it.headline)) for it in (then, now))
    return was != is_now and all(it in then.corrections for it in now.corrections)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _new_headline(old: Then, new: Placed, how: Comparison) -> Problem:
    was = _squeezed(getattr(old.fields, "headline", ""))
    text = _yaml(f"The headline was: “{was}”.")
    entry = f"{{date: {how.moment}, text: {text}}}"
    has_any = new.article and new.article.corrections
    paste = f"{entry}` among its `corrections" if has_any else f"corrections: [{entry}]"
    message = f"the story is published, and its headline was “{was}” in {how.commit}"
    hint = f"if readers should know, say why and paste this: `{paste}`"
    return new.document.problem(new.path, "headline", message, hint, warning=True)


def _new_address(old: Then, new: Placed, lost: Sequence[str], commit: str) -> Problem:
    """Say what does not lead to a story or a page any more, and give the line that mends it."""
    then, now = old.fields, new.document.fields
    address = old.placed.address
    key = "aliases"
    if address in lost:
        key = _moved_by(old, new)
        message = f"the {_called(new.path)} is published, and its address was {address} in {commit}"
    else:
        were = ", ".join(lost)
        message = f"the {_called(new.path)} is published, and {were} led to it in {commit}"
    # The oldest alias is what feeds know a story by: what there was keeps its order.
    aliases = now.aliases if isinstance(now, AliasedFields) else ()
    still = [it for it in then.aliases if it in aliases or it in lost]
    paste = _line(dict.fromkeys((*still, *aliases, *lost)))
    hint = f"so that old links lead here, paste this: `{paste}`"
    if aliases:
        hint += " in place of the line that is there"
    return new.document.problem(new.path, key, message, hint, warning=True)


def _moved_by(old: Then, new: Placed) -> str:
    """Return the key that gave a story or a page another address; empty if its file did."""
    then, now = old.fields, new.document.fields
    if getattr(then, "slug", "") != getattr(now, "slug", ""):
        return "slug"
    if old.placed.slug != new.slug or not isinstance(then, ArticleFields):
        return ""
    return "date" if then.date != getattr(now, "date", None) else "section"


def _gone(old: Then, lost: Sequence[str], commit: str) -> Iterator[Problem]:
    """Say that a story or a page is deleted, and give the line for what is to be found instead."""
    if not lost:
        return
    path, one = old.placed.path, len(lost) == 1
    was = f"was published in {commit}, and is deleted"
    message = f"the {_called(path)} {was}: {', '.join(lost)} {'leads' if one else 'lead'} nowhere"
    hint = f"paste this where readers should arrive instead: `{_line(lost)}`; or say in"
    hint += f' {CONFIG} that it is gone: `[gone]`, `{in_quotes(lost[0])} = "why"`'
    yield Problem(path, 0, 0, message, hint, "warning")


def _withdrawn(old: Then, new: Placed, held: Held, commit: str) -> Problem:
    """Say that a published story is held back now."""
    address = old.placed.address
    keys = {"draft": "status", "scheduled": "date", "embargo": "embargo", "expired": "expires"}
    why = {"draft": "is a draft", "expired": "has expired"}.get(held.reason, "is not out yet")
    message = f"the story was published in {commit}, and {why} now: {address} leads nowhere"
    hint = f"to lead readers elsewhere, delete it, and paste this there: `{_line([address])}`"
    return new.document.problem(new.path, keys[held.reason], message, hint, warning=True)


def _called(path: str) -> str:
    kind = kind_at(path)
    return kind.shown_as if kind else ""


def _line(addresses: Iterable[str]) -> str:
    return f"aliases: [{', '.join(map(_yaml, addresses))}]"


def _yaml(text: str) -> str:
    """Return a text as it may stand in a list of YAML."""
    return text if re.fullmatch(r"/[\w/.~-]*", text) else in_quotes(text)


def _moved_all(
    was: bytes, today: Mapping[str, Placed], kept: _Kept, how: Comparison
) -> Iterator[Problem]:
    """Say if another pattern of addresses, or another time zone, moves stories."""
    try:
        config = read_config(was, CONFIG)
    except SiteError:
        return
    shaping = [
        key
        for key in ("permalink", "timezone", "slugs")
        if getattr(config, key) != getattr(how.config, key)
    ]
    if not shaping:
        return
    documents = {path: it.document for path, it in today.items()}
    before = placed(documents, config, how.now)
    moved = [
        it
        for it in before
        if it.article
        and it.public
        and it.address
        and today[it.path].address
        and not kept.leads_on(it.address)
    ]
    if moved:
        count = "1 published story" if len(moved) == 1 else f"{len(moved)} published stories"
        message = f"`{shaping[0]}` is not that of {how.commit}: {count} would move"
        first = moved[0]
        hint = f"{first.path} needs `aliases: [{_yaml(first.address)}]`, and so on; or leave it"
        yield how.config.problem(shaping[0], message, hint).of("warning")
