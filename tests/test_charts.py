"""Charts: tables read strictly, numbers drawn truly, and the same for everybody."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.chart_ref import ChartType
from sitegen.figures.charts.drawn import BOXES, drawings, key
from sitegen.figures.charts.tabled import table
from sitegen.figures.charts.ticks import axis, times
from sitegen.figures.charts.values import Chart, Remark, Series
from sitegen.figures.sheet import apart
from sitegen.figures.tables import Table, read_table
from tests.charts import OVER_TIME, REF, STATES, TIMES, block, built
from tests.newsroom import Newsroom, article

Make = Callable[..., Newsroom]
FIXTURES = Path(__file__).parent / "fixtures/charts"
SVG = "{http://www.w3.org/2000/svg}"
TYPES = get_args(ChartType)


def chart(csv: str = STATES, kind: ChartType = "bar", **keys: object) -> Chart:
    found = built(csv, replace(REF, type=kind, **keys))
    assert isinstance(found, Chart), found
    return found


# Tables ---------------------------------------------------------------------------------------


def test_a_table_is_read_as_spreadsheets_write_it() -> None:
    raw = '\ufeffa,"b ""c"""\r\n1,"x, y"\r\n\r\n"two\nlines",4\r\n'.encode()
    found = read_table(raw, "t.csv")
    assert isinstance(found, Table)
    assert [it.text for it in found.columns] == ["a", 'b "c"']
    assert found.rows == (
        (("1", 2, 1), ("x, y", 2, 3)),
        (("two lines", 4, 1), ("4", 5, 8)),
    )


