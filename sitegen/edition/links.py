"""Links of one document to the rest of the site, and the related stories it names.

What the publisher stands for is linked too, from site.toml.
"""

from sitegen.config import Config
from sitegen.edition.targets import NoTarget, Target, Targets
from sitegen.errors import Problem
from sitegen.model import ArticleFields, Document, ExternalStory, LinkRef
from sitegen.spelling import did_you_mean
from sitegen.urls import within

TOP = "top"
"""What leads to the top of any page, whether or not something there has that name.

WHATWG HTML, "Scrolling to a fragment".
"""


def resolve_links(
    path: str, document: Document, targets: Targets, problems: list[Problem]
) -> tuple[str, ...]:
    """Return the address of each link of the body; empty for one that is plain text for now."""
    return tuple(_resolve(path, document, link, targets, problems) for link in document.links)


def _resolve(
    path: str, document: Document, link: LinkRef, targets: Targets, problems: list[Problem]
) -> str:
    try:
        target = (
            targets.find(link.target, path) if link.target else Target(path, "", "public", document)
        )
    except NoTarget as missing:
        problems.append(Problem(path, link.line, link.column, missing.message, missing.hint))
        return ""
    anchor = f"#{link.anchor}" if link.anchor else ""
    known = target.document.anchors if target.document else ()
    is_known = link.anchor in known or link.anchor.lower() == TOP
    if anchor and target.state != "broken" and not is_known:
        problems.append(
            Problem(
                path,
                link.line,
                link.column,
                f"nothing in {target.path or target.address} has the anchor `{anchor}`",
                did_you_mean(link.anchor, known),
            )
        )
        return ""
    if target.state == "waiting":
        problems.append(
            Problem(
                path,
                link.line,
                link.column,
                f"`{link.target}` is held back: the link is plain text until it is out",
                severity="warning",
            )
        )
    return target.address + anchor if target.state == "public" else ""


def explicit_related(
    path: str, document: Document, targets: Targets, problems: list[Problem]
) -> tuple[str | ExternalStory, ...]:
    """Return the related stories that the front matter names: paths of articles, or external."""
    fields = document.fields
    if not isinstance(fields, ArticleFields):
        return ()
    found: list[str | ExternalStory] = []
    for number, entry in enumerate(fields.related):
        if isinstance(entry, ExternalStory):
            found.append(entry)
            continue
        key = f"related.{number}"
        try:
            target = targets.find(entry, path)
        except NoTarget as missing:
            problems.append(document.problem(path, key, missing.message, missing.hint))
            continue
        if not target.path.startswith("content/articles/"):
            problems.append(document.problem(path, key, f"`{entry}` is not an article"))
        elif target.path == path:
            problems.append(document.problem(path, key, "an article cannot be related to itself"))
        elif target.path not in found:
            found.append(target.path)
    return tuple(found)


def resolve_publisher(config: Config, targets: Targets, problems: list[Problem]) -> dict[str, str]:
    """Return where the publisher's `url` and policies lead, by key: what is here must exist."""
    publisher = config.publisher
    site = Document(fields=None, sound=True)
    found = {"url": publisher.url, **publisher.policies}
    for name, address in found.items():
        if here := within(config.base_url, address):
            key = f"publisher.{name}" if name == "url" else f"publisher.policies.{name}"
            target, _, anchor = here.partition("#")
            ref = LinkRef(target, anchor, *config.places[key])
            found[name] = _resolve(config.path, site, ref, targets, problems)
    return {name: address for name, address in found.items() if address}
