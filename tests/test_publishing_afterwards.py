"""Who is told of a release, and that nothing of it can fail one; what hosts allow."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl

import pytest

from sitegen.config import read_config
from sitegen.errors import ConfigError, SiteError
from sitegen.hosts import HOSTS, HostName, rules_allowed
from sitegen.publishing.announcing import announced, changed
from sitegen.publishing.budget import uses
from sitegen.publishing.targets.folder import Folder
from tests.newsroom import SITE, Newsroom, article
from tests.places import free_port
from tests.publications import FIRST, Paper

Make = Callable[..., Newsroom]
KEY = "0123456789abcdef"


class Heard:
    """What a server was told: the body of each request; and what it answers."""

    def __init__(self, server: HTTPServer) -> None:
        self.address = f"http://127.0.0.1:{server.server_port}/"
        self.status = 202
        self.bodies: list[str] = []


@contextmanager
def listening() -> Iterator[Heard]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(heard.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        heard = Heard(server)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown()
            thread.join()


def told(toml: str, before: dict[str, str], after: dict[str, str], root: Path) -> list[str]:
    """Tell of a release, and return what is said of that."""
    text = SITE.replace("https://test.example/", "https://test.example/paper/")
    config = read_config(f"{toml}\n".replace("@SITE", text).encode(), "content/site.toml")
    return list(announced(config, config.publish["live"], root, before, after))


BEFORE = {"a/index.html": "1", "gone/index.html": "1", "feed.xml": "1", "404.html": "1"}
AFTER = {"a/index.html": "2", "new/index.html": "1", "feed.xml": "2", "404.html": "2"}
AFTER |= {"assets/x.css": "1", "_headers": "1"}


def test_what_changed_is_what_readers_get_otherwise() -> None:
    assert changed(BEFORE, AFTER) == [
        "404.html",
        "a/index.html",
        "assets/x.css",
        "feed.xml",
        "gone/index.html",
        "new/index.html",
    ]
    assert changed(AFTER, AFTER) == []


def test_caches_are_given_the_addresses_that_changed(tmp_path: Path) -> None:
    toml = '@SITE\n[publish.live]\nfolder = "x"\npurge = "sh -c \'cat >told\'"'
    assert told(toml, BEFORE, AFTER, tmp_path) == []
    assert (tmp_path / "told").read_text("utf-8").splitlines() == [
        "https://test.example/paper/404.html",
        "https://test.example/paper/a/",
        "https://test.example/paper/assets/x.css",
        "https://test.example/paper/feed.xml",
        "https://test.example/paper/gone/",
        "https://test.example/paper/new/",
    ]
    (tmp_path / "told").unlink()
    assert told(toml, AFTER, AFTER, tmp_path) == []
    assert not (tmp_path / "told").exists()


@pytest.mark.parametrize("command", ["sh -c 'echo no key >&2; exit 3'", "nothing-like-it", "sh 'x"])
def test_a_purge_that_fails_is_said_and_no_more(tmp_path: Path, command: str) -> None:
    toml = f'@SITE\n[publish.live]\nfolder = "x"\npurge = "{command}"'
    [line] = told(toml, BEFORE, AFTER, tmp_path)
    assert line.startswith("the caches were not purged: ")


def test_a_hub_hears_of_feeds_and_indexnow_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening() as hub, listening() as engine:
        monkeypatch.setattr("sitegen.publishing.messages.INDEXNOW", engine.address)
        feeds = f'feeds = {{ hub = "{hub.address}" }}'
        toml = f'{feeds}\n@SITE\n[publish.live]\nfolder = "x"\nindexnow = "{KEY}"'
        assert told(toml, BEFORE, AFTER, tmp_path) == []
        assert parse_qsl(hub.bodies[0]) == [
            ("hub.mode", "publish"),
            ("hub.url", "https://test.example/paper/feed.xml"),
        ]
        assert json.loads(engine.bodies[0]) == {
            "host": "test.example",
            "key": KEY,
            "keyLocation": f"https://test.example/paper/{KEY}.txt",
            "urlList": [f"https://test.example/paper/{it}/" for it in ("a", "gone", "new")],
        }
        many = {f"{number}/index.html": "1" for number in range(10_001)}
        assert told(toml, {}, many, tmp_path) == []
        assert [len(json.loads(it)["urlList"]) for it in engine.bodies[1:]] == [10_000, 1]
        hub.status = engine.status = 429
        said = told(toml, BEFORE, AFTER, tmp_path)
        assert ["429" in it for it in said] == [True, True]
    feeds = f'feeds = {{ hub = "http://127.0.0.1:{free_port()}/" }}'
    [line] = told(f'{feeds}\n@SITE\n[publish.live]\nfolder = "x"', BEFORE, AFTER, tmp_path)
    assert "Connection refused" in line


def test_feeds_name_their_hub_and_the_key_is_a_file(newsroom: Make) -> None:
    hub = "https://hub.example/"
    site = newsroom({"content/articles/one.md": article()})
    site.build()
    plain = site.tree()
    assert "hub" not in site.read("feed.xml") + site.read("atom.xml") + site.read("feed.json")
    site.edit("content/site.toml", "title =", f'feeds = {{ hub = "{hub}" }}\ntitle =')
    table = f'\n[publish.live]\nfolder = "x"\nindexnow = "{KEY}"\n'
    site.edit("content/site.toml", '[[sections]]\nid = "asia"', '[[sections]]\nid = "asia"')
    toml = site.root / "content/site.toml"
    toml.write_text(toml.read_text("utf-8") + table, "utf-8")
    site.build()
    assert f'<atom:link href="{hub}" rel="hub"/>' in site.read("feed.xml")
    assert f'<link href="{hub}" rel="hub"/>' in site.read("atom.xml")
    assert json.loads(site.read("feed.json"))["hubs"] == [{"type": "WebSub", "url": hub}]
    assert site.read(f"{KEY}.txt") == KEY
    assert site.tree() == site.clean_tree()
    assert {it for it in site.tree() if it not in plain} == {f"{KEY}.txt"}


# What hosts allow -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "files", "over"),
    [
        ("cloudflare-pages-free", 20_000, []),
        ("cloudflare-pages-free", 20_001, ["files: 20,001 of 20,000, 100 %"]),
        ("cloudflare-pages", 20_001, []),
        ("azure-static-web-apps", 15_001, ["files: 15,001 of 15,000, 100 %"]),
        ("netlify", 54_001, ["files in one folder: 54,001 of 54,000, 100 % (`a/`)"]),
        ("github-pages", 54_001, []),
    ],
)
def test_a_host_takes_so_many_files(host: HostName, files: int, over: list[str]) -> None:
    sizes = {f"a/{number}.html": 1 for number in range(files)}
    assert [str(it) for it in uses(host, sizes, "", "") if it.is_over] == over


def test_sizes_and_rules_have_limits_too() -> None:
    mib = 1024**2
    found = uses("cloudflare-pages", {"film.mp4": 26 * mib}, "/a /b 301\n" * 2_001, "/*\n  X: y\n")
    assert [str(it) for it in found if it.is_over] == [
        "size of a file: 26.0 of 25 MiB, 104 % (`film.mp4`)",
        "rules in _redirects: 2,001 of 2,000, 100 %",
    ]
    [size] = uses("github-pages", {"a": 600 * mib, "b": 600 * mib}, "", "")
    assert (size.is_over, str(size)) == (True, "size of the site: 1,200.0 of 1,024 MiB, 117 %")
    assert all(it.said for it in HOSTS.values())
    assert rules_allowed(["github-pages", "cloudflare-pages", ""]) == (2_000, None)
    assert rules_allowed(["gitlab-pages", "cloudflare-pages"]) == (1_000, 64 * 1024)
    assert rules_allowed(["s3"]) == (None, None)
    files = {"a/b/c.html": mib, "a/d.html": mib, "e.html": mib}
    found = uses("gitlab-pages", files, f"/{'é' * 33_000} /b 301\n", "")
    assert list(map(str, found)) == [
        "files: 5 of 200,000, 0 %",
        "size of the site: 3.0 of 1,024 MiB, 0 %",
        "rules in _redirects: 1 of 1,000, 0 %",
        "size of _redirects: 64.5 of 64 KiB, 101 %",
    ]


def test_what_a_host_does_not_take_is_never_sent_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, target = Paper(tmp_path), Folder(tmp_path / "srv")
    text = f'{SITE}\n[publish.live]\nfolder = "srv"\nhost = "cloudflare-pages-free"\n'
    config = read_config(text.encode(), "content/site.toml")
    paper.config = config
    few = HOSTS["cloudflare-pages-free"]._replace(files=3)
    monkeypatch.setitem(HOSTS, "cloudflare-pages-free", few)
    with pytest.raises(
        SiteError, match=r"does not take it: files: 6 of 3, 200 %(?s:.)*documentation"
    ):
        paper.publish(target, FIRST)
    assert not (tmp_path / "srv/current").exists()


@pytest.mark.parametrize(
    ("host", "limit"),
    [("cloudflare-pages", {"rules": 2}), ("gitlab-pages", {"rules_size": 60})],
)
def test_rules_are_those_of_the_newest_stories_where_there_is_no_room_for_all(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch, host: HostName, limit: dict[str, int]
) -> None:
    monkeypatch.setitem(HOSTS, host, HOSTS[host]._replace(**limit))  # type: ignore[arg-type]
    stories = {
        f"content/articles/{it}.md": article(it, date=f"2026-03-0{day}", aliases=f"[/old-{it}/]")
        for day, it in enumerate(["three", "one", "two"], 1)
    }
    site = newsroom(stories, site_toml=f'{SITE}\n[publish.a]\nfolder = "x"\nhost = "{host}"\n')
    site.build()
    assert site.read("_redirects").splitlines() == [
        "/old-one/ /2026/03/one/ 301",
        "/old-two/ /2026/03/two/ 301",
    ]
    assert "/2026/03/three/" in site.read("old-three/index.html")
    site.run("build")
    assert f"publish.a, {host}: rules in _redirects: 2 of" in site.run("check").stdout


def test_a_key_is_one_that_engines_take() -> None:
    with pytest.raises(ConfigError, match="8 to 128 letters"):
        read_config(f'{SITE}\n[publish.a]\nfolder = "x"\nindexnow = "a/b"\n'.encode(), "site.toml")
