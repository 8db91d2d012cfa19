"""The charts and diagrams. Figures come from the sources named in each picture."""

from __future__ import annotations

from style import (
    ACCENT,
    BLUSH,
    CONTENT,
    GREY,
    GROUND,
    IMAGES,
    INK,
    LEFT,
    RIGHT,
    RULE,
    SAND,
    STONE,
    WATER,
    Sheet,
)  # fmt: skip


class Chart(Sheet):
    """A sheet with a title above and the source below."""

    def __init__(self, title: str, subtitle: str, source: str) -> None:
        super().__init__()
        self.box(LEFT, 50, LEFT + 72, 58, ACCENT)
        self.text(LEFT, 66, title, 58, face="semibold")
        self.text(LEFT, 144, subtitle, 34, GREY)
        self.line([(LEFT, 836), (RIGHT, 836)], RULE, 1.5)
        self.text(LEFT, 846, source, 26, GREY)
        self.text(RIGHT, 846, "The Meridian", 26, GREY, anchor="ra")


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
    sheet = Chart(
        "From twelve to thirty-two",
        "Members of NATO after each round of accession; newcomers in red",
        "Source: NATO, Enlargement and Article 10",
    )
    step, block, top, left = 54, 20, 224, 200
    total = 0
    for row, (year, joined, names) in enumerate(rounds):
        middle = top + row * step + 20
        sheet.text(LEFT, middle, str(year), 34, anchor="lm")
        for seat in range(total + joined):
            x = left + seat * (block + 4)
            sheet.box(x, middle - 13, x + block, middle + 13, ACCENT if seat >= total else STONE)
        total += joined
        after = left + total * (block + 4) + 12
        sheet.text(after, middle, str(total), 34, anchor="lm", face="semibold")
        sheet.text(1044, middle, names, 29 if "\n" not in names else 27, GREY, anchor="lm", gap=3)
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
    sheet = Chart(
        "More states, nearly the same table",
        "Members of the United Nations and seats on the Security Council",
        "Source: United Nations, Growth in membership; Charter, Articles 23 and 27",
    )
    x0, x1, y0, y1 = 160, 1272, 770, 250

    def x(year):
        return x0 + (year - 1945) * (x1 - x0) / 80

    def y(count):
        return y0 - count * (y0 - y1) / 200

    for count in (50, 100, 150, 200):
        sheet.line([(x0, y(count)), (x1, y(count))], RULE, 1.5)
    for count in (0, 50, 100, 150, 200):
        sheet.text(x0 - 18, y(count), str(count), 29, GREY, anchor="rm")

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
        sheet.text(x(year), y0 + 18, str(year), 29, GREY, anchor="ma")
    sheet.text(x1 + 24, y(193), "193 members", 36, ACCENT, anchor="lm", face="semibold")
    sheet.text(x1 + 24, y(193) + 36, "since 2011", 29, GREY, anchor="lm")
    sheet.text(x1 + 24, y(15) - 20, "15 seats", 36, anchor="lm", face="semibold")
    sheet.text(x1 + 24, y(15) + 16, "11 until 1965", 29, GREY, anchor="lm")
    sheet.text(x(1945) + 14, y(51) + 14, "51 founders", 31, ACCENT)
    sheet.text(x(1960) - 16, y(147), "1960:\nseventeen\nnew members", 29, GREY, anchor="ra", gap=5)
    sheet.save(IMAGES / "un-members-and-council-seats.jpg")


