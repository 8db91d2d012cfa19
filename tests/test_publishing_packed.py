"""Files that lie at a target packed: beside the others for nginx, or instead, in a bucket."""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import brotli
import obstore
import pytest

from sitegen.config import Config, read_config
from sitegen.destinations import Packing
from sitegen.errors import ConfigError
from sitegen.publishing.compressing import packed
from sitegen.publishing.groups import Order
from sitegen.publishing.targets.bucket import Bucket
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


@pytest.mark.skipif(not shutil.which("nginx"), reason="read back with nginx")
def test_nginx_sends_them_to_whoever_takes_them(paper: Paper, tmp_path: Path) -> None:
    paper.publish(OfFolder(tmp_path / "srv").target(), LONG)
    port = free_port()
    own = "".join(
        f"{it}_temp_path {tmp_path}/{it};\n"
        for it in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log stderr;\nevents {{}}\n"
        f"{'user root;' if not os.geteuid() else ''}\n"
        f"http {{ access_log off; {own} types {{ text/html html; }}\n"
        f"server {{ listen 127.0.0.1:{port}; root {tmp_path}/srv/current; gzip_static on; }} }}\n"
    )
    command = ["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    with subprocess.Popen(command, stderr=-3) as process:
        try:
            until_it_answers(port)
            for path, way in (("", "gzip"), ("asia/", "gzip"), ("2026/03/one/", None)):
                address = f"http://127.0.0.1:{port}/{path}"
                asked = Request(address, headers={"Accept-Encoding": "gzip, br"})
                with urlopen(asked) as answer:  # noqa: S310 - of loopback
                    data = answer.read()
                    assert answer.headers["Content-Encoding"] == way
                    assert answer.headers["Content-Type"] == "text/html"
                text = gzip.decompress(data) if way else data
                assert text.decode() == LONG[f"{path}index.html"]
                with urlopen(address) as answer:
                    assert answer.headers["Content-Encoding"] is None
                    assert answer.read() == text
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
        return Bucket("s3://paper/prefix", Order(paper.config), "/", packing=how)

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
