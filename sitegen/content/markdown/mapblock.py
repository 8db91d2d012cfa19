"""The block of a map: what its lines say of a frame and of places, and what of them cannot be."""

from collections.abc import Sequence

from markdown_it.token import Token

from sitegen.content.frames import LABELS, ids_of, read_frame, read_spot
from sitegen.content.markdown.bodywriter import BodyWriter
from sitegen.content.markdown.places import Place
from sitegen.map_ref import MapRef, PlaceRef
from sitegen.model import MAP, Slot
from sitegen.spelling import did_you_mean

KEYS = ("frame", "areas", "place", "labels", "caption", "source")
MANY = ("place",)


def map_(writer: BodyWriter, tokens: Sequence[Token], index: int, _place: Place) -> str:
    """Leave a slot for a map."""
    token = tokens[index]
    (values, places, lists), at = writer.read_keys(token, "The title", ("frame",))
    put = writer.texts.typeset
    title = put(writer.texts.decoded(token.meta["argument"], "title", at))
    if not title or not values.get("frame"):
        return ""
    frame = read_frame(values["frame"])
    if isinstance(frame, str):
        hint = "write `frame: europe`, `frame: UA, RO`, or `frame: 27 40 42 53`"
        writer.report(places["frame"], f"`{values['frame']}` is no frame: {frame}", hint)
    labels = values.get("labels", LABELS[0])
    if labels not in LABELS:
        hint = did_you_mean(labels, LABELS) or f"write one of {', '.join(LABELS)}"
        writer.report(places["labels"], f"`{labels}` is no choice of names", hint)
    spots = [_spot(writer, text, place) for text, place in lists.get("place", ())]
    ref = MapRef(
        title=title,
        frame=values["frame"],
        areas=" ".join(ids_of(values.get("areas", ""))),
        places=tuple([it for it in spots if it]),
        labels=labels,
        caption=put(values.get("caption", "")),
        source=put(values.get("source", "")),
        line=at[0],
        column=at[1],
        frame_at=places["frame"],
        areas_at=places.get("areas", at),
    )
    texts = (ref.title, ref.caption, ref.source, *(it.name for it in ref.places))
    writer.maps.append(ref)
    writer.leave(Slot(MAP, texts=texts, maps=(len(writer.maps) - 1,)))
    writer.emit("\n")
    return ""


def _spot(writer: BodyWriter, text: str, place: Place) -> PlaceRef | None:
    spot = read_spot(text)
    if isinstance(spot, str):
        hint = "write `place: Kyiv 50.45 30.52`, latitude first"
        writer.report(place, f"`{text}` {spot}", hint)
        return None
    name = writer.texts.typeset(writer.texts.decoded(spot.name, "place", place))
    return PlaceRef(name, spot.lat, spot.lon, *place)
