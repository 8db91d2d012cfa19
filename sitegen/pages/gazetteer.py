"""Where countries lie, and beside which others: what dossiers ask the boundaries of a site."""

from collections.abc import Mapping
from functools import cached_property

from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition
from sitegen.edition.mapped import NOWHERE, Around, Cartographer
from sitegen.edition.names import BOUNDARIES, area_name
from sitegen.edition.sums import COUNTRY
from sitegen.errors import Problem
from sitegen.figures.maps.values import Drawn
from sitegen.model import Digest


class Gazetteer:
    """Knows the countries of an edition. `mapped` are digests of what maps are drawn from."""

    def __init__(
        self, edition: Edition, cartographer: Cartographer | None, mapped: Mapping[str, Digest]
    ) -> None:
        self._edition = edition
        self._cartographer = cartographer
        self._mapped = mapped

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The codes of all countries that have a page."""
        return tuple([it.id for it in self._edition.terms if it.kind == COUNTRY])

    @cached_property
    def _around(self) -> Mapping[str, Around]:
        if not self._cartographer or BOUNDARIES not in self._mapped:
            return {}
        return self._cartographer.around(self.countries)

    def around(self, code: str) -> Around:
        """Return what lies around a country; nothing if the site has no boundaries."""
        return self._around.get(code, NOWHERE)

    def unmapped(self) -> tuple[Problem, ...]:
        """Return what tells which countries have no map for want of a policy, if any."""
        told = self._cartographer.unmapped(self._around) if self._cartographer else None
        return (told,) if told else ()

    def key(self, code: str) -> Digest:
        """Return the digest of all that a map of where a country lies is drawn from."""
        near = self.around(code)
        if not near.areas:
            return b""
        policies = [self._mapped.get(area_name(it)) for it in near.areas]
        return fingerprint(near, policies, self._mapped.get(BOUNDARIES))

    def locator(self, code: str, title: str) -> Drawn | None:
        """Return where a country lies; None if there are no boundaries, or no policy for some."""
        if not self._cartographer or not self.around(code).areas:
            return None
        return self._cartographer.locator(code, title)
