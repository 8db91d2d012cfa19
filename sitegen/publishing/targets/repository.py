"""A branch of a Git repository, as Git hosts publish one: a commit for each release.

A push that expects the branch to be where it was is a lock in itself: whoever comes second is
refused, and nothing of theirs is there. Git is asked in a repository of our own below `.sitegen/`,
which is safe to lose; no work tree is ever made. Of what is there, it has commits and trees, and no
file but the lists of releases, where the host lets Git choose (GitHub, GitLab and Forgejo do).
"""

import io
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sitegen.publishing.plan import Plan
from sitegen.publishing.release import LASTING, STATE, Release, Standing, decoded, encoded
from sitegen.publishing.target import Busy, Files, TargetError, Tell, needed
from sitegen.statcache import digest_of

RECORD = f"{STATE}/release.json"
OURS = {RECORD: None, ".nojekyll": b""}
"""What lies beside the site: the list, and what keeps a host from making pages of pages."""

DEPTH = 20
"""Commits that are looked through for releases; going back makes commits, too."""

MESSAGE = re.compile(r"Release (\d+)(?: again)?")
"""What a commit of ours says of itself: so nobody has to fetch the lists of all releases."""

REMOTE = "there"
"""What the branch's repository is called in ours: Git fetches single files only by a name."""

SEEN = "refs/sitegen/seen"
"""The end of the branch, when it was seen last."""

MODE = "100644"

BATCH = 100
"""Files of a branch that are held in memory at a time, to be looked at."""

OVERTAKEN = re.compile(r"\[rejected\]|cannot lock ref|incorrect old value|reference already exists")
"""What Git says of a push that came after another one; all else that is rejected, the host refuses
(a branch that is protected or checked out, a hook, a quota)."""

UNTOLD = ("fatal: Could not read from remote repository", "error: failed to push some refs")

