"""The law of the archive: one that goes on from what was filed is that of its rows."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.edition.archive import Archive
from sitegen.edition.volumes import Edit, Volumes
from tests import stories

stands = st.fixed_dictionaries(
    {},
    optional={
        f"s{number}": st.tuples(
            st.integers(0, 3), st.lists(st.sampled_from("abc"), unique=True), st.booleans()
        )
        for number in range(8)
    },
)


@given(first=stands, second=stands)
def test_an_archive_that_goes_on_is_that_of_its_rows(
    first: dict[str, tuple[int, list[str], bool]], second: dict[str, tuple[int, list[str], bool]]
) -> None:
    before, rows = (
        Volumes.of(
            replace(row, faces=row.faces if is_shown else None)
            for path, (day, topics, is_shown) in sorted(some.items())
            for row in [stories.story(path, day, topics)]
        )
        for some in (first, second)
    )
    filing = Archive.of(before).filing
    changed = [it for it in before.keys() | rows.keys() if before.get(it) != rows.get(it)]
    made, anew = Archive.gone_on(filing, Edit(rows, before, changed)), Archive.of(rows)
    assert list(made.stories) == list(anew.stories)
    assert made.filing == anew.filing
