"""Keys and names, one by one: who shows something is made again when that is another."""

from datetime import timedelta

from tests.editions import NOW, Reading, alone, paper
from tests.newsroom import article


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
