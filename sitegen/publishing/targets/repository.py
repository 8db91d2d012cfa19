"""A branch of a Git repository, as Git hosts publish one: a commit for each release.

A push that expects the branch to be where it was is a lock in itself: whoever comes second is
refused, and nothing of theirs is there. Git is asked in a repository of our own below `.sitegen/`,
which is safe to lose; no work tree is ever made.
"""

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from sitegen.publishing.plan import Plan
from sitegen.publishing.release import (
    LASTING,
    STATE,
    NewerFormat,
    Release,
    Standing,
    decoded,
    encoded,
)
from sitegen.publishing.target import Busy, Files, TargetError, Tell
from sitegen.statcache import digest_of

RECORD = f"{STATE}/release.json"
OURS = {RECORD: None, ".nojekyll": b""}
"""What lies beside the site: the list, and what keeps a host from making pages of pages."""

DEPTH = 20
"""Commits that are looked through for releases; going back makes commits, too."""

MODE = "100644"

_HINTS = {
    "could not resolve": "see how the host is called, and that this machine has a network",
    "permission denied": "see that this machine's key may write there",
    "authentication failed": "see that this machine's key or token may write there",
    "could not read username": "see that this machine has a token for it: `git credential`",
    "does not appear to be a git repository": "see how the repository is called",
    "not found": "see how the repository is called, and who may read it",
    "connection refused": "see that the host can be reached from here",
    "no space left": "make room on the disk",
}