def korea() -> None:
    sheet = Chart(
        "Two kilometres back, on either side",
        "The line of 1953 and the zone around it, as the Armistice Agreement sets them",
        "Source: Military Armistice Agreement, 27 July 1953; United Nations Command",
    )
    # The whole zone, straightened, at its true proportions.
    x0, x1, y = 172, 1428, 300
    thick = (x1 - x0) * 4 / 240
    sheet.text(800, 232, "About 240 km from coast to coast, drawn straight and to scale", 30, GREY, anchor="mm")
    sheet.box(x0, y - thick / 2, x1, y + thick / 2, BLUSH)
    sheet.line([(x0, y), (x1, y)], ACCENT, 2.5)
    sheet.text(x0 - 14, y, "West", 29, GREY, anchor="rm")
    sheet.text(x1 + 14, y, "East", 29, GREY, anchor="lm")
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
    sheet.dashes([(middle, top), (middle, bottom)], ACCENT, 5, on=16, off=10)
    sheet.text((LEFT + a) / 2, 520, "North", 44, anchor="mm", face="semibold")
    sheet.text((LEFT + a) / 2, 572, "DPRK", 30, GREY, anchor="ma")
    sheet.text((RIGHT + b) / 2, 520, "South", 44, anchor="mm", face="semibold")
    sheet.text((RIGHT + b) / 2, 572, "Republic of\nKorea", 30, GREY, anchor="ma")
    for left, right in ((a, middle), (middle, b)):
        sheet.text((left + right) / 2, 520, "2 km", 52, anchor="mm", face="semibold")
        sheet.span(left + 10, right - 10, 590)
    sheet.text(a, 706, "Northern\nboundary", 29, GREY, anchor="ma")
    sheet.text(middle, 706, "Military Demarcation Line\n1,292 yellow signs", 31, ACCENT, anchor="ma")
    sheet.text(b, 706, "Southern\nboundary", 29, GREY, anchor="ma")
    sheet.save(IMAGES / "korean-demilitarised-zone.jpg")


