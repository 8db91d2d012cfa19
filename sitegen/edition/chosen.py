"""What editors put on the front page, by the names in `[front]` of site.toml."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sitegen.config import Config
from sitegen.content.kinds import ARTICLE, kind_at
from sitegen.edition.archive import Archive, Stories
from sitegen.edition.edition import Chosen
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Row
from sitegen.edition.targets import NoTarget, Targets
from sitegen.errors import Problem

LATELY = 200
"""Stories, the newest, of which the first that has a picture leads, if editors name none."""


def chosen(
    config: Config,
    locale: Locale,
    archive: Archive,
    targets: Targets,
    problems: list[Problem],
) -> Chosen:
    """Return the stories that are chosen and out; `problems` takes names that mean none."""
    front = config.front
    if not (front.lead or front.seconds or front.picks):
        return Chosen(_newest(archive.stories, config, locale))
    finder = _Finder(config, archive, targets, problems, {})
    leads = tuple(finder.found(("front.lead", name) for name in (front.lead,) if name))
    seconds = tuple(finder.found(_keyed("front.seconds", front.seconds)))
    picks = tuple(finder.found(_keyed("front.picks", front.picks)))
    taken = {row.path for row in (*seconds, *picks)}
    others = archive.stories.without(taken)
    return Chosen(leads[0] if leads else _newest(others, config, locale), seconds, picks)


def is_on_front(story: Row, config: Config, locale: Locale) -> bool:
    """Say whether the front page shows a story by itself: it stands, in one of its languages."""
    if story.retracted:
        return False
    languages = config.front.languages
    if not languages:
        return True
    spoken = _primary(story.facts.lang or locale.language)
    return any(spoken == _primary(language) for language in languages)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _keyed(key: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"{key}.{at}", name) for at, name in enumerate(names))


def _newest(stories: Stories, config: Config, locale: Locale) -> Row | None:
    """Return the newest story with a picture; the newest if none of the last ones has one."""
    newest = None
    for story in stories[:LATELY]:
        if is_on_front(story, config, locale):
            if story.faces and story.faces.is_illustrated:
                return story
            newest = newest or story
    return newest


class _Finder(Struct, frozen=True):
    """Finds stories by name; `named` has the key that named one first, by path."""

    config: Config
    archive: Archive
    targets: Targets
    problems: list[Problem]
    named: dict[str, str]

    def found(self, keyed: Iterable[tuple[str, str]]) -> Iterator[Row]:
        """Yield those that are out; a story that is held back waits for its place."""
        for key, name in keyed:
            path = self._path(key, name)
            story = self.archive.rows[path] if path in self.archive.numbers else None
            if story and story.retracted:
                self._warn(key, f"`{name}` was retracted, and the front page does not show it")
            elif story:
                yield story

    def _path(self, key: str, name: str) -> str:
        try:
            path = self.targets.find(name, ARTICLE.folder, set()).path
        except NoTarget as missing:
            self._report(key, missing.message, missing.hint)
            return ""
        kind = kind_at(path)
        if not (kind and kind.is_story):
            self._report(key, f"`{name}` is not an article", "")
            return ""
        first = self.named.setdefault(path, key)
        if first != key:
            line, _ = self.config.places[first]
            message = f"`{name}` is on the front page already, in line {line}"
            self._report(key, message, "delete one of the two: no story stands there twice")
            return ""
        return path

    def _warn(self, key: str, message: str) -> None:
        problem = self.config.problem(key, message, "name another story")
        self.problems.append(problem.of("warning"))

    def _report(self, key: str, message: str, hint: str) -> None:
        self.problems.append(self.config.problem(key, message, hint))
