"""What templates show of their site: texts and numbers that are known when they are compiled.

With `templates`, the home of Jinja.
"""

from collections.abc import Iterable, Sequence

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from sitegen.pages.views import SiteView, View

SITE = "site"
"""What templates call the `SiteView`."""


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


def with_known(template: nodes.Template, site: SiteView) -> nodes.Template:
    """Return a template with what its site tells put in, unless its macros are given a `site`."""
    if any(map(_is_parameter, template.find_all(nodes.Name))):
        return template
    known = _Known(site).visit(template)
    assert isinstance(known, nodes.Template)  # noqa: S101 - for the type checker
    return known


class _Known(NodeTransformer):
    """Puts values in place of what names them: `site.title`, `site.words.by`, `site.paper[0]`."""

    def __init__(self, site: SiteView) -> None:
        self._site = site

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        """Return a constant, if that is what it is."""
        value = _value(self._site, _way(node))
        if _is_known(value):
            return nodes.Const(value, lineno=node.lineno)
        return self.generic_visit(node)


def asked_of_site(said: Iterable[nodes.Node]) -> tuple[str, ...]:
    """Return the attributes of its site that nodes of a template name: "title", "words.by"."""
    ways = (_way(it) for it in said if isinstance(it, nodes.Getattr))
    return tuple(sorted({".".join(it) for it in ways if it}))


def known_of_site(site: SiteView | None, names: Iterable[str]) -> list[object]:
    """Return what stands in code instead of such names; None for what does not."""
    values = (_value(site, it.split(".")) for it in names)
    return [it if _is_known(it) else None for it in values]


def _is_known(value: object) -> bool:
    """Whether a value can stand in code: a text, a number, a yes or no, or a row of these."""
    row = value if isinstance(value, tuple) else (value,)
    return all(isinstance(it, str | int) for it in row)


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
