from datetime import UTC, date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from sitegen.content.frontmatter import read
from sitegen.field_types import AbsoluteMoment, Fields, Text
from sitegen.field_values import Image
from sitegen.model import ArticleFields, AuthorFields, PageFields
from sitegen.strict.located import Decoded, decode
from sitegen.strict.moments import SHAPES
from sitegen.strict.nodes import Mapping, Node, Scalar, Sequence
from sitegen.strict.toml import read_toml
from tests.shared import examples

BERLIN = ZoneInfo("Europe/Berlin")


class Part(Fields, frozen=True):
    name: Text
    note: str = ""


class Whole(Fields, frozen=True):
    word: str = ""
    text: Text = "-"
    slug: Annotated[str, Meta(pattern="^[a-z]+$", description="lower-case letters")] = ""
    code: Annotated[str, Meta(pattern="^[A-Z]{2}$")] = ""
    flag: bool = False
    count: Annotated[int, Meta(ge=1, le=9)] = 1
    size: int = 0
    share: Annotated[float, Meta(ge=0)] = 0
    state: Literal["open", "closed"] = "open"
    at: datetime | None = None
    release: AbsoluteMoment | None = None
    day: date | None = None
    words: tuple[Text, ...] = ()
    pair: tuple[int, float] = (0, 0)
    some: Annotated[tuple[str, ...], Meta(min_length=1)] = ("",)
    table: dict[str, Text] = {}  # noqa: RUF012 - msgspec copies an empty default
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    mixed: tuple[Text | Part, ...] = ()


def decoded(front_matter: str) -> Decoded[Whole]:
    """Decode YAML that begins in line 2, as a front matter does."""
    front = read(f"---\n{front_matter}\n---\n".encode())
    assert front.mapping, front.problems
    assert not front.problems
    return decode(front.mapping, Whole, zone=BERLIN, name="a whole")


def value(front_matter: str) -> Whole:
    found = decoded(front_matter)
    assert found.value, found.problems
    return found.value


def problem(front_matter: str) -> str:
    found = decoded(front_matter)
    assert found.value is None
    assert len(found.problems) == 1, found.problems
    return str(found.problems[0])


