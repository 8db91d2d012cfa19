"""Draw the charts and diagrams of the sample stories.

    python content/graphics/draw.py

Needs Pillow and nothing else. The same script gives the same bytes with the
same version of Pillow. Figures come from the sources named in each picture.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CONTENT = Path(__file__).resolve().parent.parent
IMAGES = CONTENT / "images"
CREDIT = "Graphics desk/The Meridian"

WIDTH, HEIGHT = 1600, 900
PLAIN = str.maketrans("\u00fc\u00fa", "uu")
SCALE = 2  # drawn large, then reduced, so that slanted lines come out smooth

GROUND = "#FBF8F1"
INK = "#211F1B"
GREY = "#6A665E"
RULE = "#D9D3C5"
STONE = "#CFC8B8"
SAND = "#E7E0D0"
WATER = "#DFE7E8"
ACCENT = "#9A2F22"
BLUSH = "#EBD3CB"

LEFT, RIGHT = 90, 1510


class Sheet:
    """A picture in the house style; all measures are in final pixels."""

    def __init__(self, title: str, subtitle: str, source: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), GROUND)
        self.pen = ImageDraw.Draw(self.image)
        self.box(LEFT, 58, LEFT + 72, 66, ACCENT)
        self.text(LEFT, 84, title, 54, weight=1.1)
        self.text(LEFT, 154, subtitle, 30, GREY)
        self.line([(LEFT, 836), (RIGHT, 836)], RULE, 1.5)
        self.text(LEFT, 850, source, 22, GREY)
        self.text(RIGHT, 850, "The Meridian", 22, GREY, anchor="ra")

    def text(self, x, y, words, size=28, fill=INK, *, anchor="la", weight=0.0, gap=8):
        font = ImageFont.load_default(size=size * SCALE)
        place, stroke = (x * SCALE, y * SCALE), round(weight * SCALE)
        if "\n" in words:
            align = {"l": "left", "m": "center", "r": "right"}[anchor[0]]
            self.pen.multiline_text(
                place, words, fill, font, anchor=anchor, align=align,
                spacing=gap * SCALE, stroke_width=stroke, stroke_fill=fill,
            )
        else:
            plain = words.translate(PLAIN)
            self.pen.text(
                place, plain, fill, font, anchor=anchor, stroke_width=stroke, stroke_fill=fill
            )
            if plain != words:
                self._accents(place, words, plain, fill, font, anchor, stroke)

    def _accents(self, place, words, plain, fill, font, anchor, stroke):
        """Put the marks over letters that Pillow's own font does not have."""
        x, y = place
        size = font.size
        x -= font.getlength(plain) * {"l": 0, "m": 0.5, "r": 1}[anchor[0]]
        ascent, descent = font.getmetrics()
        y += {"a": ascent, "m": (ascent - descent) / 2, "s": 0}[anchor[1]]
        height = y + font.getbbox("x", anchor="ls")[1]
        for index, letter in enumerate(words):
            if letter not in "\u00fc\u00fa":
                continue
            middle = x + font.getlength(plain[:index]) + font.getlength("u") / 2
            if letter == "\u00fc":
                radius = size * 0.058 + stroke / 2
                for side in (-1, 1):
                    cx, cy = middle + side * size * 0.125, height - size * 0.14
                    self.pen.ellipse([cx - radius, cy - radius, cx + radius, cy + radius], fill=fill)
            else:
                thick = size * 0.07 + stroke
                self.pen.line(
                    [(middle - size * 0.03, height - size * 0.08),
                     (middle + size * 0.09, height - size * 0.24)],
                    fill=fill, width=round(thick),
                )

    def box(self, x0, y0, x1, y1, fill):
        self.pen.rectangle(
            [x0 * SCALE, y0 * SCALE, x1 * SCALE - 1, y1 * SCALE - 1], fill=fill
        )

    def line(self, points, fill=INK, width=2.0):
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=fill, width=max(1, round(width * SCALE)), joint="curve",
        )

    def dashes(self, x0, y0, x1, y1, fill=INK, width=2.0, on=10, off=8):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while at < length:
            a, b = at / length, min(at + on, length) / length
            self.line(
                [(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a),
                 (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)],
                fill, width,
            )
            at += on + off

    def area(self, points, fill):
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def dot(self, x, y, radius, fill):
        self.pen.ellipse(
            [(x - radius) * SCALE, (y - radius) * SCALE,
             (x + radius) * SCALE, (y + radius) * SCALE],
            fill=fill,
        )

    def span(self, x0, x1, y, fill=INK, width=2.5):
        """A horizontal measure with an arrow head at either end."""
        self.line([(x0 + 3, y), (x1 - 3, y)], fill, width)
        self.area([(x0, y), (x0 + 15, y - 8), (x0 + 15, y + 8)], fill)
        self.area([(x1, y), (x1 - 15, y - 8), (x1 - 15, y + 8)], fill)

    def save(self, path: Path) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        path.parent.mkdir(parents=True, exist_ok=True)
        small.save(path, quality=85, optimize=True, xmp=rights())


