"""The house style: colours, type, and a sheet to draw on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parent
IMAGES = CONTENT / "images"
FONTS = HERE / "node_modules" / "@expo-google-fonts"
CREDIT = "Graphics desk/The Meridian"

WIDTH, HEIGHT = 1600, 900
SCALE = 3  # drawn large, then reduced, so that lines come out smooth
LEFT, RIGHT = 90, 1510

GROUND = "#FBF8F1"
INK = "#211F1B"
GREY = "#5F5B53"
RULE = "#D9D3C5"
STONE = "#CFC8B8"
SAND = "#E7E0D0"
WATER = "#DFE7E8"
DEEP = "#4F6F78"
SHORE = "#9FB3B8"
BORDER = "#9C9483"
ACCENT = "#9A2F22"
BLUSH = "#EBD3CB"

FACES = {
    "regular": "source-sans-3/400Regular/SourceSans3_400Regular.ttf",
    "semibold": "source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf",
    "italic": "source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
    "arabic": "ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf",
    "arabic-semibold": "ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf",
}


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    if not features.check("fribidi"):
        raise SystemExit("Pillow finds no libfribidi, which sets the letters: install it")
    return ImageFont.truetype(
        FONTS / FACES[face], size * SCALE, layout_engine=ImageFont.Layout.RAQM
    )


class Sheet:
    """A picture in the house style; all measures are in final pixels."""

    ground = GROUND
    floor = HEIGHT  # words stay above
    faces: dict[str, str] = {}  # which typefaces stand in for those named

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), self.ground)
        self.pen = ImageDraw.Draw(self.image)
        self.words: list[tuple[str, tuple[float, float, float, float]]] = []

    def text(
        self, x, y, words, size=32, fill=INK, *,
        anchor="la", face="regular", gap=4, tracking=0.0, halo=None,
    ):  # fmt: skip
        type_ = font(self.faces.get(face, face), size)
        if tracking:
            self._spaced(x, y, words, type_, fill, anchor, tracking, halo)
            return
        options = {"font": type_, "anchor": anchor, "spacing": gap * SCALE}
        if "\n" in words:
            options["align"] = {"l": "left", "m": "center", "r": "right"}[anchor[0]]
        place = (x * SCALE, y * SCALE)
        if halo:
            self.pen.text(place, words, halo, stroke_width=4 * SCALE, stroke_fill=halo, **options)
        self.pen.text(place, words, fill, **options)
        self._claim(words, self.pen.textbbox(place, words, **options))

    def _spaced(self, x, y, words, type_, fill, anchor, tracking, halo):
        """Set one line letter by letter, with air between the letters."""
        steps = [type_.getlength(letter) + tracking * SCALE for letter in words]
        width = sum(steps) - tracking * SCALE
        start = x * SCALE - width * {"l": 0, "m": 0.5, "r": 1}[anchor[0]]
        for ink in (halo, fill) if halo else (fill,):
            at = start
            for letter, step in zip(words, steps, strict=True):
                stroke = 4 * SCALE if ink == halo else 0
                self.pen.text(
                    (at, y * SCALE), letter, ink, type_, anchor="l" + anchor[1],
                    stroke_width=stroke, stroke_fill=ink,
                )  # fmt: skip
                at += step
        box = self.pen.textbbox((start, y * SCALE), words, type_, anchor="l" + anchor[1])
        self._claim(words, (start, box[1], start + width, box[3]))

    def _claim(self, words, box):
        """Refuse words that leave the picture or run into other words."""
        box = tuple(edge / SCALE for edge in box)
        if box[0] < 8 or box[1] < 8 or box[2] > WIDTH - 8 or box[3] > self.floor - 4:
            raise ValueError(f"{words!r} leaves the picture: {box}")
        for other, taken in self.words:
            if (
                box[0] < taken[2] and taken[0] < box[2]
                and box[1] < taken[3] and taken[1] < box[3]
            ):  # fmt: skip
                raise ValueError(f"{words!r} runs into {other!r}: {box} {taken}")
        self.words.append((words, box))

    def box(self, x0, y0, x1, y1, fill):
        self.pen.rectangle(
            [round(x0 * SCALE), round(y0 * SCALE), round(x1 * SCALE) - 1, round(y1 * SCALE) - 1],
            fill=fill,
        )

    def line(self, points, fill=INK, width=2.0):
        thick = max(1, round(width * SCALE))
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=fill, width=thick, joint="curve" if thick > 4 else None,
        )  # fmt: skip

    def dashes(self, points, fill=INK, width=2.0, on=10, off=8):
        """Draw a line in dashes whose rhythm goes on round its corners."""
        drawn, left = True, float(on)
        dash = [points[0]]
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
            done = 0.0
            while length - done > left:
                done += left
                at = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length)
                if drawn:
                    self.line([*dash, at], fill, width)
                drawn = not drawn
                left = float(on if drawn else off)
                dash = [at]
            left -= length - done
            dash.append((x1, y1))
        if drawn and len(dash) > 1:
            self.line(dash, fill, width)

    def area(self, points, fill):
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def dot(self, x, y, radius, fill, rim=None):
        if rim:
            self.dot(x, y, radius + 2.5, rim)
        self.pen.ellipse(
            [(x - radius) * SCALE, (y - radius) * SCALE,
             (x + radius) * SCALE, (y + radius) * SCALE],
            fill=fill,
        )  # fmt: skip

    def span(self, x0, x1, y, fill=INK, width=2.5):
        """Draw a horizontal measure with an arrow head at either end."""
        self.line([(x0 + 3, y), (x1 - 3, y)], fill, width)
        self.area([(x0, y), (x0 + 15, y - 8), (x0 + 15, y + 8)], fill)
        self.area([(x1, y), (x1 - 15, y - 8), (x1 - 15, y + 8)], fill)

    def save(self, path: Path) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        path.parent.mkdir(parents=True, exist_ok=True)
        small.save(path, quality=85, optimize=True, progressive=True, xmp=rights())


def rights() -> bytes:
    """Return the credit, carried by the picture itself."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
<photoshop:Credit>{CREDIT}</photoshop:Credit>
<dc:creator><rdf:Seq><rdf:li>Graphics desk</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
