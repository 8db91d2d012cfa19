"""Pictures as stories use them: the file, its rights, and who must be credited."""

import posixpath
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.checks import Era
from sitegen.content.kinds import kind_at
from sitegen.content.markdown.plain import PlainTexts
from sitegen.content.places import PICTURES
from sitegen.edition.credited import contradictions, denials
from sitegen.edition.entries import Picture, Used
from sitegen.edition.names import ANYTHING, picture_name
from sitegen.edition.pictured import lead_of, unlike, unturnable
from sitegen.edition.rows import Noted
from sitegen.errors import Problem, Severity
from sitegen.model import INVERT, Digest, Document, PictureRef
from sitegen.pictures.ends import last_moment
from sitegen.pictures.facts import Probe
from sitegen.settings import Policy
from sitegen.spelling import Names, offered
from sitegen.strict.texts import CURLY, decoded
from sitegen.transparency import GENERATED
from sitegen.urls import beside, nfc, relative

SHARED = "content/images/"
WHERE = "pictures lie beside the article or in content/images/"
_CREDIT = "credit: Photographer/Agency"
READABLE = "save it as JPEG, PNG, WebP, GIF, AVIF or SVG"


class Known(Struct, frozen=True):
    """What is known of a picture's file."""

    digest: Digest
    probe: Probe


class Illustrated(Struct, frozen=True):
    """The pictures of a document: the lead picture or portrait, those of the body in their order.

    None stands for one that is not shown: it was withdrawn, or has a problem, at which the build
    ends anyhow. `noted` are uses of files of which there is something to tell; `asked` are names.
    """

    lead: Picture | None
    pictures: tuple[Picture | None, ...]
    used: tuple[Used, ...]
    noted: tuple[Noted, ...]
    asked: frozenset[str]
    problems: tuple[Problem, ...]


