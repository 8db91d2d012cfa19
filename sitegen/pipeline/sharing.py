"""Derived pictures that machines share, by `store` in `[pictures]`: fetched before, given after.

In the store they have the paths that they have in `.sitegen/pictures` (`memory/derived.py`): a
folder for each picture, names that tell key and content. What is read there is proved by its
name. A store that does not answer is told of once, and the build goes on by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sitegen.model import Digest
from sitegen.pipeline.carrier import Carrier, Keys, carrier
from sitegen.pipeline.memory.derived import Making, pictures_of
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

    def make(self, address: str, jobs: Sequence[Making], fonts: Mapping[Digest, bytes]) -> None:
        """Have a cluster make what is neither here nor there, and bring that here."""
        missing = list(self._missing(jobs))
        if self._is_away or not missing:
            return
        starts = range(0, len(missing), SOME)
        stage = "made by the cluster"
        with self._carried(stage, len(starts) + 1, is_lasting=False) as (carried, step):
            carried.ask("join", address, fonts)
            for at in starts:
                carried.ask("make", missing[at : at + SOME])
                step()
            if failed := carried.ask("end"):
                few = f"{len(failed):,} of {len(missing):,} pictures were not made by the cluster"
                self._reporter.notice(f"{few}, the first since {failed[0]}: they are made here")
            step()
        again = {it for it, _, _ in missing}
        for found in self._each(
            "fetch pictures",
            "fetch",
            {it: keys for it, keys in self._wanted.items() if it in again},
        ):
            self._there |= found

    def _missing(self, jobs: Iterable[Making]) -> Iterator[Making]:
        """Yield what there is to do: all that is here was fetched, or made before."""
        ours = pictures_of(self._order)
        for picture, file, wanted in jobs:
            known = ours.known(picture)
            if left := tuple(it for it in wanted if it[1].hex() not in known):
                yield picture, file, left

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
        starts = range(0, len(pictures), SOME)
        with self._carried(stage, len(starts)) as (carried, step):
            for at in starts:
                answers.append(
                    carried.ask(what, {it: asked[it] for it in pictures[at : at + SOME]})
                )
                step()
        return answers

    @contextmanager
    def _carried(
        self, stage: str, count: int, *, is_lasting: bool = True
    ) -> Iterator[tuple[Carrier, Callable[[], None]]]:
        """Yield who carries; whatever is refused is told once, and ends what is done with it.

        If that `is_lasting`, nobody asks the store again.
        """
        ours = pictures_of(self._order).folder
        with self._reporter.stage(stage, count) as step:
            try:
                with carrier(self._where, self._order.root, ours) as carried:
                    yield carried, step
            except Refused as refused:
                self._is_away = self._is_away or is_lasting
                more = f"; {refused.hint}" if refused.hint else ""
                self._reporter.notice(f"{refused}{more}: pictures are made without that")
