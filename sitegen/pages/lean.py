"""The code that templates become: leaner than Jinja's own, which is made for every use.

There a text becomes `Markup` only to be written at once, each call asks whether the function wants
to know the context, and an attribute is looked for by a method. Here no function wants to know the
context, most things that are shown are views, and what a page shows of its site is known when its
template is compiled. Nothing is asked before it is done: code that meets what it does not expect
raises some exception, and the page is left to Jinja's own, which knows what to do or to say.
With `templates`, the home of Jinja.
"""

from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.nodes import EvalContext

from sitegen.pages.shortcuts import Imported, LeanContext, is_at_hand
from sitegen.pages.sitetexts import with_known
from sitegen.pages.views import SiteView

STAND_INS = (
    "from sitegen.pages.shortcuts import Loop as LoopContext, as_html, called, escaped, item, "
    "macro as Macro, shown, shown as escape"
)
"""What a template's code imports in place of Jinja's own, or beside it."""

WORDS = "words"
"""An attribute that is a mapping wherever there is one of that name."""

ASKING = frozenset({"defined", "undefined", "default", "d"})
"""Tests and filters of what may not be there."""


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
        self._asks = False
        self._shown: list[str] = []
        self._stands_alone = node.find(nodes.Extends) is None
        if isinstance(self.environment, LeanEnvironment) and self.environment.site:
            node = with_known(node, self.environment.site)
        super().visit_Template(node, frame)
        self.writeline(STAND_INS)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a body; a block's is one text, and not passed on bit by bit through all layers.

        So is that of a template which extends no other.
        """
        root = frame.rootlevel and self._stands_alone
        alone = (frame.block_frame or root) and frame.buffer is None
        whole = alone and _is_written_in_order(nodes)
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
        """Write how an attribute is read: at once, if something that is shown may have it."""
        if self._asks or hasattr(dict, node.attr):
            super().visit_Getattr(node, frame)
        elif isinstance(node.node, nodes.Getattr) and node.node.attr == WORDS:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")
        elif is_at_hand(node.attr):
            self._visit_thing(node.node, frame)
            self.write(f".{node.attr}")
        else:
            self.write("item(")
            self.visit(node.node, frame)
            self.write(f", {node.attr!r}, environment)")

    @optimizeconst
    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Write how an item is read: at once."""
        if self._asks:
            super().visit_Getitem(node, frame)
            return
        self._visit_thing(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def _visit_thing(self, node: nodes.Expr, frame: Frame) -> None:
        """Write something of which an attribute is read, or which is called: it must be there."""
        if isinstance(node, nodes.Name):
            self.write(frame.symbols.ref(node.name))
        else:
            self.visit(node, frame)

    @contextmanager
    def _filter_test_common(
        self, node: nodes.Filter | nodes.Test, frame: Frame, is_filter: bool
    ) -> Iterator[None]:
        """Write a filter or a test; around it stands what writes what that is asked of."""
        asks, self._asks = self._asks, self._asks or node.name in ASKING
        with super()._filter_test_common(node, frame, is_filter):
            yield
        self._asks = asks

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
            self._visit_thing(node.node, frame)
            self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _is_written_in_order(body: Iterable[nodes.Node]) -> bool:
    """Whether all of a body goes into its buffer: Jinja yields what it includes without context."""
    included = [one for it in body for one in (it, *it.find_all(nodes.Include))]
    return all(it.with_context for it in included if isinstance(it, nodes.Include))


def _is_plain(context: EvalContext) -> bool:
    """Whether all that is shown there is HTML, whatever the time."""
    return bool(context.autoescape) and not context.volatile


LeanEnvironment.code_generator_class = LeanGenerator