_HINTS = {
    "checked out": "publish to a bare repository, or to a branch that nobody has checked out",
    "could not resolve": "see how the host is called, and that this machine has a network",
    "permission denied": "see that this machine's key may write there",
    "authentication failed": "see that this machine's key or token may write there",
    "could not read username": "see that this machine has a token for it: `git credential`",
    "does not appear to be a git repository": "see how the repository is called",
    "not found": "see how the repository is called, and who may read it",
    "connection refused": "see that the host can be reached from here",
    "connect to": "see that the host can be reached from here",
    "timed out": "see that the host can be reached from here",
    "host key verification": "see that it is the right host: `ssh` to it asks you",
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
        now = self._release(self._head)
        if now is None:  # nobody knows what is there
            return Standing.of(None, None)
        newest = max(self._history(), key=lambda it: it[1], default=("", 0))
        return Standing.of(now, self._release(newest[0]) if newest[1] > now.number else now)

    def listed(self, files: Files) -> Mapping[str, str]:
        """Return what is in the branch, read byte for byte."""
        del files
        self._fetch()
        if not self._head:
            return {}
        # Whatever of it is here as files already: all of them are wanted now, in one go.
        everything = ("--depth=1", "--refetch", "--no-filter", "--no-tags")
        self._git("fetch", "--quiet", *everything, REMOTE, self._branch)
        rows = self._git("ls-tree", "-r", "-z", self._head).decode("utf-8", "surrogateescape")
        blobs = {
            path: row.split()[2]
            for row, _, path in (it.partition("\t") for it in rows.split("\0") if it)
            if path not in OURS
        }
        return dict(zip(blobs, self._digests(blobs.values()), strict=True))

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
        tree = self._git("write-tree", "--missing-ok").decode().strip()
        self._push(tree, f"Release {plan.release.number}", plan.release.at)

    def releases(self) -> Sequence[Release]:
        """Return the releases in the last commits, but for the present one."""
        self._fetch()
        present = self._release(self._head)
        if present is None:
            return []
        commits = {number: it for it, number in reversed(self._history())}
        numbers = sorted(commits.keys() - {present.number}, reverse=True)
        found = (self._release(commits[it]) for it in numbers[:LASTING])
        return [it for it in found if it]

    def restore(self, release: Release, step: Callable[[], None]) -> None:
        """Commit the tree of an earlier release again, and push."""
        commit = next(it for it, number in self._history() if number == release.number)
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
        if self._head and self._head != self._seen():
            self._git("config", f"remote.{REMOTE}.url", self._url)
            lean = (f"--depth={DEPTH}", "--filter=blob:none", "--no-tags")
            self._git("fetch", "--quiet", *lean, REMOTE, f"+{self._branch}:{SEEN}")
            self._head = self._seen()
        self._fetched = True

    def _seen(self) -> str:
        return self._git("for-each-ref", "--format=%(objectname)", SEEN).decode().strip()

    def _history(self) -> list[tuple[str, int]]:
        """Return commits with the numbers of their releases, the last one first."""
        words = ("--first-parent", f"--max-count={DEPTH}", "--format=%H %s", self._head, "--")
        lines = self._git("log", *words).decode("utf-8", "replace").splitlines()
        said = (it.partition(" ") for it in lines)
        found = ((commit, MESSAGE.fullmatch(message)) for commit, _, message in said)
        return [(commit, int(it[1])) for commit, it in found if it]

    def _release(self, commit: str) -> Release | None:
        """Return the list in a commit; None if there is none that can be read."""
        row = self._git("ls-tree", commit, "--", RECORD).decode().split() if commit else []
        return decoded(self._git("cat-file", "blob", row[2])) if row else None

    def _stage(self, blobs: Iterable[tuple[str, str]]) -> None:
        rows = "".join(f"{MODE} {blob}\t{path}\0" for path, blob in blobs)
        self._git("update-index", "-z", "--add", "--replace", "--index-info", given=rows.encode())

    def _push(self, tree: str, message: str, at: str) -> None:
        parents = ["-p", self._head] if self._head else []
        commit = self._git("commit-tree", tree, *parents, "-m", message, at=at).decode().strip()
        lease = f"--force-with-lease={self._branch}:{self._head}"
        self._git("push", "--quiet", lease, "--", self._url, f"{commit}:{self._branch}")
        self._head = commit
        self._git("update-ref", SEEN, commit)

    def _digests(self, blobs: Iterable[str]) -> Iterator[str]:
        """Yield the digest of each file, read byte for byte: a hundred files at a time."""
        waiting = list(blobs)
        for at in range(0, len(waiting), BATCH):
            given = "".join(f"{it}\n" for it in waiting[at : at + BATCH]).encode()
            answer = io.BytesIO(self._git("cat-file", "--batch", given=given))
            while header := answer.readline():
                yield digest_of(answer.read(int(header.split()[2]))).hex()
                answer.readline()

    def _git(self, *words: str, given: bytes = b"", at: str = "") -> bytes:
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
        names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
        with needed("git", "git"):
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
    hint = next((it for word, it in _HINTS.items() if word in low), "")
    if rejected := next((it for it in lines if "rejected]" in it), ""):
        if OVERTAKEN.search(rejected):
            return Busy("somebody else has published there meanwhile")
        said_there = (it.removeprefix("remote:").strip() for it in lines if it[:7] == "remote:")
        why = [rejected.rpartition("(")[2].rstrip(")"), next(filter(None, said_there), "")]
        hint = hint or "see who may push to this branch, and what its host allows"
        return TargetError(f"the host refuses the release: {': '.join(filter(None, why))}", hint)
    # Git ends with what says less: why it could not read is what ssh said.
    marked = [it for it in lines if it.startswith(("fatal:", "error:", "!", "remote:"))]
    told = next((it for it in (*marked, *lines) if not it.startswith(UNTOLD)), "it ended")
    return TargetError(f"git says: {told}", hint)
