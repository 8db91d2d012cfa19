"""What stories are filed under: sections, topics and authors, and the listings of these."""

from collections.abc import Iterator

from sitegen.config import Config
from sitegen.importing.categories import NO_CATEGORY, sections_of, widest
from sitegen.importing.found import Found, Left, Story
from sitegen.importing.mapping import ImportMapping
from sitegen.urls import OVERVIEWS, slugify

MOST_TAGS = 100


class Filing:
    """Answers what a story is filed under; `left` is what has to be said of that.

    `authors` are the ids of those who sign, by what the source calls them.
    """

    def __init__(self, found: Found, mapping: ImportMapping, config: Config) -> None:
        self.left: list[Left] = []
        self._found = found
        self._mapping = mapping
        self._config = config
        self._categories = {it.key: it for it in found.terms if it.taxonomy == "category"}
        self._names = {(it.taxonomy, it.key): it.name for it in found.terms}
        self._sections = sections_of(found, mapping)
        self._ids = {it.id for it in config.sections}
        self._spelt: dict[str, str] = {}
        self.authors = self._files_of_authors()

    def _files_of_authors(self) -> dict[str, str]:
        """Return the id of each author: one that is not taken, whatever their names."""
        taken: set[str] = set()
        answer: dict[str, str] = {}
        for it in self._found.people:
            id_ = self._mapping.authors.get(it.key) or slugify(it.key, "ascii")
            id_ = id_ or slugify(it.name, "ascii") or "author"
            if it.key not in self._mapping.authors:
                id_ = _free(id_, taken)
            taken.add(id_)
            answer[it.key] = id_
        return answer

    def section(self, story: Story) -> str:
        """Return the section of a story: of its main category, else of the first that has one."""
        keys = [
            key for taxonomy, key in story.terms if self._mapping.fate_of(taxonomy) == "section"
        ]
        if story.section in keys:
            keys.insert(0, story.section)
        for key in keys:
            own = self._sections.get(key) or self._sections.get(widest(self._categories, key), "")
            if own in self._ids:
                return own
            if own:
                why = "content/site.toml has no such section: it is a topic; add it, or map it"
                self.left.append(Left("import.toml", f"the section `{own}`", why))
        return ""

    def tags(self, story: Story, section: str) -> tuple[str, ...]:
        """Return the topics of a story, each as it was first spelt."""
        tags: dict[str, None] = {}
        for taxonomy, key in story.terms:
            fate = self._mapping.fate_of(taxonomy)
            if fate == "nothing" or (fate == "section" and self._is_section(key, section)):
                continue
            name = self._names.get((taxonomy, key), key)
            slug = slugify(name, self._config.slugs, self._config.language)
            if slug and key not in NO_CATEGORY:
                tags[self._spelt.setdefault(slug, name)] = None
        if len(tags) > MOST_TAGS:
            what = f"{len(tags) - MOST_TAGS} topics of “{story.headline}”"
            self.left.append(Left(story.place, what, f"a story has {MOST_TAGS} at most"))
        return tuple(tags)[:MOST_TAGS]

    def _is_section(self, key: str, section: str) -> bool:
        """Say whether a category says nothing that the story's section does not."""
        return bool(section) and self._sections.get(key, "") == section

    def listings(self) -> Iterator[tuple[str, str]]:
        """Yield old paths of listings, and where these are now."""
        old = self._found.listings
        for it in self._found.terms:
            section = self._sections.get(it.key, "") if it.taxonomy == "category" else ""
            slug = slugify(it.name, self._config.slugs, self._config.language)
            here = f"/{section}/" if section in self._ids else f"{OVERVIEWS['tag']}{slug}/"
            if section in self._ids or self._spelt.get(slug):
                yield from ((path.format(key=it.key), here) for path in old.get(it.taxonomy, ()))
        signing = {it for story in self._found.stories for it in story.authors}
        for key, id_ in self.authors.items():
            if key in signing:
                here = f"{OVERVIEWS['author']}{id_}/"
                yield from ((path.format(key=key), here) for path in old.get("author", ()))
        for id_ in sorted(self._ids):
            yield from ((path.format(key=id_), f"/{id_}/") for path in old.get("section", ()))


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
