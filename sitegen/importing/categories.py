"""Categories of the source: which section each is part of."""

from collections.abc import Mapping

from sitegen.importing.found import Found, Term
from sitegen.importing.mapping import ImportMapping
from sitegen.urls import slugify

NO_CATEGORY = frozenset({"uncategorized", "uncategorised", "sin-categoria", "non-classe"})
"""What WordPress files a story under if nobody says anything, in some languages."""


def sections_of(found: Found, mapping: ImportMapping) -> dict[str, str]:
    """Return for each category the id of its section: that of the widest one that it is part of."""
    terms = {it.key: it for it in found.terms if it.taxonomy == "category"}
    answer: dict[str, str] = {}
    for key in terms:
        top = widest(terms, key)
        own = slugify(top, "ascii") if top not in NO_CATEGORY else ""
        answer[key] = mapping.sections.get(key, own if key == top else "")
    return answer


def named_sections(found: Found, mapping: ImportMapping) -> list[tuple[str, str]]:
    """Return ids and names of sections, those with most stories first: for a new site.toml."""
    terms = {it.key: it for it in found.terms if it.taxonomy == "category"}
    ids = sections_of(found, mapping)
    counts: dict[str, int] = {}
    for story in found.stories:
        for taxonomy, key in story.terms:
            if taxonomy == "category":
                id_ = ids.get(key) or ids.get(widest(terms, key), "")
                counts[id_] = counts.get(id_, 0) + (story.kind == "article")
    names: dict[str, str] = {}
    for key, id_ in ids.items():
        if id_ and counts.get(id_):
            names.setdefault(id_, terms[key].name)
    return sorted(names.items(), key=lambda it: (-counts.get(it[0], 0), it[0]))


def widest(terms: Mapping[str, Term], key: str) -> str:
    """Return the key of the widest category that a category is part of."""
    seen = {key}
    while key in terms and (parent := terms[key].parent) and parent in terms and parent not in seen:
        key = parent
        seen.add(key)
    return key
