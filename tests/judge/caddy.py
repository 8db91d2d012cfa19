"""Caddy, with the rules that the site brings, in the site block of the handbook."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.judge.served import Manner, free_port, running, wrongs

NAME = "Caddy"
NEEDS: tuple[str, ...] = ("caddy",)

MANNER = Manner(folder_status=308, has_rule=lambda name: not set(name) & set('{}"`\\'))

CONFIGURATION = """\
{{
  admin off
  auto_https off
  storage file_system {folder}/storage
}}
http://127.0.0.1:{port} {{
  root * {site}
  import {site}/_caddy.conf
}}
"""


def run(site: Path) -> list[str]:
    with _served(site.resolve()) as port:
        return wrongs(port, site, MANNER)


@contextmanager
def _served(site: Path) -> Iterator[int]:
    with TemporaryDirectory(prefix="sitegen-caddy-") as folder:
        port = free_port()
        configuration = Path(folder) / "Caddyfile"
        configuration.write_text(CONFIGURATION.format(folder=folder, port=port, site=site), "utf-8")
        command = [
            "env",
            f"XDG_CONFIG_HOME={folder}",
            "caddy",
            "run",
            "--adapter",
            "caddyfile",
            "--config",
        ]
        with running([*command, str(configuration)], port):
            yield port
