"""Builds that nobody looks at: a mistake stops what it touches, and nothing else.

What has a mistake is put back to the version that readers have (`earlier.py`); a text that was
never out stays out. One that is as it was, and wrong now because of what others are, is shown as
far as it goes: a link to a story that is gone is plain text. So what has to be withdrawn goes, and
what is due comes, whatever somebody is in the middle of.
"""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace

from sitegen.content.discover import SourceFiles, with_theme
from sitegen.errors import Problems, SiteError, UnfinishedError
from sitegen.model import Source
from sitegen.pipeline.earlier import Earlier, pictures_of
from sitegen.pipeline.ending import LastBuild
from sitegen.pipeline.memory.lastright import LastRight
from sitegen.pipeline.memory.rows import rows_of_any_base
from sitegen.pipeline.memory.sources import SourceChanged, source_bytes
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.publishing import Published
from sitegen.pipeline.site import Site

Bring = Callable[[SourceFiles, Callable[[Site], None], LastBuild | None], tuple[Site, Published]]
"""Reads and publishes files; what it is given raises for a site that may not stand."""

ROUNDS = 12
"""How often something is put back: what leads to what stays out has a mistake then itself."""


class Forgiving:
    """Reads and publishes a site, with less and less of what is new in it until that succeeds.

    `told` is all that is wrong with the files as they are.
    """

    def __init__(self, order: Order, found: SourceFiles) -> None:
        self.told = Problems()
        self._order = order
        self._right = LastRight(order)
        self._found = found
        self._shown: Mapping[str, Source] = found.sources
        self._was_read = False
        self._suspected: tuple[Mapping[str, Source], frozenset[str]] | None = None
        self._is_judged = False
        self._site: Site | None = None
        self._stood = False
        self._earlier = Earlier(self._right.sources(), None, order.now)

    def brought(self, bring: Bring, last: LastBuild | None) -> tuple[Site, Published]:
        """Return what `bring` gives in the end; `last` is what is known of the output folder.

        Raises `SiteError` if nothing can be put back that would help.
        """
        for _ in range(ROUNDS):
            self._site = None
            self._stood = False
            try:
                done = bring(self._shown_files(), self._stands, last)
            except Again:
                continue
            except UnfinishedError:
                raise
            except SourceChanged as changed:
                if not self._is_lost(*changed.args):
                    raise
            except SiteError as error:
                if not self._helps(error.problems):
                    raise
            else:
                self._right.keep(self._shown, partial(source_bytes, self._order))
                return done
            last = None  # what was withdrawn is gone already
        raise SiteError(self.told)

    def _shown_files(self) -> SourceFiles:
        return replace(self._found, sources=dict(sorted(self._shown.items())))

    def _stands(self, site: Site) -> None:
        """Raise `Again` if something of a site is put back, `SiteError` if that cannot be."""
        wrong = site.problems.wrong
        if not self._was_read:
            self.told = self.told.joined(site.problems)
        self._was_read, self._site = True, site
        if wrong:
            self._know_rows(site)
            if self._is_put_back(wrong, site):
                raise Again
            unread = {it.path for it in self._found.problems}
            if wrong - unread - self._earlier.touched(self._shown, wrong):
                raise SiteError(site.problems)
        self._stood = True

    def _helps(self, problems: Problems) -> bool:
        """Put something back of what could not be read at all, or of which no file was made."""
        site, shown = self._site, self._shown
        if site is None:
            self.told = self.told.joined(problems)
            return self._is_other(self._earlier.with_shared(shown, problems.wrong))
        if not self._stood:
            return False
        made = problems.without(site.problems)
        self.told = self.told.joined(made)
        self._know_rows(site)
        earlier = self._earlier
        return (
            self._is_other(earlier.with_shared(shown, made.wrong))
            or self._is_other(earlier.with_pictures(shown, pictures_of(site, made.wrong)))
            or self._is_other(earlier.without_texts(shown, made.wrong, site))
            or self._is_other(earlier.with_suspects(shown))
            or self._is_other(earlier.with_nothing_new(shown, site))
        )

    def _is_put_back(self, wrong: frozenset[str], site: Site) -> bool:
        """Put back the first thing that may help, and say whether there is one."""
        earlier, shown = self._earlier, self._shown
        if self._is_other(earlier.with_shared(shown, wrong)):
            return True
        broken = [it for it in pictures_of(site, wrong) if site.pictures[it].probe.problem]
        if self._is_other(earlier.with_pictures(shown, broken)):
            return True
        if self._suspected and not self._is_judged:
            self._is_judged = True
            before, was = self._suspected
            if not wrong < was and self._is_other(before):
                return True
        touched = earlier.touched(shown, wrong)
        if touched and not self._suspected:
            self._suspected = (shown, wrong)
            if self._is_other(earlier.with_suspects(shown)):
                return True
        return self._is_other(earlier.without_texts(shown, wrong - touched, site))

    def _know_rows(self, site: Site) -> None:
        """Have the rows of the last build; few builds need them."""
        if self._earlier.rows is None:
            rows = site.before
            if rows is None:
                with Store.open(self._order.store) as store:
                    rows = rows_of_any_base(store)
            self._earlier = replace(self._earlier, rows=rows)

    def _is_other(self, after: Mapping[str, Source]) -> bool:
        """Show other files from now on; False if they are the same."""
        after = with_theme(replace(self._found, sources=dict(after))).sources
        is_other = after != dict(sorted(self._shown.items()))
        self._shown = after
        return is_other

    def _is_lost(self, path: str) -> bool:
        """Show a file as it is if its earlier version is lost; False if it is shown like that."""
        found, shown = self._found.sources.get(path), self._shown.get(path)
        if found == shown:
            return False
        self._earlier = replace(self._earlier, lost=self._earlier.lost | {path})
        rest = {it: self._shown[it] for it in self._shown if it != path}
        self._shown = {**rest, path: found} if found else rest
        return True


class Again(Exception):
    """Something was put back: the site is to be read again."""
