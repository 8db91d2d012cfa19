"""A server: folders and a link as in `folder.py`, made by a shell there and by rsync.

A release begins as a copy of the last one that shares its files; rsync then brings what changed,
by what is in it, since a correction may be as long as what it corrects and of the same second. A
file that it brings is another one: those of earlier releases are never written to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_hex

from sitegen.publishing.plan import Plan
from sitegen.publishing.release import LASTING, Release, Standing, decoded, encoded
from sitegen.publishing.target import Files, TargetError, Tell
from sitegen.publishing.targets.shell import Shell

# In all of these $1 is the folder. What a killed publisher left may still be written to by its
# rsync, so each has a place of its own; what is there already need not come again.

HOLD = """
set -e; mkdir -p "$1/releases" "$1/.sitegen"; cd "$1"
if [ -e current ] && [ ! -L current ]; then
    echo "current is there, and is no link that sitegen made" >&2; exit 1
fi
exec 9>.sitegen/lock
if ! flock -n 9; then
    exec 8>.sitegen/queue
    flock -n 8 || { echo busy; exit 0; }
    echo waiting; flock 9; exec 8>&-
fi
echo held; exec cat >/dev/null
"""

STANDING = """
cd "$1" 2>/dev/null || exit 0
now=$(basename "$(readlink current 2>/dev/null)" 2>/dev/null)
newest=$(ls releases 2>/dev/null | grep -x '[0-9][0-9]*' | sort -n | tail -n 1)
printf '%s\\n%s\\n' "$now" "$newest"
for it in "$now" "$newest"; do cat ".sitegen/$it.json" 2>/dev/null; echo; done
"""

RELEASES = """
cd "$1/releases"
for it in $(ls | grep -x '[0-9][0-9]*' | sort -rn); do cat "../.sitegen/$it.json"; echo; done
"""

MOST_SEEDS = 20
"""Folders that rsync looks into besides, see rsync(1)."""

LISTED = """
cd "$1/current" 2>/dev/null || exit 0
find . -type f -printf '%P\\0' | xargs -0 -r b2sum --length=128 --zero --
"""

BEGIN = """
set -e; cd "$1/releases"
if [ -d "$3" ]; then cp -al "$3" "$2"; else mkdir "$2"; fi
cd "$2"; xargs -0 -r rm -f --
find . -mindepth 1 -depth -type d -empty -delete
cd ..; ls -d .next-*
"""

COMMIT = """
set -e; cd "$1"
there=$(find "releases/$3" -type f | wc -l)
[ "$there" -eq "$4" ] || { echo "$there files are there instead of $4" >&2; exit 1; }
cat >".sitegen/$2.json.new"
rm -rf "releases/$2"; mv "releases/$3" "releases/$2"
mv ".sitegen/$2.json.new" ".sitegen/$2.json"
sync -f .
"""

SWITCH = """
set -e; cd "$1"
ln -sfn "releases/$2" current.new; mv -T current.new current; sync -f .
"""

TIDY = """
cd releases; rm -rf .next-*
ls | grep -x '[0-9][0-9]*' | grep -vx -e "$2" -e "$5" | sort -rn | tail -n "+$6" |
    while read -r it; do rm -rf "$it" "../.sitegen/$it.json"; done
"""

PUBLISH = f"""{COMMIT}
{SWITCH}
{TIDY}
exit 0
"""
"""All of these at once: the number of a release is the second word."""


class Server:
    """A folder on a server that its web server serves, by its `current`."""

    is_whole = True

    def __init__(self, place: str, options: str) -> None:
        self.where = place
        host, _, self._folder = place.partition(":")
        self._shell = Shell(host, options)
        self._next = ""
        self._left: list[str] = []

    @contextmanager
    def claimed(self, tell: Tell) -> Iterator[None]:
        """Hold the folder by a lock that ends with this connection, however it ends."""
        waiting = f"another publication is at work on {self.where}: waiting for it to end"
        with self._shell.holding(HOLD, self._folder, tell=tell, waiting=waiting):
            yield

    def standing(self) -> Standing:
        """Return the release that `current` leads to."""
        lines = self._run(STANDING).split(b"\n")
        if len(lines) < 4:  # noqa: PLR2004 - two names, two lists
            return Standing()
        now, newest = decoded(lines[2]), decoded(lines[3])
        return Standing.of(now, newest, int(lines[1] or 0))

    def listed(self, files: Files) -> Mapping[str, str]:
        """Return what lies in the present release, as the server reads it."""
        del files
        rows = self._run(LISTED).decode("utf-8", "surrogateescape").split("\0")
        return {path: digest for it in rows if it for digest, _, path in [it.partition("  ")]}

    def begin(self, plan: Plan) -> None:
        """Let the next release be the last one, without what goes."""
        before = plan.before.release
        self._next = f".next-{token_hex(4)}"
        gone = "\0".join(plan.before.there.keys() - plan.stays.keys())
        last = str(before.number) if before else ""
        given = gone.encode("utf-8", "surrogateescape")
        there = self._run(BEGIN, self._next, last or "-", given=given)
        self._left = [it for it in there.decode().split() if it != self._next]

    def put(self, paths: Sequence[str], files: Files, step: Callable[[], None]) -> None:
        """Bring files to the next release."""
        for path in paths:
            files.read(path)  # what rsync reads has been proved
        seeds = [f"--link-dest=../{it}" for it in self._left[:MOST_SEEDS]]
        to = f"{self._folder}/releases/{self._next}"
        for root in sorted({files.root_of(it) for it in paths}):
            some = [it for it in paths if files.root_of(it) == root]
            self._shell.copy(root, to, some, seeds, step)

    def remove(self, paths: Sequence[str]) -> None:
        """Do nothing: what goes never got into the next release."""

    def commit(self, plan: Plan) -> None:
        """Move the next release to its place, once the disk has it, and switch."""
        name, before = str(plan.release.number), plan.before.release
        last = str(before.number) if before else name
        words = (self._next, str(len(plan.release.all)), last, str(LASTING + (not before)))
        try:
            self._run(PUBLISH, name, *words, given=encoded(plan.release))
        except TargetError as error:
            if "instead of" in error.message:
                error.hint = "`--verify` finds all that is missing, and mends it"
            raise

    def releases(self) -> Sequence[Release]:
        """Return the releases that are there besides the present one."""
        now = self.standing().release
        found = (decoded(it) for it in self._run(RELEASES).split(b"\n"))
        return [it for it in found if it and not (now and it.number == now.number)]

    def restore(self, release: Release, step: Callable[[], None]) -> None:
        """Switch."""
        self._run(SWITCH, str(release.number))
        step()

    def _run(self, script: str, *words: str, given: bytes = b"") -> bytes:
        return self._shell.run(script, self._folder, *words, given=given)
