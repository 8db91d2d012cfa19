"""The laws of volumes: they are the rows that were bound, and none is read that nobody asks for."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from operator import attrgetter
from unittest.mock import Mock

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.edition.entries import joined
from sitegen.edition.rows import Faces, Findable, Indexed, Marked, Noted, Row, Shown
from sitegen.edition.spines import Spine, card_name, kept_name, shown_name
from sitegen.edition.volumes import Each, Volume, Volumes
from sitegen.errors import Findings, Problem, StoreDamaged
from tests.newsroom import Newsroom, article
from tests.stories import START, story

PATHS = [f"content/articles/{it}.md" for it in "abcdef"]
QUAY = Shown("content/images/quay.jpg", "derive", b"", ("quay-1.jpg", "quay-2.jpg"))
SHOWN = (QUAY.source, *QUAY.files)
MONTHS = ["2026/01", "2026/02", ""]


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Row]:
    """Return some rows by path, which are drawn in any order."""
    found = {}
    for path in draw(st.lists(st.sampled_from(PATHS), unique=True)):
        row = story(path, draw(st.integers(-90_000, 9_000)), ["a"], retracted=draw(st.booleans()))
        facts = replace(
            row.facts,
            month=draw(st.sampled_from(MONTHS)),
            slug=path[-4],
            address=f"/{path[-4]}/",
            places=(f"/{path[-4]}/", f"/old/{path[-4]}/"),
        )
        related = draw(st.lists(st.sampled_from(PATHS), unique=True, max_size=2))
        asks = joined(draw(st.lists(st.sampled_from(["x", "y", "ü"]), unique=True)))
        modified = draw(st.sampled_from([None, START, START - timedelta(days=40_000)]))
        place = draw(st.sampled_from([None, b"1", b"2"]))
        faces = Faces(
            b"",
            card=path.encode(),
            indexed=Indexed(Findable(place, b"key", "en"), b"") if place else None,
            pictures=draw(st.sampled_from([(), (QUAY,)])),
        )
        row = replace(row, faces=draw(st.sampled_from([faces, faces, None])))
        found[path] = replace(
            row,
            source=path.upper().encode(),
            facts=facts,
            asks=asks,
            related=tuple(related),
            modified=modified,
            kept=b"k",
        )
    return found


class Kept:
    """Where rows are kept: it counts how often a volume is read."""

    def __init__(self, bound: Volumes) -> None:
        self.read: list[str] = []
        self.data = {name: it.encoded() for name, it in bound.volumes.items()}
        spines = {
            name: msgspec.msgpack.decode(spine, type=Spine)
            for name, (_, spine) in self.data.items()
        }
        self.rows = Volumes({it: Volume.kept(spines[it], self._reader(it)) for it in spines})

    def _reader(self, name: str) -> Callable[[], bytes]:
        def read() -> bytes:
            self.read.append(name)
            return self.data[name][0]

        return read


@given(rows())
def test_rows_come_back_as_they_were_bound(some: Mapping[str, Row]) -> None:
    kept = Kept(Volumes.of(some.values()))
    assert list(kept.rows) == sorted(some)
    assert kept.rows.places == {path: it.facts.month or "article" for path, it in some.items()}
    assert not kept.read
    assert dict(kept.rows) == some
    assert len(kept.read) == len(set(kept.read))


@given(first=rows(), second=rows(), gone=st.sets(st.sampled_from(PATHS)))
def test_rows_that_are_changed_are_those_that_are_bound_anew(
    first: dict[str, Row], second: dict[str, Row], gone: set[str]
) -> None:
    gone -= second.keys()
    before = Kept(Volumes.of(first.values())).rows
    after = before.with_rows(second.values(), gone)
    anew = Volumes.of(
        {path: it for path, it in (first | second).items() if path not in gone}.values()
    )
    assert dict(after) == dict(anew)
    assert list(after) == list(anew)
    assert {name: it.encoded() for name, it in after.volumes.items()} == {
        name: it.encoded() for name, it in anew.volumes.items()
    }
    leaving = first.keys() & (gone | second.keys())
    touched = {before.places[it] for it in leaving} | {anew.places[it] for it in second}
    assert after.differing(before) == touched & after.volumes.keys()
    assert before.differing(after) == touched & before.volumes.keys()


OF_ROWS: Mapping[str, Callable[[Row], object]] = {
    "sources": lambda row: row.source,
    "slugs": lambda row: row.facts.slug,
    "addresses": lambda row: row.facts.address,
}


@given(rows())
def test_spines_know_what_rows_say(some: Mapping[str, Row]) -> None:
    bound = Kept(Volumes.of(some.values()))
    kept = bound.rows
    remarkable = [some[path] for path in sorted(some) if some[path].retracted]
    assert list(kept.notable()) == remarkable
    moments = {path: it.modified.timestamp() for path, it in some.items() if it.modified}
    assert {path: it for path, it in kept.modified.items() if path in moments} == moments
    assert max((*kept.modified.values(), -1e300)) == max((*moments.values(), -1e300))
    indexed = {path: it.faces.indexed if it.faces else None for path, it in some.items()}
    assert kept.findable == {path: it and it.findable for path, it in indexed.items()}
    assert kept.cards == {path: it.faces.card if it.faces else b"" for path, it in some.items()}
    for name, of in OF_ROWS.items():
        assert kept.column(attrgetter(name)) == {path: of(it) for path, it in some.items()}
    for volume in kept.volumes.values():
        every = [place for path in volume.paths for place in some[path].facts.places]
        assert volume.spine.places == "".join(["\0", *(f"{place}\0" for place in every)])
    for path in remarkable:
        assert kept[path.path] == path
    assert not bound.read


NAMES = ["x", "y", "ü", "nowhere", card_name(PATHS[0]), kept_name(b"k")]
NAMES += map(shown_name, SHOWN)


@given(rows(), st.sampled_from(NAMES))
def test_who_names_something_is_among_the_suspects(some: Mapping[str, Row], name: str) -> None:
    naming = {
        path
        for path, it in some.items()
        if name in (*it.asked, *map(card_name, map(str, it.related)), kept_name(it.kept))
        or (it.faces and it.faces.pictures and name in map(shown_name, SHOWN))
    }
    bound = Kept(Volumes.of(some.values()))
    found = {it.path for it in bound.rows.suspects([name])}
    assert naming <= found
    assert set(bound.read) <= {bound.rows.places[it] for it in naming}


@pytest.mark.parametrize(
    "told",
    [
        {"problems": (Problem("p", 1, 1, "wrong"),)},
        {"retracted": True},
        {"facts": {"sound": False}},
        {"facts": {"findings": Findings(warnings=1)}},
        {"facts": {"aliases": ("/old/",)}},
        {"facts": {"guid": "one"}},
        {"facts": {"noindex": True}},
        {"facts": {"live": "true"}},
        {"faces": {"corrections": b"c"}},
        {"faces": {"dated": b"d"}},
        {"faces": {"milestone": Marked("2026-03-01", b"m")}},
        {"noted": (Noted("content/images/quay.jpg", 1, 1),)},
    ],
    ids=repr,
)
def test_rows_of_which_there_is_more_to_tell_lie_open(told: dict[str, object]) -> None:
    row = story(PATHS[0], 1, [])
    assert not list(Volumes.of([row]).notable())
    parts = {name: getattr(row, name) for name in ("facts", "faces")}
    changed = {
        name: replace(parts[name], **it) if isinstance(it, dict) else it
        for name, it in told.items()
    }
    row = replace(row, **changed)
    assert list(Volumes.of([row]).notable()) == [row]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda it: it[:-1],
        lambda it: it[1:] + b"\0",
        lambda _: Volume.of([story(path, 2, []) for path in PATHS]).encoded()[0],
    ],
    ids=["lost", "cut", "moved", "of another time"],
)
def test_rows_that_are_others_than_were_bound_are_refused(damage: Callable[[bytes], bytes]) -> None:
    data, spine = Volume.of([story(path, 1, []) for path in PATHS]).encoded()
    volume = Volume.kept(msgspec.msgpack.decode(spine, type=Spine), lambda: damage(data))
    with pytest.raises(StoreDamaged):
        volume.row(PATHS[0])


def test_what_is_no_story_is_bound_by_its_kind_and_dated_or_not_it_is_a_head() -> None:
    dated = story(PATHS[0], 1, [])
    page = replace(dated, facts=replace(dated.facts, kind="page", month="2026/01"))
    told = replace(dated, path=PATHS[1], facts=replace(dated.facts, month="2026/01"))
    bound = Volumes.of([page, told])
    assert bound.places == {page.path: "page", told.path: "2026/01"}
    assert list(bound.heads()) == [page]


def test_what_stands_at_the_head_of_a_listing_is_called_by_no_slug() -> None:
    row = story(PATHS[0], 1, [])
    author = replace(row, facts=replace(row.facts, kind="author", slug="jo"))
    assert Volumes.of([author]).column(attrgetter("slugs")) == {PATHS[0]: ""}


def test_what_is_asked_of_each_path_is_looked_up_unless_it_is_said() -> None:
    asked = Mock(side_effect=str.upper)
    each = Each({"a": 1, "b": 2}, asked, {"b": "said"})
    assert dict(each) == {"a": "A", "b": "said"}
    asked.assert_called_once_with("a")
    assert "c" not in each
    with pytest.raises(KeyError):
        each["c"]


PAPER = {
    "content/articles/may.md": article("May", date="2026-05-02 09:00", aliases="[/old/]"),
    "content/articles/june.md": article("June", date="2026-06-02 09:00"),
    "content/articles/june-too.md": article("June Too", date="2026-06-03 09:00"),
    "content/articles/may-too.md": article("May Too", date="2026-05-03 09:00"),
}


def anew(site: Newsroom, newsroom: Callable[..., Newsroom]) -> dict[str, bytes]:
    """Return what a first build makes of the texts of a site."""
    return newsroom({path: site.root.joinpath(path).read_text() for path in PAPER}).build().tree()


def test_an_old_address_in_a_volume_that_nobody_opens_is_known_to_links(
    newsroom: Callable[..., Newsroom],
) -> None:
    site = newsroom(PAPER).build()
    linked = PAPER["content/articles/june.md"] + "\n[It](/old/)\n"
    site.write({"content/articles/june.md": linked})
    assert site.build().tree() == anew(site, newsroom)


def test_a_volume_that_has_the_rows_of_another_is_bound_anew(
    newsroom: Callable[..., Newsroom],
) -> None:
    site = newsroom(PAPER).build()
    with closing(sqlite3.connect(site.root / ".sitegen/public.sqlite")) as store, store:
        store.execute(
            "UPDATE row SET value = (SELECT value FROM row WHERE key = ?) WHERE key = ?",
            (b"2026/05", b"2026/06"),
        )
    site.edit("content/articles/june.md", "June", "Summer")
    assert site.build().tree() == anew(site, newsroom)
