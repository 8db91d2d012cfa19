"""What a template says by itself, whatever the site: read and compiled once a process, by its text.

To parse and compile the default theme takes longer than to render a small newspaper with it, and
a preview makes all templates anew after an edit of any. With `templates`, the home of Jinja.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec
from jinja2 import BytecodeCache, Environment, StrictUndefined, TemplateSyntaxError, meta, nodes
from jinja2.bccache import Bucket
from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.pages import filters
from sitegen.pages.lean import LeanEnvironment
from sitegen.pages.sitetexts import asked_of_site, known_of_site, renames_site
from sitegen.pages.views import SiteView
from sitegen.spelling import did_you_mean
from sitegen.statcache import digest_of

if TYPE_CHECKING:
    from types import CodeType

Kind = TypeVar("Kind", bound=Environment)

FUNCTIONS = frozenset({"asset", "piece", "body", "pages"})
IMPURE = frozenset({"pprint", "random", "sameas"})
"""Filters and tests of Jinja whose result depends on more than the values that they are given."""

REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
REMEMBERED = 512
"""How many texts of templates are kept: those of a large theme, in several versions."""


class Mistake(Struct, frozen=True):
    """What is wrong at a line of a template."""

    line: int
    message: str
    hint: str = ""


class Said(Struct, frozen=True):
    """What a template names, literally; assets with the line of each; whether it shows a body.

    `lists_pages` if it asks for all pages.
    `renames_site` if it calls something else `site`, `of_site` what it names of that.
    """

    templates: frozenset[str] = frozenset()
    assets: tuple[tuple[str, int], ...] = ()
    shows_body: bool = False
    lists_pages: bool = False
    renames_site: bool = False
    of_site: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    broken: bool = False
    """It is no Jinja: the only mistake says why, and nothing else is known."""


class _Unknown(StrictUndefined):
    """What a template names and there is not: whoever uses it is told so in our words."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_hint or self._undefined_obj is None or not isinstance(name, str):
            return super()._undefined_message
        return f"there is no `{name}` here"


class Learnt(Struct):
    """What templates say, by the digest of their text, and the code that they became."""

    said: dict[Digest, Said] = {}
    code: dict[Digest, bytes] = {}


class _Memory:
    """What this process knows of templates, and how much of that came from another."""

    def __init__(self) -> None:
        self.said: dict[Digest, Said] = {}
        self.ready: dict[Digest, CodeType | None] = {}
        self.packed: dict[Digest, bytes] = {}
        self.told: set[Digest] = set()

    def make_room(self) -> None:
        """Forget everything once it is more than any theme needs."""
        if len(self.packed) >= REMEMBERED or len(self.said) >= REMEMBERED:
            for known in (self.said, self.ready, self.packed, self.told):
                known.clear()


_MEMORY = _Memory()


def recall(data: bytes) -> None:
    """Learn what another process has `learnt`. Raises `msgspec.DecodeError`."""
    learnt_ = msgspec.msgpack.decode(data, type=Learnt)
    _MEMORY.said |= learnt_.said
    _MEMORY.packed |= learnt_.code
    _MEMORY.told |= learnt_.said.keys() | learnt_.code.keys()


class Compiled(BytecodeCache):
    """The code of templates, for all environments of this process.

    All of them are set alike, by `environment`; what differs besides, their globals, is in no code,
    and of their site just what a template names.
    """

    def __init__(self, site: SiteView | None) -> None:
        self._site = site

    def get_source_checksum(self, source: str) -> str:
        """Return what stands for a text with what its code says of the site."""
        return fingerprint(source, known_of_site(self._site, read(source).of_site)).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take code from this process, or what another left."""
        key = self._key(bucket.key, bucket.checksum)
        if key in _MEMORY.ready:
            bucket.code = _MEMORY.ready[key]
        elif key in _MEMORY.packed:
            bucket.bytecode_from_string(_MEMORY.packed[key])
            _MEMORY.ready[key] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep code."""
        if bucket.code:
            _MEMORY.make_room()
            key = self._key(bucket.key, bucket.checksum)
            _MEMORY.ready[key] = bucket.code
            _MEMORY.packed[key] = bucket.bytecode_to_string()

    def learnt(self, texts: Mapping[str, str]) -> bytes | None:
        """Return what is known of templates, if any of it was not known to begin with."""
        saying = {_text_key(text) for text in texts.values()}
        keys = {
            self._key(self.get_cache_key(name, name), self.get_source_checksum(text))
            for name, text in texts.items()
        }
        said = {it: _MEMORY.said[it] for it in sorted(saying & _MEMORY.said.keys())}
        code = {it: _MEMORY.packed[it] for it in sorted(keys & _MEMORY.packed.keys())}
        if said.keys() | code.keys() <= _MEMORY.told:
            return None
        return msgspec.msgpack.encode(Learnt(said, code))

    def _key(self, name: str, text: str) -> Digest:
        return fingerprint(name, text)


