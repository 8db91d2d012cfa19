"""The index of search, piece by piece: what is cut where, what is written, what an edit changes."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.style import Style
from sitegen.digests import encoded
from sitegen.model import Digest
from sitegen.search import parts
from sitegen.search.blocks import Terms, Text, analysed
from sitegen.search.encoding import compressed, name_of, read_varint, varint
from sitegen.search.files import decoded
from sitegen.search.halving import halved
from sitegen.search.parts import Placed, Put, Shards, amended, made
from sitegen.search.postings import (
    BITS,
    SLOTS,
    replaced,
    slots_of,
    stories_of,
)
from sitegen.search.shards import Shard, entry_of, lists_of
from sitegen.search.spellings import Spellings
from tests.searched import Standing, entries
from tests.shared import examples

Read = dict[str, tuple[set[str], Standing]]
"""What a reader finds in shards: by term its forms, and where it stands."""


# Cutting ------------------------------------------------------------------------------------

keys = st.lists(st.binary(min_size=1, max_size=3).map(lambda it: it + b"\1"), unique=True)


@given(keys, st.data(), st.integers(1, 6), st.none() | st.integers(1, 3))
def test_ranges_are_small_enough_and_miss_nothing(
    keys: list[bytes], data: st.DataObject, most: int, last: int | None
) -> None:
    keys.sort()
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=len(keys), max_size=len(keys)))
    ranges = list(halved(keys, sizes, most, last))
    assert [it for start, stop in ranges for it in range(start, stop)] == list(range(len(keys)))
    for start, stop in ranges:
        limit = most if last is None or stop < len(keys) else last
        assert stop - start == 1 or sum(sizes[start:stop]) <= limit


@given(keys, st.binary(min_size=1, max_size=3), st.integers(1, 6))
def test_a_key_that_comes_touches_the_range_that_it_is_in_and_its_neighbour(
    keys: list[bytes], new: bytes, most: int
) -> None:
    added = sorted({*keys, new + b"\1"})
    before = ranges_of(sorted(keys), most)
    after = ranges_of(added, most)
    gone, come = before - after, after - before
    assert len(gone) <= 1  # it is in one range, or in none
    # What it splits goes on to be halved until it is small, and no further.
    assert sum(map(len, come)) <= max(most + 1, sum(map(len, gone)) + 1)


def ranges_of(keys: list[bytes], most: int) -> set[tuple[bytes, ...]]:
    """Return the keys of each range."""
    return {tuple(keys[start:stop]) for start, stop in halved(keys, [1] * len(keys), most)}


def test_halves_are_those_of_the_next_bit_and_not_of_the_number_of_keys() -> None:
    few = [bytes([it]) for it in (1, 2, 3, 4, 5, 200)]
    assert list(halved(few, [1] * 6, 5)) == [(0, 5), (5, 6)]
    assert list(halved(few, [1] * 6, 4)) == [(0, 3), (3, 5), (5, 6)]
    assert list(halved(few, [1, 1, 9, 1, 1, 1], 4)) == [(0, 1), (1, 2), (2, 3), (3, 5), (5, 6)]


# Numbers, slots, lists ----------------------------------------------------------------------

sets = st.sets(st.integers(0, SLOTS - 1), min_size=1).map(lambda it: sum(1 << slot for slot in it))


@given(st.integers(0, 2**40), st.binary())
def test_numbers_are_read_as_they_are_written(number: int, behind: bytes) -> None:
    written = varint(number)
    assert read_varint(written + behind, 0) == (number, len(written))


@given(sets)
def test_slots_are_read_as_they_are_written(stories: int) -> None:
    slots = slots_of(stories)
    assert stories_of(slots) == stories
    assert len(slots) == min(stories.bit_count(), BITS)


@given(st.dictionaries(st.integers(0, 300), sets), st.integers(0, 300), st.integers(0) | sets)
def test_one_block_of_a_list_is_replaced(held: dict[int, int], block: int, other: int) -> None:
    other &= (1 << SLOTS) - 1
    now = {**held, block: other} if other else {it: held[it] for it in held if it != block}
    lists = [pieces(held), [], pieces(now)]
    assert list(replaced(lists[0], block, slots_of(other))) == lists[2]
    assert [*map(list, lists_of(*entry_of((lists[0], [], lists[2]))))] == lists
    assert {number: stories_of(slots) for number, slots in lists[2]} == now


def pieces(held: dict[int, int]) -> list[tuple[int, bytes]]:
    """Return a list."""
    return [(it, slots_of(held[it])) for it in sorted(held)]


# Blocks -------------------------------------------------------------------------------------


class Letters:
    """Words are those between blanks, in lower case; of each an `s` at its end is dropped."""

    def words(self, text: str) -> list[bytes]:
        return text.encode().split()

    def terms(self, token: bytes) -> tuple[tuple[str, str], ...]:
        word = token.decode()
        form = word.lower().replace("’", "'")
        plain = ((form.removesuffix("s") or form, form),)
        return plain if word == form else (*plain, (f"{form[0]}~", ""))


def story(headline: str = "", names: str = "", text: str = "", *filters: str) -> Text:
    return Text("en", (headline, names, text), filters)


def block(*stories: Text, style: Style | None = None) -> Terms:
    return analysed(stories, lambda _: Letters(), Spellings(style or Style()))


def read(listed: Sequence[Placed], shards: Shards) -> Read:
    """Return what a browser reads in the published shards of a part."""
    published = []
    for placed in listed:
        data = zlib.decompress(compressed(*shards[placed.kept].sections()))
        assert name_of(data) == placed.name
        published.append(data)
    starts = [placed.start for placed in listed]
    return {term: (forms, places) for term, forms, places in entries(starts, published)}


def part(*blocks: Terms) -> Read:
    return read(*made(blocks))


def test_a_story_stands_in_the_best_place_of_a_term_alone() -> None:
    found = part(
        block(
            story("War", "the war", "wars and war"), story("", "war", "war"), story("", "", "war")
        )
    )
    assert found["war"] == ({"war", "wars"}, {0: {(0, 0)}, 1: {(0, 1)}, 2: {(0, 2)}})
    assert found["and"] == ({"and"}, {2: {(0, 0)}})
    assert found["w~"] == (set(), {0: {(0, 0)}})


def test_forms_are_those_of_all_blocks_and_filters_have_none() -> None:
    found = part(
        block(story("", "", "wars"), story("", "", "war", "=s:asia")),
        block(story("", "", "ships", "=s:asia", "=y:2026")),
    )
    assert found["war"][0] == {"war", "wars"}
    assert found["ship"][0] == {"ships"}
    assert found["=s:asia"] == (set(), {2: {(0, 1), (1, 0)}})


def test_where_one_spelling_of_a_name_stands_the_others_are_found() -> None:
    style = Style((("Kyiv", "Kiev"), ("Côte d'Ivoire", "Ivory Coast")))
    found = part(
        block(
            story("Kiev", "", "calm"),
            story("", "", "Ivory  Coast"),
            story("", "", "a coast of Ivory"),
            story("Kyiv", "", "Kiev"),
            story("", "", "Côte d’Ivoire"),
            style=style,
        )
    )
    assert found["kyiv"][1] == {0: {(0, 0), (0, 3)}}
    assert found["kiev"][1] == {0: {(0, 0), (0, 3)}}
    assert found["côte"][1] == {2: {(0, 1), (0, 4)}}
    assert found["coast"][1] == {2: {(0, 1), (0, 2), (0, 4)}}


# Parts --------------------------------------------------------------------------------------

text = st.text("abcs AZ\U0001f600\uffee ", max_size=12)
stories = st.builds(story, text, text, text)
blocks = st.lists(st.lists(stories, min_size=1, max_size=20).map(lambda it: block(*it)), max_size=4)


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut a few words as if they were many."""
    monkeypatch.setattr(parts, "LARGEST", 10)


