from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.content import frontmatter_yaml
from sitegen.content.frontmatter import LARGEST, FrontMatter, read
from sitegen.content.frontmatter_yaml import DEEPEST
from sitegen.strict.nodes import Mapping, Node, Scalar, Sequence


def written(front_matter: str) -> FrontMatter:
    """Read YAML that begins in line 2, with a body."""
    return read(f"---\n{front_matter}\n---\nBody\n".encode())


def problem(raw: bytes) -> str:
    found = read(raw)
    assert found.mapping is None
    assert len(found.problems) == 1, found.problems
    return str(found.problems[0])


def plain(node: Node | None) -> Any:
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text
        case _:
            return None


# Fences and bodies --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "body", "line"),
    [
        (b"---\na: b\n---\nBody\n", "Body\n", 4),
        (b"---\na: b\n---\n\n  indented\n\n", "\n  indented\n\n", 4),
        (b"---\na: b\n---\n    code\n---\nrule\n", "    code\n---\nrule\n", 4),
        (b"---\r\na: b\r\n---\r\nOne\r\nTwo", "One\nTwo", 4),
        (b"\xef\xbb\xbf---\na: b\n---\nBody", "Body", 4),
        (b"--- \t\na: b\n\n--- \nBody", "Body", 5),
        (b"---\na: b\n---", "", 4),
        (b"---\na: b\n---\n", "", 4),
        ("---\na: b\n---\nein\u2028s\x85\u202e".encode(), "ein\u2028s\x85\u202e", 4),
        (b"---\na: b\n---\nTitle\n=======\n", "Title\n=======\n", 4),
        (b"---\na: b\n---\n{1}", "{1}", 4),
    ],
)
def test_the_body_is_what_follows_the_fence(raw: bytes, body: str, line: int) -> None:
    found = read(raw)
    assert (body, line, ()) == (found.body, found.body_line, found.problems)
    assert plain(found.mapping) == {"a": "b"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            b"",
            (
                ":1:1: error: the file is empty\n"
                "    hint: begin with a line `---`, the keys, and a second line `---`"
            ),
        ),
        (
            b" \n\n",
            (
                ":1:1: error: the file is empty\n"
                "    hint: begin with a line `---`, the keys, and a second line `---`"
            ),
        ),
        (
            b"Only text\n",
            (
                ":1:1: error: there is no front matter\n"
                "    hint: begin with a line `---`, the keys, and a second line `---`"
            ),
        ),
        (
            b"\n\n---\na: b\n---\n",
            (
                ":3:1: error: the front matter must begin in the first line\n"
                "    hint: delete the spaces and empty lines above it"
            ),
        ),
        (
            b" ---\na: b\n---\n",
            (
                ":1:2: error: the front matter must begin in the first line\n"
                "    hint: delete the spaces and empty lines above it"
            ),
        ),
        (
            b"----\na: b\n---\n",
            (
                ":1:1: error: `----` does not open a front matter\n"
                "    hint: write exactly three hyphens: `---`"
            ),
        ),
        (
            "—-\na: b\n---\n".encode(),
            (
                ":1:1: error: `—-` does not open a front matter\n"
                "    hint: write exactly three hyphens: `---`"
            ),
        ),
        (
            b"---  a: b\n---\n",
            (
                ":1:6: error: there is text behind the opening `---`\n"
                "    hint: put the text on a line of its own"
            ),
        ),
        (
            b"---\na: b\n--- Body\n",
            (
                ":3:5: error: there is text behind the closing `---`\n"
                "    hint: put the text on a line of its own"
            ),
        ),
        (
            b"---\na: b\nBody\n",
            ":1:1: error: the front matter is never closed\n    hint: end it with a line `---`",
        ),
        (
            b"---\na: b\n ---\nBody\n",
            (
                ":1:1: error: the front matter is never closed\n"
                "    hint: end it with a line `---`; line 3 is not exactly that"
            ),
        ),
        (
            b"---",
            ":1:1: error: the front matter is never closed\n    hint: end it with a line `---`",
        ),
        (b"---\n---\nBody", ":1:1: error: the front matter is empty\n    hint: write `key: value`"),
        (
            b"---\n# c\n---\n",
            ":1:1: error: the front matter is empty\n    hint: write `key: value`",
        ),
        (
            b"---\n- a\n---\n",
            ":2:1: error: the front matter must be lines of `key: value`, not a list",
        ),
        (
            b"---\n\na\n---\n",
            ":3:1: error: the front matter must be lines of `key: value`, not text",
        ),
        (
            b"---\na: b\n...\nc: d\n---\n",
            ":3:1: error: `...` ends YAML before the front matter does\n    hint: delete the line",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
            (
                ":1:1: error: this is a pointer of Git LFS, not the file itself\n"
                "    hint: run `git lfs pull`, or take the file out of Git LFS"
            ),
        ),
        (
            b"---\na: " + b"x" * LARGEST + b"\n---\n",
            (
                ":1:1: error: the front matter is larger than 64 KiB\n"
                "    hint: is the closing `---` missing?"
            ),
        ),
    ],
)
def test_fences_are_strict(raw: bytes, expected: str) -> None:
    assert expected == problem(raw)


