"""An import, in order: read, settle, write, prove, report."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.content.kinds import AUTHOR
from sitegen.content.places import CONFIG
from sitegen.errors import SiteError
from sitegen.importing import mapping as maps
from sitegen.importing import newsite, report
from sitegen.importing.anchored import Anchors
from sitegen.importing.bringing import Desk, bring
from sitegen.importing.categories import named_sections, sections_of
from sitegen.importing.countries import Countries
from sitegen.importing.document import scalar, without_hidden
from sitegen.importing.found import Found, Left, Person, Story
from sitegen.importing.kinds import media_of, read
from sitegen.importing.media import Media, is_picture
from sitegen.importing.places import Places
from sitegen.importing.settle import Settled, settle
from sitegen.importing.written import Written
from sitegen.pipeline.memory.documents import parse_options

FETCHED = "import-media"
"""The folder of the new site that has what was fetched; it may go once the move is done."""


Hear = Callable[[str], object]
"""Is told how far an import is."""


class Order(Struct, frozen=True, kw_only=True):
    """What was asked for: files and folders to be read, and the site that they move into.

    `countries` if stories are to have those that they name, as `import.toml` may say, too.
    """

    sources: tuple[Path, ...]
    root: Path
    kind: str = ""
    media: Path | None = None
    countries: bool = False


def move(order: Order, heard: Hear = lambda _: None) -> report.Report:
    """Bring stories over, and return what became of them. Raises `SiteError`."""
    root = order.root
    mapping = maps.read_mapping(_bytes(root / maps.NAME))
    before = report.read(_bytes(root / report.NAME))
    heard("reading")
    found, unknown = read(order.sources, order.kind, mapping)
    found = replace(found, stories=tuple(map(_held, found.stories)))
    if not found.stories:
        names = ", ".join(map(str, order.sources))
        raise SiteError.about(names, "there is no story in it", "name another source")
    root.mkdir(parents=True, exist_ok=True)
    with Written(root, before.files) as written:
        config = _site(root, found, mapping, written)
        settled = settle(found, mapping, config)
        asks = order.countries or mapping.countries
        desk = Desk(
            places=Places(found, settled, _media(order)),
            anchors=Anchors(written),
            options=parse_options(config),
            mapping=mapping,
            language=config.language,
            counted=Counter(),
            countries=Countries(found, config.language) if asks else None,
        )
        moved, said = _brought(found, settled, desk, heard)
        _authors(found, settled, written)
        for path, there in sorted(desk.places.wanted.items()):
            written.copy(path, desk.places.media.file(there))
        table = _found_names(found, mapping, settled, unknown())
        toml = (_bytes(root / maps.NAME) or b"").decode()
        written.put(maps.NAME, maps.with_found(toml, table, countries=asks).encode())
        result = report.Report(
            stories=tuple(moved),
            said=tuple(dict.fromkeys([*found.left, *settled.left, *said])),
            files=written.digests,
            kept=tuple(written.kept),
            missing=dict(sorted(desk.places.missing.items())),
            unused=tuple(_unused(found, desk.places)),
            shortcodes=unknown(),
            comments=found.comments,
            counted=dict(desk.counted),
        )
        written.put(report.NAME, report.as_json(result))
        written.end()
    return replace(
        result, written=len(written.new), changed=len(written.changed), same=written.same
    )


def _site(root: Path, found: Found, mapping: maps.ImportMapping, written: Written) -> Config:
    """Return the configuration of the site, which is made if it is not the newsroom's own."""
    config = newsite.site_at(root)
    own = newsite.site_toml(found, named_sections(found, mapping))
    if config is None or written.is_ours(CONFIG, own):
        return newsite.make_site(written, own)
    return config


def _brought(
    found: Found, settled: Settled, desk: Desk, heard: Hear
) -> tuple[list[report.Moved], list[Left]]:
    """Write and prove all stories; return what became of each, and what is to be said of them."""
    stories = {it.key: it for it in found.stories}
    moved: list[report.Moved] = []
    said: list[Left] = []
    for text in found.texts():
        story = stories[text.key]
        one, remarks = bring(story, text, settled.places[story.key], desk)
        moved.append(one)
        said += remarks
        if len(moved) % 500 == 0:
            heard(f"{len(moved):,} of {len(stories):,} stories")
    return moved, [*said, *desk.anchors.end()]


def _unused(found: Found, places: Places) -> Iterator[str]:
    """Yield the addresses of pictures that no story shows."""
    for it in found.files:
        if is_picture(it.path) and not {it.key, it.path} & places.used:
            yield it.address


def _media(order: Order) -> Media:
    """Return the files of the old site: those that were copied, and those that were fetched."""
    copied = order.media or media_of(order.sources, order.kind)
    return Media(copied, order.root / FETCHED)


def _held(story: Story) -> Story:
    """Return a page that was not public, or not for good, as a story: no page is held back here."""
    is_held = story.kind == "page" and not story.stays
    return replace(story, kind="article") if is_held else story


def _authors(found: Found, settled: Settled, written: Written) -> None:
    """Write a file for each author who signs something."""
    signing = {key for it in found.stories for key in it.authors}
    people: dict[str, Person] = {}
    for it in found.people:
        if it.key in signing:
            people.setdefault(settled.authors[it.key], it)
    for id_, it in sorted(people.items()):
        lines = ["---", f"name: {scalar(without_hidden(it.name))}"]
        if id_.endswith("-desk"):
            lines.append("desk: true")
        if it.url.startswith(("http://", "https://")):
            lines += ["links:", f"  - label: {scalar(it.url)}", f"    url: {scalar(it.url)}"]
        biography = without_hidden(it.biography)
        text = "\n".join([*lines, "---", "", *([biography, ""] if biography else [])])
        written.write(AUTHOR.path_of(id_), text.encode())


def _found_names(
    found: Found, mapping: maps.ImportMapping, settled: Settled, unknown: dict[str, int]
) -> dict[str, dict[str, str]]:
    """Return the tables of import.toml."""
    taxonomies = sorted({it.taxonomy for it in found.terms})
    signing = {key for it in found.stories for key in it.authors}
    return {
        "sections": dict(sorted(sections_of(found, mapping).items())),
        "authors": {key: id_ for key, id_ in sorted(settled.authors.items()) if key in signing},
        "taxonomies": {it: mapping.fate_of(it) for it in taxonomies},
        "shortcodes": dict.fromkeys(sorted(unknown), "text"),
        "permalinks": dict.fromkeys(found.permalinks, ""),
    }


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
