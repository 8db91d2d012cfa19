"""Bodies: written by whoever parses, found by their digests, lost at the price of time alone."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sitegen.errors import StoreDamaged
from sitegen.pipeline.memory import bodies as module
from sitegen.pipeline.memory.bodies import Bodies, body_in, in_memory
from sitegen.pipeline.memory.store import Place, Store, Unkept
from sitegen.pipeline.workers import spread
from sitegen.statcache import digest_of
from tests.newsroom import NOW, Newsroom, article

Make = Callable[..., Newsroom]

TEXTS = [f"Text {number}. ".encode() * (1 + number % 70) for number in range(600)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "public.sqlite", Unkept())
    Store.open(place).close()
    return place


@contextmanager
def beside(place: Place) -> Iterator[tuple[Bodies, Store]]:
    bodies = Bodies(place)
    with closing(bodies), Store.open(place) as store:
        yield bodies, store


def kept(place: Place, texts: list[bytes]) -> None:
    with beside(place) as (bodies, store):
        bodies.keep(store, [(digest_of(it), bodies.write(it)) for it in texts])


def found(place: Place, texts: list[bytes] = TEXTS) -> list[bytes | None]:
    with beside(place) as (bodies, store):
        return [bodies.get(store, digest_of(it)) for it in texts]


def files(place: Place) -> list[Path]:
    return sorted(place.file.parent.glob("*.bodies-*"))


def test_workers_write_side_by_side_and_each_body_is_found(place: Place) -> None:
    bodies = Bodies(place)
    bodies.write(b"the parent has written before it forks")
    facts = dict(spread(len(TEXTS), lambda at: bodies.write(TEXTS[at]), jobs=4, worth_a_fork=1))
    with closing(bodies), Store.open(place) as store:
        bodies.keep(store, [(digest_of(TEXTS[at]), fact) for at, fact in facts.items()])
    assert found(place) == TEXTS
    assert max(map(len, facts.values())) < min(map(len, TEXTS)) + 10  # places, and no texts
    assert len(files(place)) == 1


def test_a_worker_does_not_move_the_parents_place(place: Place) -> None:
    bodies = Bodies(place)
    bodies.write(b"before")
    assert bodies._written is not None
    handle = bodies._written[2]
    list(spread(2, lambda at: bodies.write(TEXTS[at]), jobs=2, worth_a_fork=1))
    assert os.lseek(handle, 0, os.SEEK_CUR) == len(b"before")
    bodies.close()


def test_a_body_that_waits_in_memory_is_written_when_it_is_kept(place: Place) -> None:
    assert body_in(in_memory(b"text")) == b"text"
    with beside(place) as (bodies, store):
        bodies.keep(store, [(digest_of(b"text"), in_memory(b"text"))])
    assert files(place)[0].read_bytes() == b"text"
    assert found(place, [b"text"]) == [b"text"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(bytes(file.stat().st_size)),
        lambda file: os.truncate(file, 100),
        Path.unlink,
    ],
    ids=["empty", "zeros", "torn", "gone"],
)
def test_what_a_file_has_lost_is_not_there(place: Place, damage: Callable[[Path], object]) -> None:
    kept(place, TEXTS)
    damage(files(place)[0])
    assert set(found(place, TEXTS[20:])) == {None}
    kept(place, TEXTS[30:40])  # behind what is left, wherever that ends
    assert found(place, TEXTS[30:40]) == TEXTS[30:40]


def test_a_refused_file_leaves_bodies_in_memory_and_says_why(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(place, TEXTS[:3])
    monkeypatch.setattr(os, "write", lambda *_: 1)  # a disk that takes a part
    with beside(place) as (bodies, store):
        fact = bodies.write(TEXTS[5])
        assert place.unkept.refusal is None  # a worker could tell nobody
        bodies.keep(store, [(digest_of(TEXTS[5]), fact)])
        assert "No space left" in str(place.unkept.refusal)
        assert bodies.get(store, digest_of(TEXTS[5])) == TEXTS[5]
        assert bodies.get(store, digest_of(TEXTS[1])) == TEXTS[1]


def test_what_is_in_use_moves_to_the_next_file_once_it_is_the_lesser_part(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(place, TEXTS)
    used = {digest_of(it) for it in TEXTS[::3]}
    with beside(place) as (bodies, store):
        bodies.prune(store, used)
    assert [it.name for it in files(place)] == ["public.sqlite.bodies-0"]  # waste is small
    monkeypatch.setattr(module, "WASTE", 0)
    with beside(place) as (bodies, store):
        bodies.prune(store, used)
        bodies.keep(store, [(digest_of(b"next"), bodies.write(b"next"))])
    assert [it.name for it in files(place)] == ["public.sqlite.bodies-1"]
    assert files(place)[0].stat().st_size == sum(map(len, TEXTS[::3])) + 4
    assert found(place, [*TEXTS[::3], b"next"]) == [*TEXTS[::3], b"next"]
    assert found(place, TEXTS[1::3]) == [None] * 200


@pytest.mark.parametrize("at", ["write", "put"])
def test_what_fails_while_bodies_move_loses_none(
    place: Place, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    monkeypatch.setattr(module, "WASTE", 0)
    kept(place, TEXTS)
    used = {digest_of(it) for it in TEXTS[::3]}

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    def prune() -> None:
        with beside(Place(place.file, Unkept())) as (bodies, store):
            bodies.prune(store, used)

    with monkeypatch.context() as patch:
        target: object = os if at == "write" else Store
        patch.setattr(target, at, killed)
        with pytest.raises(KeyboardInterrupt):
            prune()
    assert found(place, TEXTS[::3]) == TEXTS[::3]
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: 0)  # now the disk is full
        prune()
    assert found(place, TEXTS[::3]) == TEXTS[::3]
    prune()
    assert len(files(place)) == 1
    assert found(place, TEXTS[::3]) == TEXTS[::3]


def test_a_lost_body_does_not_get_lost_on_the_way(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WASTE", 0)
    kept(place, TEXTS)
    os.truncate(files(place)[0], files(place)[0].stat().st_size - 1)
    with beside(place) as (bodies, store), pytest.raises(StoreDamaged):
        bodies.prune(store, {digest_of(TEXTS[-1])})


def test_a_new_store_begins_without_the_bodies_of_the_last_one(place: Place) -> None:
    kept(place, TEXTS)
    place.file.unlink()
    kept(place, TEXTS[:1])
    assert files(place)[0].read_bytes() == TEXTS[0]


# Of whole sites ----------------------------------------------------------------------------------


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    texts = {
        f"content/articles/s{number}.md": article(f"S{number}", f"Words {number}.")
        for number in range(5)
    }
    return newsroom(dict(texts)).build()


def test_a_site_whose_bodies_are_lost_is_built_all_the_same(site: Newsroom) -> None:
    for file in (site.root / ".sitegen").glob("*.bodies-*"):
        file.write_bytes(b"nothing of it")
    site.edit("content/articles/s1.md", "headline: S1", "headline: Other")
    result = site.run("build", "--now", NOW)
    assert result.exit_code == 0
    assert "cannot be used (a body is missing): starting it anew" in result.stderr
    assert site.tree() == site.clean_tree()
    assert site.run("build", "--now", NOW).stderr == ""


def test_the_other_profile_borrows_bodies_and_keeps_them(site: Newsroom) -> None:
    site.run("build", "--drafts", "--now", NOW)
    for file in (site.root / ".sitegen").glob("public.*"):
        file.unlink()
    with closing(sqlite3.connect(site.root / ".sitegen/drafts.sqlite")) as store:
        digests = [key for (key,) in store.execute("SELECT key FROM body")]
    drafts = Place(site.root / ".sitegen/drafts.sqlite", Unkept())
    with beside(drafts) as (bodies, opened):
        assert all(bodies.get(opened, it) for it in digests)
    assert len(digests) >= 5
