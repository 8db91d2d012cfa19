"""What machines may do, in the files that they ask for: all made from one policy.

- robots.txt (RFC 9309): programs that gather texts for training, or answer from pages, by name;
  `Content-Signal` (contentsignals.org) and `License` (RSL) for all others;
- license.xml: Really Simple Licensing 1.0 (Recommendation of 10 December 2025),
  https://rslstandard.org/rsl; its lists are parted by blanks, where the draft 0.9 had commas;
- .well-known/tdmrep.json: TDM Reservation Protocol, W3C Community Group, 10 May 2024; also as
  headers and in pages;
- trust.txt: JournalList, "Reference Document for trust.txt", with `datatrainingallowed`.
"""

import json
from collections.abc import Iterator
from html import escape

from sitegen.pages.outputs import Output
from sitegen.pages.present import Presenter
from sitegen.pages.publisher import LICENSE, MachinesView
from sitegen.syndication.recipes import PlainText

SPACE = "https://rslstandard.org/rsl"
TDMREP = ".well-known/tdmrep.json"
TRUST = "trust.txt"
TYPE = "application/rsl+xml"

GATHERERS = (
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "FacebookBot",
    "GPTBot",
    "Google-Extended",
    "Meta-ExternalAgent",
    "cohere-training-data-crawler",
)
"""What gathers texts for training, as its maker says, November 2026."""

ANSWERERS = (
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "DuckAssistBot",
    "MistralAI-User",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
)
"""What fetches pages to answer somebody from them, as its maker says, November 2026.

Google answers from what it lists; `Google-Extended` is for training and for grounding both.
"""


def refused(it: MachinesView) -> tuple[str, ...]:
    """Return the programs that are asked to keep away, by the names that they listen to."""
    gatherers = () if it.training else GATHERERS
    answerers = () if it.summaries else ANSWERERS
    return tuple(sorted((*gatherers, *answerers), key=str.casefold))


def robots_lines(it: MachinesView | None) -> Iterator[str]:
    """Yield what robots.txt says of rights, before its sitemaps."""
    if it is None:
        yield from ("User-agent: *", "Disallow:", "")
        return
    if it.in_robots:
        yield from (f"License: {it.license}", "")
    if names := refused(it):
        yield from (f"User-agent: {name}" for name in names)
        yield from ("Disallow: /", "")
    yield "User-agent: *"
    if it.in_robots:
        told = ", ".join(f"{name}={'yes' if allowed else 'no'}" for name, allowed in _uses(it))
        yield f"Content-Signal: {told}"
    yield from ("Disallow:", "")


def headers(it: MachinesView) -> Iterator[tuple[str, str]]:
    """Yield what each answer of a server says of rights."""
    yield "tdm-reservation", it.reservation
    if it.terms:
        yield "tdm-policy", it.terms


def rights_files(presenter: Presenter) -> Iterator[Output]:
    """Yield the files; those of a whole host only if the site is one."""
    it = presenter.site.machines
    if it is None or presenter.site.private:
        return
    yield Output(LICENSE, "redirect", PlainText.of(_licence(it, presenter)))
    if presenter.site.root == "/":
        rule: dict[str, object] = {"location": "/", "tdm-reservation": int(it.reservation)}
        if it.terms:
            rule["tdm-policy"] = it.terms
        yield Output(
            TDMREP, "redirect", PlainText.of([json.dumps([rule], ensure_ascii=False, indent=1)])
        )
        yield Output(TRUST, "redirect", PlainText.of(_trust(it, presenter)))


def _uses(it: MachinesView) -> tuple[tuple[str, bool], ...]:
    """Return the uses as Content-Signal and RSL call them, and whether each is granted."""
    return ("search", it.search), ("ai-input", it.summaries), ("ai-train", it.training)


def _licence(it: MachinesView, presenter: Presenter) -> Iterator[str]:
    """Yield the lines of the licence file: what all may do, free of charge, and what nobody may."""
    permitted = " ".join(name for name, allowed in _uses(it) if allowed)
    prohibited = " ".join(name for name, allowed in _uses(it) if not allowed)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<rsl xmlns="{SPACE}">'
    yield f' <content url="{escape(presenter.site.root)}">'
    yield "  <license>"
    if permitted:
        yield f'   <permits type="usage">{permitted}</permits>'
    if prohibited:
        yield f'   <prohibits type="usage">{prohibited}</prohibits>'
    yield "  </license>"
    contact = f' contactEmail="{escape(it.contact)}"' if "@" in it.contact else ""
    name = escape(presenter.site.publisher.name)
    yield f'  <copyright type="organization"{contact}>{name}</copyright>'
    if it.terms:
        yield f"  <terms>{escape(it.terms)}</terms>"
    yield from (" </content>", "</rsl>")


def _trust(it: MachinesView, presenter: Presenter) -> Iterator[str]:
    """Yield the lines of trust.txt: whom to ask, what the paper says of itself, and of training."""
    if it.contact:
        yield f"contact={'mailto:' if '@' in it.contact else ''}{it.contact}"
    policies = presenter.site.publisher.policies.values()
    for address in dict.fromkeys(filter(None, (it.terms, *policies))):
        yield f"disclosure={presenter.site.origin if address.startswith('/') else ''}{address}"
    yield f"datatrainingallowed={'yes' if it.training else 'no'}"
