"""A token of markdown-it-py, made in a quarter of the time.

A story has some two hundred tokens, and to make one by the library's class (a dataclass, which
looks at its attributes again once it has them) takes longer than to find it.
"""

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from markdown_it.token import Token

    class QuickToken(Token):
        """What types are checked by."""
else:

    class QuickToken(Struct, gc=False):
        """What the library calls `Token`: fields of the same names, in the same order.

        Each token is given dicts of its own. Of the methods it has the one that rules call.
        """

        type: str
        tag: str
        nesting: int
        attrs: dict[str, str | int | float] = {}
        map: list[int] | None = None
        level: int = 0
        children: list | None = None
        content: str = ""
        markup: str = ""
        info: str = ""
        meta: dict = {}
        block: bool = False
        hidden: bool = False

        def attrSet(self, name: str, value: str | float) -> None:  # noqa: N802 - its name
            self.attrs[name] = value


def paragraph(
    words: str, line: int, behind: int, level: int, *, hidden: bool = False
) -> tuple[QuickToken, QuickToken, QuickToken]:
    """Return the tokens of a paragraph on the lines `[line, behind)`, whose words are not read."""
    return (
        QuickToken("paragraph_open", "p", 1, {}, [line, behind], level, block=True, hidden=hidden),
        QuickToken("inline", "", 0, {}, [line, behind], level + 1, [], words, block=True),
        QuickToken("paragraph_close", "p", -1, {}, None, level, block=True, hidden=hidden),
    )
