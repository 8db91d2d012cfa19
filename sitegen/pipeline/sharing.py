"""Derived pictures that machines share, by `store` in `[pictures]`: fetched before, given after.

In the store they have the paths that they have in `.sitegen/pictures` (`memory/derived.py`): a
folder for each picture, names that tell key and content. What is read there is proved by its
name. A store that does not answer is told of once, and the build goes on by itself.
"""

from collections.abc import Mapping
from typing import TypeVar

from sitegen.model import Digest
from sitegen.pipeline.carrier import Keys, carrier
from sitegen.pipeline.memory.derived import pictures_of
from sitegen.pipeline.order import Order, Reporter
from sitegen.refusals import Refused

SOME = 32
"""Pictures that are asked for at a time: some ten files each."""

Asked = TypeVar("Asked")


class Sharing:
    """What a build wants of derived pictures, and which of these lie in the store."""

    def __init__(self, order: Order, where: str, wanted: Keys, reporter: Reporter) -> None:
        self._order = order
        self._where = where
        self._wanted = wanted
        self._reporter = reporter
        self._there: dict[Digest, frozenset[str]] = {}
        self._is_away = False

    def fetch(self) -> None:
        """Bring here what is wanted, is not here, and is there."""
        for found in self._each("fetch pictures", "fetch", self._wanted):
            self._there |= found

    def give(self) -> None:
        """Bring there what is wanted, is here now, and is not there."""
        new = {it: names for it in self._there if (names := self._new(it))}
        self._each("share pictures", "give", new)

    def _new(self, picture: Digest) -> list[str]:
        wanted, there = self._wanted[picture], self._there[picture]
        known = pictures_of(self._order).known(picture).items()
        return [it for key, it in known if Digest.fromhex(key) in wanted and it not in there]

    def _each(
        self, stage: str, what: str, asked: Mapping[Digest, Asked]
    ) -> list[dict[Digest, frozenset[str]]]:
        """Ask something about pictures, some at a time, and return the answers."""
        pictures = list(asked)
        if self._is_away or not pictures:
            return []
        answers = []
        ours = pictures_of(self._order).folder
        starts = range(0, len(pictures), SOME)
        with self._reporter.stage(stage, len(starts)) as step:
            try:
                with carrier(self._where, self._order.root, ours) as carried:
                    for at in starts:
                        some = {it: asked[it] for it in pictures[at : at + SOME]}
                        answers.append(carried.ask(what, some))
                        step()
            except Refused as refused:
                self._is_away = True
                more = f"; {refused.hint}" if refused.hint else ""
                self._reporter.notice(f"{refused}{more}: pictures are made without the store")
        return answers
