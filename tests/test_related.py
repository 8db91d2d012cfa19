"""Related stories: a table made from an earlier one is the table made from nothing."""

from hypothesis import event, given
from hypothesis import strategies as st

from sitegen.edition.related import KEPT, NEIGHBOURS, Entry, Remembered, related

# Few terms, so that postings grow longer than what a story sees of them.
Story = tuple[int, frozenset[str]]
stories = st.tuples(
    st.sampled_from([*range(0, 40, 4), 400, 4000]), st.frozensets(st.sampled_from("abcd"))
)
names = st.integers(0, 60)
newsrooms = st.dictionaries(names, stories, min_size=30, max_size=60)


def entries_of(newsroom: dict[int, Story]) -> list[Entry]:
    return [
        Entry(f"story-{name:02}", day, tuple(sorted(terms)))
        for name, (day, terms) in sorted(newsroom.items())
    ]


@given(
    first=newsrooms,
    edits=st.dictionaries(names, st.one_of(st.none(), stories), max_size=4),
)
def test_what_was_known_before_changes_no_list(
    first: dict[int, Story], edits: dict[int, Story | None]
) -> None:
    before = entries_of(first)
    after = entries_of({name: it for name, it in {**first, **edits}.items() if it})
    remembered = Remembered(tuple(before), related(before))
    assert related(after, remembered) == related(after)


@given(newsroom=st.dictionaries(names, stories, min_size=40))
def test_a_list_holds_others_that_share_a_term(newsroom: dict[int, Story]) -> None:
    entries = entries_of(newsroom)
    for number, row in enumerate(related(entries)):
        assert len(set(row)) == len(row) <= KEPT
        for other in row:
            assert other != number
            assert set(entries[number].terms) & set(entries[other].terms)
    event(f"postings longer than a sight: {len(entries) > 2 * NEIGHBOURS + 1}")


def test_a_new_story_reaches_those_that_see_it_and_those_whose_terms_grew_common() -> None:
    # A term loses worth in steps: at each, the lists of all that have it are made anew.
    def newsroom(count: int) -> list[Entry]:
        extra = Entry("x", 0, ("rare", "common"))
        return [extra, *(Entry(f"{n:03}", n, ("common",)) for n in range(count))]

    for count in range(70):
        before, after = newsroom(count), newsroom(count + 1)
        remembered = Remembered(tuple(before), related(before))
        assert related(after, remembered) == related(after)
