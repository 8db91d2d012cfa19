"""Shortcodes as Zola writes them: `{{ name(key="value") }}`, and `{% name() %}…{% end %}`."""

import re

SHORTCODE = re.compile(
    r"\{(?P<opens>[{%])(?P<quoted>/\*)?-?\s*(?P<name>[A-Za-z_]\w*)"
    r"\((?P<told>(?:[^()\"'`]|\"[^\"]*\"|'[^']*'|`[^`]*`)*)\)\s*-?(?:\*/)?[}%]\}",
    re.DOTALL,
)
COMMA = re.compile(r""",(?=(?:[^"'`]|"[^"]*"|'[^']*'|`[^`]*`)*$)""")
"""One that stands in no text."""

_END = re.compile(r"\{%(/\*)?-?\s*end\s*-?(?:\*/)?%\}")


def end_of(text: str, at: int) -> re.Match[str] | None:
    """Return the end that belongs to a shortcode which encloses what stands from `at` on."""
    begun = [it.end() for it in SHORTCODE.finditer(text, at) if it["opens"] == "%"]
    for number, end in enumerate(_END.finditer(text, at)):
        if sum(it <= end.start() for it in begun) == number:
            return end
    return None
