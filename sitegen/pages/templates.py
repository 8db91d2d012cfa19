"""Templates: what each one depends on, and how it is rendered. The home of Jinja.

A template sees `view` and `site`, pure filters, and three functions whose dependencies can be
read off its source, since their first argument is a literal:

    asset("site.css")         the href of a static file
    piece("card.html", card)  another template, rendered with `card` as its view, once per card
    body(view.body)           a body, its slots filled by the templates in `SLOTS`
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from traceback import walk_tb

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    meta,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup
from msgspec import Struct

from sitegen.errors import Problem, StoreDamaged, did_you_mean
from sitegen.model import Body, Digest
from sitegen.pages import filters
from sitegen.pages.fragments import fill
from sitegen.pages.views import BodyView, SiteView

FOLDER = "templates/"
SLOTS = ("figure.html", "embed.html")
REMEMBERED = 20_000
"""How many pieces are kept: the cards of two hundred listings' worth of memory, some 20 MB."""

FUNCTIONS = frozenset({"asset", "piece", "body"})
IMPURE = frozenset({"pprint", "random", "sameas"})
"""Filters and tests of Jinja whose result depends on more than the values that they are given."""

REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)

ReadBody = Callable[[Digest], Body]


class Needs(Struct, frozen=True):
    """What a template names, directly."""

    templates: frozenset[str]
    assets: frozenset[str]


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
        self._pieces: dict[tuple[str, int], tuple[object, Markup]] = {}
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

    def render(self, name: str, view: Struct, site: SiteView, read_body: ReadBody) -> str:
        """Return the page. Raises `RenderError` with the template's line."""
        self._read_body = read_body
        if site is not self._site:  # pieces show it, too
            self._pieces.clear()
            self._site = site
        try:
            return self._environment.get_template(name).render(view=view, site=site)
        except TemplateSyntaxError as error:
            raise RenderError(_syntax_problem(error)) from error
        except StoreDamaged:
            raise
        except Exception as error:
            raise RenderError(_problem(name, error)) from error

    def prepare(self) -> None:
        """Compile every template, so that forked workers share the result."""
        for name in self._needs:
            with suppress(TemplateSyntaxError):  # the page that needs it says so
                self._environment.get_template(name)

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            # Its name is a template's file name too: where an error is found by.
            loader=FunctionLoader(lambda name: (self._texts[name], name, None)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=-1,
            auto_reload=False,
        )
        environment.globals.clear()
        environment.globals.update(
            asset=self.assets.__getitem__, piece=self._piece, body=self._body
        )
        for name in IMPURE:
            environment.filters.pop(name, None)
            environment.tests.pop(name, None)
        environment.filters.update(filters.FILTERS)
        return environment

    @cached_property
    def _needs(self) -> dict[str, Needs]:
        needs = {}
        for name, text in self._texts.items():
            try:
                tree = self._environment.parse(text, name)
                needs[name] = self._read_off(name, tree)
            except TemplateSyntaxError as error:
                self._problems.append(_syntax_problem(error))
        return needs

    def _read_off(self, name: str, tree: nodes.Template) -> Needs:
        templates, assets = set(), set()
        for reference in tree.find_all(REFERENCES):
            if not isinstance(getattr(reference, "template", None), nodes.Const):
                self._report(name, reference, "templates are named literally, not by an expression")
        templates |= {it for it in meta.find_referenced_templates(tree) if it}
        for call in tree.find_all(nodes.Call):
            function = call.node.name if isinstance(call.node, nodes.Name) else ""
            if function == "body":
                templates |= set(SLOTS)
            elif function in {"asset", "piece"}:
                first = call.args[0] if call.args else None
                if not isinstance(first, nodes.Const) or not isinstance(first.value, str):
                    self._report(name, call, f"`{function}` takes a literal name")
                elif function == "piece":
                    templates.add(first.value)
                elif first.value in self.assets:
                    assets.add(first.value)
                else:
                    hint = did_you_mean(first.value, self.assets)
                    self._report(name, call, f"`{first.value}` is not in static/", hint)
        self._look_up(name, tree)
        self._only_called(name, tree)
        for missing in sorted(templates - set(self._texts)):
            self._report(
                name, tree, f"there is no template `{missing}`", did_you_mean(missing, self._texts)
            )
        return Needs(frozenset(templates), frozenset(assets))

    def _look_up(self, name: str, tree: nodes.Template) -> None:
        """Report filters and tests that do not exist: Jinja says so only when it compiles."""
        environment = self._environment
        for call in tree.find_all((nodes.Filter, nodes.Test)):
            is_filter = isinstance(call, nodes.Filter)
            known = environment.filters if is_filter else environment.tests
            if call.name not in known:
                what = f"there is no {'filter' if is_filter else 'test'} `{call.name}`"
                self._report(name, call, what, did_you_mean(call.name, known))

    def _only_called(self, name: str, tree: nodes.Template) -> None:
        """Report functions under another name, by which their dependencies would escape."""
        called = {id(call.node) for call in tree.find_all(nodes.Call)}
        for use in tree.find_all(nodes.Name):
            if use.name in FUNCTIONS and id(use) not in called:
                what = f"`{use.name}` is a function, which is only ever called"
                self._report(name, use, what, f"write `{use.name}(…)`, or take another name")

    def _report(self, name: str, node: nodes.Node, message: str, hint: str = "") -> None:
        self._problems.append(Problem(FOLDER + name, node.lineno, 1, message, hint))

    @pass_context
    def _piece(self, context: Context, name: str, view: object) -> Markup:
        # A view is frozen and outlives the page: its identity stands for its value.
        key = (name, id(view))
        known = self._pieces.get(key)
        if known is None:
            html = self._environment.get_template(name).render(view=view, site=context["site"])
            if len(self._pieces) >= REMEMBERED:
                self._pieces.clear()
            known = self._pieces[key] = (view, Markup(html))  # noqa: S704 - a template's output
        return known[1]

    @pass_context
    def _body(self, context: Context, view: BodyView) -> Markup:
        if self._read_body is None:
            message = "bodies cannot be read here"
            raise LookupError(message)
        return fill(
            self._read_body(view.digest),
            view,
            lambda name, slot: self._environment.get_template(name).render(
                view=slot, site=context["site"]
            ),
        )


_UNDEFINED = re.compile(r"(?:'[^']+ object' has no attribute )?'(\w+)'(?: is undefined)?")


def _syntax_problem(error: TemplateSyntaxError) -> Problem:
    said = error.message or "syntax error"
    message = f"this is not Jinja: {said[0].lower()}{said[1:].rstrip('.')}"
    return Problem(FOLDER + (error.name or ""), error.lineno, 1, message)


def _problem(name: str, error: Exception) -> Problem:
    """Return the problem at the innermost line of a template that was running."""
    place, line = name, 1
    for frame, number in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(".html"):
            place, line = frame.f_code.co_filename, number
    said = error.message if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    undefined = _UNDEFINED.fullmatch(said or "")
    what = f"there is no `{undefined[1]}` here" if undefined else said
    return Problem(FOLDER + place, line, 1, what or type(error).__name__)
