"""Keys and names, one by one: who shows something is made again when that is another."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from sitegen.pipeline.memory.store import Kind, Place, Store, Unkept
from tests.editions import NOW, Reading, alone, paper
from tests.newsroom import Newsroom, article


def test_a_story_that_is_named_as_related_appears_when_it_is_out() -> None:
    files = paper(one=alone(1, related="[late]"), late=alone(2, date="2026-06-02 09:00"))
    reading = Reading()
    before = reading.read(files)
    after = reading.read(files, NOW + timedelta(days=1))
    anew = Reading().read(files, NOW + timedelta(days=1))
    assert before.relation.rows.rows["content/articles/one.md"].related == ()
    assert anew.relation.rows.rows["content/articles/one.md"].related
    assert after.relation.edition == anew.relation.edition


def test_search_knows_authors_by_their_names_of_today() -> None:
    files = paper(one=article())
    reading = Reading()
    reading.read(files)
    desk = "content/authors/news-desk.md"
    reading.read({**files, desk: files[desk].replace("News", "City")})


def test_rows_of_a_build_that_was_killed_are_not_gone_on_from(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newsroom(paper(one=article(updated="2026-06-02 09:00")))
    site.build()
    put = Store.put

    def killed(store: Store, kind: Kind, facts: Iterable[tuple[bytes, bytes]]) -> None:
        put(store, kind, facts)
        if kind == "row":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Store, "put", killed)
        site.run("build", "--now", "2026-06-03T12:00:00Z", "--output", str(site.output))
    site.build()
    assert site.tree() == site.clean_tree()


def test_what_builds_with_errors_found_out_is_not_kept_for_ever(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.pipeline.memory.rows.SPARE", 3)
    site = newsroom(paper(one=article(), wrong=article(section="nowhere")))
    for number in range(9):
        site.write({"content/articles/one.md": article(f"Number {number}")})
        site.fail()
    site.remove("content/articles/wrong.md").build()
    with Store.open(Place(site.root / ".sitegen/public.sqlite", Unkept())) as store:
        assert store.count("kept") == 2