@pytest.mark.parametrize(
    ("csv", "place", "said"),
    [
        ("", (1, 1), "the table is empty"),
        ("\n , \n", (1, 1), "the table is empty"),
        (b"\xff\xfea\x00", (1, 1), "not in UTF-8"),
        (b"a,b\nM\xfcller,1\n", (2, 1), "not in UTF-8"),
        ("a;b\n1;2\n", (1, 2), "semicolons stand between the columns"),
        ("a\tb\n1\t2\n", (1, 2), "tabs stand between the columns"),
        ("a\n1\n", (1, 1), "the table has one column"),
        ("a,b\n", (1, 1), "the table has no rows"),
        ("a,,b\n1,2,3\n", (1, 3), "column 2 has no name"),
        ("a,b,a\n1,2,3\n", (1, 5), "two columns are called `a`"),
        ("a,b,c\n1,2\n", (2, 3), "the row has 2 of 3 cells: `c` is missing"),
        ("a,b\n1,2\n3,4,5\n", (3, 5), "the row has 3 cells, and there are 2 columns"),
        ('a,b\n1,x"y\n', (2, 4), "a quotation mark in the middle of a cell"),
        ('a,b\n1,"x\n2,3\n', (2, 3), "a cell in quotes does not end"),
        ('a,b\n"x" y,3\n', (2, 4), "a cell goes on behind its quotation mark"),
        ("a,b\n" + "1,2\n" * 1001, (1002, 1), "at most 1,000 rows"),
        (",".join(f"c{it}" for it in range(41)) + "\n", (1, 151), "at most 40 columns"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_where_it_stands(
    csv: str | bytes, place: tuple[int, int], said: str
) -> None:
    found = read_table(csv.encode() if isinstance(csv, str) else csv, "t.csv")
    assert not isinstance(found, Table)
    first = found[0]
    assert (first.path, first.line, first.column) == ("t.csv", *place)
    assert said in first.message
    assert first.hint


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ('"1,5"', "decimals stand behind a point: 1.5"),
        ('"1.234,5"', "decimals stand behind a point: 1234.5"),
        ('"1,234"', "write it without commas: 1234"),
        ("1 234", "write it without blanks: 1234"),
        ("12%", "leave out the sign"),
        ("n/a", "leave the cell empty"),
        ("–", "leave the cell empty"),
        ("about 5", "write digits alone"),
        ("1e5", "write digits alone"),
        ("٣", "write digits alone"),
        ("1" * 16, "round it"),
    ],
)
def test_what_is_no_number_is_told_with_what_to_write(cell: str, hint: str) -> None:
    found = built(f"a,b\nx,1\ny,{cell}\n")
    assert not isinstance(found, Chart)
    [problem] = found
    assert (problem.path, problem.line, problem.column) == ("t.csv", 3, 3)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("csv", "keys", "place", "said"),
    [
        (STATES, {"y": ("2020",)}, ("s.md", 11, 4), "no column `2020`"),
        (STATES, {"x": "stat"}, ("s.md", 9, 11), "no column `stat`"),
        (STATES, {"notes": "1990", "y": ("1990",)}, ("s.md", 11, 4), "`1990` is no column of"),
        (STATES, {}, ("t.csv", 3, 22), "`A remark` is not a number"),
        (STATES, {"notes": "said", "highlight": ("Chad",)}, ("s.md", 9, 11), "shows no `Chad`"),
        ("a,b\nx,1\nx,2\n", {}, ("t.csv", 3, 1), "two rows are called `x`"),
        ("a,b\nx,1\n,2\n", {}, ("t.csv", 3, 1), "the row has no name"),
        ("a,b\nx,\ny,\n", {}, ("t.csv", 1, 3), "the column `b` has no number"),
        ("a,b\n1990,1\n1980,2\n", {"type": "line"}, ("t.csv", 3, 1), "`1980` is before 1990"),
        ("a,b\n1990,1\n1990,2\n", {"type": "line"}, ("t.csv", 3, 1), "stands there twice"),
        ("a,b\n1990,1\n91,2\n", {"type": "line"}, ("t.csv", 3, 1), "`91` is no year"),
        ("a,b\n2026-13,1\n", {"type": "line"}, ("t.csv", 2, 1), "is not in the calendar"),
        ("a,b\nx,1\ny,2\n", {"type": "line"}, ("t.csv", 2, 1), "`x` is no time"),
        ("a,b\n1990,1\n", {"type": "area"}, ("t.csv", 2, 1), "one row makes no line"),
        ("a,b\nx,1\n", {"type": "slope"}, ("s.md", 10, 7), "and there are 1"),
        ("a,b,c\nx,1,\n", {"type": "slope"}, ("t.csv", 1, 5), "has no number"),
        ("a,b,c\nx,1,\ny,1,2\n", {"type": "slope"}, ("t.csv", 2, 5), "a slope has two ends"),
        ("a,b\n1990,1\n1991,\n", {"type": "area"}, ("t.csv", 3, 6), "an area chart has no gaps"),
        ("a,b\nx,-1\n", {"type": "stacked"}, ("t.csv", 2, 3), "shows nothing below zero"),
        ("a,b\nx,1\n", {"multiples": True}, ("s.md", 10, 7), "small multiples are"),
        ("a,b\n0001,1\n0002,1\n2000,1\n", {}, ("s.md", 10, 7), "would have 2,000 columns"),
        ("a,b\n" + "".join(f"x{it},1\n" for it in range(61)), {}, ("s.md", 10, 7), "61 rows"),
        (
            f"a,{','.join(map(str, range(9)))}\nx,{','.join('1' * 9)}\n",
            {},
            ("s.md", 10, 7),
            "would show 9 columns",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told_where_it_stands(
    csv: str, keys: dict[str, object], place: tuple[str, int, int], said: str
) -> None:
    found = built(csv, replace(REF, **keys))
    assert not isinstance(found, Chart)
    first = found[0]
    assert ((first.path, first.line, first.column), said in first.message) == (place, True), first
    assert first.hint


# Axes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks", "decimals"),
    [
        ("0", "100", 5, "0 20 40 60 80 100", 0),
        ("105", "543", 5, "100 200 300 400 500 600", 0),
        ("-2.5", "7", 5, "-4 -2 0 2 4 6 8", 0),
        ("0.1", "0.35", 5, "0.10 0.15 0.20 0.25 0.30 0.35", 2),
        ("0", "1e12", 3, "0 500000000000 1000000000000", 0),
        ("7", "7", 5, "0 2 4 6 8", 0),
        ("0", "0", 3, "0.0 0.5 1.0", 1),
    ],
)
def test_marks_are_nice_numbers_that_hold_all(
    low: str, high: str, most: int, ticks: str, decimals: int
) -> None:
    found = axis(Decimal(low), Decimal(high), most)
    assert list(found.ticks) == [Decimal(it) for it in ticks.split()]
    assert found.decimals == decimals


@pytest.mark.parametrize(
    ("steps", "first", "last", "most", "found"),
    [
        ("year", 1949, 2024, 9, [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]),
        ("year", 1949, 2024, 3, [1950, 2000]),
        ("year", 2020, 2023, 9, [2020, 2021, 2022, 2023]),
        ("year", 1990, 2030, 4, [2000, 2020]),
        ("month", 24_000, 24_030, 4, [24_000, 24_012, 24_024]),
        ("day", 700_000, 700_010, 4, [700_000, 700_007]),
    ],
)
def test_times_have_marks_of_their_own(
    steps: str, first: int, last: int, most: int, found: list[int]
) -> None:
    assert list(times(steps, first, last, most)) == found  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.floats(-50, 350), st.floats(1, 40)), max_size=9))