class Repository:
    """A branch. `cache` is the folder of our own repository."""

    is_whole = True

    def __init__(self, url: str, branch: str, cache: Path) -> None:
        self.where = f"{url} ({branch})"
        self._url = url
        self._branch = f"refs/heads/{branch}"
        self._cache = cache
        self._head = ""
        self._fetched = False

    @contextmanager
    def claimed(self, tell: Tell) -> Iterator[None]:
        """Do nothing: the push tells if anybody else was there."""
        del tell
        yield

    def standing(self) -> Standing:
        """Return the release at the end of the branch."""
        self._fetch()
        found = self._history()
        now = found[0][1] if found else None
        newest = max((it for _, it in found), key=lambda it: it.number, default=None)
        return Standing.of(now, newest)

    def listed(self, files: Files) -> Mapping[str, str]:
        """Return what is in the branch, read byte for byte."""
        del files
        self._fetch()
        if not self._head:
            return {}
        rows = self._git("ls-tree", "-r", "-z", self._head).decode("utf-8", "surrogateescape")
        blobs = {
            path: row.split()[2]
            for row, _, path in (it.partition("\t") for it in rows.split("\0") if it)
            if path not in OURS
        }
        return {path: self._digest(blob) for path, blob in blobs.items()}

    def begin(self, plan: Plan) -> None:
        """Let the next tree be the last one."""
        self._index.unlink(missing_ok=True)
        self._git("read-tree", *([self._head] if self._head else ["--empty"]))
        self.remove([it for it in plan.before.there if it not in plan.stays])

    def put(self, paths: Sequence[str], files: Files, step: Callable[[], None]) -> None:
        """Put files into the next tree."""
        for path in paths:
            files.read(path)  # what Git reads has been proved
        names = "".join(f"{(files.folder / it).absolute()}\n" for it in paths).encode()
        blobs = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", given=names)
        self._stage(zip(paths, blobs.decode().split(), strict=True))
        for _ in paths:
            step()

    def remove(self, paths: Sequence[str]) -> None:
        """Leave files out of the next tree."""
        rows = "".join(f"0 {'0' * 40}\t{path}\0" for path in paths)
        self._git("update-index", "-z", "--index-info", given=rows.encode())

    def commit(self, plan: Plan) -> None:
        """Commit the tree with the list of it, and push."""
        contents = {**OURS, RECORD: encoded(plan.release)}
        blobs = {
            path: self._git("hash-object", "-w", "--stdin", given=data or b"").decode().strip()
            for path, data in contents.items()
        }
        self._stage(blobs.items())
        tree = self._git("write-tree").decode().strip()
        self._push(tree, f"Release {plan.release.number}", plan.release.at)

    def releases(self) -> Sequence[Release]:
        """Return the releases in the last commits, but for the present one."""
        self._fetch()
        found = self._history()
        others = {it.number: it for _, it in reversed(found) if it.number != found[0][1].number}
        return sorted(others.values(), key=lambda it: it.number, reverse=True)[:LASTING]

    def restore(self, release: Release, step: Callable[[], None]) -> None:
        """Commit the tree of an earlier release again, and push."""
        commit = next(it for it, known in self._history() if known.number == release.number)
        tree = self._git("rev-parse", f"{commit}^{{tree}}").decode().strip()
        self._push(tree, f"Release {release.number} again", release.at)
        step()

    @property
    def _index(self) -> Path:
        return self._cache / "sitegen-index"

    def _fetch(self) -> None:
        """Have the end of the branch here, once."""
        if self._fetched:
            return
        if not (self._cache / "HEAD").is_file():
            self._cache.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare")
        there = self._git("ls-remote", "--", self._url, self._branch).decode().split()
        self._head = there[0] if there else ""
        if self._head:
            self._git("fetch", "--quiet", f"--depth={DEPTH}", "--no-tags", self._url, self._branch)
        self._fetched = True

    def _history(self) -> list[tuple[str, Release]]:
        """Return commits with their releases, the last one first."""
        if not self._head:
            return []
        listed = self._git("rev-list", "--first-parent", f"--max-count={DEPTH}", self._head)
        found = []
        for commit in listed.decode().split():
            row = self._git("ls-tree", commit, "--", RECORD).decode().split()
            with suppress(msgspec.DecodeError):
                if row:
                    found.append((commit, _release(self._git("cat-file", "blob", row[2]))))
        if found and found[0][0] != self._head:
            return []  # somebody else has committed since: nobody knows what is there
        return found

    def _stage(self, blobs: Iterable[tuple[str, str]]) -> None:
        rows = "".join(f"{MODE} {blob}\t{path}\0" for path, blob in blobs)
        self._git("update-index", "-z", "--add", "--replace", "--index-info", given=rows.encode())

    def _push(self, tree: str, message: str, at: str) -> None:
        parents = ["-p", self._head] if self._head else []
        commit = self._git("commit-tree", tree, *parents, "-m", message, at=at).decode().strip()
        lease = f"--force-with-lease={self._branch}:{self._head}"
        try:
            self._git("push", "--quiet", lease, "--", self._url, f"{commit}:{self._branch}")
        except TargetError as error:
            if "stale info" in error.message or "rejected" in error.message:
                raise Busy("somebody else has published there meanwhile") from error
            raise
        self._head = commit

    def _digest(self, blob: str) -> str:
        return digest_of(self._git("cat-file", "blob", blob)).hex()

    def _git(self, *words: str, given: bytes = b"", at: str = "") -> bytes:
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
        names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
        ended = subprocess.run(
            ["git", *words],
            cwd=self._cache,
            input=given,
            capture_output=True,
            check=False,
            env={
                **dict.fromkeys(names, "sitegen"),
                **os.environ,
                **dates,
                "GIT_DIR": ".",
                "GIT_INDEX_FILE": str(self._index.absolute()),
                "GIT_TERMINAL_PROMPT": "0",
                "LC_ALL": "C",
            },
        )
        if ended.returncode:
            raise _refused(ended.stderr)
        return ended.stdout


def _refused(said: bytes) -> TargetError:
    lines = [it.strip() for it in said.decode("utf-8", "replace").splitlines() if it.strip()]
    low = " ".join(lines).lower()
    told = next((it for it in lines if it.startswith(("fatal:", "error:", "!", "remote:"))), "")
    told = told or (lines[0] if lines else "it ended")
    if "rejected" in low or "stale info" in low:
        told = next(it for it in lines if "rejected" in it or "stale" in it)
    hint = next((it for word, it in _HINTS.items() if word in low), "")
    return TargetError(f"git says: {told}", hint)


def _release(data: bytes) -> Release:
    try:
        return decoded(data)
    except NewerFormat:
        raise TargetError("a newer sitegen has published there", "use that one") from None