EMPTY = "\n    hint: write its value, or leave the key out"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("1984", "1984"),
        ("1.10", "1.10"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("2026-03-01", "2026-03-01"),
        ("'~'", "~"),
        ('"null"', "null"),
        ("=", "="),
        (">\n  folded\n  text\n", "folded text"),
        ("|\n  two\n  lines\n", "two\nlines"),
    ],
)
def test_text_is_what_is_written(written: str, meant: str) -> None:
    assert value(f"word: {written}").word == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("flag: true", Whole(flag=True)),
        ("flag: FALSE", Whole(flag=False)),
        ("count: 9", Whole(count=9)),
        ("count: 0x9", Whole(count=9)),
        ("size: 010", Whole(size=10)),
        ("size: 0o10", Whole(size=8)),
        ("size: -5", Whole(size=-5)),
        ("share: .5", Whole(share=0.5)),
        ("share: 1e3", Whole(share=1000.0)),
        ("share: 2", Whole(share=2.0)),
        ("state: closed", Whole(state="closed")),
        ("at: 2026-03-01 09:00", Whole(at=datetime(2026, 3, 1, 8, tzinfo=UTC))),
        ("at: '2026-03-01T09:00Z'", Whole(at=datetime(2026, 3, 1, 9, tzinfo=UTC))),
        ("release: 2026-03-01T09:00Z", Whole(release=datetime(2026, 3, 1, 9, tzinfo=UTC))),
        ("day: 2026-03-01", Whole(day=date(2026, 3, 1))),
        ("words: [NO, 1]", Whole(words=("NO", "1"))),
        ("words: []", Whole(words=())),
        ("pair: [1, 0.5]", Whole(pair=(1, 0.5))),
        ("table: {a: 1, b: x}", Whole(table={"a": "1", "b": "x"})),
        ("part: {name: x}", Whole(part=Part(name="x"))),
        ("parts:\n- name: x\n- {name: y, note: z}", Whole(parts=(Part("x"), Part("y", "z")))),
        ("mixed: [x, {name: y}]", Whole(mixed=("x", Part("y")))),
    ],
)
def test_each_type_reads_its_values(written: str, meant: Whole) -> None:
    assert meant == value(written)


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL", "# none"])
@pytest.mark.parametrize("key", Whole.__struct_fields__)
def test_an_optional_key_without_a_value_is_absent(key: str, nothing: str) -> None:
    assert value(f"{key}: {nothing}") == Whole()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "word: [a]",
            (
                ":2:7: error: `word` must be text, not a list\n"
                "    hint: write one value, without brackets or dashes"
            ),
        ),
        ("word: {a: b}", ":2:7: error: `word` must be text, not a mapping"),
        (
            'word: "a\\0"',
            (
                ":2:7: error: `word` holds the hidden character U+0000\n"
                "    hint: type the text again without it"
            ),
        ),
        (
            'word: "a\\u202e"',
            (
                ":2:7: error: `word` holds the hidden character U+202E\n"
                "    hint: type the text again without it"
            ),
        ),
        ("text: ''", ":2:7: error: `text` is empty"),
        ("text: ' '", ":2:7: error: `text` is empty"),
        ("slug: A", ":2:7: error: `slug` must be lower-case letters, not `A`"),
        ("code: a", ":2:7: error: `code` must be text that matches `^[A-Z]{2}$`, not `a`"),
        (
            "flag: yes",
            ":2:7: error: `flag` must be `true` or `false`, not `yes`\n    hint: write `true`",
        ),
        (
            "flag: Off",
            ":2:7: error: `flag` must be `true` or `false`, not `Off`\n    hint: write `false`",
        ),
        (
            "flag: 'true'",
            ':2:7: error: `flag` must be `true` or `false`, not `"true"`\n    hint: write `true`',
        ),
        ("flag: 1", ":2:7: error: `flag` must be `true` or `false`, not `1`"),
        ("count: 10", ":2:8: error: `count` must be a whole number from 1 to 9, not `10`"),
        ("count: 1.0", ":2:8: error: `count` must be a whole number from 1 to 9, not `1.0`"),
        (
            "count: '5'",
            (
                ':2:8: error: `count` must be a whole number from 1 to 9, not `"5"`\n'
                "    hint: write `5` without quotes"
            ),
        ),
        ("size: 1_000", ":2:7: error: `size` must be a whole number, not `1_000`"),
        ("share: -0.1", ":2:8: error: `share` must be a number of at least 0, not `-0.1`"),
        ("share: .inf", ":2:8: error: `share` must be a number of at least 0, not `.inf`"),
        ("share: 1e999", ":2:8: error: `share` must be a number of at least 0, not `1e999`"),
        (
            "state: close",
            (
                ":2:8: error: `state` must be `closed` or `open`, not `close`\n"
                "    hint: `close`: did you mean `closed`?"
            ),
        ),
        (
            "at: 2023-09",
            ":2:5: error: `at`: `2023-09` has no day\n    hint: write it too: `2023-09-01`",
        ),
        ("at: [2023]", f":2:5: error: `at` must be a date, not a list\n    hint: {SHAPES}"),
        (
            "release: 2026-03-01",
            (
                ":2:10: error: `release`: `2026-03-01` has no offset from UTC\n"
                "    hint: write `2026-03-01T00:00:00+01:00`"
            ),
        ),
        (
            "day: 2026-03-01 09:00",
            (
                ":2:6: error: `day`: `2026-03-01 09:00` is more than a day\n"
                "    hint: write only the day: `2026-03-01`"
            ),
        ),
        (
            "words: diplomacy",
            ":2:8: error: `words` must be a list, not `diplomacy`\n    hint: write `[diplomacy]`",
        ),
        (
            "words: 'a, b'",
            ':2:8: error: `words` must be a list, not `"a, b"`\n    hint: write `[a, b]`',
        ),
        ("words: [a, ~]", ":2:12: error: an entry of `words` is empty"),
        ("words:\n  - a\n  -", ":4:4: error: an entry of `words` is empty"),
        ("pair: [1]", ":2:7: error: `pair` must have 2 entries, not 1"),
        ("pair: [1, x]", ":2:11: error: an entry of `pair` must be a number, not `x`"),
        ("some: []", ":2:7: error: `some` is empty"),
        ("table: {a: }", f":2:12: error: `table.a` is empty{EMPTY}"),
        ("table: [a]", ":2:8: error: `table` must be a mapping, not a list"),
        (
            "part: x",
            (
                ":2:7: error: `part` must be a mapping, not `x`\n"
                "    hint: write its keys instead: `name` and `note`"
            ),
        ),
        ("part: {note: x}", ":2:7: error: `part.name` is missing\n    hint: `part` needs `name`"),
        ("part: {name: }", f":2:14: error: `part.name` is empty{EMPTY}"),
        ("part: {nam: x}", ":2:8: error: unknown key `nam`\n    hint: `nam`: did you mean `name`?"),
        (
            "parts: {name: x}",
            (
                ":2:8: error: `parts` must be a list, not a mapping\n"
                "    hint: write a list, even of one entry"
            ),
        ),
        (
            "parts: x",
            (
                ":2:8: error: `parts` must be a list, not `x`\n"
                "    hint: write each below it, behind a dash: `- name: …`"
            ),
        ),
        (
            "parts:\n- name: x\n- note: y",
            ":4:3: error: `parts.name` is missing\n    hint: an entry of `parts` needs `name`",
        ),
        (
            "mixed: [[x]]",
            (
                ":2:9: error: an entry of `mixed` must be text or a mapping, not a list\n"
                "    hint: write its keys instead: `name` and `note`"
            ),
        ),
        ("wrod: x", ":2:1: error: unknown key `wrod`\n    hint: `wrod`: did you mean `word`?"),
        (
            f"count: {'9' * 100}",
            f":2:8: error: `count` must be a whole number from 1 to 9, not `{'9' * 60}…`",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(written: str, expected: str) -> None:
    assert expected == problem(written)


def test_an_unknown_key_that_is_near_no_other_lists_those_there_are() -> None:
    front = read(b"---\ntitle: x\nzzzzzz: y\n---\n")
    assert front.mapping
    found = decode(front.mapping, PageFields, zone=BERLIN, name="a page")
    assert [str(it) for it in found.problems] == [
        (
            ":3:1: error: unknown key `zzzzzz`\n    hint: a page has the keys"
            " `title`, `dek`, `slug`, `lang`, `noindex` and `aliases`"
        )
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("title", "`title`: did you mean `headline`?"),
        ("description", "`description`: did you mean `dek`?"),
        (
            "categories",
            "`categories`: did you mean `section`? Topics are `tags`; a story has one section",
        ),
        ("pubDate", "`pubDate`: did you mean `date`?"),
        ("draft", "`draft`: did you mean `status`? Write `status: draft`"),
    ],
)
def test_what_others_call_a_key_is_known(written: str, hint: str) -> None:
    front = read(f"---\n{written}: x\nheadline: x\ndate: 2026-01-01\n---\n".encode())
    assert front.mapping
    found = decode(front.mapping, ArticleFields, zone=BERLIN, name="an article")
    assert [(it.message, it.hint) for it in found.problems] == [(f"unknown key `{written}`", hint)]