class Illustrator:
    """Finds the pictures of documents, one after the other.

    A picture whose terms of use have ended by `now` is withdrawn.
    """

    def __init__(
        self,
        known: Mapping[str, Known],
        *,
        now: datetime,
        zone: ZoneInfo,
        language: str,
        policy: Policy,
    ) -> None:
        self._known = known
        self._language = language
        self._now = now
        self._zone = zone
        self._policy = policy
        self._era = Era(policy.first_year, zone, policy.strict_since)
        self._ends: dict[str, datetime | None] = {}

    def illustrate(self, path: str, document: Document) -> Illustrated:
        """Return the pictures of a document.

        A credit given for a file anywhere in the document holds for it in the whole document.
        """
        lead, focus = lead_of(document)
        refs = [lead, *document.pictures] if lead else list(document.pictures)
        if not refs:
            return _NOTHING
        task = _Task(path, is_old=self._era.forgives(document.fields))
        sources = [self._find(task, ref) for ref in refs]
        texts = PlainTexts(getattr(document.fields, "lang", "") or self._language)
        given: dict[str, PictureRef] = {}
        for source, ref in zip(sources, refs, strict=True):
            if not any(map(str.isalnum, ref.alt)):
                self._report_missing_alt(task, ref)
            if ref.credit:
                given.setdefault(source, ref)
            if ref.source_type:
                task.made.setdefault(source, ref.source_type)
        pictures = [
            self._picture(task, source, ref, given.get(source, ref), texts) if source else None
            for source, ref in zip(sources, refs, strict=True)
        ]
        first = pictures.pop(0) if lead else None
        kind = kind_at(path)
        if lead and first and kind and kind.is_somebody:
            self._report_generated_portrait(task, lead, first)
        return Illustrated(
            first and replace(first, focus=focus),
            tuple(pictures),
            tuple(task.used),
            tuple(task.noted),
            frozenset(task.asked),
            tuple(task.problems),
        )

    def end_of(self, source: str) -> datetime | None:
        """Return the moment from which on a picture may not be used."""
        if source not in self._ends:
            ends = self._known[source].probe.rights.ends
            self._ends[source] = last_moment(ends, self._zone) if ends else None
        return self._ends[source]

    def has_ended(self, source: str) -> bool:
        """Say whether a picture may not be used any more."""
        end = self.end_of(source)
        return end is not None and self._now >= end

    def last_day(self, source: str) -> str:
        """Return the last day on which a picture may be used, as its file says it."""
        return self._known[source].probe.rights.ends

    def remarks(self, source: str) -> Iterator[tuple[str, str]]:
        """Yield what there is to say of a file: messages and hints."""
        return _remarks(self._known[source].probe)

    @cached_property
    def _names(self) -> Names:
        return Names(self._known, in_folders=True)

    def _find(self, task: "_Task", ref: PictureRef) -> str:
        src = nfc(ref.src)
        path = task.path
        beside_it = beside(path, src)
        for candidate in (beside_it, posixpath.normpath(SHARED + src)):
            task.asked.add(picture_name(candidate))
            if candidate in self._known:
                return candidate
        message = f"there is no picture `{src}`"
        if beside_it.startswith("../") or src.startswith("/"):
            message = f"`{src}` leads out of the site"
        near = self._names.nearest(beside_it.replace("\\", "/"))
        is_shared = near.startswith(SHARED)
        near = near.removeprefix(SHARED) if is_shared else near and relative(near, path)
        hint = offered(src, near) or WHERE
        if "://" in src:
            hint = "it lies on another site: save it beside the article, and name the file"
        suffix = posixpath.splitext(src)[1].lower()
        inner = src.strip("".join(CURLY))
        if inner != src and posixpath.splitext(inner)[1].lower() in PICTURES:
            message, hint = f"`{src}` stands in quotation marks", f"write `{inner}` without them"
        elif suffix and suffix not in PICTURES:
            message, hint = f"`{src}` is of a kind that browsers do not show", READABLE
        task.asked.add(ANYTHING)  # another picture may be nearer by name
        task.problems.append(Problem(path, ref.line, ref.column, message, hint))
        return ""

    def _report_missing_alt(self, task: "_Task", ref: PictureRef) -> None:
        name = posixpath.basename(ref.src)
        message = f"`{name}` has no alternative text"
        way = "`alt = …`" if task.is_toml else f"`alt: …` or as ![…]({name})"
        hint = f"say what it shows, as {way}, for those who cannot see it"
        severity = "forgiven" if task.is_old else self._policy.alt
        problem = Problem(task.path, ref.line, ref.column, message, hint, severity)
        task.problems.append(problem)

    def _report_generated_portrait(self, task: "_Task", ref: PictureRef, portrait: Picture) -> None:
        if portrait.source_type in GENERATED:
            message = f"`{posixpath.basename(ref.src)}` was made with AI, as its file says"
            hint = "nothing beside a portrait can say so: take a photograph, or none"
            task.problems.append(Problem(task.path, ref.line, ref.column, message, hint))

    def _picture(
        self, task: "_Task", source: str, ref: PictureRef, given: PictureRef, texts: PlainTexts
    ) -> Picture | None:
        path = task.path
        known = self._known[source]
        name = posixpath.basename(source)

        def report(message: str, hint: str, severity: Severity) -> None:
            text = f"`{name}` {message}"
            task.problems.append(Problem(path, ref.line, ref.column, text, hint, severity))

        own = known.probe.rights
        credit = given.credit or _as_read(own.credit or ", ".join(own.creators), texts)
        task.used.append(Used(source, path, ref.line, ref.column, credit))
        if known.probe.problem:
            report(known.probe.problem, known.probe.hint, "error")
            return None
        if not credit:
            severity = "forgiven" if task.is_old else self._policy.uncredited
            way = 'credit = "Photographer/Agency"' if task.is_toml else _CREDIT
            report("has no credit", f"add `{way}`", severity)
        for message, hint in contradictions(ref, given, own):
            report(message, hint, "warning")
        if own.ends or any(_remarks(known.probe)):
            task.noted.append(Noted(source, ref.line, ref.column))
        if self.has_ended(source):
            return None
        if known.probe.kind == "moving" and known.probe.located:
            hint = "moving pictures are published as they are: take the place out of the file"
            report("says where it was taken", hint, "warning")
        license_ = ref.license or given.license
        source_type = ref.source_type or task.made.get(source) or own.source_type
        for message, hint in denials(source_type, own):
            report(message, hint, "error")
        carried = replace(
            own,
            credit=own.credit or given.credit,
            statement=own.statement or license_,
            source_type=source_type,
            caption="",
            unclear_end="",
        )
        shown = Picture(
            source=source,
            digest=known.digest,
            probe=known.probe,
            rights=carried,
            alt=ref.alt,
            caption=ref.caption or _as_read(own.caption, texts),
            credit=credit,
            license=license_ or own.statement,
            source_type=source_type,
            graphic=ref.kind != "photo" and (ref.kind == "graphic" or known.probe.graphic),
        )
        return self._by_night(task, ref.dark, shown) if ref.dark else shown

    def _by_night(self, task: "_Task", ref: PictureRef, light: Picture) -> Picture:
        """Return a picture with what stands for it where the page is dark, under its rights."""
        if ref.src == INVERT:
            if fault := unturnable(light):
                task.problems.append(Problem(task.path, ref.line, ref.column, *fault))
            return replace(light, inverts=not fault)
        source = self._find(task, ref)
        if not source:
            return light
        known, path = self._known[source], task.path
        task.used.append(Used(source, path, ref.line, ref.column, light.credit))
        if known.probe.rights.ends:
            task.noted.append(Noted(source, ref.line, ref.column))
        if fault := unlike(light.probe, known.probe):
            message = f"`{posixpath.basename(source)}` {fault[0]}"
            task.problems.append(Problem(path, ref.line, ref.column, message, fault[1]))
        if fault or self.has_ended(source):
            return light
        dark = replace(light, source=source, digest=known.digest, probe=known.probe)
        return replace(light, dark=dark)


class _Task:
    """A document whose pictures are looked for, and what comes of it.

    `made` says of files how they were made, wherever in the document that stands. It `is_toml` if
    that is how keys are written in it.
    """

    def __init__(self, path: str, *, is_old: bool) -> None:
        self.path = path
        self.is_old = is_old
        self.is_toml = path.endswith(".toml")
        self.used: list[Used] = []
        self.noted: list[Noted] = []
        self.asked: set[str] = set()
        self.made: dict[str, str] = {}
        self.problems: list[Problem] = []


_NOTHING = Illustrated(None, (), (), (), frozenset(), ())


def _as_read(text: str, texts: PlainTexts) -> str:
    """Return what a picture's file says as readers of a document see it."""
    return texts.typeset(decoded(text)[0])


def _remarks(probe: Probe) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of a file, whoever shows it."""
    yield from probe.remarks
    if probe.rights.unclear_end and not probe.rights.ends:
        message = f"has terms of use whose end is not clear: “{probe.rights.unclear_end}”"
        yield message, "write the end in the picture's file as `until 2024-12-31`, or take it out"
