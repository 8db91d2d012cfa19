"""The names by which a document asks for others, as they stand in its row.

Whoever answers to a name touches it: by being new, gone, or another than before. Then all who
asked for it are settled again.
"""

from collections.abc import Iterator

from sitegen.content.kinds import ADDRESSED, AUTHOR
from sitegen.edition.rows import Facts, State
from sitegen.urls import normalise

ANYTHING = "*"
"""What a document asks for that found nothing: any other name may be nearer to what it wrote."""

BOUNDARIES = "boundaries"
"""What every map asks for."""

ANY_AUTHOR = "authors"
"""What a picture asks for whose maker may be one of the authors."""


def file_name(path: str) -> str:
    """Return the name of a document by its path."""
    return f"file {path}"


def slug_name(slug: str) -> str:
    """Return the name of documents with a slug, or with a year and a slug."""
    return f"slug {slug}"


def address_name(address: str) -> str:
    """Return the name of whatever lives at an address."""
    # What is no UTF-8 behind its percent signs can be asked for, and cannot be kept as it is.
    return f"at {address.encode(errors='backslashreplace').decode()}"


def anchors_name(path: str) -> str:
    """Return the name of the anchors of a document."""
    return f"anchors {path}"


def head_name(kind: str, id_: str) -> str:
    """Return the name of who stands at the head of a listing: an author's signature, a thread."""
    return f"{kind} {id_}"


def picture_name(path: str) -> str:
    """Return the name of a picture by its path."""
    return f"picture {path}"


def table_name(path: str) -> str:
    """Return the name of a table by its path."""
    return f"table {path}"


def area_name(id_: str) -> str:
    """Return the name of the policy for an area on maps."""
    return f"area {id_}"


def answers(path: str, facts: Facts, state: State) -> Iterator[tuple[str, object]]:
    """Yield every name that a document answers to, with all of the answer that others may see."""
    place = (state, facts.address)
    yield file_name(path), place
    if facts.kind in ADDRESSED:
        yield slug_name(facts.slug), (path, place)
    else:
        signature = (place, facts.title, facts.desk)
        yield head_name(facts.kind, facts.slug), signature
        if facts.kind == AUTHOR.name:
            yield ANY_AUTHOR, signature
    if facts.timing is not None:
        yield slug_name(f"{facts.month[:4]}/{facts.slug}"), (path, place)
    for address in (facts.address, *map(normalise, facts.aliases)):
        yield address_name(address), (path, place)
    yield anchors_name(path), facts.anchors