def rights() -> bytes:
    """The credit, carried by the picture itself."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
<photoshop:Credit>{CREDIT}</photoshop:Credit>
<dc:creator><rdf:Seq><rdf:li>Graphics desk</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


def nato() -> None:
    rounds = [
        (1949, 12, "Twelve founding states"),
        (1952, 2, "Greece, Türkiye"),
        (1955, 1, "West Germany"),
        (1982, 1, "Spain"),
        (1999, 3, "Czech Republic, Hungary, Poland"),
        (2004, 7, "Bulgaria, Romania, Slovakia, Slovenia\nand the three Baltic states"),
        (2009, 2, "Albania, Croatia"),
        (2017, 1, "Montenegro"),
        (2020, 1, "North Macedonia"),
        (2023, 1, "Finland"),
        (2024, 1, "Sweden"),
    ]
    sheet = Sheet(
        "From twelve to thirty-two",
        "Members of NATO after each round of accession; newcomers in red",
        "Source: NATO, Enlargement and Article 10",
    )
    step, block, top, left = 54, 20, 224, 200
    total = 0
    for row, (year, joined, names) in enumerate(rounds):
        middle = top + row * step + 20
        sheet.text(LEFT, middle, str(year), 30, anchor="lm")
        for seat in range(total + joined):
            x = left + seat * (block + 4)
            sheet.box(x, middle - 13, x + block, middle + 13, ACCENT if seat >= total else STONE)
        total += joined
        after = left + total * (block + 4) + 12
        sheet.text(after, middle, str(total), 30, anchor="lm", weight=0.6)
        sheet.text(1044, middle, names, 25 if "\n" not in names else 23, GREY, anchor="lm", gap=3)
    sheet.save(IMAGES / "nato-members-by-year.jpg")


def council() -> None:
    members = [
        (1945, 51), (1946, 55), (1947, 57), (1948, 58), (1949, 59), (1950, 60), (1955, 76),
        (1956, 80), (1957, 82), (1960, 99), (1961, 104), (1962, 110), (1963, 112), (1964, 115),
        (1965, 117), (1966, 122), (1967, 123), (1968, 126), (1970, 127), (1971, 132), (1973, 135),
        (1974, 138), (1975, 144), (1976, 147), (1977, 149), (1978, 151), (1979, 152), (1980, 154),
        (1981, 157), (1983, 158), (1984, 159), (1991, 166), (1992, 179), (1993, 184), (1994, 185),
        (1999, 188), (2000, 189), (2002, 191), (2006, 192), (2011, 193), (2025, 193),
    ]
    sheet = Sheet(
        "More states, nearly the same table",
        "Members of the United Nations and seats on the Security Council",
        "Source: United Nations, Growth in membership; Charter, Articles 23 and 27",
    )
    x0, x1, y0, y1 = 160, 1290, 770, 250

    def x(year):
        return x0 + (year - 1945) * (x1 - x0) / 80

    def y(count):
        return y0 - count * (y0 - y1) / 200

    for count in (50, 100, 150, 200):
        sheet.line([(x0, y(count)), (x1, y(count))], RULE, 1.5)
    for count in (0, 50, 100, 150, 200):
        sheet.text(x0 - 18, y(count), str(count), 26, GREY, anchor="rm")

    def steps(series):
        points = [(x(series[0][0]), y(series[0][1]))]
        for (_, before), (year, count) in zip(series, series[1:]):
            points += [(x(year), y(before)), (x(year), y(count))]
        return points

    curve = steps(members)
    sheet.area([*curve, (x(2025), y0), (x0, y0)], BLUSH)
    sheet.line(curve, ACCENT, 5)
    sheet.area([*steps([(1945, 11), (1966, 15), (2025, 15)]), (x(2025), y0), (x0, y0)], INK)
    sheet.line([(x0, y0), (x1, y0)], INK, 2)
    for year in (1945, 1965, 1985, 2005, 2025):
        sheet.line([(x(year), y0), (x(year), y0 + 10)], INK, 2)
        sheet.text(x(year), y0 + 18, str(year), 26, GREY, anchor="ma")
    sheet.text(x1 + 24, y(193), "193 members", 32, ACCENT, anchor="lm", weight=0.7)
    sheet.text(x1 + 24, y(193) + 36, "since 2011", 26, GREY, anchor="lm")
    sheet.text(x1 + 24, y(15) - 20, "15 seats", 32, anchor="lm", weight=0.7)
    sheet.text(x1 + 24, y(15) + 16, "11 until 1965", 26, GREY, anchor="lm")
    sheet.text(x(1945) + 14, y(51) + 14, "51 founders", 28, ACCENT)
    sheet.text(x(1960) - 16, y(147), "1960:\nseventeen\nnew members", 26, GREY, anchor="ra", gap=5)
    sheet.save(IMAGES / "un-members-and-council-seats.jpg")


def korea() -> None:
    sheet = Sheet(
        "Two kilometres back, on either side",
        "The line of 1953 and the zone around it, as the Armistice Agreement sets them",
        "Source: Military Armistice Agreement, 27 July 1953; United Nations Command",
    )
    # The whole zone, straightened, at its true proportions.
    x0, x1, y = 150, 1450, 300
    thick = (x1 - x0) * 4 / 240
    sheet.text(800, 232, "About 240 km from coast to coast, drawn straight and to scale", 27, GREY, anchor="mm")
    sheet.box(x0, y - thick / 2, x1, y + thick / 2, BLUSH)
    sheet.line([(x0, y), (x1, y)], ACCENT, 2.5)
    sheet.text(x0 - 14, y, "West", 25, GREY, anchor="rm")
    sheet.text(x1 + 14, y, "East", 25, GREY, anchor="lm")
    # A slice of it, enlarged.
    a, b, top, bottom = 330, 1270, 420, 690
    middle = (a + b) / 2
    sheet.box(LEFT, top, a, bottom, SAND)
    sheet.box(b, top, RIGHT, bottom, SAND)
    sheet.box(a, top, b, bottom, BLUSH)
    for edge in (a, b):
        sheet.line([(edge, top), (edge, bottom)], INK, 3)
    sheet.line([(796, y + 14), (a, top)], STONE, 2)
    sheet.line([(804, y + 14), (b, top)], STONE, 2)
    sheet.dashes(middle, top, middle, bottom, ACCENT, 5, on=16, off=10)
    sheet.text((LEFT + a) / 2, 520, "North", 38, anchor="mm", weight=0.7)
    sheet.text((LEFT + a) / 2, 572, "DPRK", 27, GREY, anchor="ma")
    sheet.text((RIGHT + b) / 2, 520, "South", 38, anchor="mm", weight=0.7)
    sheet.text((RIGHT + b) / 2, 572, "Republic of\nKorea", 27, GREY, anchor="ma")
    for left, right in ((a, middle), (middle, b)):
        sheet.text((left + right) / 2, 520, "2 km", 46, anchor="mm", weight=0.9)
        sheet.span(left + 10, right - 10, 590)
    sheet.text(a, 706, "Northern\nboundary", 26, GREY, anchor="ma")
    sheet.text(middle, 706, "Military Demarcation Line\n1,292 yellow signs", 28, ACCENT, anchor="ma")
    sheet.text(b, 706, "Southern\nboundary", 26, GREY, anchor="ma")
    sheet.save(IMAGES / "korean-demilitarised-zone.jpg")


def sea_zones() -> None:
    sheet = Sheet(
        "How far a coast reaches",
        "Zones under the Convention on the Law of the Sea, in nautical miles from the baseline",
        "Source: UN Convention on the Law of the Sea, Articles 3, 33, 57 and 76; depths not to scale",
    )
    x0, x1 = 250, 1510
    sea, floor = 560, 818

    def x(miles):
        return x0 + miles * (x1 - x0) / 420

    sheet.box(x0, sea, x1, floor, WATER)
    sheet.area(
        [(LEFT, 500), (150, 488), (205, 522), (x0, sea), (x(60), 606), (x(150), 630),
         (x(215), 664), (x(270), 752), (x(330), 782), (x1, 792), (x1, floor), (LEFT, floor)],
        STONE,
    )
    sheet.line([(x0, sea), (x1, sea)], INK, 2)
    sheet.text(LEFT + 16, 610, "Land", 28, anchor="lm")
    sheet.text(x(95), 660, "Continental shelf", 28, anchor="mm")
    sheet.text(x(395), 690, "Deep sea", 28, anchor="mm")
    for miles, label in ((0, "0"), (12, "12"), (24, "24"), (200, "200"), (350, "350")):
        sheet.dashes(x(miles), 250, x(miles), sea, GREY, 1.5, on=5, off=6)
        nudge = {0: -12, 24: 12}.get(miles, 0)
        sheet.text(x(miles) + nudge, 236, label, 28, anchor="mm", weight=0.5)
    bars = [
        (270, 0, 12, ACCENT, "Territorial sea: full sovereignty"),
        (328, 12, 24, "#C4786B", "Contiguous zone: customs, immigration"),
    ]
    for top, start, end, colour, label in bars:
        sheet.box(x(start), top, x(end), top + 40, colour)
        sheet.text(x(24) + 14, top + 20, label, 26, anchor="lm")
    sheet.box(x(12), 386, x(200), 426, BLUSH)
    sheet.text(x(12) + 14, 406, "Exclusive economic zone: fish, oil, wind", 26, anchor="lm")
    sheet.box(x(200), 386, x1, 426, WATER)
    sheet.text(x(200) + 14, 406, "High seas: open to all", 26, anchor="lm")
    sheet.box(x(12), 444, x(200), 484, SAND)
    sheet.text(x(12) + 14, 464, "Continental shelf: the seabed", 26, anchor="lm")
    for miles in range(200, 350, 6):
        sheet.box(x(miles), 444, x(miles + 3), 484, SAND)
    sheet.text(x(275), 508, "further where geology allows", 25, GREY, anchor="mm")
    sheet.save(IMAGES / "maritime-zones.jpg")


def panama() -> None:
    sheet = Sheet(
        "Up to the lake and down again",
        "Section through the Panama Canal: the surface of Gatún Lake lies about 26 metres above the sea",
        "Source: Panama Canal Authority; distances not to scale, heights enlarged",
    )
    zero, base = 690, 818

    def y(metres):
        return zero - metres * 9.6

    # (from, to, height of the water in metres)
    atlantic, lake, cut = (LEFT, 250, 0), (430, 940, 26), (940, 1130, 26)
    gatun = [(250, 310, 26 / 3), (310, 370, 52 / 3), (370, 430, 26)]
    pedro = [(1130, 1190, 26)]
    pond = (1190, 1260, 16.5)
    miraflores = [(1260, 1320, 16.5), (1320, 1380, 8.25)]
    pacific = (1380, RIGHT, 0)
    # Hills behind the cut.
    sheet.area([(910, y(26)), (975, y(36)), (1020, y(33)), (1065, y(39)), (1130, y(28)),
                (1130, base), (910, base)], SAND)
    for left, right, level in (atlantic, lake, cut, pond, pacific):
        sheet.box(left, y(level), right, base, WATER)
        sheet.line([(left, y(level)), (right, y(level))], "#7C9296", 2.5)
    for left, right, level in (*gatun, *pedro, *miraflores):
        sheet.box(left + 2, y(level), right - 2, base, "#B9CBCE")
        sheet.line([(left + 2, y(level)), (right - 2, y(level))], ACCENT, 5)
    # The bed.
    bed = [(LEFT, 790), (246, 786), (250, 770), (310, 770), (310, 690), (370, 690), (370, 610), (430, 610),
           (520, 640), (700, 656), (880, 630), (940, 570), (1130, 570), (1130, 610), (1190, 610),
           (1190, 650), (1260, 650), (1260, 690), (1320, 690), (1320, 770), (1380, 770), (1384, 786), (RIGHT, 790)]
    sheet.area([*bed, (RIGHT, base), (LEFT, base)], STONE)
    sheet.dashes(LEFT, zero, RIGHT, zero, GREY, 1.5, on=5, off=7)
    sheet.text(680, zero + 8, "Sea level", 24, GREY, anchor="ma")
    sheet.text(LEFT + 12, zero - 16, "Atlantic", 30, anchor="ls", weight=0.5)
    sheet.text(RIGHT - 6, zero - 16, "Pacific", 30, anchor="rs", weight=0.5)
    sheet.text(250, 392, "Gatún Locks", 30, ACCENT, anchor="ls", weight=0.5)
    sheet.text(250, 400, "three steps", 26, GREY)
    sheet.text(680, 392, "Gatún Lake", 30, anchor="ms", weight=0.5)
    sheet.text(680, 500, "26 m", 58, anchor="mm", weight=1)
    sheet.text(1040, 296, "Culebra Cut", 30, anchor="ms", weight=0.5)
    sheet.text(1204, 440, "Pedro Miguel", 30, ACCENT, anchor="ls", weight=0.5)
    sheet.text(1204, 448, "one step", 26, GREY)
    sheet.text(1334, 532, "Miraflores", 30, ACCENT, anchor="ls", weight=0.5)
    sheet.text(1334, 540, "two steps", 26, GREY)
    sheet.save(CONTENT / "articles/2024/panama-canal-handover/canal-section.jpg")


def dprk() -> None:
    sheet = Sheet(
        "Seventy-five years of relations",
        "Moscow and Pyongyang, from recognition to the anniversary of 2023",
        "Sources: United Nations; published treaties and statements of both governments",
    )
    x0, x1, axis = 130, 1470, 500

    def x(year):
        return x0 + (year - 1948) * (x1 - x0) / 76

    sheet.line([(x0 - 20, axis), (x1 + 20, axis)], INK, 3)
    for decade in range(1950, 2021, 10):
        sheet.line([(x(decade), axis), (x(decade), axis + 10)], GREY, 2)
        sheet.text(x(decade), axis + 16, str(decade), 24, GREY, anchor="ma")
    # year, height of the stem (negative: below), alignment, date, words
    events = [
        (1948.78, 250, "l", "October 1948", "The Soviet Union is the\nfirst to recognise the DPRK"),
        (1949.21, -160, "l", "March 1949", "Agreement on economic\nand cultural cooperation"),
        (1961.51, 120, "l", "July 1961", "Treaty of friendship\nand mutual assistance"),
        (1990.75, -160, "r", "September 1990", "Moscow opens relations\nwith Seoul"),
        (2000.11, 250, "r", "February 2000", "A new treaty replaces\nthe one of 1961"),
        (2006.78, -272, "r", "October 2006", "Russia votes for the first\nUN sanctions"),
        (2019.31, 120, "r", "April 2019", "Summit meeting\nin Vladivostok"),
        (2023.69, -160, "r", "September 2023", "Message for the\n75th anniversary"),
    ]
    for year, stem, side, date, words in events:
        end = axis - stem
        sheet.line([(x(year), axis), (x(year), end)], STONE, 2.5)
        sheet.dot(x(year), axis, 10, ACCENT)
        shift = 14 if side == "l" else -14
        top = end if stem > 0 else end - 92
        sheet.text(x(year) + shift, top, date, 25, ACCENT, anchor=f"{side}a", weight=0.4)
        sheet.text(x(year) + shift, top + 34, words, 26, anchor=f"{side}a", gap=5)
    sheet.save(IMAGES / "moscow-pyongyang-timeline.jpg")


def main() -> None:
    for draw in (nato, council, korea, sea_zones, panama, dprk):
        draw()


if __name__ == "__main__":
    main()