# Characters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            b"---\na: b\n---\n\xc3\xa9\xc3\xa9 \xe9\n",
            ":4:4: error: the byte 0xE9 is not UTF-8\n    hint: save the file as UTF-8",
        ),
        (
            b"---\r\na: b\r\n\xff",
            ":3:1: error: the byte 0xFF is not UTF-8\n    hint: save the file as UTF-8",
        ),
        (
            "---\na: b\n---\n".encode("utf-16"),
            ":1:1: error: the file is in UTF-16\n    hint: save it as UTF-8",
        ),
        (
            b"---\na: b\n---\nBo\x00dy",
            ":4:3: error: the control character U+0000 is not allowed\n    hint: delete it",
        ),
        (
            b"---\r\na: \x1bb\r\n---\r\n",
            ":2:4: error: the control character U+001B is not allowed\n    hint: delete it",
        ),
        (
            "---\na: it\u0092s\n---\n".encode(),
            ":2:6: error: the control character U+0092 is not allowed\n    hint: delete it",
        ),
        (
            b"---\na: b\n---\nOne\rTwo",
            (
                ":4:4: error: a carriage return without a line feed\n"
                "    hint: save the file with the line ends of Unix (LF) or Windows (CRLF)"
            ),
        ),
        (
            "---\na: éé\u202eb\n---\n".encode(),
            (
                ":2:6: error: the hidden character U+202E is not allowed in front matter\n"
                "    hint: type the text again without it"
            ),
        ),
        (
            "---\na: b\nc: d\u2028e\n---\n".encode(),
            (
                ":3:5: error: the hidden character U+2028 is not allowed in front matter\n"
                "    hint: type the text again without it"
            ),
        ),
        (
            "---\na: b\u0085\n---\n".encode(),
            (
                ":2:5: error: the hidden character U+0085 is not allowed in front matter\n"
                "    hint: type the text again without it"
            ),
        ),
        (
            "---\na: \ufeffb\n---\n".encode(),
            (
                ":2:4: error: the hidden character U+FEFF is not allowed in front matter\n"
                "    hint: type the text again without it"
            ),
        ),
        (
            b"---\na:\n\tb: c\n---\n",
            ":3:1: error: a tab indents this line\n    hint: use two spaces",
        ),
        (
            b"---\na:\n  \tb: c\n---\n",
            ":3:3: error: a tab indents this line\n    hint: use two spaces",
        ),
    ],
)
def test_characters_that_hide_or_break_are_refused(raw: bytes, expected: str) -> None:
    assert expected == problem(raw)


CONFLICT = (
    "a merge conflict is not resolved\n    hint: keep one of the two versions and delete"
    " the lines of `<<<<<<<`, `=======`, `>>>>>>>`"
)


@pytest.mark.parametrize(
    ("raw", "line", "readable"),
    [
        (b"---\na: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n---\nBody", 3, False),
        (b"<<<<<<< HEAD\n---\na: b\n---\n=======\n---\na: c\n---\n>>>>>>> x\n", 1, False),
        (b"---\na: b\n---\nx\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> x\n", 5, True),
        (b"---\na: b\n---\ny\n=======\nz\n>>>>>>> x\n", 7, True),
    ],
)
def test_a_merge_conflict_is_one_problem_at_its_first_line(
    raw: bytes, line: int, readable: bool
) -> None:
    found = read(raw)
    assert [f":{line}:1: error: {CONFLICT}"] == [str(it) for it in found.problems]
    assert readable == (found.mapping is not None)
    if readable:  # a rule below a line would make it a heading, which is wrong for other reasons
        assert not any(it in found.body for it in ("<<<<<<<", "=======", ">>>>>>>"))


