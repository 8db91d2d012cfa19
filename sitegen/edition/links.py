"""Links of one document to the rest of the site, and the related stories it names.

What the publisher stands for is linked too, from site.toml.
"""

from msgspec import Struct

from sitegen.config import Config
from sitegen.content.kinds import kind_at
from sitegen.edition.names import ANYTHING
from sitegen.edition.targets import NoTarget, Target, Targets
from sitegen.errors import Problem
from sitegen.field_values import ExternalStory
from sitegen.model import Document, LinkRef
from sitegen.spelling import did_you_mean
from sitegen.urls import within

TOP = "top"
"""What leads to the top of any page, whether or not something there has that name.

WHATWG HTML, "Scrolling to a fragment".
"""


class Asking(Struct, frozen=True):
    """Who asks where links lead, and what comes of it: names, and what is wrong."""

    path: str
    document: Document
    asked: set[str]
    problems: list[Problem]


def resolve_links(asking: Asking, targets: Targets) -> tuple[str, ...]:
    """Return the address of each link of the body; empty for one that is plain text for now."""
    return tuple([_resolve(asking, link, targets) for link in asking.document.links])


def _resolve(asking: Asking, link: LinkRef, targets: Targets) -> str:
    path, asked, problems = asking.path, asking.asked, asking.problems
    target = Target(path, "", "public")
    if link.target:
        try:
            target = targets.find(link.target, path, asked)
        except NoTarget as missing:
            problems.append(Problem(path, link.line, link.column, missing.message, missing.hint))
            return ""
    if link.anchor and target.state != "broken" and link.anchor.lower() != TOP:
        known = targets.anchors(target, asked) if link.target else asking.document.anchors
        if link.anchor not in known:
            asked.add(ANYTHING)
            where = target.path or target.address
            message = f"nothing in {where} has the anchor `#{link.anchor}`"
            hint = did_you_mean(link.anchor, known) or _of_other_programs(link.anchor)
            problems.append(Problem(path, link.line, link.column, message, hint))
            return ""
    if target.state == "waiting":
        message = f"`{link.target}` is held back: the link is plain text until it is out"
        problems.append(Problem(path, link.line, link.column, message, severity="warning"))
    anchor = f"#{link.anchor}" if link.anchor else ""
    return target.address + anchor if target.state == "public" else ""


def _of_other_programs(anchor: str) -> str:
    """Return a hint about an anchor that a word processor has written."""
    if anchor.startswith("cmnt"):
        return "it leads to a comment of Google Docs, which stayed there: delete the link"
    if anchor.startswith(("ftnt", "_ftn", "_edn", "sdfootnote")):
        return "it leads to a note of a word processor: write `[^1]`, and `[^1]: …` below"
    return ""


def explicit_related(asking: Asking, targets: Targets) -> tuple[str | ExternalStory, ...]:
    """Return the related stories that the front matter names: paths of articles, or external."""
    path, document = asking.path, asking.document
    found: list[str | ExternalStory] = []
    for number, entry in enumerate(getattr(document.fields, "related", ())):
        if isinstance(entry, ExternalStory):
            found.append(entry)
            continue
        key = f"related.{number}"
        try:
            target = targets.find(entry, path, asking.asked)
        except NoTarget as missing:
            hint = missing.hint
            if "://" in entry:
                hint = f"of a story elsewhere, say more: `- {{headline: …, url: {entry}}}`"
            asking.problems.append(document.problem(path, key, missing.message, hint))
            continue
        kind = kind_at(target.path)
        if not (kind and kind.is_story):
            message = f"`{entry}` is not an article"
            asking.problems.append(document.problem(path, key, message))
        elif target.path == path:
            message = "an article cannot be related to itself"
            asking.problems.append(document.problem(path, key, message))
        elif target.path not in found:
            found.append(target.path)
    return tuple(found)


LICENSE = "license"
"""What the page with the terms is called among the addresses of the publisher."""


def resolve_publisher(config: Config, targets: Targets, problems: list[Problem]) -> dict[str, str]:
    """Return where the publisher's `url`, policies and terms lead: what is here must exist."""
    publisher = config.publisher
    asking = Asking(config.path, Document(fields=None, sound=True), set(), problems)
    found = {"url": publisher.url, LICENSE: config.rights.license, **publisher.policies}
    keys = {"url": "publisher.url", LICENSE: "rights.license"}
    for name, address in found.items():
        if here := within(config.base_url, address):
            key = keys.get(name, f"publisher.policies.{name}")
            target, _, anchor = here.partition("#")
            ref = LinkRef(target, anchor, *config.places[key])
            found[name] = _resolve(asking, ref, targets)
    return {name: address for name, address in found.items() if address}
