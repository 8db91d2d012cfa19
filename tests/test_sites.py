"""A new site is whole: it builds without a warning, and what publishes it is pinned."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from sitegen.cli.commands import main
from sitegen.content.kinds import KINDS
from sitegen.content.markdown.typography import typeset
from sitegen.scaffold.wheel import packed
from tests.html import parsed

NAME = 'The "Daily" Правда №1'


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def everything(folder: Path) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {it for it in found if not it.startswith(".git/")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / NAME
    sections = ("--section", "Norge", "--section", "Asia & Pacific")
    made = run("init", str(folder), "--timezone", "Europe/Oslo", *sections)
    assert (made.exit_code, made.stderr) == (0, "")
    return folder


def test_a_new_site_builds_without_any_problem(site: Path) -> None:
    built = run("build", "--root", str(site), "--strict")
    assert (built.exit_code, built.stderr) == (0, "")
    assert "held back" not in built.stdout
    [title] = parsed((site / "public/index.html").read_bytes()).iter("title")
    assert (title.text or "").startswith(typeset(NAME, "en"))
    checked = run("check", "--root", str(site), "--strict")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert run("doctor", "--root", str(site)).exit_code == 0
    front = (site / "public/index.html").read_text("utf-8")
    assert all(it in front for it in ("193 Members", "Suez Canal", "Four Dates"))


def test_a_new_site_is_what_was_said(site: Path) -> None:
    toml = tomllib.loads((site / "content/site.toml").read_text("utf-8"))
    assert (toml["title"], toml["timezone"]) == (NAME, "Europe/Oslo")
    assert toml["sections"] == [
        {"id": "norge", "name": "Norge"},
        {"id": "asia-pacific", "name": "Asia & Pacific"},
    ]
    for path in everything(site):
        if not path.startswith(("wheels/", "public/", ".sitegen/")) and not path.endswith(".jpg"):
            left = re.findall(r"@[A-Z_]+\d?@", (site / path).read_text("utf-8"))
            assert left == [], path


def test_a_new_site_is_committed_without_what_builds_make(site: Path) -> None:
    listed = subprocess.run(
        ["git", "-C", str(site), "ls-files", "-z"], check=True, capture_output=True, text=True
    )
    tracked = {it for it in listed.stdout.split("\0") if it}
    assert {"Makefile", "README.md", "requirements.txt", ".gitlab-ci.yml"} <= tracked
    assert not any(it.startswith(("public/", ".sitegen/")) for it in tracked)


def test_the_wheel_of_a_new_site_is_pinned_and_whole(site: Path) -> None:
    [wheel] = (site / "wheels").iterdir()
    pinned = (site / "requirements.txt").read_text("utf-8")
    assert pinned.endswith(
        f"./wheels/{wheel.name} \\\n    --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"
    )
    entries = re.findall(r"^[a-z].*==", pinned, re.MULTILINE)
    assert len(entries) > 30
    assert all(
        re.search(rf"^{re.escape(it)}.*\\\n +--hash", pinned, re.MULTILINE) for it in entries
    )
    with zipfile.ZipFile(io.BytesIO(wheel.read_bytes())) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
    assert {"sitegen/theme/static/site.css", "sitegen/scaffold/requirements.lock"} <= names
    again = packed()
    assert again is not None
    assert again.data == wheel.read_bytes()


def test_workflows_pin_every_action_and_ask_for_least_rights(site: Path) -> None:
    text = (site / ".github/workflows/publish.yml").read_text("utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [it for it in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", it)] == []
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["publish"]["if"] == "needs.build.outputs.changed == 'true'"
    others = [
        (site / it).read_text("utf-8")
        for it in (".gitlab-ci.yml", ".forgejo/workflows/publish.yml")
    ]
    for it in (text, *others):
        assert "pip install --quiet --require-hashes --no-deps -r requirements.txt" in it
        assert "sitegen build" in it
    used = re.findall(r"uses: (.*)", others[1])
    pinned = r"https://code\.forgejo\.org/[\w/-]+@[0-9a-f]{40} # v[\d.]+"
    assert used
    assert [it for it in used if not re.fullmatch(pinned, it)] == []
    # The token is in the hands of those who need it, and of nobody else.
    [job] = yaml.safe_load(others[1])["jobs"].values()
    assert "TOKEN" not in job["env"]
    holders = [it["name"] for it in job["steps"] if "github.token" in str(it)]
    assert holders == [job["steps"][0]["name"], "Publish, if anything has changed"]


COMPARE = """
digest=$(sha256sum public/.sitegen.json | cut -d ' ' -f 1)
echo "$digest" > published.txt
"""


def test_github_publishes_nothing_that_is_published_already(site: Path, tmp_path: Path) -> None:
    steps = yaml.safe_load((site / ".github/workflows/publish.yml").read_text("utf-8"))
    [compare] = [it for it in steps["jobs"]["build"]["steps"] if it.get("id") == "compare"]
    (tmp_path / "public").mkdir()
    (tmp_path / "public/.sitegen.json").write_text("one", "utf-8")

    def compared(asked: str) -> str:
        output = tmp_path / "output"
        output.write_text("", "utf-8")
        env = {**os.environ, "ASKED": asked, "GITHUB_OUTPUT": str(output)}
        script = ["bash", "-eo", "pipefail", "-c", compare["run"]]
        subprocess.run(script, cwd=tmp_path, env=env, check=True)
        return output.read_text("utf-8").splitlines()[1]

    assert compared("false") == "changed=true"
    subprocess.run(["sh", "-c", COMPARE], cwd=tmp_path, check=True)
    assert compared("false") == "changed=false"
    assert compared("true") == "changed=true"
    (tmp_path / "public/.sitegen.json").write_text("two", "utf-8")
    assert compared("false") == "changed=true"


def test_forgejo_publishes_nothing_that_is_published_already(site: Path, tmp_path: Path) -> None:
    workflow = yaml.safe_load((site / ".forgejo/workflows/publish.yml").read_text("utf-8"))
    steps = {it["name"]: it for it in workflow["jobs"]["publish"]["steps"]}
    bare = tmp_path / "desk/paper.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(bare)], check=True)
    work = tmp_path / "work"
    subprocess.run(["git", "clone", "-q", str(bare), str(work)], check=True, capture_output=True)
    (work / "a.md").write_text("a", "utf-8")
    own = ("-c", "user.name=Desk", "-c", "user.email=desk@test.example")
    for command in (("add", "-A"), (*own, "commit", "-qm", "A"), ("push", "-q", "origin", "main")):
        subprocess.run(["git", "-C", str(work), *command], check=True, capture_output=True)

    def published(number: int, files: dict[str, str]) -> tuple[str, list[str]]:
        """Run both ends of the job, in its own folder: what it says, and what is there."""
        folder = tmp_path / str(number)
        folder.mkdir()
        output = folder / "output"
        output.write_text("", "utf-8")
        known = {"SERVER": str(tmp_path), "REPOSITORY": "desk/paper", "BRANCH": "main"}
        env = {**os.environ, **known, "TOKEN": "secret", "GITHUB_OUTPUT": str(output)}
        for name in ("Fetch the sources and what is published", "Publish, if anything has changed"):
            script = ["bash", "-e", "-c", steps[name]["run"]]
            where = folder / steps[name].get("working-directory", "")
            subprocess.run(script, cwd=where, env=env, check=True, capture_output=True)
            for path, text in files.items():
                (folder / "site/public" / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / "site/public" / path).write_text(text, "utf-8")
        assert "secret" not in (folder / "pages/.git/config").read_text("utf-8")
        listed = subprocess.run(
            ["git", "-C", str(bare), "ls-tree", "-r", "--name-only", "pages"],
            check=True,
            capture_output=True,
            text=True,
        )
        return output.read_text("utf-8"), listed.stdout.split()

    first = {"index.html": "1", ".well-known/a": "2", "old.html": "3"}
    assert published(1, first) == ("changed=true\n", sorted(first))
    assert published(2, first) == ("", sorted(first))
    second = {"index.html": "1", "new.html": "4"}
    assert published(3, second) == ("changed=true\n", sorted(second))


def test_every_target_of_a_new_site_runs_a_command_that_there_is(site: Path) -> None:
    makefile = (site / "Makefile").read_text("utf-8")
    run_ = set(re.findall(r"@\$\(SITEGEN\) (\w+)", makefile))
    assert run_ <= set(main.commands)
    listed = subprocess.run(["make", "-C", str(site)], check=True, capture_output=True, text=True)
    targets = re.findall(r"^  make (\w+) ", listed.stdout, re.MULTILINE)
    assert run_ <= set(targets)
    readme = (site / "README.md").read_text("utf-8")
    assert set(re.findall(r"make (\w+)(?= |`|$)", readme)) - {"the"} <= set(targets)


def test_editors_find_the_schemas_of_a_new_site(site: Path) -> None:
    settings = json.loads((site / ".vscode/settings.json").read_text("utf-8"))
    for path in settings["yaml.schemas"]:
        assert json.loads((site / path).read_text("utf-8"))["$schema"]
    assert [
        it.rpartition("/")[0].removesuffix("/**") for it in settings["yaml.schemas"].values()
    ] == [it.folder.rstrip("/") for it in KINDS.values()]


def test_init_spoils_no_site_and_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    assert run("init", str(tmp_path), "--no-sample", "--no-git").exit_code == 0
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    assert not (tmp_path / "content/articles").exists()
    assert not (tmp_path / ".git").exists()
    before = everything(tmp_path)
    again = run("init", str(tmp_path))
    assert again.exit_code == 1
    assert "there is a site here already" in again.stderr
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--language", "english"),
        ("--timezone", "Oslo"),
        ("--base-url", "fjord.example"),
        ("--section", "…"),
        ("--title", "  "),
        ("--title", "a\x1b[31m"),
    ],
)
def test_what_cannot_be_is_refused_by_its_option(tmp_path: Path, option: str, value: str) -> None:
    result = run("init", str(tmp_path / "paper"), option, value)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{option}: error: "), result.stderr
    assert not (tmp_path / "paper").exists()


def test_a_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    answers = ("The Fjord Post", "fjord.example", "https://fjord.example/", "norwegian", "nb", "")
    os.write(ours, "\n".join([*answers, "…", "Norge, Verden", ""]).encode())
    command = [sys.executable, "-m", "sitegen", "init", "post", "--no-sample", "--no-git"]
    ended = subprocess.run(
        command, cwd=tmp_path, stdin=theirs, capture_output=True, text=True, check=True
    )
    os.close(ours)
    os.close(theirs)
    assert ended.stderr.startswith("What is the newspaper called? [post]:")
    # What cannot be is told at once, and asked for again: nobody begins anew.
    asked = re.findall(r"(?m)^(?:Which|In which).*\?", ended.stderr.replace(": ", ":\n"))
    assert [it.split()[1] for it in asked] == [
        *("address", "address", "language", "language", "which", "sections", "sections")
    ]
    assert "`base_url` must be an absolute address, not `fjord.example`\n    hint: " in ended.stderr
    toml = tomllib.loads((tmp_path / "post/content/site.toml").read_text("utf-8"))
    assert (toml["title"], toml["language"], toml["timezone"]) == ("The Fjord Post", "nb", "UTC")
    assert [it["id"] for it in toml["sections"]] == ["norge", "verden"]
