"""`content/topics.toml`: what topics are called, what they are about, and which are one.

In come the file's bytes, out come `Topics` and what is wrong with them. A story calls a topic what
it likes: its id, its name, or what it was called before.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.errors import Problem, SiteError
from sitegen.field_types import Fields, Prose, SomeProse, Text
from sitegen.strict.located import decode
from sitegen.strict.nodes import Mapping as Table
from sitegen.strict.nodes import Scalar
from sitegen.strict.texts import of_entities
from sitegen.strict.toml import read_toml
from sitegen.urls import SlugPolicy, slugify

PATH = "content/topics.toml"


class TopicFields(Fields, frozen=True, kw_only=True):
    """A topic: its name, what it is about, and what else stories may call it."""

    name: SomeProse
    description: Prose = ""
    aliases: tuple[Text, ...] = ()


class _File(Fields, frozen=True, kw_only=True):
    """The contract of the file, each of whose tables is a topic."""

    topics: dict[str, TopicFields] = field(default_factory=dict)


class TopicName(Struct, frozen=True):
    """A topic: the end of its address, and what it is called everywhere."""

    id: str
    name: str


class Topics(Struct, frozen=True):
    """The topics that have a name, by each slug that means them: aliases have theirs.

    `places` are line and column of what brings up each slug, `descriptions` are by id.
    """

    names: Mapping[str, TopicName] = {}
    descriptions: Mapping[str, str] = {}
    places: Mapping[str, tuple[int, int]] = {}

    def aliases(self) -> Iterator[tuple[str, TopicName]]:
        """Yield each slug that has given way to another, and the topic that it means now."""
        return ((slug, it) for slug, it in self.names.items() if slug != it.id)

    def written(self, put: Callable[[str], str]) -> "Topics":
        """Return the same with every text for readers as `put` writes it."""
        return Topics(
            {slug: TopicName(it.id, put(it.name)) for slug, it in self.names.items()},
            {id_: put(text) for id_, text in self.descriptions.items()},
            self.places,
        )

    def naming(self) -> "Topics":
        """Return what of this shapes stories: names alone."""
        return Topics(self.names)


def read_topics(
    raw: bytes | None, slugs: SlugPolicy, language: str
) -> tuple[Topics, list[Problem]]:
    """Return the topics of a file's bytes, None if there is no such file; and its problems."""
    if raw is None:
        return Topics(), []
    try:
        tree = read_toml(raw)
    except SiteError as error:
        return Topics(), [problem.at(PATH) for problem in error.problems]
    whole = Table(((Scalar("topics", "topics", 1, 1), tree),), 1, 1)
    decoded = decode(whole, _File, zone=ZoneInfo("UTC"), name="topics.toml")
    problems = [
        replace(it, message=it.message.replace("`topics.", "`"))
        for it in (*decoded.problems, *decoded.remarks, *of_entities(decoded.entities))
    ]
    topics = decoded.value.topics if decoded.value else {}
    names: dict[str, TopicName] = {}
    places: dict[str, tuple[int, int]] = {}
    slug = partial(slugify, policy=slugs, language=language)
    for id_, it in topics.items():
        line, column = decoded.places[f"topics.{id_}"]
        if (proper := slug(id_)) != id_:
            hint = f"write `[{proper}]`" if proper else "write it in letters or digits"
            message = f"`{id_}` cannot be the end of an address"
            problems.append(Problem("", line, column, message, hint))
        named = TopicName(id_, it.name)
        claims = [(id_, id_, (line, column))]
        claims += (
            (alias, slug(alias), decoded.places[f"topics.{id_}.aliases.{at}"])
            for at, alias in enumerate(it.aliases)
        )
        for written, key, place in claims:
            if not key:
                message = f"no letter or digit of `{written}` is left for an address"
                problems.append(Problem("", *place, message, "delete it, or write it in words"))
            elif (first := names.setdefault(key, named)) is not named:
                message = f"`{written}` means the topic `{first.id}`, in line {places[key][0]}"
                problems.append(Problem("", *place, message, "a name means one topic: delete it"))
            elif key in places:
                message = f"`{written}` is told already, in line {places[key][0]}"
                hint = "spellings with one address are one name: delete it"
                problems.append(Problem("", *place, message, hint, "warning"))
            places.setdefault(key, place)
        # What it is called leads there, too.
        names.setdefault(slug(it.name), named)
        places.setdefault(slug(it.name), (line, column))
    descriptions = {id_: it.description for id_, it in topics.items() if it.description}
    return Topics(names, descriptions, places), [problem.at(PATH) for problem in problems]
