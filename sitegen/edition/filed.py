"""What there is to tell of pictures' files, once for all who show them."""

import posixpath
from collections.abc import Iterator, Mapping

from sitegen.edition.illustrate import Illustrator
from sitegen.edition.rows import Noted
from sitegen.errors import Problem, Severity


def told_of_files(
    noted: Mapping[str, tuple[Noted, ...]], illustrator: Illustrator, ended: Severity
) -> Iterator[Problem]:
    """Yield what there is to tell of pictures' files, whoever shows them; `noted` is by path.

    A remark stands at the first use; the end of the terms of use, with severity `ended`, names
    every use in the site.
    """
    uses: dict[str, list[tuple[str, Noted]]] = {}
    for path in sorted(noted):
        for it in noted[path]:
            uses.setdefault(it.source, []).append((path, it))
    for source, places in uses.items():
        name = posixpath.basename(source)
        path, first = places[0]
        for message, hint in illustrator.remarks(source):
            yield Problem(path, first.line, first.column, f"`{name}` {message}", hint, "warning")
        if illustrator.has_ended(source):
            path, first = min(places, key=lambda it: (it[0], it[1].line))
            names = ", ".join(sorted({path for path, _ in places}))
            message = f"the right to use `{name}` ended on {illustrator.last_day(source)}"
            verb = "withdrawn from" if ended == "warning" else "used in"
            message += f"; it is {verb} {names}"
            hint = "take another picture, or renew the licence and put the new terms in the file"
            yield Problem(path, first.line, first.column, message, hint, ended)
