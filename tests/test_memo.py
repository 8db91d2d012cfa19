"""What is made once: known again by what it was made from, and let go of when nobody uses it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from sitegen.errors import StoreDamaged
from sitegen.model import Source
from sitegen.pipeline.memory.memo import Memo, Work
from sitegen.pipeline.memory.sources import SourceChanged, find_sources
from sitegen.pipeline.memory.store import Place, Store, Unkept
from sitegen.pipeline.order import DRAFTS, Order
from sitegen.pipeline.reading import Reader
from sitegen.preview.files import Files
from sitegen.statcache import digest_of
from tests.newsroom import NOW, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

ONE = "content/articles/one.md"
TEXTS = [f"Text {number}" for number in range(1200)]
SOURCES = {digest_of(it.encode()): Source(it, "article", b"", it) for it in TEXTS}


class Stages:
    """Notes how much every stage had to do."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """Enter a stage."""
        self.totals[name] = total
        yield lambda: None

    def notice(self, text: str) -> None:
        """Take word of something."""
        raise AssertionError(text)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "public.sqlite", Unkept())
    Store.open(place).close()
    return place


def memo_of(place: Place, *, lasting: bool = False) -> Memo[str]:
    return Memo(place, "looked", bytes.decode, lasting=lasting)


def make(memo: Memo[str], jobs: int = 1) -> int:
    """Make what is not known of all texts; return how many that were."""
    unknown = memo.unknown(SOURCES.keys())
    memo.make(
        {key: SOURCES[key] for key in SOURCES if key in unknown},
        lambda source: source.path.upper().encode(),
        Work("make", Stages(), jobs, 1),
        bytes,
    )
    return len(unknown)


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_fact_is_made_once_and_known_to_whoever_comes_next(place: Place, jobs: int) -> None:
    with closing(memo_of(place)) as memo:
        assert make(memo, jobs) == len(TEXTS)
        assert make(memo, jobs) == 0
    with closing(memo_of(place)) as memo:
        assert make(memo, jobs) == 0
        assert [memo.get(key) for key in SOURCES] == [it.upper() for it in TEXTS]
        assert memo.held() == []


def test_a_lasting_memo_writes_once_and_then_only_when_it_is_told_to(place: Place) -> None:
    memo = memo_of(place, lasting=True)
    make(memo)
    memo.add(b"later", b"edit")
    with closing(memo_of(place)) as other:
        assert (make(other), other.get(b"later")) == (0, None)
        memo.keep()
        assert other.get(b"later") == "edit"


def test_facts_of_no_use_go_once_they_outnumber_the_others(place: Place) -> None:
    used = set(list(SOURCES)[:500])
    with closing(memo_of(place)) as memo:
        assert not memo.prune(len(used), lambda: used)  # nothing is new
        make(memo)
        assert not memo.prune(600, lambda: used)
        assert memo.prune(len(used), lambda: used)
    with closing(memo_of(place)) as memo:
        assert memo.unknown(SOURCES.keys()) == SOURCES.keys() - used


def test_a_lasting_memo_holds_what_is_in_use_and_the_newest_of_the_rest(place: Place) -> None:
    memo = memo_of(place, lasting=True)
    memo.load()
    make(memo)
    keys = list(SOURCES)
    used = set(keys[:3])
    assert memo.let_go(lambda: used)
    assert not memo.let_go(pytest.fail)  # nothing is new
    known = {*used, *keys[-100:]}
    assert memo.unknown(SOURCES.keys()) == SOURCES.keys() - known
    assert len(list(memo.held())) == len(known)
    memo.keep()
    with Store.open(place) as store:
        assert store.keys("looked") == known


def test_a_store_that_is_gone_costs_a_lasting_memo_no_more_than_its_facts(place: Place) -> None:
    for lasting in (True, False):
        with closing(memo_of(place, lasting=lasting)) as memo:
            make(memo)
            place.file.rename(place.file.with_name("gone"))
            if lasting:
                assert memo.get(next(iter(SOURCES))) is None
            else:
                with pytest.raises(StoreDamaged):
                    memo.get(next(iter(SOURCES)))
            place.file.with_name("gone").rename(place.file)


# From files ---------------------------------------------------------------------------------------


def test_a_stylesheet_as_it_was_is_there_as_long_as_it_may_be_shown(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.preview.files.SPARE", 4)
    path = "static/paper.css"
    site = newsroom({})
    files = Files(Order(root=site.root, now=datetime.fromisoformat(NOW)))
    versions = []
    for number in range(6):
        site.write({path: f"p {{ margin: {number}px }}"})
        versions.append(files.look().sources[path])
        files.read(versions[-1])
    files.let_go([versions[2]])
    assert files.read(versions[2]) == b"p { margin: 2px }"
    assert files.read(versions[5]) == b"p { margin: 5px }"  # it is there
    with pytest.raises(SourceChanged):
        files.read(versions[1])


def test_pictures_are_looked_into_once_however_often_a_site_is_read(newsroom: Make) -> None:
    shown = "{src: quay.jpg, alt: A quay, credit: Us}"
    files = {"content/articles/quay.jpg": picture(), ONE: article(image=shown)}
    site = newsroom(files)
    site.build("--drafts")
    order = Order(root=site.root, now=datetime.fromisoformat(NOW), profile=DRAFTS)
    reporter = Stages()
    reader = Reader(order, lasting=True)
    for number in range(3):
        site.write({"content/articles/two.md": article(f"Two {number}")})
        reader.site(find_sources(order, reporter), order.now, reporter, 1)
        assert (reporter.totals["parse"], reporter.totals["pictures"]) == (1, 0)
