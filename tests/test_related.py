"""Related stories: what is not computed again is what it would be."""

from collections.abc import Callable

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from sitegen.edition.related import KEPT, NEIGHBOURS
from sitegen.edition.rows import Row
from tests.newsroom import Newsroom, article
from tests.stories import related, topics_of
from tests.stories import story as candidate

# Few topics, so that postings grow longer than what a story sees of them.
Story = tuple[int, frozenset[str]]
stories = st.tuples(
    st.sampled_from([*range(0, 40, 4), 400, 4000]), st.frozensets(st.sampled_from("abcd"))
)
names = st.integers(0, 60)
newsrooms = st.dictionaries(names, stories, min_size=30, max_size=60)


def candidates_of(newsroom: dict[int, Story]) -> list[Row]:
    return [
        candidate(f"story-{name:02}", day, tuple(sorted(topics)))
        for name, (day, topics) in sorted(newsroom.items())
    ]


@given(
    first=newsrooms,
    edits=st.dictionaries(names, st.one_of(st.none(), stories), max_size=4),
)
def test_a_list_that_is_not_made_anew_is_what_it_was(
    first: dict[int, Story], edits: dict[int, Story | None]
) -> None:
    before = candidates_of(first)
    after = candidates_of({name: it for name, it in {**first, **edits}.items() if it})
    assert known(before, after) == related(after)


def known(before: list[Row], after: list[Row]) -> dict[str, tuple[str, ...]]:
    """Return the lists of candidates, those that are not made anew as they were before."""
    then = related(before)
    return {it.path: then.get(it.path, ()) for it in after} | related(after, before)


@given(newsroom=st.dictionaries(names, stories, min_size=40))
def test_a_list_holds_others_that_share_a_term(newsroom: dict[int, Story]) -> None:
    candidates = candidates_of(newsroom)
    topics = {it.path: topics_of(it) for it in candidates}
    for path, row in related(candidates).items():
        assert len(set(row)) == len(row) <= KEPT
        for other in row:
            assert other != path
            assert topics[path] & topics[other]
    event(f"postings longer than a sight: {len(candidates) > 2 * NEIGHBOURS + 1}")


def test_a_new_story_reaches_those_that_see_it_and_those_whose_terms_grew_common() -> None:
    # A topic loses worth in steps: at each, the lists of all that have it are made anew.
    def newsroom(count: int) -> list[Row]:
        extra = candidate("x", 0, ("rare", "common"))
        return [extra, *(candidate(f"{n:03}", n, ("common",)) for n in range(count))]

    for count in range(70):
        before, after = newsroom(count), newsroom(count + 1)
        assert known(before, after) == related(after)


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("place", range(1, NEIGHBOURS + 3))
def test_a_story_looks_under_each_term_at_eight_to_either_side(place: int, way: int) -> None:
    """The best there is, behind many that share the other of two topics, is seen under one."""
    candidates = [candidate("mine", 0, ("near", "far"))]
    candidates += [candidate(f"near-{at}", way, ("near",)) for at in range(NEIGHBOURS + 1)]
    candidates += [
        candidate(f"far-{at}", way * (at + 1), ("near", "far") if at == place else ("far",))
        for at in range(1, NEIGHBOURS + 3)
    ]
    found = list(related(candidates)["mine"])
    assert found[:1] == [f"far-{place}"] if place <= NEIGHBOURS else f"far-{place}" not in found


def day(distance: int) -> Row:
    return candidate(f"day-{distance}", distance, ("a",))


def test_of_as_much_in_common_the_nearest_comes_first_and_then_the_first_by_path() -> None:
    candidates = [candidate(path, 0, ("a",)) for path in ("x", "a", "c", "b")]
    assert related([*candidates, day(1), day(-2)])["x"] == ("a", "b", "c", "day-1", "day--2")


@pytest.mark.parametrize(("days", "comes_first"), [(0, True), (511, True), (512, False)])
def test_what_is_far_in_time_is_worth_less(days: int, *, comes_first: bool) -> None:
    """Three topics in common are worth more than two, until they are 512 days away."""
    candidates = [candidate("mine", 0, ("a", "b", "c")), candidate("two", 0, ("a", "b"))]
    row = related([*candidates, candidate("three", days, ("a", "b", "c"))])["mine"]
    assert row == (("three", "two") if comes_first else ("two", "three"))


@pytest.mark.parametrize(
    ("few", "many", "is_rarer"), [(2, 7, False), (2, 8, True), (8, 31, False), (8, 32, True)]
)
def test_a_term_loses_worth_with_every_four_times_as_many_stories(
    few: int, many: int, *, is_rarer: bool
) -> None:
    candidates = [candidate("mine", 0, ("few", "many")), candidate("b", 0, ("few",))]
    candidates += [candidate("a", 0, ("many",))]  # of two that are worth as much it comes first
    candidates += [candidate(f"few-{at}", 9999, ("few",)) for at in range(few - 2)]
    candidates += [candidate(f"many-{at}", 9999, ("many",)) for at in range(many - 2)]
    assert related(candidates)["mine"][:2] == (("b", "a") if is_rarer else ("a", "b"))


def test_workers_find_what_one_process_finds(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"content/articles/s{number:02}.md": article(
            f"Story {number}", date=f"2026-03-{number:02} 09:00", tags=f"[t{number % 5}, all]"
        )
        for number in range(1, 25)
    }
    alone = newsroom(files).build("--jobs", "1").tree()
    monkeypatch.setattr("sitegen.pipeline.settling.STORIES_WORTH_A_FORK", 1)
    assert newsroom(files).build("--jobs", "3").tree() == alone
