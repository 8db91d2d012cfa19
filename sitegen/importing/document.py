"""One file of the new site: front matter and body, as bytes."""

import re
from datetime import datetime

from msgspec import Struct

from sitegen.strict.nodes import HIDDEN
from sitegen.strict.texts import in_quotes

_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SPEAKS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


class Lead(Struct, frozen=True, kw_only=True):
    """The picture at the head of a story."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""


class Front(Struct, frozen=True, kw_only=True):
    """A front matter: what is empty is left out."""

    headline: str = ""
    title: str = ""
    dek: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    expires: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str = ""
    countries: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    image: Lead | None = None
    status: str = ""
    aliases: tuple[str, ...] = ()
    guid: str = ""
    slug: str = ""


def document(front: Front, body: str) -> bytes:
    """Return a file of the new site."""
    lines = ["---"]
    for key in Front.__struct_fields__:
        value = getattr(front, key)
        if not value:
            continue
        if isinstance(value, Lead):
            lines.append(f"{key}:")
            told = ((name, getattr(value, name)) for name in Lead.__struct_fields__)
            lines += [f"  {name}: {scalar(text)}" for name, text in told if text]
        elif isinstance(value, datetime):
            lines.append(f"{key}: {moment(value)}")
        elif isinstance(value, tuple):
            lines.append(f"{key}: [{', '.join(map(scalar, value))}]")
        else:
            lines.append(f"{key}: {scalar(value)}")
    text = "\n".join([*lines, "---", "", body])
    return text.encode("utf-8", "replace")


def moment(value: datetime) -> str:
    """Return a moment with its offset, or in newsroom time if it has none."""
    timespec = "seconds" if value.second else "minutes"
    return value.replace(microsecond=0).isoformat(
        timespec=timespec if value.tzinfo is None else "seconds"
    )


def scalar(text: str) -> str:
    """Return a text as a value of YAML: a JSON string is one, whatever is in it."""
    if _PLAIN.fullmatch(text) and text not in _SPEAKS:
        return text
    return in_quotes(text)


def without_hidden(text: str) -> str:
    """Return a text without characters that no file of a site may hold."""
    return HIDDEN.sub(lambda found: " " if found[0] in "\x85\u2028\u2029\v\f" else "", text)
