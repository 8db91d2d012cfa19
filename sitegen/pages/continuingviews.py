"""Views of what goes on: milestones of threads, updates of live pages."""

from sitegen.pages.views import Headline, Interface, Link, View


class Milestone(Headline, frozen=True, kw_only=True):
    """A line of a timeline, and the story that tells of it; its day, as ISO has it.

    `held` names the reason if only a draft build shows it, `until` how long that holds.
    """

    day: str
    held: str = ""
    until: str = ""


class Milestones(View, frozen=True, kw_only=True):
    """What happened on one day, an ISO one."""

    day: str
    milestones: tuple[Milestone, ...]


class SoFar(Link, frozen=True, kw_only=True):
    """A thread, and the last milestones in it before a story."""

    milestones: tuple[Milestone, ...]


class UpdateView(View, frozen=True, kw_only=True):
    """An update of a live page: its moment as RFC 3339 has it, its HTML in `body`.

    `language` is that of its text, `interface` that of the story that shows it.
    """

    anchor: str
    moment: str
    headline: str
    language: str
    is_key: bool
    is_pinned: bool
    body: str
    interface: Interface | None = None
