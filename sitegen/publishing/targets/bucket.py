"""A bucket: objects that readers get one by one, so all depends on the order.

    .sitegen/ledger           what is there, and who is at work
    .sitegen/bodies/DIGEST    what pages and feeds were in the releases before

What has its digest in its name stays where it is as long as a release that can be gone back to
needs it. Nothing is listed but for `--verify`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import md5
from threading import Event

from msgspec.structs import replace

from sitegen.destinations import Packing
from sitegen.publishing.compressing import is_packed, packed
from sitegen.publishing.groups import Groups
from sitegen.publishing.headers import Headers
from sitegen.publishing.plan import Plan, planned_back
from sitegen.publishing.release import STATE, Release, Standing
from sitegen.publishing.target import Busy, Files, TargetError, Tell
from sitegen.publishing.targets.ledger import Holder, Ledger, decoded, encoded
from sitegen.refusals import Refused
from sitegen.statcache import digest_of
from sitegen.stores import Changed, Listed, Store, Version

LEDGER = f"{STATE}/ledger"
BODIES = f"{STATE}/bodies"

SILENCE = 120.0
"""Seconds without a sign after which whoever holds a bucket is taken for dead; no clock of another
machine is asked."""

LOOKS = 4.0
"""Seconds between two looks at it."""

SIGNS = 500
"""Files after which whoever publishes says what is there already."""

_UNHEEDED = (
    "this store does not heed conditions, so publishers cannot see each other there: let only one "
    "publish at a time"
)


class Bucket:
    """A bucket, or a part of one, at the address of a store."""

    is_whole = False

    def __init__(
        self,
        url: str,
        groups: Groups,
        base_path: str,
        *,
        packing: Packing | None = None,
        silence: float = SILENCE,
    ) -> None:
        self.where = url
        self._groups = groups
        self._base_path = base_path
        self._packing = packing
        self._silence = silence
        self._lazy: Store | None = None
        self._ledger: Ledger | None = None
        self._version: Version | None = None
        self._after = Ledger()
        self._done: dict[str, str] = {}
        self._tell: Tell = lambda _: None

    @contextmanager
    def claimed(self, tell: Tell) -> Iterator[None]:
        """Wait until nobody holds the bucket; it is ours when `begin` has written so."""
        self._tell = tell
        self._wait()
        try:
            yield
        finally:
            if self._ledger and self._ledger.holder == Holder.here():  # it was not finished
                with suppress(Refused):
                    self._write(replace(self._ledger, holder=None, begun=self._done))

    def standing(self) -> Standing:
        """Return what is there, as it was written down."""
        return self._known().standing

    def listed(self, files: Files) -> Mapping[str, str]:
        """Return what is there: of whatever has the size of ours the digest is proved."""
        return {
            it.path: self._digest(it, files)
            for it in self._store.list()
            if not it.path.startswith(f"{STATE}/")
        }

    def begin(self, plan: Plan) -> None:
        """Write down who is at work on what, and keep what will be gone."""
        known = self._known()
        self._after = known.after(plan, self._groups)
        begun = dict.fromkeys((*plan.written, *plan.removed), "")
        self._done = {**known.begun, **begun}
        copying = {*known.copying, *self._after.bodies}.difference(known.bodies)
        begun_so = replace(known, begun=self._done, copying=tuple(sorted(copying)))
        self._write(replace(begun_so, holder=Holder.here()))
        self._prove()
        self._keep(plan, known.begun)

    def put(self, paths: Sequence[str], files: Files, step: Callable[[], None]) -> None:
        """Write files with their headers, many at once."""
        headers = self._headers(files)
        digests = self._after.release.files if self._after.release else {}
        for at in range(0, len(paths), SIGNS):
            some = paths[at : at + SIGNS]
            self._store.put_all(some, lambda path: self._object(path, files, headers), step)
            self._done |= {path: digests[path] for path in some}
            if at + SIGNS < len(paths):
                self._sign()

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files, and what was kept for going back further than anybody can now."""
        known = self._known()
        gone = {*known.bodies, *known.copying}.difference(self._after.bodies)
        self._store.delete([*paths, *sorted(f"{BODIES}/{it}" for it in gone)])

    def commit(self, plan: Plan) -> None:
        """Write down the release, and that nobody is at work any more."""
        del plan
        self._write(replace(self._after, proven=self._known().proven))

    def releases(self) -> Sequence[Release]:
        """Return the releases of which all is still there."""
        return self._known().releases

    def restore(self, release: Release, step: Callable[[], None]) -> None:
        """Put back what an earlier release had, in the order of any other."""
        plan = planned_back(release, self.standing(), self._groups)
        self.begin(plan)
        for _, paths in plan.groups:
            self._store.copy_all([(f"{BODIES}/{release.files[it]}", it) for it in paths])
        self.remove(plan.removed)
        self.commit(plan)
        step()

    # What is written down ---------------------------------------------------------------------

    @property
    def _store(self) -> Store:
        if self._lazy is None:
            self._lazy = Store(self.where)
        return self._lazy

    def _known(self) -> Ledger:
        if self._ledger is None:
            self._read()
        assert self._ledger is not None  # noqa: S101 - it was read
        return self._ledger

    def _read(self) -> None:
        found = self._store.get(LEDGER)
        data, self._version = found or (b"", None)
        try:
            self._ledger = decoded(data) if found else Ledger()
        except ValueError as error:
            message = f"`{LEDGER}` there cannot be read, so nobody knows what is there"
            hint = "remove it, and publish with `--verify --force`"
            raise TargetError(message, hint) from error

    def _write(self, ledger: Ledger) -> None:
        """Write the ledger, if it is as it was read. Raises `Busy` if it is not."""
        try:
            self._version = self._store.put(LEDGER, encoded(ledger), self._version)
        except Changed as changed:
            raise Busy("somebody else is publishing there", "try again later") from changed
        self._ledger = ledger

    def _sign(self) -> None:
        self._write(replace(self._known(), begun=self._done))

    def _prove(self) -> None:
        """See that the store heeds conditions: what exists must not be created once more."""
        known = self._known()
        if known.proven == self.where:
            return
        try:
            self._version = self._store.put(LEDGER, encoded(known), None)
        except Changed:
            self._ledger = replace(known, proven=self.where)
        else:
            self._ledger = replace(known, proven="")
            self._tell(_UNHEEDED)

    def _wait(self) -> None:
        """Return when nobody is at work, or whoever is has given no sign for long."""
        self._read()
        silent = 0.0
        told = False
        while (holder := self._known().holder) and not holder.is_dead() and silent < self._silence:
            if not told:
                who = f"{holder.host}, process {holder.process}"
                self._tell(f"another publication is at work on {self.where} ({who}): waiting")
                told = True
            version = self._version
            Event().wait(min(LOOKS, self._silence))
            self._read()
            silent = silent + LOOKS if self._version == version else 0.0
        if holder and told:
            self._tell(f"it has given no sign for {self._silence:.0f} s: going on without it")

    # What is kept -----------------------------------------------------------------------------

    def _keep(self, plan: Plan, begun_before: Mapping[str, str]) -> None:
        """Copy what pages and feeds are now to under their digests, before they are written over.

        All copies come before the first file is written: so if somebody was killed since, what is
        not there yet still lies in its place.
        """
        known, there = self._known(), plan.before.there
        release = known.release.files if known.release else {}
        wanted = set(self._after.bodies) - set(known.bodies)
        pairs = []
        for path, digest in release.items():
            if digest in wanted:
                body = f"{BODIES}/{digest}"
                is_begun = path in begun_before
                if there.get(path) == digest or (is_begun and not self._store.has(body)):
                    pairs.append((path, body))
                elif not is_begun:
                    continue
                wanted.discard(digest)
        self._store.copy_all(pairs)
        if wanted:  # nobody can go back to what has been lost
            lost = {it.number for it in self._after.past if wanted & set(it.otherwise.values())}
            left = tuple(it for it in self._after.past if it.number not in lost)
            self._after = replace(self._after, past=left)

    def _object(self, path: str, files: Files, headers: Headers) -> tuple[bytes, dict[str, str]]:
        """Return the bytes of an object, and its headers."""
        data = files.read(path)
        sent = self._packed(path, data)
        packing = {"Content-Encoding": str(self._packing)} if sent is not data else {}
        return sent, {**headers.of(path), **packing}

    def _packed(self, path: str, data: bytes) -> bytes:
        """Return what is sent of a file: packed, if that is asked for, and smaller."""
        if not self._packing or not is_packed(path):
            return data
        sent = packed(data, self._packing)
        return sent if len(sent) < len(data) else data

    def _headers(self, files: Files) -> Headers:
        table = ""
        with suppress(KeyError):
            table = files.read("_headers").decode("utf-8", "replace")
        return Headers(table, self._base_path)

    def _digest(self, it: Listed, files: Files) -> str:
        """Return the digest of an object: ours if it is the same, or what it really is."""
        try:
            ours = files.read(it.path)
        except KeyError:
            return "" if self._known().standing.there.get(it.path) is None else self._found(it)
        sent = self._packed(it.path, ours)
        is_same = len(sent) == it.size and md5(sent, usedforsecurity=False).hexdigest() == it.tag
        found = digest_of(sent).hex() if is_same else self._found(it)
        if found == digest_of(sent).hex():
            return digest_of(ours).hex()
        return "" if sent != ours else found  # it may be ours, packed otherwise

    def _found(self, it: Listed) -> str:
        found = self._store.get(it.path)
        return digest_of(found[0]).hex() if found else ""
