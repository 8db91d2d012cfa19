"""The plan of pictures: every file of every picture that an edition shows, with its recipe."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from sitegen.edition.rows import Faces, Row
from sitegen.model import Source
from sitegen.pages.displays import shown_in
from sitegen.pages.gallery import Shot
from sitegen.pages.outputs import Copy, Derive, Draw, Drawing, FileMaker, Planned, Recipe
from sitegen.pages.present import Presenter
from sitegen.pages.sections import shown_of_section


def faces_of(row: Row) -> Faces:
    """Return what is shown of a row of an edition."""
    assert row.faces  # noqa: S101 - an edition has rows alone that are shown
    return row.faces


def document_pictures(
    rows: Iterable[Row], presenter: Presenter, sources: Mapping[str, Source]
) -> Iterator[Planned]:
    """Yield every file of every picture that some documents show, once."""
    seen: set[str] = set()
    for row in rows:
        faces = faces_of(row)
        if faces.drawn:
            path, key = faces.drawn
            make: Callable[[], Recipe] = partial(_drawn, row, presenter, sources)
            yield Planned(path, "picture", "draw", key, make, row.path)
        for shown in faces.pictures:
            for path in shown.files:
                if path not in seen:
                    seen.add(path)
                    make = partial(_shot, row, path, presenter, sources)
                    yield Planned(path, "picture", shown.maker, shown.key, make, shown.source)


def _drawn(row: Row, presenter: Presenter, sources: Mapping[str, Source]) -> Draw:
    """Return how the social card of a story is made."""
    cover = presenter.covers.of(presenter.library.entry(row.path), presenter.card(row))
    assert cover  # noqa: S101 - the row says that there is one
    return Draw(sources.get(cover.picture), cover)


def _shot(row: Row, path: str, presenter: Presenter, sources: Mapping[str, Source]) -> Recipe:
    """Return how one file of a picture is made, which a document shows."""
    shown = shown_in(presenter.library.entry(row.path), drawn=bool(faces_of(row).drawn))
    files = (it for picture, uses in shown for it in presenter.gallery.files_of(picture, uses))
    return _made(next(shot for at, shot in files if at == path), sources)


def section_pictures(presenter: Presenter, sources: Mapping[str, Source]) -> Iterator[Planned]:
    """Yield every file of the pictures of sections, once."""
    gallery, seen = presenter.gallery, set[str]()
    for picture in presenter.edition.sections.shown.values():
        for it, uses in shown_of_section(picture):
            for path, shot in gallery.files_of(it, uses):
                if path not in seen:
                    seen.add(path)
                    maker = maker_of(shot)
                    key = gallery.digest(it) if maker == "derive" else it.digest
                    make = partial(_made, shot, sources)
                    yield Planned(path, "picture", maker, key, make, it.source)


def picture_files(presenter: Presenter, sources: Mapping[str, Source]) -> Iterator[Planned]:
    """Yield every file of every picture that an edition shows; some of them twice."""
    yield from document_pictures(presenter.edition.rows, presenter, sources)
    yield from section_pictures(presenter, sources)


def _made(shot: Shot, sources: Mapping[str, Source]) -> Recipe:
    """Return how one file of a picture is made."""
    source = sources[shot.picture.source]
    match maker_of(shot):
        case "derive":
            return Derive(source, shot)
        case "drawing":
            return Drawing(source)
        case "copy":
            return Copy(source)


def maker_of(shot: Shot) -> FileMaker:
    """Return what makes one file of a picture."""
    if shot.format is not None:
        return "derive"
    return "drawing" if shot.picture.probe.kind == "drawing" else "copy"