def test_names_never_touch_and_keep_their_order(wanted: list[tuple[float, float]]) -> None:
    wanted.sort()
    gaps = [gap for _, gap in wanted]
    places = apart([place for place, _ in wanted], gaps, 0, 300)
    ends = [(place - gap / 2, place + gap / 2) for place, gap in zip(places, gaps, strict=True)]
    for (_, end), (start, _) in pairwise(ends):
        assert start >= end - 1e-6
    if sum(gaps) <= 300:
        assert all(start >= -1e-6 and end <= 300 + 1e-6 for start, end in ends)
    free = all(b - a >= (one + other) / 2 for (a, one), (b, other) in pairwise(wanted))
    if free and all(gap / 2 <= place <= 300 - gap / 2 for place, gap in wanted):
        assert places == pytest.approx([place for place, _ in wanted])


# Drawings -------------------------------------------------------------------------------------

KINDS: dict[str, Callable[[], Chart]] = {
    "bar": lambda: chart(STATES, notes="said"),
    "bar-highlighted": lambda: chart(STATES, y=("2024",), highlight=("India",)),
    "columns": lambda: chart("m,a,b\n2026-01,1,2\n2026-04,3,0\n"),
    "stacked": lambda: chart(STATES, "stacked", y=("1990", "2024")),
    "stacked-columns": lambda: chart("d,a,b\n2026-01-30,1,2\n2026-02-02,3,4\n", "stacked"),
    "dot": lambda: chart(STATES, "dot", notes="said"),
    "slope": lambda: chart(STATES, "slope", notes="said"),
    "line": lambda: chart(OVER_TIME, "line", notes="said"),
    "area": lambda: chart(OVER_TIME, "area", y=("West",), notes="said"),
    "areas": lambda: chart("y,a,b\n1990,1,2\n1995,3,4\n", "area"),
    "multiples": lambda: chart(OVER_TIME, "line", notes="said", multiples=True),
    "small-columns": lambda: chart(OVER_TIME, "bar", notes="said", multiples=True),
}


