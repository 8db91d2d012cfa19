"""Debian's nginx, with the rules that the site brings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.judge.served import NGINX, Manner, free_port, running, wrongs

NAME = "nginx"
NEEDS: tuple[str, ...] = ("nginx",)

LONGEST = 255
"""Bytes of an address that a rule of nginx can name."""

MANNER = Manner(
    folder_status=301,
    has_rule=lambda name: len(name.encode()) <= LONGEST,
    types={".js": "application/javascript; charset=utf-8"},
)

CONFIGURATION = """\
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    include {site}/{rules};
  }}
}}
"""


def run(site: Path) -> list[str]:
    with _served(site.resolve()) as port:
        return wrongs(port, site, MANNER)


@contextmanager
def _served(site: Path) -> Iterator[int]:
    with TemporaryDirectory(prefix="sitegen-nginx-") as folder:
        port = free_port()
        # Workers of root's nginx are nobody, and nobody may read a temporary folder.
        user = "" if os.geteuid() else "user root;"
        text = CONFIGURATION.format(user=user, folder=folder, port=port, site=site, rules=NGINX)
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(text, "utf-8")
        with running(["nginx", "-p", folder, "-c", str(configuration)], port):
            yield port
