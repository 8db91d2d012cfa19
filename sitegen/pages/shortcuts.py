"""What the code of templates calls in place of Jinja's own, which asks more of each value.

`lean.py` writes the calls. With `templates`, the home of Jinja.
"""

from collections.abc import Callable, Iterator, MutableMapping
from functools import cache
from typing import Any

import markupsafe
from jinja2 import Environment
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from sitegen.pages.views import View

Blocks = dict[str, Callable[[Context], Iterator[str]]]

escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` does, without making `Markup` of it; nobody has promised that it stays."""

as_html = str.__new__
"""Makes `Markup` of a text that is HTML, and asks nothing: `as_html(Markup, text)`."""


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


# Views -----------------------------------------------------------------------------------------


@cache
def is_at_hand(name: str) -> bool:
    """Say whether views of any kind have such an attribute, or texts, or what tells of a loop."""
    kinds: list[type] = [View]
    for kind in kinds:  # which grows by what is below each
        kinds += kind.__subclasses__()
    return any(hasattr(it, name) for it in (*kinds, str, LoopContext))


# Macros ----------------------------------------------------------------------------------------


class _WholeMacro(Macro):
    """A macro as Jinja has it: whoever calls it may be anywhere, and give it anything."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:
        made = self._func(*arguments)
        return Markup(made) if autoescape else str.__str__(made)  # noqa: S704 - a template's output


def macro(  # noqa: PLR0917 - as Jinja's code makes one
    environment: Environment,
    function: Callable[..., str],
    name: str,
    arguments: tuple[str, ...],
    catch_kwargs: bool,
    catch_varargs: bool,
    caller: bool,
    autoescape: bool,
) -> Callable[..., str]:
    """Return a macro: the very function that its code is, if that takes what it names alone."""
    others = catch_kwargs, catch_varargs, caller
    whole = _WholeMacro(environment, function, name, list(arguments), *others, autoescape)
    if any(others) or not autoescape:
        return whole
    function.__defaults__ = (missing,) * len(arguments)
    function.__qualname__ = name or "caller"
    function.__dict__.update(whole=whole, name=name, arguments=arguments, caller=False)
    return function


def called(thing: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever templates call
    """Return what comes of a call that names arguments: a macro of code takes them in order."""
    if getattr(thing, "whole", None) is None:
        return thing(*given, **named)
    rest = thing.arguments[len(given) :]
    return thing(*given, *[named.pop(it, missing) for it in rest], **named)


class Loop(LoopContext):
    """What a loop tells of itself. It goes on in one frame, and asks no method for each step."""

    def __iter__(self) -> Iterator[tuple[Any, LoopContext]]:  # type: ignore[override]
        """Yield each thing with this; what is looked ahead at comes next."""
        for found in self._iterator:
            it = found
            while it is not missing:
                self.index0 += 1
                self._before, self._current = self._current, it
                yield it, self
                it, self._after = self._after, missing


class _Known(dict[str, Any]):
    """What a template knows by its name; what there is not is `missing`."""

    def __missing__(self, _name: str) -> Any:  # noqa: ANN401 - Jinja's own
        return missing


class LeanContext(Context):
    """What a template knows while it is rendered."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Blocks,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own
    ) -> None:
        """Know what Jinja's own knows; all templates of an environment have the same globals."""
        self.parent = parent
        self.vars = _Known(parent)
        # Every block asks for all names that it uses.
        self.resolve_or_missing = self.vars.__getitem__  # type: ignore[method-assign, assignment]
        self.environment = environment
        self.eval_ctx = EvalContext(environment, name)
        self.exported_vars = set()
        self.name = name
        same = globals is None or globals is environment.globals
        self.globals_keys = set() if same or globals is None else set(globals)
        self.blocks = {name: [block] for name, block in blocks.items()} if blocks else {}

    def call(self, thing: Any, /, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's own
        """Call something where Jinja asks for the context, and macros what is to be escaped."""
        whole = getattr(thing, "whole", None)
        return super().call(whole if isinstance(whole, _WholeMacro) else thing, *given, **named)


Names = tuple[tuple[str, str], ...]
"""What is imported, and what it is called here."""


class Imported(dict[tuple[str, str, Names], dict[str, Any]]):
    """What templates import by name, with what it is there: looked up once an environment."""

    def of(self, context: Context, template: str, names: Names, place: str) -> dict[str, Any]:
        """Return what `names` of a template are, by what they are called at a place."""
        found = self.get((template, place, names))
        if found is None:
            environment = context.environment
            module = environment.get_template(template, context.name).module
            found = self[template, place, names] = {}
            for name, alias in names:
                told = f"the template {template!r} (imported on {place}) does not export the "
                unknown = environment.undefined(f"{told}requested name {name!r}", name=name)
                found[alias] = getattr(module, name, unknown)
        return found
