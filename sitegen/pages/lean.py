"""The code that templates become: leaner than Jinja's own, which is made for every use.

There a text becomes `Markup` only to be written at once, each call asks whether the function wants
to know the context, and an attribute is looked for by a method. Here no function wants to know the
context, most things that are shown are views, and what a page shows of its site is known when its
template is compiled. With `templates`, the home of Jinja.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.nodes import EvalContext
from jinja2.visitor import NodeTransformer

from sitegen.pages.shortcuts import HAVING, Imported, LeanContext
from sitegen.pages.views import SiteView, View

SITE = "site"
"""What templates call the `SiteView`."""

STAND_INS = (
    "from sitegen.pages.shortcuts import HAVING, as_html, called, escaped, item, macro as Macro, "
    "shown, shown as escape"
)
"""What a template's code imports in place of Jinja's own, or beside it."""

WORDS = "words"
"""An attribute that is a mapping wherever there is one of that name."""


class LeanEnvironment(Environment):
    """An environment whose templates become such code.

    `site` is what all their pages show, if no template calls something else by its name.
    """

    site: SiteView | None = None
    context_class = LeanContext

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jinja's own
        super().__init__(**options)
        self._found: dict[str, Template] = {}
        self.imported = Imported()

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


# How it is written -----------------------------------------------------------------------------


class LeanGenerator(CodeGenerator):
    """Writes the code of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write all of it; what stands at its end is known before anything is rendered."""
        self._attributes: set[str] = set()
        self._shown: list[str] = []
        self._stands_alone = node.find(nodes.Extends) is None
        if isinstance(self.environment, LeanEnvironment) and self.environment.site:
            node = _with_known(node, self.environment.site)
        super().visit_Template(node, frame)
        self.writeline(STAND_INS)
        for name in sorted(self._attributes):
            self.writeline(f"having_{name} = HAVING[{name!r}]")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a body; a block's is one text, and not passed on bit by bit through all layers.

        So is that of a template which extends no other.
        """
        root = frame.rootlevel and self._stands_alone
        whole = (frame.block_frame or root) and frame.buffer is None
        if whole:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if whole:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802
        """Write what takes in a block."""
        if frame.buffer is None or not self._stands_alone or node.required:
            super().visit_Block(node, frame)
            return
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        text = f"context.blocks[{node.name!r}][0]({context})"
        self.writeline(f"{frame.buffer}.extend({text})", node)

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """Write the end of a macro: what it makes is HTML, and is so at once."""
        if force_unescaped and _is_plain(frame.eval_ctx):
            self.writeline(f"return as_html(Markup, concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # noqa: N802
        """Write an import of macros: they are looked up once, and not for each page."""
        if node.with_context or not frame.toplevel or not isinstance(node.template, nodes.Const):
            super().visit_FromImport(node, frame)
            return
        names = tuple([(it, it) if isinstance(it, str) else it for it in node.names])
        place, known = self.position(node), self.temporary_identifier()
        given = f"context, {node.template.value!r}, {names!r}, {place!r}"
        self.writeline(f"{known} = environment.imported.of({given})", node)
        for _, alias in names:
            self.writeline(f"{frame.symbols.ref(alias)} = {known}[{alias!r}]")
        self.writeline(f"context.vars.update({known})")
        self.writeline("if context.exported_vars:")
        self.indent()
        self.writeline(f"context.exported_vars.difference_update({known})")
        self.outdent()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Begin what shows a value: most are texts, for which no function of ours is called."""
        if not _is_plain(frame.eval_ctx) or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
            return
        thing = self.temporary_identifier()
        self._shown.append(thing)
        # What is called makes HTML, mostly.
        whole = thing if isinstance(node, nodes.Call) else f"escaped({thing})"
        self.write(f"({whole} if type({thing} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        """End it."""
        if not _is_plain(frame.eval_ctx) or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
            return
        kind = "Markup" if isinstance(node, nodes.Call) else "str"
        self.write(f") is {kind} else shown({self._shown.pop()}))")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write how an attribute is read: at once from a view that has it."""
        if hasattr(dict, node.attr):
            super().visit_Getattr(node, frame)
            return
        thing = self.temporary_identifier()
        of_words = isinstance(node.node, nodes.Getattr) and node.node.attr == WORDS
        if HAVING[node.attr] and not of_words:
            self._attributes.add(node.attr)
            self.write(f"({thing}.{node.attr} if type({thing} := ")
            self.visit(node.node, frame)
            self.write(f") in having_{node.attr}")
        else:
            self.write(f"({thing}[{node.attr!r}] if type({thing} := ")
            self.visit(node.node, frame)
            self.write(f") is dict and {node.attr!r} in {thing}")
        self.write(f" else item({thing}, {node.attr!r}, environment))")

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
        if node.kwargs:
            self.write("called(")
            self.visit(node.node, frame)
            self.write(", ")
        else:
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


def renames_site(said: Iterable[nodes.Node]) -> bool:
    """Whether a template calls something else `site`, so that others may see that, too.

    It is given as all its nodes: to walk through them takes longer than to look at them.
    """
    named: list[object] = []
    passes_on = has_parameter = False
    for it in said:
        match it:
            case nodes.Import():
                named.append(it.target)
            case nodes.FromImport():
                named += (name if isinstance(name, str) else name[1] for name in it.names)
            case nodes.Assign() | nodes.AssignBlock() | nodes.For():
                named += (name.name for name in _targets(it.target))
            case nodes.With():
                named += (name.name for target in it.targets for name in _targets(target))
            case nodes.Macro():
                named.append(it.name)
            case nodes.Include():
                passes_on = True
            case nodes.Name():
                has_parameter |= _is_parameter(it)
    return SITE in named or (passes_on and has_parameter)


def _targets(target: nodes.Node) -> Iterable[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


def _is_parameter(name: nodes.Name) -> bool:
    return name.name == SITE and name.ctx != "load"


def _with_known(template: nodes.Template, site: SiteView) -> nodes.Template:
    """Return a template with the site's own texts put in, unless its macros are given a `site`."""
    if any(map(_is_parameter, template.find_all(nodes.Name))):
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


def asked_of_site(said: Iterable[nodes.Node]) -> tuple[str, ...]:
    """Return the attributes of its site that nodes of a template name: "title", "words.by"."""
    ways = (_way(it) for it in said if isinstance(it, nodes.Getattr))
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