# YAML ---------------------------------------------------------------------------------------


def test_no_value_has_a_type_yet() -> None:
    found = written("a: NO\nb: [1984, 12:30, ~, yes]\nc: 'x'\nd: 2026-03-01\n<b>: =")
    assert found.mapping
    assert plain(found.mapping) == {
        "a": "NO",
        "b": ["1984", "12:30", "~", "yes"],
        "c": "x",
        "d": "2026-03-01",
        "<b>": "=",
    }
    values = {key.text: value for key, value in found.mapping.entries}
    assert values["a"] == Scalar("NO", None, 2, 4)
    assert values["c"] == Scalar("x", "x", 4, 4)


def test_columns_count_characters() -> None:
    found = written("é🌍: {ключ: «x», b: y}")
    assert found.mapping
    [(key, inner)] = found.mapping.entries
    assert isinstance(inner, Mapping)
    assert (key.line, key.column, inner.line, inner.column) == (2, 1, 2, 5)
    assert [(it.column, value.column) for it, value in inner.entries] == [(6, 12), (17, 20)]


def quotes(line: str) -> str:
    return f"    hint: put the value in quotes: `{line}`"


COLUMN = "    hint: let the keys of one group begin in the same column"
CLOSE = "    hint: end the value with the same quote"
BACKSLASH = "    hint: write a backslash twice, or put the value in single quotes"


