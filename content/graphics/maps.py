"""The maps, from the boundaries of Natural Earth."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from PIL import Image, ImageChops, ImageDraw
from projection import Azimuthal
from style import (
    ACCENT,
    BLUSH,
    BORDER,
    DEEP,
    GREY,
    GROUND,
    HEIGHT,
    IMAGES,
    INK,
    RULE,
    SCALE,
    SHORE,
    WATER,
    WIDTH,
    Sheet,
)  # fmt: skip
from topojson import world

FOOT = 846  # where the map ends and the line with the source begins
LAND = "#EAE5D9"
SOURCE = "Natural Earth; boundaries are that source’s"


class Map(Sheet):
    """A map that fills the sheet, with a line for the source below it."""

    ground = WATER
    floor = FOOT

    def __init__(
        self, lon: float, lat: float, wide: float, *,
        scale: str = "10m", fills: dict[str, str | Callable[[float], str]] | None = None,
        disputed: tuple[frozenset[str], ...] = (), source: str = SOURCE, letters: str = "",
    ) -> None:  # fmt: skip
        """Centre the map on a point; `wide` is its width in kilometres."""
        super().__init__()
        if letters:  # another script than Latin
            self.faces = {"regular": letters, "italic": letters, "semibold": f"{letters}-semibold"}
        self.source = source
        self.scale = WIDTH / wide
        self.at = Azimuthal(lon, lat, self.scale, (WIDTH / 2, FOOT / 2))
        self.world = world(scale)
        self.fills = fills or {}
        shapes = []
        for country in self.world.countries:
            for numbers in country.rings:
                ring = self.world.ring(numbers)
                points = [self.at(*point) for point in ring]
                # A ring round the far side of the globe would come out turned inside out.
                if self.seen(points) and max(map(self.far, points)) < 11_000 * self.scale:
                    colour = self.fills.get(country.name, LAND)
                    if not isinstance(colour, str):
                        colour = colour(ring[0][0])
                    shapes.append((self.size(points), points, colour))
        for _, points, colour in sorted(shapes, key=lambda shape: -shape[0]):
            self.area(points, colour)  # the smaller on top: enclaves
        for arc, names in self.world.lines():
            points = [self.at(*point) for point in arc]
            if not self.seen(points):
                continue
            if len(names) == 1:
                self.line(points, SHORE, 1.3)
            elif names in disputed:
                self.dashes(points, BORDER, 2.2, on=9, off=7)
            else:
                self.line(points, BORDER, 1.6)

    def far(self, point) -> float:
        x, y = self.at.middle
        return max(abs(point[0] - x), abs(point[1] - y))

    @staticmethod
    def size(points) -> float:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return (max(xs) - min(xs)) * (max(ys) - min(ys))

    @staticmethod
    def seen(points) -> bool:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < FOOT

    def country(self, lon, lat, name, size=36, *, fill=INK, halo=LAND, anchor="mm", **options):
        self.text(
            *self.at(lon, lat), name, size, fill, anchor=anchor, face="semibold", halo=halo, gap=0,
            **options,
        )  # fmt: skip

    def sea(self, lon, lat, name, size=32, *, anchor="mm", tracking=2.5):
        """Name a sea, in spaced italics; each line of the name is set by itself."""
        x, y = self.at(lon, lat)
        lines = name.split("\n")
        for number, line in enumerate(lines):
            drop = (number - (len(lines) - 1) / 2) * size * 1.15
            self.text(
                x, y + drop, line, size, DEEP, anchor=anchor, face="italic", tracking=tracking
            )

    def city(self, lon, lat, name, side="r", size=31, *, capital=False, halo=LAND, fill=INK):
        """Mark a town; a capital is a square. `side` says where the name stands."""
        x, y = self.at(lon, lat)
        if capital:
            self.box(x - 8.5, y - 8.5, x + 8.5, y + 8.5, GROUND)
            self.box(x - 6, y - 6, x + 6, y + 6, INK)
        else:
            self.dot(x, y, 5.5, INK, rim=GROUND)
        dx, dy, anchor = {
            "r": (15, 0, "lm"), "l": (-15, 0, "rm"), "tl": (-10, -24, "rm"),
            "t": (0, -13, "mb"), "b": (0, 10, "ma"),
        }[side]  # fmt: skip
        self.text(x + dx, y + dy, name, size, fill, anchor=anchor, halo=halo, gap=0)

    def mark(self, lon, lat, name, dx, dy, anchor="lm", size=31, *, halo=WATER, face="semibold"):
        """Mark a place of the story, with a thin line to its name where that stands off."""
        x, y = self.at(lon, lat)
        if abs(dx) > 24 or abs(dy) > 24:
            self.line([(x, y), (x + dx, y + dy)], ACCENT, 1.5)
            dx += 8 if anchor[0] == "l" else -8 if anchor[0] == "r" else 0
        self.dot(x, y, 7, ACCENT, rim=GROUND)
        self.text(x + dx, y + dy, name, size, ACCENT, anchor=anchor, face=face, halo=halo, gap=0)

    def river(self, places, fill, width):
        self.line(rounded([self.at(*place) for place in places]), fill, width)

    def bar(self, kilometres, x=60, y=806, *, unit="km"):
        """Draw the scale, true at the centre of the map."""
        length = kilometres * self.scale
        self.line([(x, y), (x + length, y)], INK, 3)
        for end in (x, x + length):
            self.line([(end, y - 8), (end, y + 1.5)], INK, 3)
        words = f"{kilometres:,} {unit}"
        halo = self.image.getpixel((round((x + length / 2) * SCALE), (y - 24) * SCALE))
        rise = 18 if self.faces else 12
        self.text(x + length / 2, y - rise, words, 28, anchor="ms", halo=halo)

    def save(self, path) -> None:
        self.floor = HEIGHT
        self.box(0, FOOT, WIDTH, HEIGHT, GROUND)
        self.line([(0, FOOT), (WIDTH, FOOT)], RULE, 1.5)
        self.text(40, 873, self.source, 26, GREY, anchor="lm")
        self.text(WIDTH - 40, 873, "The Meridian", 26, GREY, anchor="rm")
        super().save(path)


def rounded(points, times=3):
    """Cut the corners of a line, so that a river drawn with few points does not look built."""
    for _ in range(times):
        soft = [points[0]]
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            soft.append((x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25))
            soft.append((x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75))
        points = [*soft, points[-1]]
    return points


def kaliningrad() -> None:
    sheet = Map(
        22.6, 54.5, 1060,
        fills={"Russia": lambda lon: ACCENT if 15 < lon < 25 else BLUSH},
    )  # fmt: skip
    sheet.country(21.35, 54.68, "Kaliningrad\n(Russia)", 29, fill="#FFFFFF", halo=None)
    for arc, names in sheet.world.lines():
        if names == {"Poland", "Lithuania"}:
            sheet.line([sheet.at(*point) for point in arc], ACCENT, 7)
    x, y = sheet.at(23.3, 54.2)
    sheet.line([(x + 2, y + 4), (x - 44, y + 62)], ACCENT, 1.5)
    sheet.text(x - 50, y + 66, "Suwałki gap", 34, ACCENT, anchor="rm", face="semibold", halo=LAND)
    sheet.country(23.9, 55.65, "Lithuania", 42)
    sheet.country(19.4, 53.1, "Poland", 42)
    sheet.country(26.4, 53.0, "Belarus", 42)
    sheet.country(25.6, 56.6, "Latvia", 42)
    sheet.country(29.35, 56.45, "Russia", 36, halo=BLUSH)
    sheet.sea(18.2, 55.7, "Baltic Sea", 40, tracking=5)
    sheet.city(25.28, 54.69, "Vilnius", "t", capital=True)
    sheet.city(27.56, 53.9, "Minsk", "b", capital=True)
    sheet.city(21.01, 52.23, "Warsaw", capital=True)
    sheet.city(18.65, 54.35, "Gdańsk", "b")
    sheet.city(23.9, 54.9, "Kaunas", "t")
    sheet.city(21.14, 55.71, "Klaipėda")
    sheet.bar(100)
    sheet.save(IMAGES / "map-kaliningrad.jpg")


def turkish_straits() -> None:
    sheet = Map(27.9, 40.85, 505, fills={"Turkey": BLUSH})
    sheet.sea(28.15, 40.74, "Sea of Marmara", 34)
    sheet.sea(29.9, 41.65, "Black Sea", 42, tracking=6)
    sheet.sea(25.45, 40.15, "Aegean\nSea", 36)
    sheet.mark(29.07, 41.12, "Bosporus", 90, 6, "lm", 40, halo=BLUSH)
    sheet.mark(26.39, 40.17, "Dardanelles", 110, 10, "lm", 40, halo=BLUSH)
    sheet.country(28.6, 39.9, "Türkiye", 46, halo=BLUSH)
    sheet.country(27.15, 41.2, "Türkiye", 40, halo=BLUSH)
    sheet.country(25.6, 41.12, "Greece", 38)
    sheet.country(25.75, 41.75, "Bulgaria", 38)
    sheet.city(28.95, 41.015, "Istanbul", "tl", 36, halo=BLUSH)
    sheet.city(29.06, 40.19, "Bursa", halo=BLUSH)
    sheet.city(26.56, 41.68, "Edirne", halo=BLUSH)
    sheet.bar(50, x=1380)
    sheet.save(IMAGES / "map-turkish-straits.jpg")


def south_china_sea() -> None:
    sheet = Map(
        114.3, 14.35, 3500,
        source=f"{SOURCE}. In red: features named in the award of 2016",
    )  # fmt: skip
    sheet.sea(114.3, 13.95, "South\nChina Sea", 42, tracking=6)
    sheet.sea(119.9, 8.3, "Sulu Sea", 30)
    sheet.sea(126.4, 14.6, "Philippine\nSea", 36)
    sheet.country(111.4, 22.15, "China", 38)
    sheet.country(122.6, 22.1, "Taiwan", 31, halo=WATER)
    sheet.country(122.9, 17.6, "Philippines", 34, halo=WATER, anchor="lm")
    sheet.country(109.35, 15.3, "Vietnam", 34, halo=WATER, anchor="lm")
    sheet.country(104.8, 12.7, "Cambodia", 31)
    sheet.country(102.0, 15.8, "Thailand", 34)
    sheet.country(103.5, 19.3, "Laos", 31)
    sheet.city(120.98, 14.6, "Manila", "r", capital=True)
    sheet.city(105.85, 21.03, "Hanoi", "b", capital=True)
    for lon, lat, words in ((112.2, 17.75, "Paracel Islands"), (114.2, 12.1, "Spratly Islands")):
        sheet.text(*sheet.at(lon, lat), words, 30, INK, anchor="mm")
    sheet.mark(117.76, 15.15, "Scarborough Shoal", 0, -16, "mb")
    sheet.mark(114.08, 10.92, "Subi Reef", -60, -16, "rm")
    sheet.mark(112.89, 9.55, "Fiery Cross Reef", -50, 22, "rm")
    sheet.mark(114.37, 10.38, "Itu Aba", 60, -30, "lm")
    sheet.mark(115.87, 9.73, "Second Thomas Shoal", 34, -14, "lm")
    sheet.mark(115.53, 9.9, "Mischief Reef", -4, 62, "ma")
    sheet.bar(500)
    sheet.save(IMAGES / "map-south-china-sea.jpg")


def west_africa() -> None:
    left = ("Mali", "Niger", "Burkina Faso")
    members = (
        "Benin", "Cabo Verde", "Côte d'Ivoire", "Gambia", "Ghana", "Guinea", "Guinea-Bissau",
        "Liberia", "Nigeria", "Senegal", "Sierra Leone", "Togo",
    )  # fmt: skip
    sheet = Map(
        -4.9, 14.6, 4900, scale="50m",
        fills=dict.fromkeys(members, BLUSH) | dict.fromkeys(left, ACCENT),
        disputed=tuple(
            frozenset({"W. Sahara", other}) for other in ("Morocco", "Mauritania", "Algeria")
        ),
    )  # fmt: skip
    white = {"fill": "#FFFFFF", "halo": None}
    sheet.country(-1.5, 18.6, "Mali", 42, **white)
    sheet.country(9.4, 17.2, "Niger", 42, **white)
    sheet.country(-1.7, 12.5, "Burkina\nFaso", 29, **white)
    for lon, lat, name, size in (
        (8.0, 9.6, "Nigeria", 38), (-1.2, 7.9, "Ghana", 29), (-5.6, 7.9, "Côte\nd’Ivoire", 30),
        (-14.6, 15.0, "Senegal", 30), (-10.9, 10.8, "Guinea", 30),
    ):  # fmt: skip
        sheet.country(lon, lat, name, size, halo=BLUSH)
    sheet.country(-10.3, 20.0, "Mauritania", 34)
    sheet.country(2.5, 24.8, "Algeria", 38)
    sheet.country(14.0, 24.0, "Libya", 34)
    sheet.country(-13.3, 24.3, "Western\nSahara", 28, fill=GREY)
    sheet.country(12.9, 5.3, "Cameroon", 29)
    for lon, lat, name, anchor in (
        (-23.9, 13.5, "Cabo Verde", "mm"), (-17.8, 13.45, "Gambia", "rm"),
        (-17.2, 11.7, "Guinea-Bissau", "rm"), (-13.9, 8.1, "Sierra Leone", "rm"),
        (-11.7, 5.9, "Liberia", "rm"), (1.0, 5.3, "Togo", "mm"), (2.4, 5.3, "Benin", "lm"),
    ):  # fmt: skip
        sheet.country(lon, lat, name, 29, anchor=anchor, halo=WATER)
    sheet.sea(-22.4, 19.3, "Atlantic\nOcean", 40, tracking=5)
    sheet.sea(-1.0, 4.05, "Gulf of Guinea", 32)
    for y, colour, words in (
        (50, BLUSH, "members of ECOWAS"), (98, ACCENT, "left it in January 2025"),
    ):  # fmt: skip
        sheet.box(48, y - 15, 88, y + 15, colour)
        sheet.text(102, y, words, 30, anchor="lm")
    sheet.bar(500)
    sheet.save(IMAGES / "map-west-africa.jpg")


def antarctica() -> None:
    sheet = Map(
        0, -90, 14500, source="Antarctic Treaty; Natural Earth. Norway stated no limits in latitude",
    )  # fmt: skip
    middle_x, middle_y = WIDTH / 2, FOOT / 2
    edge = middle_y - sheet.at(0, -60)[1]

    def spot(lon, radius):
        return (
            middle_x + radius * sin(radians(lon)),
            middle_y - radius * cos(radians(lon)),
        )

    # Only what lies south of 60° is shown: the area of the treaty.
    outside = Image.new("L", sheet.image.size, 255)
    rim = [v * SCALE for v in (middle_x - edge, middle_y - edge, middle_x + edge, middle_y + edge)]
    ImageDraw.Draw(outside).ellipse(rim, fill=0)
    sheet.image.paste(GROUND, mask=outside)
    for lon in (-150, -90, -80, -74, -53, -25, -20, 45, 136, 142, 160):
        sheet.line([(middle_x, middle_y), spot(lon, edge)], BORDER, 1.3)
    sheet.dashes([spot(lon / 2, edge) for lon in range(721)], GREY, 2, on=10, off=8)
    arcs = [
        (-80, -20, 14, ACCENT), (-74, -25, 28, ACCENT), (-90, -53, 42, ACCENT),
        (-20, 45, 14, GREY), (45, 136, 14, GREY), (142, 160, 14, GREY), (136, 142, 14, INK),
        (160, 210, 14, GREY),
    ]  # fmt: skip
    for start, end, out, colour in arcs:
        parts = max(2, (end - start) // 2)
        steps = [start + 0.7 + (end - start - 1.4) * n / parts for n in range(parts + 1)]
        sheet.line([spot(lon, edge + out) for lon in steps], colour, 7)

    def claim(lon, out, words, anchor, fill=INK):
        x, y = spot(lon, edge + out)
        sheet.text(x, y, words, 33, fill, anchor=anchor, face="semibold", gap=0)

    claim(-82, 64, "Chile", "rm", ACCENT)
    claim(-62, 72, "Argentina", "rm", ACCENT)
    claim(-38, 60, "United Kingdom", "rm", ACCENT)
    claim(22, 34, "Norway", "lm")
    claim(88, 32, "Australia", "lm")
    claim(139, 34, "France", "lm")
    claim(151, 40, "Australia", "lm")
    claim(182, 40, "New Zealand", "mm")
    claim(-120, 26, "no claim", "rm", GREY)
    sheet.dot(middle_x, middle_y, 6, INK, rim=GROUND)
    sheet.text(middle_x + 14, middle_y + 20, "South Pole", 30, anchor="lm", halo=LAND)
    sheet.sea(-42, -71.3, "Weddell\nSea", 28, tracking=1.5)
    sheet.sea(-172, -73.6, "Ross\nSea", 28, tracking=1.5)
    sheet.country(64, -78.4, "Antarctica", 36)
    sheet.text(1560, 50, "Claims made before\nthe treaty of 1959", 34, anchor="ra", face="semibold")
    sheet.text(1560, 136, "In red: three that overlap", 30, ACCENT, anchor="ra")
    sheet.text(1560, 806, "Dashed: 60° south", 30, GREY, anchor="rs")
    sheet.bar(1000)
    sheet.save(IMAGES / "map-antarctica.jpg")


def south_atlantic() -> None:
    sheet = Map(-52.5, -45.2, 4900, scale="50m", fills={"Falkland Is.": ACCENT})
    sheet.country(-66.3, -38.5, "Argentina", 40)
    sheet.country(-75.2, -38.5, "Chile", 34, halo=WATER, anchor="rm")
    sheet.country(-56.1, -34.0, "Uruguay", 28)
    sheet.city(-58.38, -34.6, "Buenos Aires", "l", capital=True)
    sheet.city(-69.22, -51.62, "Río Gallegos", "l")
    sheet.city(-68.3, -54.8, "Ushuaia", "r", halo=WATER)
    x, y = sheet.at(-57.2, -51.6)
    sheet.text(x + 24, y - 48, "Falkland Islands", 40, ACCENT, anchor="lm", face="semibold")
    sheet.text(x + 24, y - 6, "Islas Malvinas", 40, ACCENT, anchor="lm", face="semibold")
    sheet.text(x + 24, y + 34, "administered by the United Kingdom,", 29, INK, anchor="lm")
    sheet.text(x + 24, y + 66, "claimed by Argentina", 29, INK, anchor="lm")
    x, y = sheet.at(-35.6, -54.4)
    sheet.text(x + 20, y - 17, "South Georgia", 30, anchor="lm", face="semibold")
    sheet.text(x + 20, y + 17, "Georgia del Sur", 30, anchor="lm", face="semibold")
    sheet.sea(-43, -42.0, "South Atlantic Ocean", 42, tracking=6)
    sheet.bar(500)
    sheet.save(IMAGES / "map-south-atlantic.jpg")


# The Essequibo from its mouth to its source, to a tenth of a degree or so.
ESSEQUIBO = [
    (-58.3, 7.5), (-58.45, 7.0), (-58.6, 6.4), (-58.57, 6.1), (-58.62, 5.7), (-58.84, 5.25),
    (-58.68, 4.9), (-58.53, 4.5), (-58.58, 4.1), (-58.4, 3.9), (-58.29, 3.55), (-58.18, 3.0),
    (-58.28, 2.6), (-58.4, 2.15), (-58.55, 1.75), (-58.72, 1.5), (-58.8, 1.2),
]  # fmt: skip


def essequibo() -> None:
    sheet = Map(
        -59.7, 4.95, 1730, source=f"{SOURCE}. Course of the river simplified"
    )
    size = sheet.image.size
    claimed, west, lines = (Image.new("L", size, 0) for _ in range(3))
    for country in sheet.world.countries:
        if country.name == "Guyana":
            for ring in country.rings:
                points = [sheet.at(*point) for point in sheet.world.ring(ring)]
                ImageDraw.Draw(claimed).polygon(
                    [(x * SCALE, y * SCALE) for x, y in points], fill=255
                )
    course = rounded([sheet.at(*point) for point in ESSEQUIBO])
    corners = [sheet.at(*point) for point in ((-58.8, 0), (-63, 0), (-63, 10), (-58.3, 10))]
    ImageDraw.Draw(west).polygon(
        [(x * SCALE, y * SCALE) for x, y in (*course, *corners)], fill=255
    )
    claimed = ImageChops.multiply(claimed, west)
    sheet.image.paste(BLUSH, mask=claimed)
    pen = ImageDraw.Draw(lines)
    for x in range(-size[1], size[0], 17 * SCALE):
        pen.line([(x, size[1]), (x + size[1], 0)], fill=255, width=round(2.4 * SCALE))
    sheet.image.paste("#C98F83", mask=ImageChops.multiply(claimed, lines))
    border = frozenset({"Guyana", "Venezuela"})
    for arc, names in sheet.world.lines():
        if names == border:
            sheet.dashes([sheet.at(*point) for point in arc], ACCENT, 3, on=12, off=8)
    top, bottom = sheet.at(-58.45, 7.0)[1], sheet.at(-58.72, 1.45)[1]
    sheet.line([point for point in course if top < point[1] < bottom], DEEP, 3.5)
    sheet.country(-59.75, 6.45, "claimed by\nVenezuela", 33, fill=ACCENT, halo=BLUSH)
    sheet.country(-64.2, 6.9, "Venezuela", 46)
    sheet.country(-58.03, 5.35, "Guyana", 34)
    sheet.country(-62.2, 2.4, "Brazil", 46)
    sheet.country(-55.75, 4.2, "Suriname", 36)
    sheet.country(-53.1, 3.9, "French\nGuiana", 30)
    sheet.city(-58.155, 6.805, "Georgetown", capital=True, halo=WATER)
    sheet.city(-55.17, 5.85, "Paramaribo", "t", capital=True, halo=WATER)
    sheet.sea(-56.2, 8.2, "Atlantic Ocean", 40, tracking=5)
    x, y = sheet.at(-58.12, 2.75)
    sheet.text(x + 12, y, "Essequibo", 31, DEEP, anchor="lm", face="italic", halo=LAND)
    sheet.bar(200)
    sheet.save(IMAGES / "map-essequibo.jpg")


def hormuz() -> None:
    sheet = Map(55.9, 25.75, 1090)
    sheet.mark(56.45, 26.58, "Strait of Hormuz", 120, -34, "lm", 42, halo=LAND)
    sheet.sea(53.0, 26.2, "The Gulf", 44, tracking=6)
    sheet.sea(58.6, 24.9, "Gulf\nof Oman", 38, tracking=4)
    sheet.country(54.6, 27.9, "Iran", 46)
    sheet.country(54.3, 23.75, "United Arab\nEmirates", 36)
    sheet.country(56.9, 23.5, "Oman", 42)
    sheet.country(51.2, 25.3, "Qatar", 31)
    sheet.city(56.27, 27.18, "Bandar Abbas", "t")
    sheet.city(55.3, 25.27, "Dubai", "l", halo=WATER)
    sheet.city(54.37, 24.47, "Abu Dhabi", "tl", capital=True, halo=WATER)
    sheet.city(56.35, 25.13, "Fujairah", halo=WATER)
    sheet.city(58.4, 23.6, "Muscat", "b", capital=True)
    x, y = sheet.at(56.05, 26.28)
    sheet.text(x, y, "Musandam\n(Oman)", 29, anchor="rm", halo=WATER, gap=0)
    sheet.bar(100)
    sheet.save(IMAGES / "map-strait-of-hormuz.jpg")


WHITE_NILE = [
    (33.2, 0.4), (33.0, 0.9), (32.85, 1.4), (32.2, 1.65), (32.35, 2.1), (31.9, 2.3), (31.4, 2.2),
    (31.5, 2.5), (31.4, 2.9), (31.7, 3.5), (32.0, 3.6), (31.6, 4.1), (31.6, 4.7), (31.8, 5.4),
    (31.7, 5.9), (31.2, 6.8), (30.6, 7.4), (30.4, 8.2), (30.25, 9.0), (30.6, 9.5), (31.1, 9.4),
    (31.7, 9.55), (32.2, 10.4), (32.8, 11.7), (32.65, 13.15), (32.3, 14.0), (32.5, 15.6),
]  # fmt: skip
BLUE_NILE = [
    (37.4, 11.6), (37.8, 11.3), (38.5, 10.75), (38.3, 10.1), (37.5, 10.0), (37.15, 10.25),
    (36.5, 10.45), (36.05, 10.15), (35.7, 10.0), (35.3, 10.3), (35.1, 11.2), (34.4, 11.8),
    (33.95, 13.1), (33.6, 13.55), (33.5, 14.4), (32.5, 15.6),
]  # fmt: skip
NILE = [
    (32.5, 15.6), (32.7, 16.4), (33.5, 16.75), (34.0, 17.7), (33.95, 18.2), (33.6, 19.0),
    (33.3, 19.5), (32.6, 19.1), (32.0, 18.6), (31.0, 18.1), (30.6, 18.6), (30.4, 19.7),
    (30.5, 20.4), (30.6, 20.9), (31.0, 21.5), (31.5, 22.2), (32.4, 22.7), (32.9, 23.4),
    (32.9, 24.9), (32.5, 25.6), (32.6, 26.15), (32.0, 26.25), (31.3, 27.1), (30.8, 28.1),
    (31.15, 29.1), (31.2, 30.1), (31.35, 30.9), (31.8, 31.45),
]  # fmt: skip
ROSETTA = [(31.2, 30.1), (30.8, 30.6), (30.4, 31.4)]
LAKE_VICTORIA = [
    (33.2, 0.4), (34.0, 0.2), (34.2, -0.2), (34.0, -0.9), (33.8, -1.5), (33.4, -2.1), (32.9, -2.4),
    (32.2, -2.5), (31.8, -2.1), (31.7, -1.0), (31.9, -0.3), (32.5, 0.1),
]  # fmt: skip
NILE_BASIN = (
    "Burundi", "Dem. Rep. Congo", "Egypt", "Eritrea", "Ethiopia", "Kenya", "Rwanda", "S. Sudan",
    "Sudan", "Tanzania", "Uganda",
)  # fmt: skip


def nile() -> None:
    sheet = Map(
        33.5, 14.6, 7700, scale="50m", fills=dict.fromkeys(NILE_BASIN, BLUSH),
        disputed=tuple(
            frozenset(pair)
            for pair in (("Somalia", "Somaliland"), ("Israel", "Syria"), ("Israel", "Palestine"))
        ),
        source=f"{SOURCE}. Course of the river simplified",
    )  # fmt: skip
    flow = "#3F7485"
    sheet.area(rounded([sheet.at(*place) for place in LAKE_VICTORIA]), flow)
    sheet.dot(*sheet.at(37.3, 12.0), 6, flow)
    for course, width in ((WHITE_NILE, 4), (BLUE_NILE, 5), (NILE, 6), (ROSETTA, 4)):
        sheet.river(course, flow, width)
    blush = {"halo": BLUSH}
    sheet.mark(35.09, 11.21, "Renaissance\nDam", 66, -62, "lm", 31, halo=BLUSH)
    sheet.country(27.9, 26.6, "Egypt", 42, **blush)
    sheet.country(27.3, 18.6, "Sudan", 42, **blush)
    sheet.country(28.25, 7.9, "South\nSudan", 30, **blush)
    sheet.country(40.9, 7.2, "Ethiopia", 38, **blush)
    sheet.country(37.9, 1.2, "Kenya", 32, **blush)
    sheet.country(23.0, 0.6, "DR Congo", 32, **blush)
    for lon, lat, name in (
        (44.5, 23.5, "Saudi Arabia"), (17.0, 26.5, "Libya"), (18.6, 15.5, "Chad"),
    ):  # fmt: skip
        sheet.country(lon, lat, name, 32, fill=GREY)
    sheet.city(31.23, 30.05, "Cairo", "l", capital=True, **blush)
    sheet.city(32.53, 15.6, "Khartoum", "tl", capital=True, **blush)
    sheet.city(32.9, 24.09, "Aswan", "l", **blush)
    sheet.city(38.75, 9.03, "Addis Ababa", "r", 29, capital=True, **blush)
    for lon, lat, words, anchor in (
        (31.6, 12.0, "White Nile", "rm"), (38.9, 10.7, "Blue Nile", "lm"),
        (34.6, -1.4, "Lake Victoria", "lm"),
    ):  # fmt: skip
        sheet.text(
            *sheet.at(lon, lat), words, 29, DEEP, anchor=anchor, face="italic", halo=BLUSH
        )
    sheet.box(1150, 775, 1190, 805, BLUSH)
    sheet.text(1204, 790, "the eleven states of the basin", 29, anchor="lm")
    sheet.bar(500)
    sheet.save(IMAGES / "map-nile.jpg")


CANAL = [
    (32.31, 31.27), (32.31, 30.9), (32.33, 30.72), (32.3, 30.6), (32.31, 30.5), (32.35, 30.42),
    (32.38, 30.33), (32.5, 30.25), (32.57, 30.15), (32.57, 29.94),
]  # fmt: skip
BITTER_LAKES = [
    (32.33, 30.43), (32.4, 30.42), (32.44, 30.34), (32.53, 30.27), (32.56, 30.21), (32.5, 30.2),
    (32.45, 30.26), (32.38, 30.27), (32.31, 30.34),
]  # fmt: skip
LAKE_TIMSAH = [(32.27, 30.59), (32.32, 30.58), (32.31, 30.55), (32.27, 30.56)]


def suez() -> None:
    sheet = Map(
        31.75, 30.55, 470, letters="arabic",
        source="المصدر: Natural Earth، ومسار القناة مبسّط",
    )  # fmt: skip
    for lake in (BITTER_LAKES, LAKE_TIMSAH):
        sheet.area(rounded([sheet.at(*place) for place in [*lake, lake[0]]]), SHORE)
    sheet.river(CANAL, ACCENT, 6)
    sheet.country(32.5, 30.95, "قناة السويس", 46, fill=ACCENT, anchor="lm")
    sheet.country(30.6, 30.05, "مصر", 48)
    sheet.country(33.45, 30.05, "سيناء", 38)
    sheet.sea(32.9, 31.5, "البحر المتوسط", 38, tracking=0)
    sheet.sea(32.95, 29.6, "خليج السويس", 32, anchor="lm", tracking=0)
    sheet.city(32.3, 31.26, "بورسعيد", "tl", 36, halo=WATER)
    sheet.city(32.27, 30.59, "الإسماعيلية", "l", 36)
    sheet.city(32.55, 29.97, "السويس", "l", 36)
    sheet.city(31.23, 30.05, "القاهرة", "b", 36, capital=True)
    sheet.city(29.9, 31.2, "الإسكندرية", "r", 36)
    x, y = sheet.at(32.56, 30.32)
    sheet.text(x, y, "البحيرات المرّة", 32, DEEP, anchor="lm", halo=LAND)
    sheet.bar(50, unit="كم")
    sheet.save(IMAGES / "map-suez.jpg")


ALL = (
    kaliningrad, turkish_straits, south_china_sea, west_africa, antarctica, south_atlantic,
    essequibo, hormuz, nile, suez,
)  # fmt: skip
