"""What Git remembers of the site's files: the home of the `git` program.

Without Git, a repository or a commit there is nothing to compare with, and that is no mistake.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from sitegen.content.kinds import KINDS
from sitegen.content.places import CONFIG
from sitegen.errors import ConfigError
from sitegen.urls import nfc

TEXTS = tuple(it.folder.rstrip("/") for it in KINDS.values() if it.has_aliases)
"""Where readers may miss something: folders of documents that have addresses of their own."""
SECONDS = 60
"""How long Git may take over one question."""


class Past(Struct, frozen=True):
    """How a commit differs from the files: the articles, the pages and site.toml as they were.

    `name` is what messages call the commit. `changed` holds the bytes of files that were changed
    or deleted since, by path; `known` are the paths of all articles and pages of that commit.
    """

    name: str
    changed: dict[str, bytes]
    known: frozenset[str]


def past_of(root: Path, since: str = "", called: str = "") -> Past | None:
    """Return what the last commit, or the one that `since` names, has otherwise than the files.

    None if there is no such thing. Raises `ConfigError` if `since` names no commit, unless there is
    something that it is `called`.
    """
    name = since or "HEAD"
    found = (
        None
        if name.startswith("-")
        else git(root, "rev-parse", "-q", "--verify", f"{name}^{{commit}}")
    )
    commit = found.decode().strip() if found else ""
    if not commit:
        if since and not called:
            hint = "name a commit, a branch or a tag of the repository that holds the site"
            raise ConfigError.about("--since", f"there is no commit `{since}`", hint)
        return None
    raw = git(
        root,
        *("diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--relative"),
        *("--ignore-submodules", commit, "--", *TEXTS, CONFIG),
    )
    listed = git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", *TEXTS)
    if raw is None or listed is None:
        return None
    # Each entry is ":mode mode object object status", then the path.
    fields = raw.split(b"\0")
    objects = {
        path: entry.split(b" ")[2].decode()
        for entry, path in zip(fields[::2], fields[1::2], strict=False)
        if entry.startswith(b":1")  # else it was no file then
    }
    blobs = _blobs(root, objects.values())
    if blobs is None:
        return None
    return Past(
        called or f"`{since}`" if since else "the last commit",
        {_path(path): blobs[it] for path, it in objects.items() if it in blobs},
        frozenset(map(_path, filter(None, listed.split(b"\0")))),
    )


Begun = Literal["nothing", "staged", "committed"]


def begun(root: Path) -> Begun:
    """Begin a repository with all files of a folder; in one that is there, nothing is done.

    Where Git does not know who commits, they are staged alone.
    """
    if git(root, "rev-parse", "--is-inside-work-tree") is not None:
        return "nothing"
    # The branch is named without a question to the user's settings: workflows name it, too.
    if git(root, "init", "--quiet", "--initial-branch=main") is None:
        return "nothing"
    if git(root, "add", "--all") is None:
        return "nothing"
    done = git(root, "commit", "--quiet", "--no-verify", "--message", "Begin")
    return "staged" if done is None else "committed"


def renamed(root: Path, here: str, there: str) -> bool:
    """Rename a file or a folder on disk and for the next commit; False if Git does not know it.

    Then nothing has changed.
    """
    tracked = git(root, "ls-files", "-z", "--", here)
    return bool(tracked) and git(root, "mv", "--", here, there) is not None


def _path(name: bytes) -> str:
    return nfc(os.fsdecode(name))


def _blobs(root: Path, objects: Iterable[str]) -> dict[str, bytes] | None:
    """Return the bytes of objects by name; those that the repository lacks are left out."""
    names = sorted(set(objects))
    if not names:
        return {}
    answer = git(root, "cat-file", "--batch", given="".join(f"{it}\n" for it in names).encode())
    if answer is None:
        return None
    blobs: dict[str, bytes] = {}
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        head = answer[at:end].decode().split(" ")
        at = end + 1
        if head[-1] != "missing":  # as in a clone without all objects
            size = int(head[2])
            blobs[head[0]] = answer[at : at + size]
            at += size + 1
    return blobs


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what Git answers in the site's folder; None if there is no Git, or it fails."""
    # A hook of Git is told of a repository and an index by variables: ours is where the site is.
    own = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"}
    environment = {key: value for key, value in os.environ.items() if key not in own}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        ended = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", *arguments],
            cwd=root,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if ended.returncode else ended.stdout