@pytest.mark.parametrize(
    ("yaml_text", "expected"),
    [
        (
            "headline: A: B",
            ":2:12: error: a colon and a space in a value that is not in quotes\n"
            + quotes('headline: "A: B"'),
        ),
        (
            "a: b\n- c",
            ":3:1: error: this line is indented differently from those above it\n" + COLUMN,
        ),
        (
            "a:\n- dek: x: y",
            ":3:9: error: a colon and a space in a value that is not in quotes\n"
            + quotes('- dek: "x: y"'),
        ),
        (
            'a: b: "c"',
            ":2:5: error: a colon and a space in a value that is not in quotes\n"
            + quotes("a: 'b: \"c\"'"),
        ),
        (
            'a: b: "c\'s"',
            ":2:5: error: a colon and a space in a value that is not in quotes\n"
            + quotes("a: 'b: \"c''s\"'"),
        ),
        ('headline: "abc\ndate: 1', ":2:11: error: this quote is never closed\n" + CLOSE),
        ('headline: "abc\ndek: "x"', ":2:11: error: this quote is never closed\n" + CLOSE),
        ("tags: [a, 'b]", ":2:11: error: this quote is never closed\n" + CLOSE),
        (
            "headline: 'It's fine'",
            ":2:15: error: there is text behind the end of the value\n"
            + quotes('headline: "It\'s fine"'),
        ),
        (
            'headline: "A" and B',
            ":2:15: error: there is text behind the end of the value\n"
            + quotes("headline: '\"A\" and B'"),
        ),
        (
            "headline: [Breaking] News",
            ":2:22: error: there is text behind the end of the value\n"
            + quotes('headline: "[Breaking] News"'),
        ),
        (
            'dek: "two\n  lines"\nheadline: [x] "y"',
            ":4:15: error: there is text behind the end of the value\n"
            + quotes("headline: '[x] \"y\"'"),
        ),
        (
            "tags: [a,, b]",
            (
                ":2:10: error: an entry or a closing bracket is missing\n"
                "    hint: write one value between two commas"
            ),
        ),
        (
            "headline: @x",
            ":2:11: error: a value cannot begin with `@` unless it is in quotes\n"
            + quotes('headline: "@x"'),
        ),
        (
            "headline: %x",
            ":2:11: error: a value cannot begin with `%` unless it is in quotes\n"
            + quotes('headline: "%x"'),
        ),
        (
            "headline: *x* y",
            ":2:11: error: a value cannot begin with `*` unless it is in quotes\n"
            + quotes('headline: "*x* y"'),
        ),
        (
            "headline: > x",
            ":2:11: error: a value cannot begin with `>` unless it is in quotes\n"
            + quotes('headline: "> x"'),
        ),
        (
            "headline: - x",
            ":2:11: error: a value cannot begin with `-` unless it is in quotes\n"
            + quotes('headline: "- x"'),
        ),
        (
            "tags: [a, b\ndate: 1",
            (
                ":2:7: error: this `[` is not closed properly\n"
                "    hint: end it with `]`, and separate its entries with commas"
            ),
        ),
        (
            "image: {src: b",
            (
                ":2:8: error: this `{` is not closed properly\n"
                "    hint: end it with `}`, and separate its entries with commas"
            ),
        ),
        (
            "a: 1\nprose here\nb: c",
            (
                ":3:1: error: `prose here` has no `key:` before it\n"
                "    hint: write `key: value`, or the closing `---` above it; if it belongs to the"
                " line above, write it there: a value is one line"
            ),
        ),
        (
            "a:\nprose here\nb: c",
            (
                ":3:1: error: `prose here` has no `key:` before it\n"
                "    hint: write `key: value`, or the closing `---` above it"
            ),
        ),
        (
            "a: b\nc = d",
            ":3:1: error: behind a key stands a colon, and no `=`\n    hint: write `c: d`",
        ),
        ("a:\n- b\n-c", ":4:1: error: there is no space behind the dash\n    hint: write `- c`"),
        (
            "a: [b,\n  #c, d]\ne: f",
            (
                ":3:3: error: `#c` and what follows is taken for a comment\n"
                '    hint: leave out the `#`, or write `"#c"`'
            ),
        ),
        ('a: "b";', ":2:7: error: `;` stands behind the end of the value\n    hint: delete it"),
        ("a: b\nc:d", ":3:3: error: there is no space behind the colon\n    hint: write `c: d`"),
        ("a:b\nc: d", ":2:3: error: there is no space behind the colon\n    hint: write `a: b`"),
        (
            "a: 1\n  b: 2",
            ":3:3: error: this key is indented below a key that has a value already\n" + COLUMN,
        ),
        (
            "a:\n  - x\n - y",
            ":4:2: error: this line is indented differently from those above it\n" + COLUMN,
        ),
        (
            'a: "\\q"',
            (
                ":2:5: error: a backslash in double quotes begins an escape, and this is"
                f" none\n{BACKSLASH}"
            ),
        ),
        (
            "a: ? b",
            ":2:4: error: this is not YAML: mapping keys are not allowed in this context\n"
            + quotes('a: "? b"'),
        ),
        ("a: " + "[" * 30, ":2:23: error: the front matter is nested deeper than 20 levels"),
    ],
)
def test_what_yaml_cannot_read_is_explained_where_the_mistake_is(
    yaml_text: str, expected: str
) -> None:
    found = written(yaml_text)
    assert [expected] == [str(it) for it in found.problems]
    assert found.mapping is None
    assert found.body == "Body\n"


@pytest.mark.parametrize(
    ("yaml_text", "expected"),
    [
        ("a: &x y", ":2:4: error: `&x` is an anchor, which is not allowed\n" + quotes('a: "&x y"')),
        ("a: *x", ":2:4: error: `*x` is an alias, which is not allowed\n" + quotes('a: "*x"')),
        ("a: !x y", ":2:4: error: `!x` is a tag, which is not allowed\n" + quotes('a: "!x y"')),
        (
            "a: !!python/object:os.system [x]",
            ":2:4: error: `!!python/object:os.system` is a tag, which is not allowed\n"
            + quotes('a: "!!python/object:os.system [x]"'),
        ),
        (
            "a: b\n<<: {c: d}",
            ":3:1: error: `<<` merges mappings, which is not allowed\n    hint: write the keys out",
        ),
        (
            "a: b\na: c",
            ":3:1: error: `a` is there already, in line 2\n    hint: delete one of the two",
        ),
        (
            "a: b\n'a': c",
            ":3:1: error: `a` is there already, in line 2\n    hint: delete one of the two",
        ),
        (
            "a: b\nc: [{d: 1,\n  d: 2}]",
            ":4:3: error: `d` is there already, in line 3\n    hint: delete one of the two",
        ),
        ("a: b\n? [c]\n: d", ":3:3: error: a key must be text"),
    ],
)
def test_what_no_story_needs_is_refused_and_the_rest_is_kept(yaml_text: str, expected: str) -> None:
    found = written(yaml_text)
    assert [expected] == [str(it) for it in found.problems]
    assert found.mapping
    assert found.mapping.entries[0][0].text == "a"