def sea_zones() -> None:
    sheet = Chart(
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
    sheet.text(LEFT + 16, 610, "Land", 31, anchor="lm")
    sheet.text(x(95), 660, "Continental shelf", 31, anchor="mm")
    sheet.text(x(395), 690, "Deep sea", 31, anchor="mm")
    for miles, label in ((0, "0"), (12, "12"), (24, "24"), (200, "200"), (350, "350")):
        sheet.dashes([(x(miles), 250), (x(miles), sea)], GREY, 1.5, on=5, off=6)
        nudge = {0: -12, 24: 12}.get(miles, 0)
        sheet.text(x(miles) + nudge, 236, label, 31, anchor="mm", face="semibold")
    bars = [
        (270, 0, 12, ACCENT, "Territorial sea: full sovereignty"),
        (328, 12, 24, "#C4786B", "Contiguous zone: customs, immigration"),
    ]
    for top, start, end, colour, label in bars:
        sheet.box(x(start), top, x(end), top + 40, colour)
        sheet.text(x(24) + 14, top + 20, label, 29, anchor="lm")
    sheet.box(x(12), 386, x(200), 426, BLUSH)
    sheet.text(x(12) + 14, 406, "Exclusive economic zone: fish, oil, wind", 29, anchor="lm")
    sheet.box(x(200), 386, x1, 426, WATER)
    sheet.text(x(200) + 14, 406, "High seas: open to all", 29, anchor="lm")
    sheet.box(x(12), 444, x(200), 484, SAND)
    sheet.text(x(12) + 14, 464, "Continental shelf: the seabed", 29, anchor="lm")
    for miles in range(200, 350, 6):
        sheet.box(x(miles), 444, x(miles + 3), 484, SAND)
    sheet.text(x(275), 508, "further where geology allows", 29, GREY, anchor="mm")
    sheet.save(IMAGES / "maritime-zones.jpg")


def panama() -> None:
    sheet = Chart(
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
    sheet.dashes([(LEFT, zero), (RIGHT, zero)], GREY, 1.5, on=5, off=7)
    sheet.text(680, zero + 8, "Sea level", 28, GREY, anchor="ma")
    sheet.text(LEFT + 12, zero - 16, "Atlantic", 34, anchor="ls", face="semibold")
    sheet.text(RIGHT - 6, zero - 16, "Pacific", 34, anchor="rs", face="semibold")
    sheet.text(250, 392, "Gatún Locks", 34, ACCENT, anchor="ls", face="semibold")
    sheet.text(250, 400, "three steps", 29, GREY)
    sheet.text(680, 392, "Gatún Lake", 34, anchor="ms", face="semibold")
    sheet.text(680, 500, "26 m", 66, anchor="mm", face="semibold")
    sheet.text(1040, 296, "Culebra Cut", 34, anchor="ms", face="semibold")
    sheet.text(1204, 440, "Pedro Miguel", 34, ACCENT, anchor="ls", face="semibold")
    sheet.text(1204, 448, "one step", 29, GREY)
    sheet.text(1334, 532, "Miraflores", 34, ACCENT, anchor="ls", face="semibold")
    sheet.text(1334, 540, "two steps", 29, GREY)
    sheet.save(CONTENT / "articles/2024/panama-canal-handover/canal-section.jpg")


def dprk() -> None:
    sheet = Chart(
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
    # year, height of the stem (negative: below), alignment, date, words
    events = [
        (1948.78, 250, "l", "October 1948", "The Soviet Union is the\nfirst to recognise the DPRK"),
        (1949.21, -168, "l", "March 1949", "Agreement on economic\nand cultural cooperation"),
        (1961.51, 120, "l", "July 1961", "Treaty of friendship\nand mutual assistance"),
        (1990.75, -168, "r", "September 1990", "Moscow opens relations\nwith Seoul"),
        (2000.11, 250, "r", "February 2000", "A new treaty replaces\nthe one of 1961"),
        (2006.78, -280, "r", "October 2006", "Russia votes for the first\nUN sanctions"),
        (2019.31, 120, "r", "April 2019", "Summit meeting\nin Vladivostok"),
        (2023.69, -168, "r", "September 2023", "Message for the\n75th anniversary"),
    ]
    for year, stem, side, date, words in events:
        end = axis - stem
        sheet.line([(x(year), axis), (x(year), end)], STONE, 2.5)
        sheet.dot(x(year), axis, 10, ACCENT)
        shift = 14 if side == "l" else -14
        top = end if stem > 0 else end - 100
        sheet.text(x(year) + shift, top, date, 29, ACCENT, anchor=f"{side}a", face="semibold")
        sheet.text(x(year) + shift, top + 34, words, 29, anchor=f"{side}a", gap=5)
    for decade in range(1950, 2021, 10):
        sheet.text(x(decade), axis + 16, str(decade), 28, GREY, anchor="ma", halo=GROUND)
    sheet.save(IMAGES / "moscow-pyongyang-timeline.jpg")


def african_trade_area() -> None:
    stages = [
        ("21 March 2018", 44, "signatures on the first day, in Kigali"),
        ("29 April 2019", 22, "ratifications deposited: enough to bring the agreement into force"),
        ("7 July 2019", 54, "signatures: every member but Eritrea"),
        ("End of 2024", 48, "ratifications deposited"),
    ]
    sheet = Chart(
        "Signed by nearly all, ratified by most",
        "The African Continental Free Trade Area; each block is one of the African Union’s 55 members",
        "Source: African Union; AfCFTA Secretariat",
    )
    pitch = (RIGHT - LEFT + 5) / 55
    for row, (date, count, words) in enumerate(stages):
        top = 226 + row * 152
        full = ACCENT if "ratifications" in words else GREY
        sheet.text(LEFT, top + 44, date, 34, anchor="ls", face="semibold")
        sheet.text(LEFT + 232, top + 44, str(count), 48, full, anchor="ls", face="semibold")
        sheet.text(LEFT + 294, top + 44, words, 34, GREY, anchor="ls")
        for seat in range(55):
            x = LEFT + seat * pitch
            sheet.box(x, top + 62, x + pitch - 5, top + 104, full if seat < count else SAND)
    sheet.save(IMAGES / "chart-african-trade-area.jpg")


def opec() -> None:
    # (country, (from, to) …); None: still a member at the end of 2024
    members = [
        ("Iran", (1960, None)),
        ("Iraq", (1960, None)),
        ("Kuwait", (1960, None)),
        ("Saudi Arabia", (1960, None)),
        ("Venezuela", (1960, None)),
        ("Qatar", (1961, 2019)),
        ("Indonesia", (1962, 2009), (2016, 2016.92)),
        ("Libya", (1962, None)),
        ("UAE", (1967, None)),
        ("Algeria", (1969, None)),
        ("Nigeria", (1971, None)),
        ("Ecuador", (1973, 1992.92), (2007.8, 2020)),
        ("Gabon", (1975, 1995), (2016.5, None)),
        ("Angola", (2007, 2024)),
        ("Eq. Guinea", (2017, None)),
        ("Congo", (2018, None)),
    ]
    sheet = Chart(
        "Who has been in OPEC, and when",
        "Years of membership from 1960 to the end of 2024; in red, those who have left",
        "Source: OPEC, Member countries. Suspended memberships are shown as gaps",
    )
    x0, x1, top, step = 280, 1400, 202, 33

    def x(year):
        return x0 + (year - 1960) * (x1 - x0) / 65

    bottom = top + step * len(members)
    years = (*range(1960, 2021, 10), 2025)
    for year in years:
        sheet.line([(x(year), top), (x(year), bottom + 6)], RULE, 1.5)
        sheet.text(x(year), bottom + 4, str(year), 28, GREY, anchor="ma")
    sheet.text(x0 - 40, bottom + 44, "Members", 30, anchor="ra", face="semibold")
    for year in years:
        here = sum(
            start <= year and year < (end or 2026) for _, *spans in members for start, end in spans
        )
        sheet.text(x(year), bottom + 42, str(here), 34, anchor="ma", face="semibold")
    for row, (name, *spans) in enumerate(members):
        middle = top + (row + 0.5) * step
        gone = spans[-1][1] is not None
        sheet.text(x0 - 16, middle, name, 30, ACCENT if gone else INK, anchor="rm")
        for start, end in spans:
            sheet.box(
                x(start), middle - 11, x(end or 2025), middle + 11, ACCENT if gone else STONE
            )
        if gone:
            sheet.text(x1 + 12, middle, f"left {int(spans[-1][1])}", 28, ACCENT, anchor="lm")
    sheet.save(IMAGES / "chart-opec-members.jpg")


def brics() -> None:
    rounds = [
        (2009, ["Brazil", "Russia", "India", "China"]),
        (2011, ["South\nAfrica"]),
        (2024, ["Egypt", "Ethiopia", "Iran", "UAE"]),
        (2025, ["Indonesia"]),
    ]
    sheet = Chart(
        "From four to ten",
        "Members of BRICS at its first summit and after each enlargement; newcomers in red",
        "Sources: BRICS summit declarations. Saudi Arabia, invited in 2023, is not counted",
    )
    left, step, total = 190, 125, 0
    names: list[str] = []
    for row, (year, joined) in enumerate(rounds):
        top = 226 + row * 150
        sheet.text(LEFT, top + 58, str(year), 40, anchor="lm")
        names += joined
        for seat, name in enumerate(names):
            x = left + seat * step
            fresh = seat >= total
            sheet.box(x, top, x + step - 6, top + 116, ACCENT if fresh else SAND)
            sheet.text(
                x + (step - 6) / 2, top + 58, name, 26, "#FFFFFF" if fresh else GREY,
                anchor="mm", face="semibold" if fresh else "regular", gap=0,
            )  # fmt: skip
        total = len(names)
        sheet.text(left + total * step + 12, top + 58, str(total), 48, anchor="lm", face="semibold")
    sheet.save(IMAGES / "chart-brics-members.jpg")


ALL = (nato, council, korea, sea_zones, panama, dprk, african_trade_area, opec, brics)
