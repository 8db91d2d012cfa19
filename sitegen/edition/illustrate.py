"""Pictures as stories use them: the file, its true size, and who must be credited."""

import posixpath
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from sitegen.edition.edition import Picture
from sitegen.errors import Problem, did_you_mean
from sitegen.model import ArticleFields, AuthorFields, Digest, Document, PictureRef
from sitegen.pictures.probe import Probe
from sitegen.urls import beside, nfc

SHARED = "content/images/"
CENTRE = (0.5, 0.5)


class Known(Struct, frozen=True):
    """What is known of a picture's file."""

    digest: Digest
    probe: Probe


class Illustrator:
    """Finds the pictures of one document after the other, and collects what is wrong."""

    def __init__(self, known: Mapping[str, Known], *, uncredited_is_warning: bool) -> None:
        self._known = known
        self._uncredited_is_warning = uncredited_is_warning
        self.problems: list[Problem] = []

    def illustrate(
        self, path: str, document: Document
    ) -> tuple[Picture | None, tuple[Picture, ...]]:
        """Return the lead picture or portrait, and the pictures of the body, in their order.

        A credit given for a file anywhere in the document holds for it in the whole document.
        What has a problem is left out; the build ends there anyhow.
        """
        lead, focus = _lead(document)
        refs = [lead, *document.pictures] if lead else list(document.pictures)
        sources = [self._find(path, ref) for ref in refs]
        rights: dict[str, PictureRef] = {}
        for source, ref in zip(sources, refs, strict=True):
            if ref.credit:
                rights.setdefault(source, ref)
        pictures = [
            self._picture(path, source, ref, rights.get(source, ref)) if source else None
            for source, ref in zip(sources, refs, strict=True)
        ]
        if lead is None:
            return None, tuple(picture for picture in pictures if picture)
        first = pictures[0]
        if first:
            first = replace(first, focus=focus)
        return first, tuple(picture for picture in pictures[1:] if picture)

    def _find(self, path: str, ref: PictureRef) -> str:
        src = nfc(ref.src)
        for candidate in (beside(path, src), posixpath.normpath(SHARED + src)):
            if candidate in self._known:
                return candidate
        folder = posixpath.dirname(path)
        near = [
            posixpath.relpath(name, folder) for name in self._known if name.startswith(f"{folder}/")
        ]
        near += [name.removeprefix(SHARED) for name in self._known if name.startswith(SHARED)]
        hint = did_you_mean(src, near) or "pictures lie beside the article or in content/images/"
        self.problems.append(
            Problem(path, ref.line, ref.column, f"there is no picture `{src}`", hint)
        )
        return ""

    def _picture(
        self, path: str, source: str, ref: PictureRef, rights: PictureRef
    ) -> Picture | None:
        known = self._known[source]
        name = posixpath.basename(source)
        if known.probe.problem:
            message, hint = f"`{name}` {known.probe.problem}", known.probe.hint
            self.problems.append(Problem(path, ref.line, ref.column, message, hint))
            return None
        credit = rights.credit or known.probe.credit
        if not credit:
            self.problems.append(
                Problem(
                    path,
                    ref.line,
                    ref.column,
                    f"`{name}` has no credit",
                    "add `credit: Photographer/Agency`",
                    "warning" if self._uncredited_is_warning else "error",
                )
            )
        return Picture(
            source,
            known.digest,
            known.probe.width,
            known.probe.height,
            ref.alt,
            ref.caption,
            credit,
            ref.license or rights.license,
        )


def _lead(document: Document) -> tuple[PictureRef | None, tuple[float, float]]:
    match document.fields:
        case ArticleFields(image=image) if image:
            line, column = document.place("image.src")
            return PictureRef(
                image.src, image.alt, image.caption, image.credit, image.license, line, column
            ), image.focus
        case AuthorFields(portrait=portrait) if portrait:
            line, column = document.place("portrait.src")
            return PictureRef(
                portrait.src, portrait.alt, "", portrait.credit, "", line, column
            ), CENTRE
        case _:
            return None, CENTRE