def test_aliases_are_never_expanded() -> None:
    bomb = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    found = written(f"a0: &a0 x\n{bomb}")
    assert len(found.problems) == 40 + 39 * 9


@pytest.mark.parametrize(
    ("yaml_text", "expected"),
    [
        (
            "a: We are #1 again",
            (
                ":2:11: warning: `#1` and what follows is taken for a comment\n"
                "    hint: put the whole value in quotes,"
                " or a space behind the `#`"
            ),
        ),
        (
            "a: #MeToo",
            (
                ":2:4: warning: `#MeToo` and what follows is taken for a comment\n"
                "    hint: put the whole value in quotes, or a space behind the `#`"
            ),
        ),
    ],
)
def test_a_comment_that_looks_like_text_is_warned_about(yaml_text: str, expected: str) -> None:
    found = written(yaml_text)
    assert [expected] == [str(it) for it in found.problems]
    assert found.mapping


@pytest.mark.parametrize("yaml_text", ["a: x # note", "a: 'x' #1", "a: '#1'", "a: x#1", "a: x ##"])
def test_other_comments_are_not(yaml_text: str) -> None:
    assert written(yaml_text).problems == ()


def test_nesting_is_allowed_up_to_the_limit() -> None:
    inside = DEEPEST - 1
    assert written(f"a: {'[' * inside}{']' * inside}").problems == ()


MISTAKES = [
    "a: b: c",
    'a: "b',
    "a: @x",
    "a: [b] c",
    "a: [b,, c]",
    "a: [b, ",
    "a: [b",
    "a: 1\nb\n",
    "a: 1\n  b: 2",
    'a: "\\q"',
    "a: *b* c",
    "a: - b",
    "a: &x {a: 1, a: 2}",
]


@pytest.mark.parametrize("yaml_text", MISTAKES)
def test_without_libyaml_the_messages_are_the_same(
    yaml_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = written(yaml_text)
    monkeypatch.setattr(frontmatter_yaml, "LOADER", yaml.BaseLoader)
    found = written(yaml_text)
    assert [(it.line, it.message, it.hint) for it in expected.problems] == [
        (it.line, it.message, it.hint) for it in found.problems
    ]
    assert expected.mapping == found.mapping


# Anything at all ----------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "a",
        "b",
        ": ",
        ":",
        "- ",
        "\n",
        "\n  ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        '"',
        "'",
        "#",
        " #x",
        "&x ",
        "*x",
        "!t ",
        "|",
        ">",
        "?",
        "@",
        "%",
        "`",
        "\\",
        "\t",
        "---",
        "...",
        "<<",
        "\r\n",
        "é",
        "\x85",
    ]
)


def holds_together(raw: bytes) -> None:
    found = read(raw)
    errors = [it for it in found.problems if it.severity == "error"]
    assert found.mapping is not None or errors
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    for it in found.problems:
        assert 1 <= it.line <= len(lines)
        assert 1 <= it.column <= len(lines[it.line - 1]) + 1
        assert it.message
    if found.mapping and "\ufeff" not in lines[0]:
        assert found.body == "\n".join(lines[found.body_line - 1 :])


@given(st.binary())
@example(b"---\n\xef\xbb\xbf\n---\n")
def test_any_bytes_give_a_front_matter_or_problems(raw: bytes) -> None:
    holds_together(raw)


@given(st.lists(PIECES).map("".join))
def test_any_yaml_gives_a_front_matter_or_problems(text: str) -> None:
    holds_together(f"---\n{text}\n---\nBody\n".encode())


@given(st.text())
def test_any_text_gives_a_front_matter_or_problems(text: str) -> None:
    holds_together(f"---\nheadline: {text}\n---\n".encode("utf-8", "surrogatepass"))
