"""`content/site.toml`: who publishes the site, and how.

In come the file's bytes, out comes a `Config`, or a `ConfigError` with every problem of the
file at its place.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import get_args
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec.structs import replace

from sitegen import urls
from sitegen.destinations import PLACES
from sitegen.errors import ConfigError, Problem, SiteError
from sitegen.newspaper import Fault, language_fault, newspaper_problems
from sitegen.picture_settings import USES, PictureFormat, Pictures
from sitegen.publisher_settings import Rights
from sitegen.settings import POLICIES, Front, Preview, Publisher, Settings
from sitegen.spelling import Names, did_you_mean
from sitegen.strict.located import Decoded, decode
from sitegen.strict.shapes import listed
from sitegen.strict.texts import of_entities
from sitegen.strict.toml import read_toml
from sitegen.topics import Topics, read_topics


class Config(Settings, frozen=True, kw_only=True):
    """The settings, checked, and where they stand; `base_url` ends with a slash.

    `remarks` are what there is to say of it and of its `topics`, which have a file of their own.
    """

    path: str
    places: dict[str, tuple[int, int]]
    remarks: tuple[Problem, ...] = ()
    topics: Topics = Topics()

    @property
    def zone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def base_path(self) -> str:
        """The path under which the site lies: "/" or "/sub/path/"."""
        return urls.base_path(self.base_url)

    def at(self, base_url: str) -> "Config":
        """Return the same configuration for a site at another address. Raises ConfigError."""
        if fault := _base_url(base_url):
            raise ConfigError.about("--base-url", f"it {fault[0]}", fault[1])
        return replace(self, base_url=_normal(base_url))

    def with_topics(self, raw: bytes | None) -> "Config":
        """Return the same configuration with the topics of a file, and what is wrong with them."""
        topics, problems = read_topics(raw, self.slugs, self.language)
        return replace(self, topics=topics, remarks=(*self.remarks, *problems))

    @property
    def of_rows(self) -> "Config":
        """What of it shapes documents: not what is only said of listings and of the front page."""
        return replace(
            self,
            front=Front(),
            sections=tuple([replace(it, picture=None) for it in self.sections]),
            preview=Preview(),
            places={},
            remarks=(),
            topics=self.topics.naming(),
        )

    def problem(self, key: str, message: str, hint: str = "") -> Problem:
        """Return a problem with the value of a key, such as "front.lead"."""
        return Problem(self.path, *self.places.get(key, (1, 1)), message, hint)


def read_config(raw: bytes | None, path: str) -> Config:
    """Return the configuration that lies in a file's bytes, None if there is no such file.

    Raises ConfigError.
    """
    if raw is None:
        hint = (
            'create it with `title = "The Meridian"` and `base_url = "https://meridian.example/"`'
        )
        raise ConfigError([Problem(path, 1, 1, f"`{path}` is missing", hint)])
    try:
        tree = read_toml(raw)
    except SiteError as error:
        raise ConfigError(problem.at(path) for problem in error.problems) from None
    decoded = decode(tree, Settings, zone=ZoneInfo("UTC"), name="site.toml")
    problems = (*decoded.problems, *_checked(decoded))
    if decoded.value is None or problems:
        raise ConfigError(problem.at(path) for problem in problems)
    values = {name: getattr(decoded.value, name) for name in Settings.__struct_fields__}
    values["base_url"] = _normal(decoded.value.base_url)
    remarks = (*decoded.remarks, *of_entities(decoded.entities))
    return Config(
        **values,
        path=path,
        places=decoded.places,
        remarks=tuple(problem.at(path) for problem in remarks),
    )


# What types cannot say ----------------------------------------------------------------------

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_OF_THIS_MACHINE = re.compile(r"localtime|posixrules|(?:posix|right)/.*")
_SAFE_PATH = re.compile(r"/(?:[A-Za-z0-9_~%-][A-Za-z0-9._~%-]*/)*")
_POLICY = re.compile(r"/(?!/)\S*|https?://[^\s/]\S*")
_ADDRESS = re.compile(r"/[^/\s?#][^\s?#]*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_IN_PERMALINK = ("year", "month", "day", "section", "slug")
_IN_EDITOR = ("path", "line", "column")


def _checked(decoded: Decoded[Settings]) -> Iterator[Problem]:
    """Yield the problems of values that have the right type; of those keys that are right."""
    for key, check in _CHECKS.items():
        value = decoded.partial.get(key)
        fault = check(value) if isinstance(value, str) else None
        if fault:
            yield Problem("", *decoded.places[key], f"`{key}` {fault[0]}", fault[1])
    preview = decoded.partial.get("preview")
    if isinstance(preview, Preview) and (fault := _placeholders(preview.editor, _IN_EDITOR)):
        place = decoded.places["preview.editor"]
        yield Problem("", *place, f"`preview.editor` {fault[0]}", fault[1])
    yield from _pictures(decoded)
    yield from _policies(decoded)
    yield from _rights(decoded)
    yield from _gone(decoded)
    yield from newspaper_problems(decoded)
    yield from _destinations(decoded)


def _pictures(decoded: Decoded[Settings]) -> Iterator[Problem]:
    pictures = decoded.partial.get("pictures")
    formats = get_args(PictureFormat)
    for use in USES if isinstance(pictures, Pictures) else ():
        for name in getattr(pictures, use).quality:
            if name not in formats:
                place = decoded.places[f"pictures.{use}.quality.{name}"]
                hint = did_you_mean(name, formats) or f"write {listed(formats, 'or')}"
                yield Problem("", *place, f"there is no format `{name}`", hint)


def _gone(decoded: Decoded[Settings]) -> Iterator[Problem]:
    gone = decoded.partial.get("gone")
    for address in gone if isinstance(gone, dict) else ():
        if not _ADDRESS.fullmatch(address):
            hint = 'write it as it stood behind the host: "/2024/05/hoax/" = "why it is gone"'
            place = decoded.places[f"gone.{address}"]
            yield Problem("", *place, f"`{address}` is no address of this site", hint)


def _rights(decoded: Decoded[Settings]) -> Iterator[Problem]:
    """Yield what a site leaves open though it says something of what machines may do."""
    rights = decoded.partial.get("rights")
    if not isinstance(rights, Rights):
        return
    said = {key: getattr(rights, key) for key in ("search", "summaries", "training")}
    if rights.is_said:
        for key in (key for key, it in said.items() if it == "unsaid"):
            place = decoded.places.get(f"rights.{key}", decoded.places["rights"])
            message = f"`rights` does not say anything of `{key}`"
            hint = f'what is left open is read as no by some and as yes by others: `{key} = "no"`'
            yield Problem("", *place, message, hint)
    elif rights.license or rights.contact:
        hint = 'write `search = "yes"`, `summaries = …` and `training = …` beside it'
        yield Problem("", *decoded.places["rights"], "`rights` does not say what is allowed", hint)


def _policies(decoded: Decoded[Settings]) -> Iterator[Problem]:
    publisher = decoded.partial.get("publisher")
    for name, address in publisher.policies.items() if isinstance(publisher, Publisher) else ():
        place = decoded.places[f"publisher.policies.{name}"]
        if name not in POLICIES:
            hint = did_you_mean(name, POLICIES) or f"write {listed(POLICIES, 'or')}"
            yield Problem("", *place, f"there is no policy `{name}`", hint)
        elif not _POLICY.fullmatch(address):
            hint = (
                "write a page of this site (`/about/`) or an address such as `https://a.example/`"
            )
            yield Problem("", *place, f"`{name}` must be an address, not `{address}`", hint)


def _destinations(decoded: Decoded[Settings]) -> Iterator[Problem]:
    found = decoded.partial.get("publish")
    for name, it in found.items() if isinstance(found, dict) else ():
        line, column = decoded.places[f"publish.{name}"]
        named = [place for place in PLACES if getattr(it, place)]
        if len(named) != 1:
            has = f"has {listed(named, 'and')}" if named else "says no place"
            hint = f"say one place for each table: {listed(PLACES, 'or')}"
            yield Problem("", line, column, f"`[publish.{name}]` {has}", hint)
        if it.compress and it.repository:
            message = "`compress` is for folders, servers and buckets"
            yield Problem(
                "", line, column, message, "leave it out: the host of a branch packs files"
            )
        elif it.bucket and len(it.compress) > 1:
            message = "a bucket has one object for all browsers, so `compress` names one way"
            yield Problem("", line, column, message, 'every browser takes `compress = ["gzip"]`')


def _normal(base_url: str) -> str:
    parts = urlsplit(base_url)
    return urlunsplit((parts.scheme, parts.netloc.lower(), f"{parts.path.rstrip('/')}/", "", ""))


def _base_url(value: str) -> Fault | None:
    example = "write an address such as `https://meridian.example/`"
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"is no address: `{value}`", example
    if parts.scheme not in {"http", "https"} or not host:
        return f"must be an absolute address, not `{value}`", example
    if "@" in parts.netloc or any(char in value for char in "?#") or value != value.strip():
        return "must hold nothing but a host and a path", example
    if not _HOST.fullmatch(parts.netloc.partition(":")[0].lower()) and "[" not in parts.netloc:
        return (
            f"has no valid host: `{host}`",
            "write a name in another script as punycode (`xn--…`)",
        )
    path = f"{parts.path.rstrip('/')}/"
    stays = False
    if _SAFE_PATH.fullmatch(path):
        decoded = urls.base_path(path)
        stays = urls.href(decoded, "").upper() == path.upper() and urls.is_clean(decoded)
    if not stays:
        return f"has a path that does not stay as it is: `{parts.path}`", example
    return None


def _timezone(value: str) -> Fault | None:
    if not _OF_THIS_MACHINE.fullmatch(value):
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            ZoneInfo(value)
            return None
    near = Names(available_timezones() - {"localtime"}, in_folders=True).hint(value)
    return f"is no time zone: `{value}`", near or "write a name such as `Europe/Berlin`"


def _placeholders(value: str, known: tuple[str, ...]) -> Fault | None:
    for name in _PLACEHOLDER.findall(value):
        if name not in known:
            near = did_you_mean(name, known) or f"write {listed(known, 'or')} in the braces"
            return f"has an unknown placeholder, `{{{name}}}`", near
    if set(_PLACEHOLDER.sub("", value)) & {"{", "}"}:
        return "has a brace without its partner", f"write {listed(known, 'or')} in the braces"
    return None


def _permalink(value: str) -> Fault | None:
    example = "write for example `/{year}/{month}/{slug}/`"
    if fault := _placeholders(value, _IN_PERMALINK):
        return fault
    if "{slug}" not in value:
        return "must hold `{slug}`", example
    if not (value.startswith("/") and value.endswith("/")):
        return "must begin and end with `/`", example
    if not _SAFE_PATH.fullmatch(_PLACEHOLDER.sub("x", value)):
        return "may hold letters, digits, `-`, `_`, `.` and `~` between its slashes", example
    return None


_CHECKS: dict[str, Callable[[str], Fault | None]] = {
    "base_url": _base_url,
    "timezone": _timezone,
    "language": language_fault,
    "permalink": _permalink,
}
