"""Files that lie at a target packed: beside the others for nginx, or instead, in a bucket."""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import brotli
import obstore
import pytest

from sitegen.config import Config, read_config
from sitegen.destinations import Packing
from sitegen.errors import ConfigError
from sitegen.publishing.compressing import packed
from sitegen.publishing.groups import Groups
from sitegen.publishing.targets.bucket import Bucket
from sitegen.syndication.caddy import caddy
from sitegen.syndication.rules import Move, Rules
from tests.newsroom import SITE
from tests.places import (
    OfBucket,
    OfFolder,
    OfServer,
    free_port,
    needs_ssh,
    quick_store,
    ssh_host,
    until_it_answers,
)
from tests.publications import FIRST, Paper, page

LONG = {
    **FIRST,
    "index.html": page("Front " * 200),
    "asia/index.html": page("Asia " * 200),
    "pictures/a.avif": "a" * 2000,
    "_headers": "/*\n  A: b\n" * 100,
}
PACKED = {"index.html", "asia/index.html"}


def config(place: str, how: str) -> Config:
    table = f"[publish.live]\n{place}\ncompress = {how}\n"
    return read_config(f"{SITE}\n{table}".encode(), "content/site.toml")


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    made = Paper(tmp_path)
    made.config = config('folder = "srv"', '["gzip", "br"]')
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {
        it.relative_to(folder).as_posix(): it.read_bytes()
        for it in folder.rglob("*")
        if it.is_file()
    }


def expected(texts: dict[str, str], packed: set[str] = PACKED) -> dict[str, bytes]:
    """Return what lies at a target: packed files as what unpacks to the bytes of the others."""
    plain = {path: it.encode() for path, it in texts.items()}
    return plain | {f"{it}{suffix}": plain[it] for it in packed for suffix in (".gz", ".br")}


def unpacked(there: dict[str, bytes]) -> dict[str, bytes]:
    ways = {"gz": gzip.decompress, "br": brotli.decompress}
    return {path: ways.get(path.rpartition(".")[2], bytes)(it) for path, it in there.items()}


