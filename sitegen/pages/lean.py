"""The code that templates become: leaner than Jinja's own, which is made for every use.

There a text becomes `Markup` only to be written at once, each call asks whether the function wants
to know the context, and an attribute is looked for by a method. Here no function wants to know the
context, most things that are shown are views, and what a page shows of its site is known when its
template is compiled. With `templates`, the home of Jinja.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from sitegen.pages.views import SiteView, View

SITE = "site"
"""What templates call the `SiteView`."""

STAND_INS = (
    "from sitegen.pages.lean import HAVING, LeanMacro as Macro, escaped, item, shown as escape"
)
"""What a template's code imports in place of Jinja's own, or beside it."""

escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` does, without making `Markup` of it; nobody has promised that it stays."""

_as_html = str.__new__
"""Makes `Markup` of a text that is HTML, and asks nothing."""


class LeanEnvironment(Environment):
    """An environment whose templates become such code.

    `site` is what all their pages show, if no template calls something else by its name.
    """

    site: SiteView | None = None

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jinja's own
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def get_template(  # as Jinja has it
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """Return a template; texts do not change while an environment lives."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)
        return self._found[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows besides its view; one dict, where Jinja makes a chain.

        Whoever imports macros compares what both templates know, for every page.
        """
        return super().make_globals(d) if d else self.globals


# What the code calls ---------------------------------------------------------------------------


def shown(value: Any) -> Any:  # noqa: ANN401 - of any kind
    """Return what a page shows of a value: escaped, unless it is HTML already."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else escape(value)


def item(thing: Any, name: str, environment: Environment) -> Any:  # noqa: ANN401 - of any kind
    """Return an attribute whose name no mapping has; of a mapping, what it holds."""
    if type(thing) is dict and name in thing:
        return thing[name]
    return environment.getattr(thing, name)


class LeanMacro(Macro):
    """A macro, which is mostly given no more arguments than it has."""

    @pass_eval_context
    def __call__(self, *given: Any, **named: Any) -> str:  # noqa: ANN401 - of any kind
        """Return the HTML that it makes."""
        if self.caller or (given and isinstance(given[0], EvalContext)):
            return super().__call__(*given, **named)
        if len(given) == self._argument_count and not named:
            return _as_html(Markup, self._func(*given))
        rest = self.arguments[len(given) :]
        takes_others = self.catch_kwargs or self.catch_varargs
        if takes_others or len(given) > self._argument_count or not named.keys() <= set(rest):
            return super().__call__(*given, **named)
        return _as_html(Markup, self._func(*given, *[named.get(it, missing) for it in rest]))


def _kinds(of: type[View]) -> Iterable[type[View]]:
    yield of
    for kind in of.__subclasses__():
        yield from _kinds(kind)


class _Having(defaultdict[str, frozenset[type[View]]]):
    """The kinds of views that have an attribute, by its name."""

    def __missing__(self, name: str) -> frozenset[type[View]]:
        self[name] = found = frozenset(it for it in _kinds(View) if hasattr(it, name))
        return found


HAVING = _Having()


# How it is written -----------------------------------------------------------------------------


class LeanGenerator(CodeGenerator):
    """Writes the code of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write all of it; what stands at its end is known before anything is rendered."""
        self._attributes: set[str] = set()
        self._shown: list[str] = []
        if isinstance(self.environment, LeanEnvironment) and self.environment.site:
            node = _with_known(node, self.environment.site)
        super().visit_Template(node, frame)
        self.writeline(STAND_INS)
        for name in sorted(self._attributes):
            self.writeline(f"having_{name} = HAVING[{name!r}]")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a body; a block's is one text, and not passed on bit by bit through all layers."""
        whole = frame.block_frame and frame.buffer is None
        if whole:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if whole:
            self.writeline(f"yield concat({frame.buffer})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Begin what shows a value: most are texts, for which no function of ours is called."""
        if not _is_plain(frame.eval_ctx) or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
            return
        thing = self.temporary_identifier()
        self._shown.append(thing)
        self.write(f"(escaped({thing}) if type({thing} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        """End it."""
        if not _is_plain(frame.eval_ctx) or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
            return
        self.write(f") is str else escape({self._shown.pop()}))")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write how an attribute is read: at once from a view that has it."""
        if hasattr(dict, node.attr):
            super().visit_Getattr(node, frame)
            return
        if HAVING[node.attr]:
            thing = self.temporary_identifier()
            self._attributes.add(node.attr)
            self.write(f"({thing}.{node.attr} if type({thing} := ")
            self.visit(node.node, frame)
            self.write(f") in having_{node.attr} else item({thing}")
        else:
            self.write("(item(")
            self.visit(node.node, frame)
        self.write(f", {node.attr!r}, environment))")

    @optimizeconst
    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call as it is, if all of its arguments are written out, and all is HTML."""
        plain = _is_plain(frame.eval_ctx)
        spread = forward_caller or node.dyn_args or node.dyn_kwargs
        if not plain or spread or any(iskeyword(it.key) for it in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _is_plain(context: EvalContext) -> bool:
    """Whether all that is shown there is HTML, whatever the time."""
    return bool(context.autoescape) and not context.volatile


LeanEnvironment.code_generator_class = LeanGenerator


def renames_site(template: nodes.Template) -> bool:
    """Whether a template calls something else `site`, so that others may see that, too."""
    named: list[object] = [it.target for it in template.find_all(nodes.Import)]
    for names in template.find_all(nodes.FromImport):
        named += (it if isinstance(it, str) else it[1] for it in names.names)
    for binding in template.find_all((nodes.Assign, nodes.AssignBlock, nodes.For)):
        assert isinstance(binding, nodes.Assign | nodes.AssignBlock | nodes.For)  # noqa: S101 - for the type checker
        named += (it.name for it in _targets(binding.target))
    for scope in template.find_all(nodes.With):
        named += (it.name for target in scope.targets for it in _targets(target))
    named += (it.name for it in template.find_all(nodes.Macro))
    passed_on = template.find(nodes.Include) is not None
    return SITE in named or (passed_on and _has_parameter(template))


def _targets(target: nodes.Node) -> Iterable[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


def _has_parameter(template: nodes.Template) -> bool:
    return any(it.name == SITE and it.ctx != "load" for it in template.find_all(nodes.Name))


def _with_known(template: nodes.Template, site: SiteView) -> nodes.Template:
    """Return a template with the site's own texts put in, unless its macros are given a `site`."""
    if _has_parameter(template):
        return template
    known = _Known(site).visit(template)
    assert isinstance(known, nodes.Template)  # noqa: S101 - for the type checker
    return known


class _Known(NodeTransformer):
    """Puts texts in place of what names them: `site.title`, `site.words.by`."""

    def __init__(self, site: SiteView) -> None:
        self._site = site

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        """Return a constant, if that is what it is."""
        value = _value(self._site, _way(node))
        if isinstance(value, str | bool):
            return nodes.Const(value, lineno=node.lineno)
        return self.generic_visit(node)


def asked_of_site(template: nodes.Template) -> tuple[str, ...]:
    """Return the attributes of its site that a template names: "title", "words.by"."""
    ways = (_way(it) for it in template.find_all(nodes.Getattr))
    return tuple(sorted({".".join(it) for it in ways if it}))


def known_of_site(site: SiteView | None, names: Iterable[str]) -> list[str | bool | None]:
    """Return what stands in code instead of such names; None for what is no text."""
    values = (_value(site, it.split(".")) for it in names)
    return [it if isinstance(it, str | bool) else None for it in values]


def _way(node: nodes.Node) -> tuple[str, ...]:
    """Return the names that lead from `site` to what a node names; none if they do not."""
    way: list[str] = []
    while isinstance(node, nodes.Getattr):
        way.append(node.attr)
        node = node.node
    return tuple(reversed(way)) if isinstance(node, nodes.Name) and node.name == SITE else ()


def _value(site: SiteView | None, way: Sequence[str]) -> object:
    thing: object = site if way else None
    for name in way:
        if isinstance(thing, View):
            thing = getattr(thing, name, None)
        elif isinstance(thing, dict) and not hasattr(dict, name):
            thing = thing.get(name)
        else:
            return None
    return thing