@pytest.mark.parametrize("name", ["bar", "line"])
def test_drawings_are_as_they_were(name: str) -> None:
    """Look at what has changed, then write it anew: `UPDATE=1`."""
    made = "\n".join(drawings(KINDS[name](), "fr", "chart_0")) + "\n"
    assert made == (FIXTURES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_drawings_are_whole_and_say_what_they_show(name: str, language: str) -> None:
    it = KINDS[name]()
    made = drawings(it, language, "chart_0")
    assert made == drawings(it, language, "chart_0")
    for drawing, (box, width) in zip(made, BOXES.items(), strict=True):
        tree = fromstring(drawing.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" '))
        assert tree.get("viewBox", "").startswith(f"0 0 {width} ")
        assert (tree.get("class"), tree.get("role")) == (box, "img")
        assert tree.get("aria-label") == "The title"
        ids = [id_ for e in tree.iter() if (id_ := e.get("id"))]
        used = set(re.findall(r"url\(#([^)]*)\)", drawing))
        assert sorted(ids) == sorted(used)
        for element in tree.iter():
            for name_ in ("x", "x1", "x2", "cx"):
                assert -1 <= float(element.get(name_, "0")) <= width + 1
    # Ids of the two are not the same, since both stand on one page.
    assert not {*re.findall('id="([^"]*)"', made[0])} & {*re.findall('id="([^"]*)"', made[1])}


def bars_of(drawing: str) -> list[tuple[float, float]]:
    found = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" [^>]*class="bar', drawing)
    return [(float(x), float(width)) for x, width in found]


def test_bars_are_as_long_as_their_numbers_and_begin_at_zero() -> None:
    it = chart("a,b\nx,100\ny,50\nz,-25\n")
    bars = bars_of(drawings(it, "en", "c")[1])
    (x, whole), (y, half), (z, below) = bars
    assert half / whole == pytest.approx(0.5, abs=0.01)
    assert below / whole == pytest.approx(0.25, abs=0.01)
    assert x == y == pytest.approx(z + below, abs=0.2)


def test_numbers_are_what_is_written() -> None:
    it = chart("a,b\nx,\u22122.50\ny,+7\nz,0.10\n")
    assert it.series[0].values == (Decimal("-2.5"), Decimal(7), Decimal("0.1"))
    assert it.decimals == 1


def test_parts_stand_upon_one_another() -> None:
    csv = "y,a,b\n1990,1,2\n1991,3,1\n"
    drawing = drawings(chart(csv, "stacked"), "en", "c")[0]
    found = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', drawing)
    columns = [tuple(map(float, it)) for it in found if it[2] != "8"]
    for (x, lower, high), (same, upper, more) in (columns[:2], columns[2:]):
        assert x == same
        assert upper + more == pytest.approx(lower, abs=0.2)
        assert high > 1
    beside = drawings(chart("s,a,b\nx,3,1\n", "stacked"), "en", "c")[0]
    (first, width), (second, _) = bars_of(beside)
    assert second == pytest.approx(first + width, abs=0.2)
    # The first area ends below where the second begins.
    areas = re.findall('<path d="([^"]*)Z"', drawings(chart(csv, "area"), "en", "c")[0])
    below, above = ([tuple(it.split()) for it in re.split("[ML]", one)[1:]] for one in areas)
    assert below[:2] == above[:1:-1]


def test_a_line_begins_at_zero_only_if_its_numbers_are_near_it() -> None:
    near, far = (chart(f"y,a\n1990,{low}\n1991,100\n", "line") for low in (20, 80))
    assert 'class="zero"' in drawings(near, "en", "c")[0]
    assert 'class="zero"' not in drawings(far, "en", "c")[0]
    assert 'class="zero"' in drawings(replace(far, type="area"), "en", "c")[0]


def test_points_have_a_strong_line_at_zero_only_if_it_parts_them() -> None:
    for low, strong in ((-5, 1), (5, 0)):
        for drawing in drawings(chart(f"s,a,b\nx,{low},100\n", "dot"), "en", "c"):
            assert drawing.count('class="zero"') == strong


def test_remarks_that_would_touch_stand_in_two_rows() -> None:
    rows = (f"{1900 + at},{at},{'x' * (at in {50, 51})}\n" for at in range(99))
    csv = f"y,a,n\n{''.join(rows)}"
    drawing = drawings(chart(csv, "line", notes="n"), "en", "c")[0]
    heights = re.findall('cy="([^"]*)" r="[^"]*" class="noted"', drawing)
    assert len(heights) == len(set(heights)) == 2


def test_numbers_at_both_ends_of_slopes_stand_by_their_lines() -> None:
    drawing = drawings(chart("s,a,b\nx,0,100\ny,100,0\n", "slope"), "en", "c")[0]
    texts = re.findall('<text x="([^"]*)" y="([^"]*)"[^>]*>(0|100)</text>', drawing)
    left = {text: float(y) for x, y, text in texts if float(x) < 100}
    right = {text: float(y) for x, y, text in texts if float(x) > 100}
    assert left.keys() == right.keys() == {"0", "100"}
    for side in (left, right):
        assert side["100"] < side["0"] - 100


def test_the_least_and_the_greatest_stand_at_the_ends_of_dots() -> None:
    drawing = drawings(chart("s,a,b,c\nx,500,100,900\ny,7,7,7\n", "dot"), "en", "c")[1]
    found = re.findall('<text x="([^"]*)" y="[^"]*"([^>]*)>(100|900|500|7)</text>', drawing)
    said = [(text, "end" in anchor) for _, anchor, text in found if "tick" not in anchor]
    assert said == [("900", False), ("100", True), ("7", False)]


def test_from_the_right_a_chart_is_its_mirror() -> None:
    it = chart("a,b\nx,100\ny,50\n")
    left, right = (bars_of(drawings(it, lang, "c")[1]) for lang in ("en", "he"))
    assert [BOXES["wide"] - x - width for x, width in left] == pytest.approx(
        [x for x, _ in right], abs=0.11
    )
    assert [width for _, width in left] == [width for _, width in right]


def test_distances_in_time_are_true() -> None:
    it = chart("y,a\n1950,0\n1960,0\n2000,0\n", "line")
    [path] = re.findall(r'<path d="([^"]*)" class="line', drawings(it, "en", "c")[0])
    first, second, third = (float(x) for x in re.findall(r"[ML]([\d.]+) ", path))
    assert (third - second) / (second - first) == pytest.approx(4, abs=0.02)


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    it = chart("y,a\n1950,1\n1951,\n1952,2\n1953,3\n", "line")
    drawing = drawings(it, "en", "c")[0]
    assert len(re.findall('class="line', drawing)) == 2
    assert "<td>–</td>" in table(it, "en")


def test_what_is_highlighted_is_not_quiet() -> None:
    drawing = drawings(KINDS["bar-highlighted"](), "en", "c")[0]
    assert re.findall(r'class="bar (f.)"', drawing) == ["f0", "fq", "fq"]


def test_several_series_are_told_apart_without_colours() -> None:
    named = "".join(drawings(KINDS["line"](), "en", "c"))
    assert all(f">{it}</text>" in named for it in ("North &amp; East", "South", "West"))
    assert key(KINDS["line"](), "c") == ()
    for name in ("bar", "stacked", "dot"):
        (first, one), (second, other) = key(KINDS[name](), "c")
        assert (one, other) == ("1990", "2024")
        assert re.sub(r"c\w*_\d|f\d", "", first) != re.sub(r"c\w*_\d|f\d", "", second)
    assert key(KINDS["bar-highlighted"](), "c") == ()


@pytest.mark.parametrize(
    ("name", "cut"), [("Mitglieder der Vollversammlung", False), ("W" * 40, True), ("W x", False)]
)
def test_a_line_has_room_for_each_word_of_its_name_and_still_for_itself(
    name: str, cut: bool
) -> None:
    made = drawings(chart(f"y,a,{name}\n1990,1,2\n1995,3,4\n", "line"), "de", "c")
    for drawing, width in zip(made, BOXES.values(), strict=True):
        words = " ".join(re.findall(r'class="name"[^>]*>([^<]*)<', drawing))
        assert (words == f"{name} a", "…" in words) == (not cut, cut)
        (end,) = re.findall(r'x2="([\d.]+)" y2="[\d.]+" class="zero"', drawing)
        assert float(end) > width / 2


def test_the_table_is_written_as_the_language_writes_numbers_and_times() -> None:
    it = chart("m,n\n2026-03,-1234.5\n2026-04,7\n", "line")
    assert '<th scope="row">März 2026</th><td>\u22121.234,5</td>' in table(it, "de")
    assert "<td>7,0</td>" in table(it, "de")
    assert "٧٫٠" in table(it, "ar-EG")
    remarks = table(KINDS["bar"](), "en")
    assert "<br><small>A remark</small></th>" in remarks
    assert "Korea, South" in remarks


NUMBERS = st.none() | st.decimals(-(10**9), 10**9, places=2)


@given(
    st.sampled_from(TYPES),
    st.lists(st.tuples(st.text("abé 漢字", max_size=30), NUMBERS, NUMBERS), min_size=1, max_size=9),
    st.booleans(),
    st.sampled_from(["en", "ar", "ja"]),
)
def test_whatever_can_be_drawn_is_drawn(
    kind: ChartType,
    rows: list[tuple[str, Decimal | None, Decimal | None]],
    timed: bool,
    language: str,
) -> None:
    labels = [str(1900 + at * 7) if timed else f"{at}{name}" for at, (name, *_) in enumerate(rows)]
    lines = [
        f"{label},{_cell(a)},{_cell(b)}" for label, (_, a, b) in zip(labels, rows, strict=True)
    ]
    found = built("\n".join(["x,a,b", *lines]), replace(REF, type=kind))
    if isinstance(found, Chart):
        for drawing in drawings(found, language, "c"):
            assert "nan" not in drawing
            assert "inf" not in drawing
            fromstring(drawing)


def _cell(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def test_a_chart_says_its_words_and_no_numbers() -> None:
    it = replace(
        KINDS["bar"](), remarks=(Remark(0, "Said"),), series=(Series("People", (Decimal(1),)),)
    )
    assert it.words[:1] == ("The title",)
    assert {"India", "People", "Said", "A source"} <= {*it.words}


# On a site ------------------------------------------------------------------------------------

SHOWN = {
    "content/data/states.csv": STATES,
    "content/articles/2026/time.csv": OVER_TIME,
    "content/articles/2026/de.csv": "Jahr,Wert\n1990,1234.5\n1991,2\n",
    "content/articles/2026/all.md": article(
        body="\n\n".join(
            block(
                "time.csv" if it in TIMES else "states.csv",
                it,
                notes="said",
                **({"y": "West"} if it == "area" else {}),
            )
            for it in TYPES
        ),
        date="2026-03-04 09:00",
    ),
    "content/articles/2026/de.md": article(
        body=block("de.csv", "line", license="https://example.org/cc", url="https://example.org/"),
        date="2026-03-03 09:00",
        lang="de",
    ),
    "content/articles/2026/plain.md": article("Plain", date="2026-03-02 09:00"),
    "content/pages/about.md": f"---\ntitle: About\n---\n{block('states.csv', 'dot', y='2024')}\n",
}


def test_a_page_has_the_drawing_the_table_and_where_the_numbers_come_from(
    shown: Callable[..., Newsroom],
) -> None:
    site = shown(SHOWN)
    page = site.read("2026/03/all/index.html")
    assert page.count('role="img"') == 2 * len(TYPES)
    assert page.count("<table>") == len(TYPES)
    assert len(re.findall('<link rel="stylesheet" href="[^"]*charts[.]', page)) == 1
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert "Source: The &lt;Union&gt;" in page
    assert "charts." not in site.read("2026/03/plain/index.html")
    german = site.read("2026/03/de/index.html")
    assert '<a href="https://example.org/">Quelle: The &lt;Union&gt;</a>' in german
    assert '<time datetime="2026-02-01">Stand: 1. Februar 2026</time>' in german
    assert '<a rel="license" href="https://example.org/cc">Lizenz</a>' in german
    assert "<td>1.234,5</td>" in german
    assert 'class="wide"' in site.read("about/index.html")


def test_a_feed_has_the_table_and_no_drawing(shown: Callable[..., Newsroom]) -> None:
    feed = shown(SHOWN).read("feed.xml")
    assert "svg" not in feed
    assert "&lt;th&gt;Jahr&lt;/th&gt;" in feed
    assert "&lt;td&gt;1.234,5&lt;/td&gt;" in feed
    below = "Quelle: The &amp;lt;Union&amp;gt; · Stand: 1. Februar 2026 · https://example.org/cc"
    assert below in feed


def test_an_edit_of_a_table_rewrites_what_shows_it_and_nothing_else(newsroom: Make) -> None:
    site = newsroom(SHOWN).build()
    site.edit("content/data/states.csv", "1451", "1450").build()
    feeds = {"feed.xml", "atom.xml", "feed.json"}
    told = {*feeds, *(f"asia/{it}" for it in feeds)}
    assert site.rewritten == {"2026/03/all/index.html", "about/index.html", *told}
    # The page shows the other column alone.
    site.edit("content/data/states.csv", "870", "871").build()
    assert site.rewritten == {"2026/03/all/index.html", *told}
    site.edit("content/articles/2026/plain.md", "Some words.", "Other words.").build()
    assert site.rewritten == {"2026/03/plain/index.html", *told}
    site.write({"content/articles/2026/states.csv": STATES.replace("870", "869")}).build()
    # It lies beside the story, and comes before the one of the same name that all may show.
    assert site.rewritten == {"2026/03/all/index.html", *told}
    clean = site.copy(site.root.parent / "clean")
    clean.remove("content/articles/2026/states.csv").build("--clean")
    site.remove("content/articles/2026/states.csv").build()
    assert site.tree() == clean.tree()


def test_mistakes_of_a_table_are_told_once_and_mistakes_of_blocks_in_the_story(
    newsroom: Make,
) -> None:
    wrong = block("time.csv", "bars", day="2026-2-1", multiples="maybe", url="ftp://x")
    site = newsroom(
        {
            "content/data/harbours.csv": "a,b\nx,1;2\n",
            "content/articles/a.md": article(body=block("harbours.csv", "bar")),
            "content/articles/b.md": article(
                "B", body=f"{block('harbours.csv', 'bar')}\n\n{wrong}"
            ),
            "content/articles/c.md": article("C", body=block("harbors.csv", "bar")),
            "content/articles/d.md": article("D", body=block("../../../x.csv", "bar")),
            "content/articles/e.md": article("E", body="::: chart t.xlsx\ntype: bar\n:::"),
        }
    )
    said = site.fail()
    assert said.count("content/data/harbours.csv:2:3: error: `1;2` is not a number") == 1
    for it in (
        "b.md:18:1: error: there are no charts of type `bars`",
        "b.md:22:1: error: `2026-2-1` is not a date as it must be written",
        "`maybe` is neither yes nor no",
        "c.md:9:11: error: there is no table `harbors.csv`",
        "`harbors.csv`: did you mean `harbours.csv`?",
        "leads out of the site",
        "`t.xlsx` is no CSV file",
        "the `chart` block has no `title`",
        "the `chart` block has no `source`",
        "the `chart` block has no `license`",
        "the `chart` block has no `day`",
    ):
        assert it in said


def test_a_table_that_nothing_shows_is_told_by_the_check(newsroom: Make) -> None:
    site = newsroom({"content/data/states.csv": STATES, "content/articles/a.md": article()})
    assert (
        "content/data/states.csv:1:1: warning: no chart shows this table"
        in site.run("check").stderr
    )


def test_a_story_takes_the_name_of_its_table_along(newsroom: Make) -> None:
    files = {
        "content/articles/2026/one.md": article(body=block("t.csv", "bar")),
        "content/articles/2026/t.csv": "a,b\nx,1\n",
    }
    site = newsroom(files).build()
    moved = site.run("move", "content/articles/2026/one.md", "content/articles/2025/one.md")
    assert moved.exit_code == 0, moved.output
    site.build()
    text = (site.root / "content/articles/2025/one.md").read_text("utf-8")
    assert re.search("::: chart (t.csv|../2026/t.csv)\n", text)
