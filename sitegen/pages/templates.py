"""Templates: what each one depends on, and how it is rendered.

A template sees `view` and `site`, pure filters, and four functions whose dependencies can be
read off its source, since what they name is named literally:

    asset("site.css")         the href of a static file
    piece("card.html", card)  another template, rendered with `card` as its view, once per card
    body(view.body)           a body, its slots filled (`fragments.py`)
    pages()                   links to all pages of the edition
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from traceback import walk_tb

from jinja2 import Environment, FunctionLoader, TemplateError, TemplateSyntaxError
from markupsafe import Markup
from msgspec import Struct

from sitegen.errors import Problem, StoreDamaged
from sitegen.model import Body, Digest
from sitegen.pages import syntax
from sitegen.pages.fragments import on_page
from sitegen.pages.shortcuts import LeanContext, as_html
from sitegen.pages.slots import TEMPLATES
from sitegen.pages.views import BodyView, Link, SiteView
from sitegen.spelling import Names

FOLDER = "templates/"
REMEMBERED = 20_000
"""How many pieces are kept: the cards of two hundred listings' worth of memory, some 20 MB."""

ReadBody = Callable[[Digest], Body]


class Needs(Struct, frozen=True):
    """What a template names, directly; whether it lists all pages."""

    templates: frozenset[str]
    assets: frozenset[str]
    pages: bool


