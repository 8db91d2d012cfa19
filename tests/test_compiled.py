"""Templates are compiled once, and not once a build; what is kept of them costs time at most."""

import marshal
import pickle
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest
from jinja2 import Environment
from jinja2.bccache import bc_magic

from sitegen.pages import syntax
from sitegen.pages.syntax import Learnt
from sitegen.pipeline.memory.compiled import _seal
from sitegen.pipeline.memory.store import Place, Store, Unkept
from tests.golden import THEME
from tests.newsroom import Newsroom, article

Make = Callable[..., Newsroom]

STORY = "content/articles/a.md"
PAGE = "---\ntitle: B\n---\n\nText.\n"
FACT = b"templates"


@pytest.fixture(autouse=True)
def another_process() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def small(newsroom: Make, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Make sites with a theme that is compiled in no time: of a large one is kept no other kind."""
    monkeypatch.setattr("sitegen.theme.theme", lambda: THEME)
    return newsroom


class Ran(BaseException):
    """Code was run."""


def raising(code: bytes) -> bytes:
    """Return a template's code as Jinja keeps it, but for what it does."""
    stream = BytesIO(code)
    stream.read(len(bc_magic))
    pickle.load(stream)  # noqa: S301 - Jinja wrote it
    raises = compile("from tests.test_compiled import Ran\nraise Ran", "a.html", "exec")
    return code[: stream.tell()] + marshal.dumps(raises)


def forget() -> None:
    """Know no more of templates than a process that has just begun."""
    memory = syntax._MEMORY
    for known in (memory.said, memory.ready, memory.packed, memory.told):
        known.clear()


def kept(site: Newsroom) -> bytes | None:
    with Store.open(Place(site.root / ".sitegen/public.sqlite", Unkept())) as store:
        return store.get("memo", FACT)


def keep(site: Newsroom, data: bytes) -> None:
    with Store.open(Place(site.root / ".sitegen/public.sqlite", Unkept())) as store:
        store.put("memo", [(FACT, data)])


def learnt_by(site: Newsroom) -> Learnt:
    data = kept(site)
    assert data is not None
    learnt = msgspec.msgpack.decode(data[len(_seal(site.root)) :], type=Learnt)
    assert learnt.code
    return learnt


def refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError


def test_what_one_build_compiles_the_next_does_not(
    small: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small({STORY: article(body="Words.")}).build()
    site.edit(STORY, "Words.", "Other words.")
    forget()
    with monkeypatch.context() as patch:
        patch.setattr(Environment, "_parse", refuse)
        patch.setattr(Environment, "_generate", refuse)
        before = kept(site)
        site.build()
    assert kept(site) == before
    assert any(b"Other words." in data for data in site.tree().values())
    assert site.tree() == site.clean_tree()


def test_what_changed_is_compiled_again(small: Make) -> None:
    site = small({STORY: article(), "templates/figure.html": "<p>One</p>\n"}).build()
    first = kept(site)
    site.write({"templates/page.html": "<p>{{ view.title }}</p>\n", "content/pages/b.md": PAGE})
    forget()
    site.build()
    assert kept(site) not in {None, first}
    assert site.tree() == site.clean_tree()


def test_code_is_for_all_that_it_says_of_its_site_and_for_nothing_else(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages in a menu are in no code; a title is, and so are words of the interface."""
    stories = {f"content/articles/{it}.md": article(it) for it in "abcd"}
    site = newsroom({**stories, "content/pages/a.md": PAGE, "content/pages/b.md": PAGE}).build()
    assert 'href="/b/"' in site.read("2026/03/a/index.html")
    site.remove("content/pages/b.md")
    with monkeypatch.context() as patch:
        patch.setattr(Environment, "_generate", refuse)
        site.build()
    assert 'href="/b/"' not in site.read("2026/03/a/index.html")
    site.edit("content/site.toml", "The Test", "The Trial")
    site.write({"templates/words/en.toml": 'skip = "To the words"\n'}).build()
    known = site.tree()
    assert b"The Trial" in known["2026/03/a/index.html"]
    assert b"To the words" in known["2026/03/a/index.html"]
    forget()
    assert known == site.clean_tree()


@pytest.mark.parametrize("data", [b"", b"\xff", msgspec.msgpack.encode({"said": 1})], ids=repr)
@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "not sealed"])
def test_what_cannot_be_read_is_no_matter(small: Make, data: bytes, *, sealed: bool) -> None:
    site = small({STORY: article(body="Words.")}).build()
    site.edit(STORY, "Words.", "Other words.")
    keep(site, (_seal(site.root) if sealed else b"") + data)
    forget()
    site.build()
    assert site.tree() == site.clean_tree()


def test_code_that_is_none_is_compiled_again(small: Make) -> None:
    site = small({STORY: article(body="Words.")}).build()
    learnt = learnt_by(site)
    noise = {key: code[: len(code) // 2] for key, code in learnt.code.items()}
    keep(site, _seal(site.root) + msgspec.msgpack.encode(Learnt(learnt.said, noise)))
    site.edit(STORY, "Words.", "Other words.")
    forget()
    site.build()
    assert site.tree() == site.clean_tree()


def test_code_that_came_with_the_files_is_not_run(small: Make, tmp_path: Path) -> None:
    """A pull request may bring a store: whoever made it knew not what site.toml is here."""
    site = small({STORY: article(body="Words.")}).build()
    learnt = learnt_by(site)
    evil = {key: raising(code) for key, code in learnt.code.items()}
    keep(site, _seal(site.root) + msgspec.msgpack.encode(Learnt(learnt.said, evil)))
    copy = site.copy(tmp_path / "elsewhere").edit(STORY, "Words.", "Other words.")
    forget()
    assert copy.build().tree() == copy.clean_tree()
    forget()
    with pytest.raises(Ran):
        site.edit(STORY, "Words.", "Other words.").build()