def test_texts_lie_beside_the_others_and_an_edit_packs_what_it_changes(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(data: bytes, how: Packing) -> bytes:
        made.append(how)
        return packed(data, how)

    monkeypatch.setattr("sitegen.publishing.compressing.packed", counted)
    place = OfFolder(tmp_path / "srv")
    paper.publish(place.target(), LONG)
    assert unpacked(files(tmp_path / "srv/current")) == expected(LONG)
    assert made == ["gzip", "br"] * 2
    made.clear()
    edited = {**LONG, "index.html": page("Other " * 200)}
    paper.publish(place.target(), edited)
    assert made == ["gzip", "br"]
    assert unpacked(files(tmp_path / "srv/current")) == expected(edited)
    assert paper.publish(place.target()).is_idle
    paper.roll_back(place.target())
    assert unpacked(files(tmp_path / "srv/current")) == expected(LONG)
    paper.publish(place.target(), edited)
    # What is gone, or became too small for it, leaves nothing packed behind.
    (tmp_path / "srv/current/asia/index.html.gz").unlink()
    (tmp_path / "srv/current/asia/index.html.br").write_bytes(b"defaced")
    left = {**edited, "index.html": page("Short")}
    paper.publish(place.target(), left, verify=True)
    assert unpacked(files(tmp_path / "srv/current")) == expected(left, {"asia/index.html"})


@needs_ssh
def test_a_server_has_them_too(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "ssh").mkdir()
    with ssh_host(tmp_path / "ssh") as host:
        place = OfServer(tmp_path / "srv", host)
        paper.publish(place.target(), LONG)
        assert unpacked(files(tmp_path / "srv/current")) == expected(LONG)


BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
NGINX = """
{module}
daemon off; pid {folder}/pid; error_log stderr; {user}
events {{}}
http {{
  access_log off; {own}
  types {{ text/html html; }}
  server {{
    listen 127.0.0.1:{port}; root {folder}/srv/current;
    gzip_static on; gzip_vary on; {brotli}
  }}
}}
"""
CADDY = """
{{
  admin off
  auto_https off
  storage file_system {folder}/storage
}}
http://127.0.0.1:{port} {{
  root * {folder}/srv/current
  import {folder}/srv/current/_caddy.conf
}}
"""
RULES = Rules(
    base="/",
    not_found="/404.html",
    indexes=(),
    security={},
    types={},
    moved=[Move("/Asia/", "/asia/"), Move("/%7Bx%7D/", "/asia/")],
    gone=[],
)


def set_up(server: str, folder: Path, port: int) -> list[str]:
    """Write what a server reads, and return the command that runs it."""
    if server == "caddy":
        text, command = CADDY, ["caddy", "run", "--adapter", "caddyfile", "--config"]
    else:
        text, command = NGINX, ["nginx", "-p", f"{folder}", "-c"]
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    has_brotli = server == "nginx, brotli"
    (folder / "conf").write_text(
        text.format(
            folder=folder,
            port=port,
            user="" if os.geteuid() else "user root;",
            own="".join(f"{it}_temp_path {folder}/{it};" for it in parts),
            module=f"load_module {BROTLI};" if has_brotli else "",
            brotli="brotli_static on;" if has_brotli else "",
        )
    )
    return ["env", f"XDG_CONFIG_HOME={folder}", *command, str(folder / "conf")]


@pytest.mark.parametrize(
    ("server", "way"), [("nginx", "gzip"), ("nginx, brotli", "br"), ("caddy", "br")]
)
def test_servers_send_them_to_whoever_takes_them(
    paper: Paper, tmp_path: Path, server: str, way: str
) -> None:
    if not shutil.which(server.partition(",")[0], path=f"{os.environ['PATH']}:/usr/sbin"):
        pytest.skip(f"read back with {server}")
    if "brotli" in server and not BROTLI.exists():
        pytest.skip("read back with nginx's module: apt install libnginx-mod-http-brotli-static")
    site = {**LONG, "_caddy.conf": "".join(f"{it}\n" for it in caddy(RULES))}
    paper.publish(OfFolder(tmp_path / "srv").target(), site)
    port = free_port()
    command = set_up(server, tmp_path, port)
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}

    def asked(path: str, takes: str) -> tuple[str | None, str]:
        address = f"http://127.0.0.1:{port}/{path}"
        head = {"Accept-Encoding": takes} if takes else {}
        with urlopen(Request(address, headers=head)) as answer:
            assert answer.headers.get_content_type() == "text/html"
            coded = answer.headers["Content-Encoding"]
            return coded, unpack[coded](answer.read()).decode()

    with subprocess.Popen(command, stdout=-3, stderr=-3) as process:
        try:
            until_it_answers(port)
            for path, how in (("", way), ("asia/", way), ("2026/03/one/", None)):
                text = LONG[f"{path}index.html"]
                assert asked(path, "gzip, br") == (how, text)
                assert asked(path, "gzip") == (how and "gzip", text)
                assert asked(path, "") == (None, text)
            if server == "caddy":  # an old address is exact, and what is spelled otherwise is not
                assert asked("Asia/", "") == asked("asia/", "") == (None, LONG["asia/index.html"])
                with pytest.raises(HTTPError, match="404"):
                    asked("aSIA/", "")
        finally:
            process.terminate()


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[OfBucket]:
    before = dict(os.environ)
    (tmp_path / "store").mkdir()
    with quick_store(tmp_path / "store") as endpoint:
        place = OfBucket("prefix", endpoint)
        place.target()
        yield place
    os.environ.clear()
    os.environ.update(before)


def test_objects_of_a_bucket_are_packed_and_say_so(paper: Paper, bucket: OfBucket) -> None:
    paper.config = config('bucket = "s3://paper/prefix"', '["gzip"]')

    def target(*, packs: bool = True) -> Bucket:
        how: Packing | None = "gzip" if packs else None
        return Bucket("s3://paper/prefix", Groups(paper.config), "/", packing=how)

    def sent(path: str) -> bytes:
        return bytes(obstore.get(bucket._store, path).bytes())

    paper.publish(target(packs=False), LONG)
    assert sent("index.html").decode() == LONG["index.html"]
    # Nothing has changed but the way: to verify brings all up to date.
    for packs in (True, False, True):
        plan = paper.publish(target(packs=packs), verify=True)
        assert {*plan.written} == PACKED
        assert paper.publish(target(packs=packs), verify=True).is_idle
    assert {*bucket.paths()} - {".sitegen/ledger"} == {*LONG}
    for path, text in LONG.items():
        says = bucket.headers(path).get("Content-Encoding")
        assert says == ("gzip" if path in PACKED else None), path
        data = gzip.decompress(sent(path)) if says else sent(path)
        assert data.decode() == text
    edited = {**LONG, "index.html": page("Other " * 200)}
    paper.publish(target(), edited)
    paper.roll_back(target())
    assert gzip.decompress(sent("index.html")).decode() == LONG["index.html"]
    assert bucket.headers("index.html")["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("place", "how", "told"),
    [
        ('bucket = "s3://paper"', '["gzip", "br"]', "names one way"),
        ('repository = "paper.git"', '["gzip"]', "is for folders, servers and buckets"),
        ('folder = "srv"', '["zip"]', "zip"),
    ],
)
def test_what_cannot_be_packed_is_told(place: str, how: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        config(place, how)