class RenderError(Exception):
    """A template failed; the problem names its line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Templates:
    """All templates of a site, and the hrefs of its assets. Rendering needs a reader of bodies."""

    def __init__(self, texts: Mapping[str, str], assets: Mapping[str, str]) -> None:
        """Take the templates by name and the hrefs of assets by name."""
        self._texts = texts
        self.assets = assets
        self._read_body: ReadBody | None = None
        self._site: SiteView | None = None
        self._pages: tuple[Link, ...] = ()
        self._view: object = None
        self._pieces: dict[tuple[str, int], tuple[object, Markup]] = {}
        self._takes_care = False
        self._problems: list[Problem] = []

    def check(self) -> list[Problem]:
        """Return what is wrong with templates and with what they name."""
        self.uses("base.html")
        return self._problems

    def uses(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return every template and every asset that rendering `name` can touch."""
        templates: set[str] = set()
        assets: set[str] = set()
        pending = [name]
        while pending:
            current = pending.pop()
            if current not in templates and current in self._needs:
                templates.add(current)
                assets |= self._needs[current].assets
                pending += self._needs[current].templates
        return frozenset(templates), frozenset(assets)

    def lists_pages(self, name: str) -> bool:
        """Whether rendering `name` can show what any page of the edition is called."""
        return any(self._needs[it].pages for it in self.uses(name)[0])

    @cached_property
    def may_list_pages(self) -> bool:
        """Whether rendering any template can."""
        return any(it.pages for it in self._needs.values())

    @property
    def named(self) -> frozenset[str]:
        """The assets that any template names."""
        return frozenset().union(*(it.assets for it in self._needs.values()))

    def render(
        self,
        name: str,
        view: Struct,
        site: SiteView,
        read_body: ReadBody,
        *,
        pages: tuple[Link, ...] = (),
    ) -> str:
        """Return the page. Raises `RenderError` with the template's line."""
        self._read_body = read_body
        self._know(site)
        if pages is not self._pages and pages != self._pages:
            self._pieces.clear()
        self._pages, self._view = pages, view
        try:
            return self._whole(name, view)
        except TemplateSyntaxError as error:
            raise RenderError(_told(error.name or "", syntax.mistake(error))) from error
        except StoreDamaged:
            raise
        except Exception as error:
            raise RenderError(_problem(name, error)) from error

    def prepare(self, site: SiteView) -> None:
        """Compile every template, so that forked workers share the result."""
        self._know(site)
        for name in self._needs:
            with suppress(TemplateSyntaxError):  # the page that needs it says so
                self._environment.get_template(name)

    def learnt(self) -> bytes | None:
        """Return what `syntax.recall` takes in the next process, if it does not know it already."""
        kept = self._environment.bytecode_cache
        return kept.learnt(self._texts) if isinstance(kept, syntax.Compiled) else None

    def _know(self, site: SiteView) -> None:
        """Take note of what every page shows."""
        if site is not self._site and site != self._site:  # pieces and templates hold it, too
            self._pieces.clear()
            self.__dict__.pop("_environment", None)
        self._site = site

    @cached_property
    def _environment(self) -> Environment:
        renamed = any(syntax.read(text).renames_site for text in self._texts.values())
        return self._equipped(syntax.environment(None if renamed else self._site))

    @cached_property
    def _plain_environment(self) -> Environment:
        return self._equipped(syntax.plain_environment())

    def _equipped(self, environment: Environment) -> Environment:
        # Its name is a template's file name too: where an error is found by.
        environment.loader = FunctionLoader(lambda name: (self._texts[name], name, None))
        environment.globals.update(
            asset=self.assets.__getitem__,
            piece=self._piece,
            body=self._body,
            pages=lambda: self._pages,
        )
        return environment

    @cached_property
    def _needs(self) -> dict[str, Needs]:
        needs = {}
        for name, text in self._texts.items():
            said = syntax.read(text)
            self._problems += (_told(name, it) for it in said.mistakes)
            if not said.broken:
                needs[name] = self._found(name, said)
        return needs

    def _found(self, name: str, said: syntax.Said) -> Needs:
        assets = set()
        for asset, line in said.assets:
            if asset in self.assets:
                assets.add(asset)
            else:
                hint = Names(self.assets, in_folders=True).hint(asset)
                self._report(name, line, f"`{asset}` is not in static/", hint)
        templates = said.templates | (TEMPLATES if said.shows_body else frozenset())
        for missing in sorted(templates - set(self._texts)):
            hint = Names(self._texts, in_folders=True).hint(missing)
            self._report(name, 1, f"there is no template `{missing}`", hint)
        return Needs(templates, frozenset(assets), said.lists_pages)

    def _report(self, name: str, line: int, message: str, hint: str) -> None:
        self._problems.append(Problem(FOLDER + name, line, 1, message, hint))

    def _piece(self, name: str, view: object) -> Markup:
        if view is self._view:  # no other page shows it
            return as_html(Markup, self._html(name, view))
        # A view is frozen and outlives the page: its identity stands for its value.
        key = (name, id(view))
        known = self._pieces.get(key)
        if known is None:
            html = self._html(name, view)
            if len(self._pieces) >= REMEMBERED:
                self._pieces.clear()
            known = self._pieces[key] = (view, as_html(Markup, html))
        return known[1]

    def _body(self, view: BodyView) -> Markup:
        if self._read_body is None:
            message = "bodies cannot be read here"
            raise LookupError(message)
        return on_page(self._read_body(view.digest), view, self._html)

    def _whole(self, name: str, view: object) -> str:
        """Return a page; an exception knows the lines of templates.

        Lean code asks nothing: whatever stops it, Jinja's own goes through the page once more.
        """
        try:
            return self._html(name, view)
        except StoreDamaged:
            raise
        except Exception:  # noqa: BLE001 - it comes again if something is wrong
            self._takes_care = True
        try:
            return self._html(name, view)
        finally:
            self._takes_care = False

    def _html(self, name: str, view: object) -> str:
        """Return what a template makes of a view."""
        if self._takes_care:
            return self._plain_environment.get_template(name).render(view=view, site=self._site)
        # As `render` does, without its detours.
        environment = self._environment
        template = environment.get_template(name)
        known = {**environment.globals, "view": view, "site": self._site}
        context = LeanContext(
            environment, known, template.name, template.blocks, environment.globals
        )
        return environment.concat(template.root_render_func(context))


def _told(name: str, wrong: syntax.Mistake) -> Problem:
    return Problem(FOLDER + name, wrong.line, 1, wrong.message, wrong.hint)


def _problem(name: str, error: Exception) -> Problem:
    """Return the problem at the innermost line of a template that was running."""
    place, line = name, 1
    for frame, number in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(".html"):
            place, line = frame.f_code.co_filename, number
    said = error.message if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return Problem(FOLDER + place, line, 1, said or type(error).__name__)