@examples(80)
@given(st.lists(st.lists(stories, min_size=1, max_size=20), max_size=4))
def test_all_words_are_found_where_they_stand(told: list[list[Text]]) -> None:
    expected: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    forms: dict[str, set[str]] = defaultdict(set)
    for number, of_block in enumerate(told):
        for slot, it in enumerate(of_block):
            for place, words in enumerate(it.told):
                for term, form in (
                    pair for word in words.encode().split() for pair in Letters().terms(word)
                ):
                    expected[term].setdefault((number, slot), place)
                    forms[term].update({form} - {""})
    found = part(*(block(*it) for it in told))
    assert {
        term: {at: place for place, some in places.items() for at in some}
        for term, (_, places) in found.items()
    } == expected
    assert {term: of for term, (of, _) in found.items()} == forms


@examples(80)
@given(st.lists(blocks, min_size=2, max_size=4))
def test_a_part_that_is_amended_is_what_it_is_made_anew(states: list[list[Terms]]) -> None:
    listed, shards = made(states[0])
    kept = {digest: encoded(shard) for digest, shard in shards.items()}
    for before, after in pairwise(states):
        listed, changed = amended(listed, puts(before, after), len(after), reading(kept))
        kept |= {digest: encoded(shard) for digest, shard in changed.items()}
        clean, anew = made(after)
        assert listed == clean
        assert {it.kept: kept[it.kept] for it in listed} == {
            digest: encoded(shard) for digest, shard in anew.items()
        }


