"""The files of a picture that browsers choose from, as HTML lists them."""

from msgspec import Struct


class PictureFiles(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The files of a picture: `base` + width + `tail` + "." + suffix, as hrefs.

    Suffixes are those that browsers prefer first, each in all `widths`; the last one, which every
    browser reads, in those of `fallback`. Widths are in pixels, the smallest first. Without any
    there is one file, as it is: `base` + `tail`.
    """

    base: str
    tail: str
    widths: tuple[int, ...] = ()
    fallback: tuple[int, ...] = ()
    suffixes: tuple[str, ...] = ()

    @property
    def src(self) -> str:
        """The href for browsers that choose nothing."""
        if not self.fallback:
            return self.base + self.tail
        return self._at(self.fallback[-1], self.suffixes[-1])

    @property
    def largest(self) -> str:
        """The largest file, in the format that browsers prefer."""
        if not self.widths:
            return self.src
        return self._at(self.widths[-1], self.suffixes[0])

    @property
    def srcset(self) -> str:
        """The candidates that every browser reads; empty if there is but one file."""
        several = self.fallback[1:]
        return self._candidates(self.suffixes[-1], self.fallback) if several else ""

    @property
    def every(self) -> str:
        """All candidates that every browser reads, though it be one; empty for a file as it is."""
        return self._candidates(self.suffixes[-1], self.fallback) if self.fallback else ""

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Media type and candidates of each better format, the best first."""
        better = self.suffixes[:-1]
        return tuple((f"image/{it}", self._candidates(it, self.widths)) for it in better)

    def _candidates(self, suffix: str, widths: tuple[int, ...]) -> str:
        return ", ".join(f"{self._at(it, suffix)} {it}w" for it in widths)

    def _at(self, width: int, suffix: str) -> str:
        return f"{self.base}{width}{self.tail}.{suffix}"
