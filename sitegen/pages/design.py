"""The design of a site: what its templates and assets make of a view."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from sitegen.config import Config
from sitegen.css.palette import Palette, palette_of
from sitegen.errors import Problem
from sitegen.model import Source
from sitegen.pages.assets import Asset, Collect, collect, published
from sitegen.pages.templates import FOLDER, Templates
from sitegen.pages.typefaces import typefaces_of
from sitegen.pages.words import FOLDER as WORDS
from sitegen.pages.words import Words
from sitegen.spelling import Names
from sitegen.urls import href

STYLESHEET = "site.css"
"""What names the colours of the paper."""


class Design(Struct, frozen=True):
    """What stands in templates/ and static/: how pages look, and the hrefs of assets by name.

    `words` are those of the interface; `first` the hrefs of those parts of typefaces that a page
    needs at once, by part, if a stylesheet asks for typefaces; `palette` are the colours that the
    stylesheet names.
    """

    assets: Mapping[str, Asset]
    hrefs: Mapping[str, str]
    templates: Templates
    words: Words
    problems: tuple[Problem, ...]
    first: Mapping[str, tuple[str, ...]] = {}
    palette: Palette = Palette()


def shaping(sources: Mapping[str, Source]) -> list[Source]:
    """Return the sources that a design is made from, by path."""
    return [it for it in sources.values() if it.kind in {"template", "asset", "font"}]


def design_of(  # noqa: PLR0917 - all that a design rests on
    sources: Mapping[str, Source],
    config: Config,
    languages: Iterable[str],
    read: Callable[[Source], bytes],
    cutter: object,
    collect: Collect = collect,
) -> Design:
    """Return the design of a site in its languages, with what is wrong with it.

    `cutter` is what cuts typefaces, as names of files tell it; `collect` is `assets.collect`, or
    what knows of an earlier build what that returns.
    """
    texts = {
        it.path: read(it).decode("utf-8", "replace")
        for it in shaping(sources)
        if it.kind == "template"
    }
    typefaces = typefaces_of(config, sources, read, cutter)
    assets, wrong_assets = collect(sources, read, config.base_path, typefaces)
    hrefs = {name: href(config.base_path, asset.path) for name, asset in assets.items()}
    pages = {it: text for it, text in texts.items() if it.endswith(".html")}
    templates = Templates({it.removeprefix(FOLDER): pages[it] for it in pages}, hrefs)
    words = Words(texts)
    own = (it.path for it in sources.values() if it.file and it.path.startswith(WORDS))
    tags = (path.removeprefix(WORDS).removesuffix(".toml") for path in own)
    wrong_words = words.problems((*languages, *tags))
    problems = (*typefaces.problems, *wrong_assets, *wrong_words, *templates.check())
    first = typefaces.first if any(it.cut for it in assets.values()) else {}
    main = assets.get(STYLESHEET)
    css = read(main.source).decode("utf-8", "replace") if main else ""
    assets = published(assets, config.base_path, templates.named)
    return Design(assets, hrefs, templates, words, problems, first, palette_of(css))


def logo_problems(config: Config, design: Design) -> Iterator[Problem]:
    """Yield a problem for each logo that site.toml names and static/ has not."""
    near = Names(design.assets, in_folders=True)
    for key, name in (("logo", config.logo), ("publisher.logo", config.publisher.logo)):
        if name and name not in design.assets:
            message = f"`{name}` is not in static/"
            yield config.problem(key, message, near.hint(name))