def _text_key(text: str) -> Digest:
    return digest_of(text.encode())


def environment(site: SiteView | None = None) -> LeanEnvironment:
    """Return an environment of pure filters and tests, without globals or a loader.

    What pages show of a `site` is put into the code of its templates.
    """
    made = _set(LeanEnvironment, Compiled(site))
    made.site = site
    return made


def plain_environment() -> Environment:
    """Return the same, whose templates become the code that Jinja makes of them."""
    return _set(Environment, None)


def _set(kind: type[Kind], code: Compiled | None) -> Kind:
    made = kind(
        autoescape=True,
        undefined=_Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
        bytecode_cache=code,
    )
    made.globals.clear()
    for name in IMPURE:
        made.filters.pop(name, None)
        made.tests.pop(name, None)
    made.filters.update(filters.FILTERS, urlencode=filters.urlencode)
    return made


def read(text: str) -> Said:
    """Return what a template says."""
    key = _text_key(text)
    if key not in _MEMORY.said:
        _MEMORY.make_room()
        _MEMORY.said[key] = _read(text)
    return _MEMORY.said[key]


def _read(text: str) -> Said:
    known = environment()
    try:
        tree = known.parse(text)
    except TemplateSyntaxError as error:
        return Said(mistakes=(mistake(error),), broken=True)
    said = [*tree.find_all(nodes.Node)]  # once: each walk takes a tenth of what parsing does
    templates = {it for it in meta.find_referenced_templates(tree) if it}
    assets: list[tuple[str, int]] = []
    shows_body = lists_pages = False
    mistakes = [
        Mistake(reference.lineno, "templates are named literally, not by an expression")
        for reference in said
        if isinstance(reference, REFERENCES)
        and not isinstance(getattr(reference, "template", None), nodes.Const)
    ]
    calls = [it for it in said if isinstance(it, nodes.Call)]
    for call in calls:
        function = call.node.name if isinstance(call.node, nodes.Name) else ""
        if function == "body":
            shows_body = True
        elif function == "pages":
            lists_pages = True
        elif function in {"asset", "piece"}:
            first = call.args[0] if call.args else None
            if not isinstance(first, nodes.Const) or not isinstance(first.value, str):
                mistakes.append(Mistake(call.lineno, f"`{function}` takes a literal name"))
            elif function == "piece":
                templates.add(first.value)
            else:
                assets.append((first.value, call.lineno))
    mistakes += (*_unknown(said, known), *_not_called(said, calls))
    return Said(
        frozenset(templates),
        tuple(assets),
        shows_body,
        lists_pages,
        renames_site(said),
        asked_of_site(said),
        tuple(mistakes),
    )


def mistake(error: TemplateSyntaxError) -> Mistake:
    """Return what is wrong with a text that is no Jinja."""
    said = error.message or "syntax error"
    return Mistake(error.lineno, f"this is not Jinja: {said[0].lower()}{said[1:].rstrip('.')}")


def _unknown(said: Sequence[nodes.Node], known: Environment) -> Iterator[Mistake]:
    """Yield filters and tests that do not exist: Jinja says so only when it compiles."""
    for call in said:
        if not isinstance(call, nodes.Filter | nodes.Test):
            continue
        is_filter = isinstance(call, nodes.Filter)
        there = known.filters if is_filter else known.tests
        if call.name not in there:
            what = f"there is no {'filter' if is_filter else 'test'} `{call.name}`"
            yield Mistake(call.lineno, what, did_you_mean(call.name, there))


def _not_called(said: Sequence[nodes.Node], calls: Sequence[nodes.Call]) -> Iterator[Mistake]:
    """Yield functions under another name, by which their dependencies would escape."""
    called = {id(call.node) for call in calls}
    for use in said:
        if isinstance(use, nodes.Name) and use.name in FUNCTIONS and id(use) not in called:
            what = f"`{use.name}` is a function, which is only ever called"
            yield Mistake(use.lineno, what, f"write `{use.name}(…)`, or take another name")
