"""Logs that real servers wrote of visits by a real browser and by programs: exact counts."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.logs import CHROME
from tests.newsroom import SITE, Newsroom, article

Make = Callable[..., Newsroom]
SERVERS = [
    pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"no {name} here"))
    for name in ("nginx", "caddy")
]
SECONDS = 20
"""For a server to begin, or to write down what it was asked, at most."""

NGINX = """\
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
  include /etc/nginx/mime.types;
  log_format json escape=json '{{"time_iso8601": "$time_iso8601", "remote_addr": "$remote_addr",'
    ' "request": "$request", "status": $status, "http_user_agent": "$http_user_agent",'
    ' "host": "$host", "http_sec_purpose": "$http_sec_purpose"}}';
  access_log {folder}/access.log combined;
  access_log {folder}/access.json json;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    include {site}/_nginx.conf;
  }}
}}
"""
CADDY = """\
{{
  admin off
  auto_https off
  storage file_system {folder}/storage
}}
http://127.0.0.1:{port} {{
  root * {site}
  file_server
  log {{
    output file {folder}/access.json
  }}
}}
"""


@contextmanager
def serving(server: str, site: Path, folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Serve a site; yield its address, and the logs that are written."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    user = "" if os.geteuid() else "user root;"
    template, command, names = {
        "nginx": (NGINX, ["nginx", "-p", str(folder), "-c"], ["access.log", "access.json"]),
        "caddy": (CADDY, ["caddy", "run", "--adapter", "caddyfile", "--config"], ["access.json"]),
    }[server]
    configuration = folder / "configuration"
    configuration.write_text(
        template.format(user=user, folder=folder, port=port, site=site.resolve()), "utf-8"
    )
    environment = {**os.environ, "HOME": str(folder)}
    with subprocess.Popen(
        [*command, str(configuration)], stderr=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            until(lambda: answers(port))
            yield f"http://127.0.0.1:{port}", [folder / name for name in names]
        finally:
            process.terminate()


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def until(is_so: Callable[[], bool]) -> None:
    """Wait for another process, which tells of nothing."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def run(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)


@pytest.fixture
def paper(newsroom: Make) -> Newsroom:
    toml = SITE.replace("https://test.example/", "http://127.0.0.1/")
    articles = {f"content/articles/{it}.md": article(it.upper()) for it in "abc"}
    return newsroom(articles, site_toml=toml).build()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("server", SERVERS)
def test_what_a_real_server_wrote_is_counted_exactly(
    paper: Newsroom, browser: Browser, server: str, tmp_path: Path
) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    with serving(server, paper.output, folder) as (address, logs):
        reader = browser.new_context(user_agent=CHROME).new_page()
        for path in ("/2026/03/a/", "/2026/03/b/", "/", "/2026/03/a/"):
            reader.goto(address + path, wait_until="networkidle")
        reader.reload(wait_until="networkidle")
        # One that loads a page ahead, and a headless one that says so.
        ahead = browser.new_context(
            user_agent=CHROME.replace("142", "141"), extra_http_headers={"Sec-Purpose": "prefetch"}
        ).new_page()
        ahead.goto(f"{address}/2026/03/c/", wait_until="networkidle")
        automaton = browser.new_context(
            user_agent=CHROME.replace("Chrome/", "HeadlessChrome/")
        ).new_page()
        automaton.goto(f"{address}/2026/03/c/", wait_until="networkidle")
        # Programs: by name, by what they ask for, and one that calls itself a browser.
        run("curl", "-s", f"{address}/2026/03/c/")
        run("curl", "-sI", "-A", CHROME.replace("142", "140"), f"{address}/2026/03/c/")
        run("curl", "-s", "-A", CHROME.replace("142", "140"), f"{address}/2026/03/c/")
        run("wget", "-q", "-p", "-P", str(folder / "wget"), f"{address}/2026/03/c/")
        scanner = CHROME.replace("142", "139")
        css = next(it for it in paper.tree() if it.endswith(".css"))
        for path in ("/2026/03/c/", f"/{css}", "/wp-login.php"):
            run("curl", "-s", "-A", scanner, address + path)
        run("curl", "-s", f"{address}/the-end/")
        until(lambda: all("/the-end/" in it.read_text("utf-8") for it in logs if it.exists()))
    for number, log in enumerate(logs):
        counts = paper.root / f"counts{number}.json"
        told = paper.run("views", str(log), "--to", str(counts), "--format", "json")
        assert told.exit_code == 0, told.output
        it = json.loads(told.stdout)
        assert it["unread"] == it["other_hosts"] == 0
        # Combined logs have no word of what is loaded ahead.
        knows = log.suffix == ".json"
        totals = {"/2026/03/a/": 3, "/2026/03/b/": 1} | ({} if knows else {"/2026/03/c/": 1})
        stories = json.loads(counts.read_bytes())["stories"]
        assert {address: views["total"] for address, views in stories.items()} == totals
        assert it["pages"]["ahead"] == int(knows)
        assert it["pages"]["page"] == 1
        assert it["pages"]["method"] == 1
        assert it["pages"]["scanner"] == 1
        assert it["pages"]["bare"] == 1
        assert it["pages"]["program"] == 3