def test_all_problems_are_found_at_once_and_what_is_right_is_kept() -> None:
    front = read(b"---\nheadlin: x\ndate: 2023-09\nslug: kept\nimage: {alt: A}\n---\n")
    assert front.mapping
    found = decode(front.mapping, ArticleFields, zone=BERLIN, name="an article")
    assert [str(it) for it in found.problems] == [
        ":2:1: error: unknown key `headlin`\n    hint: `headlin`: did you mean `headline`?",
        ":3:7: error: `date`: `2023-09` has no day\n    hint: write it too: `2023-09-01`",
        ":5:8: error: `image.src` is missing\n    hint: `image` needs `src`",
    ]
    assert found.value is None
    assert found.partial == {"slug": "kept"}


def test_a_missing_key_is_reported_where_the_mapping_begins() -> None:
    front = read(b"---\n\ndek: x\n---\n")
    assert front.mapping
    found = decode(front.mapping, ArticleFields, zone=BERLIN, name="an article")
    hint = "\n    hint: an article needs `headline` and `date`"
    assert [str(it) for it in found.problems] == [
        f":3:1: error: `headline` is missing{hint}",
        f":3:1: error: `date` is missing{hint}",
    ]


def test_places_lead_from_paths_to_values() -> None:
    found = decoded("word: é\npart:\n  name: x\nwords: ['é', b]\nmixed:\n- {name: y}")
    assert found.places == {
        "word": (2, 7),
        "part": (4, 3),
        "part.name": (4, 9),
        "words": (5, 8),
        "words.0": (5, 9),
        "words.1": (5, 14),
        "mixed": (7, 1),
        "mixed.0": (7, 3),
        "mixed.0.name": (7, 10),
    }