TERMS = [f"{first}{second}" for first in "abcdefgh" for second in "abcdefgh"]


@pytest.mark.parametrize("seed", range(4))
def test_a_few_terms_cut_shards_where_all_would(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - repeatable is all it must be
    for _ in range(60):
        held = {*rng.sample(TERMS, rng.randint(4, 40))}
        states = [
            [
                block(story("", "", " ".join(sorted(terms)))),
                *[block(story("", "", "cc"))] * rng.randint(0, 1),
            ]
            for terms in (held, held ^ {*rng.sample(TERMS, rng.randint(1, 3))})
        ]
        listed, shards = made(states[0])
        kept = {digest: encoded(shard) for digest, shard in shards.items()}
        now, _ = amended(listed, puts(*states), len(states[1]), reading(kept))
        assert now == made(states[1])[0]


def reading(
    kept: Mapping[Digest, bytes], asked: list[Digest] | None = None
) -> Callable[[Digest], Shard]:
    """Return what reads shards as they were kept, and notes which."""

    def read_kept(digest: Digest) -> Shard:
        if asked is not None:
            asked.append(digest)
        return decoded(kept[digest], Shard)

    return read_kept


def puts(before: Sequence[Terms], after: Sequence[Terms]) -> Iterable[Put]:
    """Yield what makes one list of blocks of another."""
    nothing = Terms([], [], {}, {}, {})
    for number in range(max(len(before), len(after))):
        old, new = (it[number] if number < len(it) else nothing for it in (before, after))
        if old != new:
            yield Put(number, old, new)


def test_an_edit_reads_and_makes_the_shards_alone_that_hold_its_terms() -> None:
    words = [f"{first}{second}" for first in "bcdfgh" for second in "aeiouy"]
    before = [block(story("", "", " ".join(words))), block(story("", "", "beta"))]
    after = [before[0], block(story("", "", "gamma"))]
    listed, shards = made(before)
    asked: list[Digest] = []
    kept = {digest: encoded(shard) for digest, shard in shards.items()}
    now, changed = amended(listed, puts(before, after), len(after), reading(kept, asked))
    assert len(listed) > 10
    assert len(asked) <= 4
    assert len(changed) <= 4
    assert now == made(after)[0]
