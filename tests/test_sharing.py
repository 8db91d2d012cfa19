"""Pictures that machines share: what is fetched and given, and a store that is away, or lies."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from sitegen.pictures.derive import derive
from sitegen.pipeline.memory.shelves import shelf_at
from tests.flaky import Flaky, flaky
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture
from tests.places import OfBucket, cluster, free_port, quick_store
from tests.publications import texts
from tests.warm import Warm

Make = Callable[..., Newsroom]

SHIP = "::: figure {}.jpg\nalt: A ship\ncredit: Anna\n:::\n"
COLOURS = {"red": (200, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 200)}
STORIES = {f"content/articles/{it}.md": article(it.title(), SHIP.format(it)) for it in COLOURS}
PICTURES = {f"content/articles/{name}.jpg": picture(it) for name, it in COLOURS.items()}


class Shared(NamedTuple):
    """A store: as site.toml names it, and the folder behind it."""

    where: str
    folder: Path


class Machine(NamedTuple):
    """A store that answers on loopback, and the way to it."""

    way: Flaky
    folder: Path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("store")
    with quick_store(folder) as endpoint, flaky(endpoint) as between:
        yield Machine(between, folder / "paper")


@pytest.fixture(params=["bucket", "folder"])
def shared(request: pytest.FixtureRequest, store: Machine, tmp_path: Path) -> Iterator[Shared]:
    before = dict(os.environ)
    store.way.fault = lambda _, __: None
    store.way.asked.clear()
    name = tmp_path.name
    OfBucket(name, store.way.address).target()  # the keys are in the environment then
    if request.param == "bucket":
        yield Shared(f"s3://paper/{name}", store.folder / name)
    else:
        yield Shared(f"{tmp_path}/shared", tmp_path / "shared")
    os.environ.clear()
    os.environ.update(before)


def paper(newsroom: Make, where: str) -> Newsroom:
    """Return the paper as another machine has it."""
    table = f'\n[pictures]\nstore = "{where}"\n' if where else ""
    return newsroom({**STORIES, **PICTURES}, site_toml=SITE + table)


@pytest.fixture
def alone(shown: Make) -> Newsroom:
    """Return the paper as it is without any store."""
    return shown({**STORIES, **PICTURES})


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many files were made of each picture, as they are made, in this process."""
    counts: list[int] = []

    def counted(data: bytes, wanted: list[object], *rest: object) -> Iterator[object]:
        counts.append(len(wanted))
        yield from derive(data, wanted, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("sitegen.pipeline.derivatives.derive", counted)
    monkeypatch.setattr("sitegen.pipeline.derivatives.cores", lambda: 1)
    return counts


def test_what_one_machine_made_the_next_one_fetches(
    newsroom: Make, shared: Shared, alone: Newsroom, store: Machine, made: list[int]
) -> None:
    first = paper(newsroom, shared.where).build()
    assert len(made) == len(PICTURES)
    assert first.tree() == alone.tree()
    files = texts(shared.folder)
    assert files == texts(first.root / ".sitegen/pictures")
    made.clear()
    store.way.asked.clear()
    second = paper(newsroom, shared.where).build()
    assert made == []
    assert second.tree() == alone.tree()
    # One request to see what there is of each picture, one for each file.
    folders = {it.split("/")[0] for it in files}
    asked = len(folders) + len(files) if "://" in shared.where else 0
    assert store.way.asked.total() == asked
    # And nothing is asked when no picture is to be made.
    second.edit("content/articles/red.md", "What it says.", "What else it says.").build()
    assert store.way.asked.total() == asked


def test_what_is_not_as_its_name_says_is_made_again_and_mended(
    newsroom: Make, shared: Shared, alone: Newsroom, made: list[int]
) -> None:
    paper(newsroom, shared.where).build()
    whole = texts(shared.folder)
    first, second, third, *_ = sorted(whole)
    theirs = f"{first.partition('/')[0]}/a file of somebody else's"
    wrong = {first: (shared.folder / second).read_bytes(), second: b"", theirs: b""}
    shelf = shelf_at(shared.where, Path())
    shelf.write(list(wrong), wrong.__getitem__)
    shelf.remove([third])
    made.clear()
    assert paper(newsroom, shared.where).build().tree() == alone.tree()
    assert sum(made) == 3
    assert texts(shared.folder).items() >= whole.items()


def test_several_may_write_at_once(
    newsroom: Make, shared: Shared, alone: Newsroom, tmp_path: Path
) -> None:
    papers = [paper(newsroom, shared.where) for _ in range(2)]
    words = ("build", "--jobs", "2", "--now", NOW)
    with (tmp_path / "said").open("wb") as said, ExitStack() as streams:
        at_work = []
        for it in papers:
            place = ("--root", str(it.root), "--output", str(it.output))
            at_work.append(Warm(*words, *place, cwd=it.root, stderr=said))
            streams.enter_context(at_work[-1].stdout)
        assert [it.wait() for it in at_work] == [0, 0]
    for it in papers:
        assert it.tree() == alone.tree()
    assert texts(shared.folder) == texts(papers[0].root / ".sitegen/pictures")


@pytest.mark.parametrize("shared", ["bucket"], indirect=True)
@pytest.mark.parametrize("trouble", ["away", "refuses", "no bucket", "fails midway", "fails later"])
def test_without_the_store_a_build_says_so_once_and_goes_on(  # noqa: PLR0917 - fixtures
    newsroom: Make,
    shared: Shared,
    alone: Newsroom,
    store: Machine,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sitegen.pipeline.sharing.SOME", 1)
    where, asked = shared.where, store.way.asked
    if trouble == "away":
        os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{free_port()}"
    elif trouble == "refuses":
        store.way.fault = lambda _, __: (403, "AccessDenied")
    elif trouble == "no bucket":
        where = where.replace("paper", "nowhere")
    elif trouble == "fails midway":
        store.way.fault = lambda _, __: (403, "AccessDenied") if asked.total() > 2 else None
    else:
        store.way.fault = lambda method, _: (403, "AccessDenied") if method == "PUT" else None
    site = paper(newsroom, where)
    said = site.run("build", "--now", NOW, "--output", str(site.output))
    assert said.exit_code == 0
    assert said.stderr.count("pictures are made without that") == 1, said.stderr
    assert site.tree() == alone.tree()


@pytest.mark.parametrize("shared", ["folder"], indirect=True)
def test_a_folder_that_cannot_be_is_told_of(
    newsroom: Make, shared: Shared, alone: Newsroom
) -> None:
    shared.folder.write_bytes(b"a file stands there")
    site = paper(newsroom, shared.where)
    said = site.run("build", "--now", NOW, "--output", str(site.output))
    assert said.exit_code == 0
    assert said.stderr.count("pictures are made without that") == 1, said.stderr
    assert site.tree() == alone.tree()


# A cluster ---------------------------------------------------------------------------------------


def many(newsroom: Make, where: str, count: int) -> Newsroom:
    """Return a paper of many pictures."""
    names = [f"n{number}" for number in range(count)]
    stories = {f"content/articles/{it}.md": article(it, SHIP.format(it)) for it in names}
    pictures = {
        f"content/articles/{it}.jpg": picture((number % 256, 90, 140), (320, 240))
        for number, it in enumerate(names)
    }
    table = f'\n[pictures]\nstore = "{where}"\n' if where else ""
    return newsroom({**stories, **pictures}, site_toml=SITE + table)


@pytest.mark.parametrize("shared", ["bucket"], indirect=True)
def test_a_cluster_of_which_a_worker_dies_makes_the_same_bytes(
    newsroom: Make, shared: Shared, store: Machine, tmp_path: Path, made: list[int]
) -> None:
    expected = many(newsroom, "", 12).build().tree()
    made.clear()
    site = many(newsroom, shared.where, 12)
    with cluster(tmp_path / "cluster", 3) as (address, workers):
        dead: list[int] = []

        def kill(method: str, path: str) -> None:
            """Kill a worker once it has written something, and so is in the middle."""
            if method == "PUT" and "/run-" not in path and not dead:
                dead.append(workers[0].pid)
                workers[0].kill()

        store.way.fault = kill
        ended = site.run("build", "--now", NOW, "--output", f"{site.output}", "--cluster", address)
        assert ended.exit_code == 0
        assert dead == [workers[0].pid]
    assert made == [], ended.stderr
    assert "here" not in ended.stderr, ended.stderr
    assert site.tree() == expected
    assert not [it for it in texts(shared.folder) if it.startswith("run-")]


@pytest.mark.parametrize("shared", ["folder"], indirect=True)
def test_a_cluster_that_is_away_is_told_of_and_pictures_are_made_here(
    newsroom: Make, shared: Shared, alone: Newsroom
) -> None:
    site = paper(newsroom, shared.where)
    address = f"tcp://127.0.0.1:{free_port()}"
    words = ("build", "--now", NOW, "--output", f"{site.output}", "--cluster")
    ended = site.run(*words, address)
    assert ended.exit_code == 0
    assert f"the cluster at {address} does not answer" in ended.stderr
    assert site.tree() == alone.tree()
    assert texts(shared.folder) == texts(site.root / ".sitegen/pictures")
    refused = paper(newsroom, "").run(*words, address)
    assert refused.exit_code == 2
    assert "a cluster needs a place that its workers share" in refused.stderr
