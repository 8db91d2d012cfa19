"""`import.toml`: what the names of the old system become here. Written, then edited, then obeyed.

It is written with all that was found; what a newsroom changes in it holds for the next run, and
names that a later export adds are put below those that are there. Nothing else of it is touched.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta, field

from sitegen.errors import SiteError
from sitegen.field_types import Fields
from sitegen.strict.located import decode
from sitegen.strict.texts import in_quotes
from sitegen.strict.toml import read_toml

NAME = "import.toml"
TaxonomyFate = Literal["section", "tags", "nothing"]
"""What terms of a taxonomy become."""

Fate = Literal["text", "inside", "nothing", "embed"]
"""What becomes of a shortcode: it stays as it is written, what stands inside stays, nothing stays,
or the address that it names is shown as an embed."""

Permalink = Annotated[
    str,
    Meta(
        pattern=r"^$|^/(?:[^:\s]|:(?:year|short_year|month|i_month|day|i_day|hour|minute|title|path)\b)*$",
        description="an address such as `/:year/:month/:day/:title/`",
    ),
]
"""Where texts were published, with parts of Jekyll's permalinks; empty if no reader knew."""

_HEAD = """\
# What the names of the old system become here. Edit it, and run the same import again:
# files that nobody has changed since are written anew.
"""

_ASKED = """\
updated = false   # true: show when stories were last changed
countries = {}   # true: give stories the countries that they name
"""

_TOLD = {
    "sections": 'Categories: the id of a section, or "" for a topic.',
    "authors": "Who signs: the id of an author, which is the name of a file in content/authors/.",
    "taxonomies": 'What stories were filed under: "section", "tags" or "nothing".',
    "shortcodes": 'Shortcodes that nobody knows: "text" leaves them as they are written, "inside"'
    ' what they\n# enclose, "embed" the address that they name, "nothing" nothing.',
    "permalinks": "Addresses that code made, as texts name them: what it made of them, such as"
    '\n# "/:year/:month/:day/:title/", or "" if no reader knew them.',
}


class ImportMapping(Fields, frozen=True):
    """The contract of `import.toml`. A name that is not in it is mapped as it was found.

    `updated` if stories show when they were last changed: systems note that for any change.
    `countries` if stories have those that their headlines, deks, topics and texts name.
    """

    updated: bool = False
    countries: bool = False
    sections: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    taxonomies: dict[str, TaxonomyFate] = field(default_factory=dict)
    shortcodes: dict[str, Fate] = field(default_factory=dict)
    permalinks: dict[str, Permalink] = field(default_factory=dict)

    def fate_of(self, taxonomy: str) -> TaxonomyFate:
        """Return what terms of a taxonomy become: as it says, or as these are understood."""
        defaults: dict[str, TaxonomyFate] = {"category": "section", "post_format": "nothing"}
        return self.taxonomies.get(taxonomy) or defaults.get(taxonomy, "tags")


def read_mapping(raw: bytes | None) -> ImportMapping:
    """Return what `import.toml` says, nothing if there is none. Raises `SiteError`."""
    if raw is None:
        return ImportMapping()
    try:
        tree = read_toml(raw)
    except SiteError as error:
        raise SiteError(it.at(NAME) for it in error.problems) from None
    decoded = decode(tree, ImportMapping, zone=ZoneInfo("UTC"), name=NAME)
    if decoded.value is None:
        raise SiteError(it.at(NAME) for it in decoded.problems)
    return decoded.value


def with_found(
    text: str, found: Mapping[str, Mapping[str, str]], *, countries: bool = False
) -> str:
    """Return the text of `import.toml` with what was found and is not in it yet, by table.

    A new one says whether `countries` are asked for; one that is there is the newsroom's.
    """
    known = read_mapping(text.encode()) if text else ImportMapping()
    text = text or f"{_HEAD}\n{_ASKED.format(str(countries).lower())}"
    for table, names in found.items():
        has = getattr(known, table)
        lines = [f"{_key(it)} = {in_quotes(value)}" for it, value in names.items() if it not in has]
        if lines:
            text = _with_lines(text, table, lines)
    return text


def _with_lines(text: str, table: str, lines: Iterable[str]) -> str:
    """Return the text with lines at the end of a table, which is made if there is none."""
    added = "\n".join(lines)
    header = re.search(rf"^\[{table}\][^\n]*$", text, re.MULTILINE)
    if not header:
        return f"{text.rstrip()}\n\n# {_TOLD[table]}\n[{table}]\n{added}\n"
    following = re.compile(r"^\[|\Z", re.MULTILINE).search(text, header.end())
    end = following.start() if following else len(text)
    lines_before = text[:end].removesuffix("\n").split("\n")
    # Comments right above the next table are its own.
    while end < len(text) and lines_before[-1].startswith("#"):
        lines_before.pop()
    before = "\n".join(lines_before).rstrip()
    return f"{before}\n{added}{text[len(before) :]}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else in_quotes(name)
