"""Which earlier versions there are of a site's files, and what becomes of a site with some of them.

Pure: files in, files out. A text's earlier version is what the rows of the last build were settled
from, a picture's what they showed; of what all pages share it is what was kept for that.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.kinds import KINDS
from sitegen.edition.gather import Rows
from sitegen.edition.schedule import standing
from sitegen.model import Source
from sitegen.pipeline.memory.lastright import DESIGN, is_shared
from sitegen.pipeline.site import Site

Sources = Mapping[str, Source]

SHARED_KINDS = frozenset(it.name for it in KINDS.values() if it.is_shared)


class Earlier(Struct, frozen=True):
    """Earlier versions by path: what all pages share, and the rows of the last build.

    Of what is `lost` nobody has the bytes.
    """

    shared: Sources
    rows: Rows | None
    now: datetime
    lost: frozenset[str] = frozenset()

    def is_same(self, source: Source | None) -> bool:
        """Say whether a text is the one that readers have."""
        row = self.rows.rows.get(source.path) if self.rows and source else None
        return bool(row and source and row.source == source.digest)

    def touched(self, shown: Sources, wrong: Iterable[str]) -> frozenset[str]:
        """Return the texts that are as they were, and wrong because of what others are."""
        return frozenset(it for it in wrong if self.is_same(shown.get(it)))

    def with_shared(self, shown: Sources, wrong: Iterable[str]) -> Sources:
        """Return the files with what all pages share put back, where it is wrong."""
        after = dict(shown)
        for path in wrong:
            it = shown.get(path) or self.shared.get(path)
            if it and it.kind in DESIGN and is_shared(it):
                rest = {path: it for path, it in after.items() if not _is_of_design(it)}
                after = rest | {path: it for path, it in self.shared.items() if _is_of_design(it)}
            elif it and is_shared(it) and path not in self.lost:
                after.pop(path, None)
                after |= {path: self.shared[path]} if path in self.shared else {}
        return after

    def with_pictures(self, shown: Sources, pictures: Iterable[str]) -> Sources:
        """Return the files with pictures as they were."""
        known = self.rows.pictures if self.rows else {}
        again = {
            path: replace(shown[path], digest=known[path])
            for path in pictures
            if path in shown and path in known and path not in self.lost
        }
        return {**shown, **again}

    def with_suspects(self, shown: Sources) -> Sources:
        """Return the files with all put back that texts may be wrong because of.

        That is what they name: sections and topics, and authors, gone ones too.
        """
        paths = (it.path for it in self.shared.values() if it.kind in {"config", "topics"})
        after = {**shown, **{it: self.shared[it] for it in paths if it not in self.lost}}
        for path, row in (self.rows.rows if self.rows else {}).items():
            if row.facts.kind in SHARED_KINDS and row.source != _digest(shown, path):
                after[path] = Source(path, row.facts.kind, row.source, path)
        return after

    def without_texts(self, shown: Sources, wrong: Iterable[str], site: Site) -> Sources:
        """Return the files with texts as they were, and without those that were never out.

        What is held back now is withdrawn, whatever is wrong with it besides.
        """
        after = dict(shown)
        for path in wrong:
            source = shown.get(path)
            row = self.rows.rows.get(path) if self.rows else None
            if source is None and row:  # it is there, and nobody can read it
                after[path] = Source(path, row.facts.kind, row.source, path)
            elif source and source.kind in KINDS:
                del after[path]
                if row and row.source != source.digest and not self._is_held(path, site):
                    after[path] = replace(source, digest=row.source)
        return after

    def with_nothing_new(self, shown: Sources, site: Site) -> Sources:
        """Return the files as they all were, without those that are gone, or held back now."""
        after = self.with_shared(shown, self.shared)
        after = self.with_pictures(after, self.rows.pictures if self.rows else ())
        texts = (path for path, it in shown.items() if it.kind in KINDS)
        return self.without_texts(after, [it for it in texts if not self.is_same(shown[it])], site)

    def _is_held(self, path: str, site: Site) -> bool:
        row = site.relation.rows.rows.get(path)
        timing = row.facts.timing if row else None
        return bool(timing and standing(path, timing, self.now))


def pictures_of(site: Site, texts: Iterable[str]) -> Iterator[str]:
    """Yield the pictures that some texts show."""
    return (it.source for it in site.library.used(tuple(texts)))


def _is_of_design(source: Source) -> bool:
    return source.kind in DESIGN and is_shared(source)


def _digest(shown: Sources, path: str) -> bytes | None:
    return shown[path].digest if path in shown else None
