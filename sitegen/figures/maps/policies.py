"""`content/maps.toml`: how the paper draws what states disagree about, and what it says of it.

In come the file's bytes, out come `Policies` and what is wrong with them.
"""

from collections.abc import Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from sitegen.content.frames import area_id
from sitegen.errors import Problem, SiteError
from sitegen.field_types import Fields, SomeName, SomeProse
from sitegen.languages import country_codes, fallbacks
from sitegen.strict.located import decode
from sitegen.strict.texts import of_entities
from sitegen.strict.toml import read_toml

PATH = "content/maps.toml"

Manner = Literal["hatched", "plain"]
Texts = SomeProse | dict[str, SomeProse]
"""In the language of the site, or by language."""


class AreaFields(Fields, frozen=True, kw_only=True, rename={"whole": "as"}):
    """How an area is drawn that states disagree about: by a `policy`, or `as` a part of another.

    `hatched` is what belongs to nobody on the map, `plain` what is drawn as any country. The `line`
    is printed under each map that shows the area, the `label` names it; each in the language of the
    site, or by language.
    """

    policy: Manner | None = None
    whole: SomeName = ""
    label: Texts = ""
    line: Texts = ""


class _File(Fields, frozen=True, kw_only=True):
    """The contract of the file."""

    areas: dict[str, AreaFields] = field(default_factory=dict)


class Policy(Struct, frozen=True):
    """How an area is drawn; `whole` is what it is a part of. Texts are by language.

    Those whose key is empty are in the language of the site.
    """

    manner: Literal["hatched", "plain", "part"]
    whole: str = ""
    labels: Mapping[str, str] = {}
    lines: Mapping[str, str] = {}


class Policies(Struct, frozen=True):
    """The policies of a paper, by area."""

    areas: Mapping[str, Policy] = {}

    def hatched(self) -> set[str]:
        """Return what belongs to nobody on maps."""
        return {id_ for id_, it in self.areas.items() if it.manner == "hatched"}

    def parts(self) -> dict[str, str]:
        """Return what is drawn as part of something else, and of what."""
        return {id_: it.whole for id_, it in self.areas.items() if it.whole}


def text_in(texts: Mapping[str, str], language: str, site: str) -> tuple[str, str]:
    """Return a text in a language, or the next best; and the language that it is in."""
    for tag in reversed(fallbacks(language)):
        if tag in texts:
            return texts[tag], tag
    for tag in ("", *reversed(fallbacks(site)), "en"):
        if tag in texts:
            return texts[tag], tag or site
    return next(((text, tag) for tag, text in texts.items()), ("", site))


def read_policies(raw: bytes | None) -> tuple[Policies, list[Problem]]:
    """Return the policies of a file's bytes, None if there is no such file; and its problems."""
    if raw is None:
        return Policies(), []
    try:
        tree = read_toml(raw)
    except SiteError as error:
        return Policies(), [problem.at(PATH) for problem in error.problems]
    decoded = decode(tree, _File, zone=ZoneInfo("UTC"), name="maps.toml")
    problems = [*decoded.problems, *decoded.remarks, *of_entities(decoded.entities)]
    areas: dict[str, Policy] = {}
    for written, it in (decoded.value.areas if decoded.value else {}).items():
        id_ = id_of(written)
        line, column = decoded.places[f"areas.{written}"]
        if written != id_:
            hint = f"write `[areas.{id_}]`"
            problems.append(Problem("", line, column, f"`{written}` is no id of an area", hint))
        if (it.policy is None) is (not it.whole):
            message = f"`{written}` is to have either a `policy` or an `as`"
            hint = 'write `policy = "hatched"`, `policy = "plain"`, or `as = "UA"`'
            problems.append(Problem("", line, column, message, hint))
            continue
        if not it.line:
            message = f"nothing is printed under maps that show `{written}`"
            hint = 'say in a `line = "…"` how it is drawn, and why'
            problems.append(Problem("", line, column, message, hint, "warning"))
        areas[id_] = Policy(
            it.policy or "part", id_of(it.whole), _by_language(it.label), _by_language(it.line)
        )
    for id_, policy in areas.items():
        if policy.whole and (policy.whole == id_ or areas.get(policy.whole, policy).whole == id_):
            place = decoded.places.get(f"areas.{id_}", (1, 1))
            problems.append(Problem("", *place, f"`{id_}` is a part of itself", "name what it is"))
    return Policies(areas), [problem.at(PATH) for problem in problems]


def id_of(written: str) -> str:
    """Return the id of an area that somebody names."""
    return written.upper() if written.upper() in country_codes() else area_id(written)


def _by_language(texts: str | dict[str, str]) -> dict[str, str]:
    if isinstance(texts, str):
        return {"": texts} if texts else {}
    return texts