def test_the_contract_of_an_article_reads_what_the_design_shows() -> None:
    front = read(
        b"---\nheadline: NO\ndate: 2023-09-10 09:00\ncountries: [NO, RU]\n"
        b"image: {src: a.jpg, alt: b, focus: [0.5, 0.3]}\n---\n"
    )
    assert front.mapping
    assert decode(front.mapping, ArticleFields, zone=BERLIN, name="an article").value == (
        ArticleFields(
            headline="NO",
            date=datetime(2023, 9, 10, 7, tzinfo=UTC),
            countries=("NO", "RU"),
            image=Image(src="a.jpg", alt="b", focus=(0.5, 0.3)),
        )
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("at = 2026-03-01T09:00:00Z", Whole(at=datetime(2026, 3, 1, 9, tzinfo=UTC))),
        ("at = 2026-03-01 09:00:00", Whole(at=datetime(2026, 3, 1, 8, tzinfo=UTC))),
        ("at = 2026-03-01", Whole(at=datetime(2026, 2, 28, 23, tzinfo=UTC))),
        ("day = 2026-03-01", Whole(day=date(2026, 3, 1))),
        ("flag = true", Whole(flag=True)),
        ("share = 2", Whole(share=2.0)),
    ],
)
def test_toml_brings_its_own_types(written: str, meant: Whole) -> None:
    tree = read_toml(written.encode())
    assert decode(tree, Whole, zone=BERLIN, name="a whole").value == meant


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("word = 1", ':1:8: error: `word` must be text, not `1`\n    hint: write `"1"`'),
        ("flag = 1", ":1:8: error: `flag` must be `true` or `false`, not `1`"),
        ("size = true", ":1:8: error: `size` must be a whole number, not `true`"),
        ("size = 1.0", ":1:8: error: `size` must be a whole number, not `1.0`"),
        ("share = true", ":1:9: error: `share` must be a number of at least 0, not `true`"),
        ("share = nan", ":1:9: error: `share` must be a number of at least 0, not `nan`"),
        ("at = 09:00:00", ":1:6: error: `at` must be a date, not `09:00:00`"),
        ("at = 1", ":1:6: error: `at` must be a date, not `1`"),
        ('state = ""', ':1:9: error: `state` must be `closed` or `open`, not `""`'),
    ],
)
def test_toml_types_are_taken_at_their_word(written: str, expected: str) -> None:
    tree = read_toml(written.encode())
    found = decode(tree, Whole, zone=BERLIN, name="a whole")
    assert [expected] == [str(it) for it in found.problems]


SCALARS = st.builds(
    lambda text, plain, at: Scalar(text, None if plain else text, *at),
    st.text() | st.sampled_from(["", "~", "yes", "1", "0.5", "2026-03-01", "2026-03-29 02:30"]),
    st.booleans(),
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
KEYS = st.sampled_from([*ArticleFields.__struct_fields__, "src", "alt", "text", "url", "zzz"])


def mappings(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Mapping]:
    entries = st.dictionaries(KEYS, nodes).map(
        lambda found: tuple((Scalar(key, None, 1, 1), node) for key, node in found.items())
    )
    return st.builds(Mapping, entries, st.just(1), st.just(1))


NODES: st.SearchStrategy[Node] = st.recursive(
    SCALARS,
    lambda nodes: (
        mappings(nodes) | st.builds(Sequence, st.lists(nodes).map(tuple), st.just(1), st.just(1))
    ),
    max_leaves=10,
)


@pytest.mark.parametrize("shape", [ArticleFields, PageFields, AuthorFields, Whole])
@examples(25)
@given(tree=mappings(NODES))
def test_any_tree_gives_a_value_or_problems(shape: type[Struct], tree: Mapping) -> None:
    found = decode(tree, shape, zone=BERLIN, name="it")
    assert (found.value is None) == bool(found.problems)
    assert all(it.message and it.severity == "error" for it in found.problems)


def test_a_type_that_cannot_be_read_is_a_mistake_of_ours() -> None:
    class Odd(Struct, frozen=True):
        raw: bytes

    with pytest.raises(TypeError, match="no way to read"):
        decode(Mapping((), 1, 1), Odd, zone=BERLIN, name="odd")
