"""What counts say of stories: the number that a page shows, and how much each is read now.

All numbers are whole, and nothing here knows the time: "now" is the newest day that was counted.
So the same counts give the same pages, on every machine and whenever they are built.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from sitegen.audience.counts import Counts, Views

DAY_HALF_LIFE = 0.5
WEEK_HALF_LIFE = 3.5
"""Days after which a view weighs half, in the list of 24 hours and in that of 7 days.

Half of the period: what lies a whole period back weighs a quarter. So lists change a little with
every count, and not all at once when a day ends.
"""

_UNIT = 1 << 16


def weights(half_life: float) -> tuple[int, ...]:
    """Return what a view weighs by its age in days: 2 ** -(age / half_life), to four half-lives."""
    return tuple(round(_UNIT * 2.0 ** -(age / half_life)) for age in range(int(4 * half_life) + 1))


_OF_DAY, _OF_WEEK = weights(DAY_HALF_LIFE), weights(WEEK_HALF_LIFE)


def rounded(total: int) -> int:
    """Return a number of views as it is shown: rounded down, so that it is never too high.

    To tens below a thousand. Above, to the next step of 1, 2 or 5 times a power of ten that is a
    tenth of the number at most: 1,200, 3,400, 12,000. A story that is read g times an hour changes
    its page every step / g hours: with a step of a tenth to a twentieth of all its views, only
    what was read in the last hours much more than ever before changes with every count.
    """
    if total < 1000:  # noqa: PLR2004 - up to here tens are told
        return total // 10 * 10 if total >= 100 else total  # noqa: PLR2004 - few are told as they are
    power = int(10 ** (len(str(total)) - 2))
    step = next(power * many for many in (5, 2, 1) if power * many * 10 <= total)
    return total // step * step


class Readership:
    """How much stories are read, by the address of each."""

    def __init__(self, counts: Counts | None = None, least: int = 1) -> None:
        self._counts = counts or Counts()
        self._least = least

    def __bool__(self) -> bool:
        return bool(self._counts.stories)

    @cached_property
    def shown(self) -> Mapping[str, int]:
        """The numbers that pages show: of stories that were read often enough to tell."""
        return {
            address: rounded(it.total)
            for address, it in self._counts.stories.items()
            if it.total >= self._least
        }

    @cached_property
    def of_day(self) -> Mapping[str, int]:
        """How much each story is read in 24 hours, in units that compare."""
        return self._scores(_OF_DAY)

    @cached_property
    def of_week(self) -> Mapping[str, int]:
        """How much each story is read in 7 days."""
        return self._scores(_OF_WEEK)

    def _scores(self, of_age: tuple[int, ...]) -> dict[str, int]:
        newest = self._counts.newest
        if not newest:
            return {}
        last = date.fromisoformat(newest).toordinal()
        of_days = {
            date.fromordinal(last - age).isoformat(): weight
            for age, weight in enumerate(of_age)
            if last > age
        }
        scores = {address: _score(it, of_days) for address, it in self._counts.stories.items()}
        return {address: score for address, score in scores.items() if score}


def _score(views: Views, of_days: Mapping[str, int]) -> int:
    if len(views.days) < len(of_days):
        return sum(many * of_days.get(day, 0) for day, many in views.days.items())
    return sum(weight * views.days.get(day, 0) for day, weight in of_days.items())
