"""Which sizes are made, from which part of a picture: geometry, no pixels."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.picture_settings import CardUse, InlineUse, Pictures, Quality
from sitegen.pictures.facts import Rights
from sitegen.pictures.renditions import (
    MARGIN,
    SHARES,
    Box,
    Derivation,
    Size,
    UseSpec,
    box_of,
    master_of,
    sizes_of,
    specs_of,
)

USUAL = specs_of(Pictures())
MIDDLE = (0.5, 0.5)

sizes = st.tuples(st.integers(2, 16_383), st.integers(2, 16_383))
ratios = st.tuples(st.integers(1, 50), st.integers(1, 50))
points = st.tuples(st.floats(0, 1), st.floats(0, 1))
specs = st.builds(
    lambda widths, ratio: UseSpec(tuple(sorted(widths, reverse=True)), ratio, {"jpeg": 80}),
    st.sets(st.integers(16, 8192), min_size=1, max_size=4),
    st.none() | ratios,
)


def test_each_use_asks_for_what_the_settings_say() -> None:
    card = CardUse(widths=(100, 300, 100), formats=("webp",), quality={"webp": 33})
    inline = InlineUse(widths=(500, 400), fallback=(16, 900, 16), formats=("webp", "jpeg"))
    found = specs_of(Pictures(quality=Quality(avif=1, webp=2, jpeg=3), card=card, inline=inline))
    assert found["card"] == UseSpec((300, 100), (16, 9), {"webp": 33})  # nothing to fall back from
    assert found["lead"] == UseSpec((1600, 1136, 720), None, {"avif": 1, "jpeg": 3}, (1136,), 8)
    # What is for few is no larger than what all others get.
    assert found["inline"] == UseSpec((500, 400), None, {"webp": 2, "jpeg": 3}, (500, 16))
    assert found["portrait"].ratio == (1, 1)
    assert {use: found[use].ratio for use in SHARES} == SHARES
    assert found["social"] == UseSpec((1200,), (1200, 630), {"jpeg": 3})
    assert specs_of(Pictures(effort="quick"))["lead"].avif_speed == 9


@pytest.mark.parametrize(
    ("size", "ratio", "focus", "box"),
    [
        ((300, 200), None, (0, 0), (0, 0, 300, 200)),
        ((300, 200), (3, 2), (0, 1), (0, 0, 300, 200)),
        ((300, 200), (1, 1), MIDDLE, (50, 0, 250, 200)),
        ((300, 200), (1, 1), (0, 0), (0, 0, 200, 200)),
        ((300, 200), (1, 1), (1, 1), (100, 0, 300, 200)),
        ((300, 200), (1, 1), (0.4, 0.9), (20, 0, 220, 200)),
        ((200, 300), (16, 9), (0.5, 0.2), (0, 4, 200, 116)),
        ((10_000, 300), (16, 9), (0.9, 0.5), (8_734, 0, 9_267, 300)),
        ((2, 2), (1200, 630), MIDDLE, (0, 0, 2, 1)),
        ((10_000, 2), (1, 50), MIDDLE, (5_000, 0, 5_001, 2)),
    ],
)
def test_a_box_is_cut_around_the_focus(
    size: Size, ratio: Size | None, focus: tuple[float, float], box: Box
) -> None:
    assert box_of(size, ratio, focus) == box


@given(size=sizes, ratio=ratios, focus=points)
def test_every_box_is_the_largest_that_keeps_the_focus(
    size: Size, ratio: Size, focus: tuple[float, float]
) -> None:
    left, top, right, bottom = box_of(size, ratio, focus)
    width, height = right - left, bottom - top
    # It lies inside, and touches two sides that face each other: no larger one could.
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert width == size[0] or height == size[1]
    # It has its ratio, within a pixel of the side that is not as long as the picture's.
    exact = (size[1] * ratio[0] / ratio[1], size[0] * ratio[1] / ratio[0])
    assert width == size[0] or abs(width - exact[0]) <= max(0.5, 1 - exact[0])
    assert height == size[1] or abs(height - exact[1]) <= max(0.5, 1 - exact[1])
    # The focus is in it; as far from an edge as from the other, if the picture goes on there.
    x, y = focus[0] * size[0], focus[1] * size[1]
    assert left <= x <= right
    assert top <= y <= bottom
    assert left == 0 or right == size[0] or abs(x - (left + right) / 2) <= 1
    assert top == 0 or bottom == size[1] or abs(y - (top + bottom) / 2) <= 1


@pytest.mark.parametrize(
    ("full", "widths", "made"),
    [
        ((700, 467), (480, 960, 1600), [(700, 467), (480, 320)]),
        ((1600, 1067), (480, 960, 1600), [(1600, 1067), (960, 640), (480, 320)]),
        ((5000, 100), (480, 1600), [(1600, 32), (480, 10)]),
        ((490, 300), (480, 960), [(490, 300)]),  # 480 is as good as 490
        ((2, 2), (480, 960), [(2, 2)]),
        ((3, 900), (16,), [(3, 900)]),
        ((10_000, 3), (160,), [(160, 1)]),  # a line is never less than one pixel
    ],
)
def test_no_size_is_wider_than_the_picture(
    full: Size, widths: tuple[int, ...], made: list[Size]
) -> None:
    assert list(sizes_of((0, 0, *full), sorted(widths, reverse=True), None)) == made


@given(size=sizes, focus=points, spec=specs)
def test_sizes_are_in_order_and_in_shape(
    size: Size, focus: tuple[float, float], spec: UseSpec
) -> None:
    _, master = master_of(size, {"lead": spec})
    box = box_of(master, spec.ratio, focus)
    made = sizes_of(box, spec.widths, spec.ratio)
    assert made[0][0] == min(spec.widths[0], box[2] - box[0])
    assert all(larger[0] > smaller[0] * 1.1 for larger, smaller in pairwise(made))
    assert {width for width, _ in made[1:]} <= set(spec.widths)
    assert min(min(it) for it in made) >= 1
    assert made[0][1] <= box[3] - box[1]
    shape = spec.ratio or size
    for width, height in made:
        # By a pixel of its own, and by what a pixel of the box makes of it.
        slack = 1 + height / min(box[3] - box[1], box[2] - box[0])
        wanted = min(box[3] - box[1], width * shape[1] / shape[0])
        assert abs(height - wanted) <= slack


@pytest.mark.parametrize(
    ("size", "scale", "master"),
    [
        ((700, 467), 1, (700, 467)),
        ((2, 2), 1, (2, 2)),
        ((10_000, 300), 1, (10_000, 300)),  # 300 lines: all of them are needed for the crops
        ((1600, 2400), 1, (1600, 2400)),
        ((3000, 2000), 1, (1600, 1067)),
        ((6000, 4000), 2, (1600, 1067)),
        ((11_600, 7_760), 4, (1600, 1071)),
        ((4000, 6000), 1, (1600, 2400)),  # half of it is not enough to be sharp
        ((6000, 9000), 2, (1600, 2400)),
        ((16_383, 16_383), 4, (1600, 1600)),
    ],
)
def test_the_master_is_just_large_enough(size: Size, scale: int, master: Size) -> None:
    assert master_of(size, USUAL) == (scale, master)


@given(size=sizes, focus=points)
def test_no_use_enlarges_the_master_unless_it_is_the_whole_picture(
    size: Size, focus: tuple[float, float]
) -> None:
    scale, master = master_of(size, USUAL)
    assert master[0] <= size[0]
    assert master[1] <= size[1]
    assert scale == 1 or size[0] / scale >= master[0] * MARGIN
    for spec in USUAL.values():
        left, _, right, _ = box_of(master, spec.ratio, focus)
        assert master == size or right - left >= spec.widths[0] - 1


BASE = Derivation(
    source=b"1",
    scale=1,
    master=(64, 48),
    box=(0, 0, 64, 48),
    chain=((64, 48),),
    format="jpeg",
    quality=80,
    speed=0,
    transparent=False,
    shared=False,
    rights=Rights(credit="AFP"),
)


def test_the_key_of_a_derived_picture_changes_with_all_that_its_bytes_depend_on() -> None:
    others = [
        replace(BASE, **{name: value})
        for name, value in {
            "source": b"2",
            "scale": 2,
            "master": (32, 24),
            "box": (0, 0, 48, 48),
            "chain": ((64, 48), (32, 24)),
            "format": "webp",
            "quality": 81,
            "speed": 9,
            "transparent": True,
            "shared": True,
            "rights": Rights(credit="DPA"),
        }.items()
    ]
    assert len({*(it.key("one") for it in (BASE, *others)), BASE.key("two")}) == 13
    assert replace(BASE).key("one") == BASE.key("one")
