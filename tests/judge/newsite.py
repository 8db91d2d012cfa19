"""What `init` writes for others to read: settings of editors, and workflows of hosts.

The YAML language server, which VS Code, Neovim and others start, is asked over stdio what it
completes and explains with the settings of a new site; check-jsonschema holds the workflows
against the schemas of their hosts. Forgejo publishes none: its grammar is that of GitHub.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from sitegen.content.kinds import KINDS
from tests.judge import npm

NAME = "YAML language server and check-jsonschema"
NEEDS: tuple[str, ...] = ("npm",)

SERVER = "yaml-language-server/bin/yaml-language-server"
PATIENCE = 100
"""How often a server is asked that has its settings, and may still be reading the schemas."""

WORKFLOWS = {
    ".github/workflows/publish.yml": ("vendor.github-workflows",),
    ".forgejo/workflows/publish.yml": ("vendor.github-workflows",),
    ".gitlab-ci.yml": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
}


class Server:
    """A language server over stdio (LSP 3.17), with the settings of a workspace."""

    def __init__(self, folder: Path, settings: Mapping[str, Any]) -> None:
        command = ["node", str(npm.installed() / SERVER), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._settings = settings
        self._last = 0
        self._was_told = False
        root = folder.as_uri()
        able = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"completion": {}, "hover": {}},
        }
        self.ask(
            "initialize",
            processId=None,
            rootUri=root,
            capabilities=able,
            workspaceFolders=[{"uri": root, "name": "paper"}],
        )
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=settings)
        while not self._was_told:  # it asks for its settings when it is ready for them
            self._heed(self._next())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            stream.close()

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request, answer those of the server, and return what is answered."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            said = self._next()
            if said.get("id") == number and "method" not in said:
                return said.get("result")
            self._heed(said)

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _heed(self, said: Mapping[str, Any]) -> None:
        """Answer a request of the server; what it merely tells needs no answer."""
        if "id" not in said:
            return
        result = None
        if said["method"] == "workspace/configuration":
            asked = said["params"]["items"]
            result = [self._settings.get(it.get("section", "")) for it in asked]
            self._was_told = True
        self._send({"id": said["id"], "result": result})

    def _send(self, message: Mapping[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.decode().partition(":")
            length = int(value) if name.lower() == "content-length" else length
        if not length:
            message = "the language server has ended"
            raise RuntimeError(message)
        said: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return said


def run(site: Path) -> list[str]:
    return [*completed(site), *checked(site)]


def completed(site: Path) -> list[str]:
    """List the keys of front matters that the settings of a new site do not complete or explain."""
    written = json.loads((site / ".vscode/settings.json").read_text("utf-8"))
    settings: dict[str, Any] = {}
    for dotted, value in written.items():
        *above, key = dotted.split(".")
        inside = settings
        for it in above:
            inside = inside.setdefault(it, {})
        inside[key] = value
    found = []
    with Server(site, settings) as server:
        for kind in KINDS.values():
            uri = (site / kind.folder / "new.md").as_uri()
            first = kind.fields.__struct_fields__[0]
            text = f"---\n{first}: A\n\n---\n"
            item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            server.tell("textDocument/didOpen", textDocument=item)
            here = {"textDocument": {"uri": uri}}
            labels: set[str] = set()
            for _ in range(PATIENCE):
                told = server.ask("textDocument/completion", **here, position=_at(2, 0))
                labels = {it["label"] for it in told["items"]}
                if labels:
                    break
            keys = {*kind.fields.__struct_fields__} - {first}
            found += [f"{kind.name}: `{it}` is not completed" for it in sorted(keys - labels)]
            hover = server.ask("textDocument/hover", **here, position=_at(1, 1))
            if not (hover and hover["contents"]):
                found.append(f"{kind.name}: `{first}` is not explained")
    return found


def _at(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


def checked(site: Path) -> list[str]:
    """List what the schemas of hosts have against the workflows of a new site."""
    found = []
    for path, schema in WORKFLOWS.items():
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *schema]
        told = subprocess.run(
            [*command, str(site / path)], capture_output=True, text=True, check=False
        )
        if told.returncode:
            found.append(f"{path}: {told.stdout}{told.stderr}")
    return found
