import tomllib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Config, read_config
from sitegen.errors import ConfigError, SiteError
from sitegen.picture_settings import LeadUse
from sitegen.settings import Section, Settings
from sitegen.strict.nodes import Mapping, Node, Scalar, Sequence
from sitegen.strict.toml import read_toml
from tests.newsroom import SITE, Newsroom, article

Make = Callable[..., Newsroom]
PATH = "content/site.toml"
LEAST = 'title = "The Meridian"\nbase_url = "https://meridian.example"\n'


def config(toml: str, base: str = LEAST) -> Config:
    return read_config((base + toml).encode(), PATH)


def problems(raw: bytes | None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_config(raw, PATH)
    return [str(it) for it in caught.value.problems]


def test_two_lines_are_a_configuration() -> None:
    found = config("")
    assert {name: getattr(found, name) for name in Settings.__struct_fields__} == {
        name: getattr(Settings(title="The Meridian", base_url="https://meridian.example/"), name)
        for name in Settings.__struct_fields__
    }
    assert found.permalink == "/{year}/{month}/{slug}/"
    assert found.pictures.lead == LeadUse(widths=(720, 1136, 1600), fallback=(1136,))
    assert found.zone.key == "UTC"


def test_every_key_is_read() -> None:
    found = config("""
description = "d"
language = "pt-BR"
timezone = "America/Sao_Paulo"
permalink = "/{section}/{year}/{month}/{day}/{slug}/"
page_size = 500
slugs = "unicode"
logo = "logo.svg"
front.lead = "a-story"
search = { enabled = false }
[[sections]]
id = "asia"
name = "Asia"
[[sections]]
id = "middle-east"
name = "Middle East"
description = "x"
[feeds]
formats = ["rss"]
of = []
items = 5
[pictures]
formats = ["jpeg"]
max_megapixels = 50
drawn_cards = true
[pictures.lead]
widths = [800]
[policy]
uncredited = "warning"
first_year = 1605
html = "trust"
[publisher]
name = "n"
url = "https://meridian.example/about/"
logo = "l.png"
[publisher.policies]
ethicsPolicy = "/ethics/"
[preview]
editor = "idea://open?file={path}&line={line}"
""")
    assert found.sections == (
        Section(id="asia", name="Asia"),
        Section(id="middle-east", name="Middle East", description="x"),
    )
    assert (found.slugs, found.page_size, found.front.lead) == ("unicode", 500, "a-story")
    assert (found.search.enabled, found.feeds.formats, found.feeds.of) == (False, ("rss",), ())
    assert (found.pictures.lead.widths, found.pictures.drawn_cards) == ((800,), True)
    assert (found.policy.uncredited, found.policy.html) == ("warning", "trust")
    assert found.policy.first_year == 1605
    assert found.publisher.policies == {"ethicsPolicy": "/ethics/"}
    assert found.zone.key == "America/Sao_Paulo"


@pytest.mark.parametrize(
    ("written", "base_url", "base_path"),
    [
        ("https://Meridian.example", "https://meridian.example/", "/"),
        ("https://meridian.example/", "https://meridian.example/", "/"),
        ("http://localhost:8000/a/b", "http://localhost:8000/a/b/", "/a/b/"),
        ("https://xn--e1afmkfd.example//", "https://xn--e1afmkfd.example/", "/"),
        ("http://[::1]:80/", "http://[::1]:80/", "/"),
    ],
)
def test_the_base_address_ends_with_a_slash(written: str, base_url: str, base_path: str) -> None:
    found = config("", f'title = "x"\nbase_url = "{written}"')
    assert (base_url, base_path) == (found.base_url, found.base_path)


def test_a_missing_file_is_a_problem_that_shows_how_to_begin() -> None:
    assert problems(None) == [
        (
            "content/site.toml:1:1: error: `content/site.toml` is missing\n"
            '    hint: create it with `title = "The Meridian"`'
            ' and `base_url = "https://meridian.example/"`'
        )
    ]


def test_all_problems_are_found_at_once() -> None:
    raw = """\
titel = "x"
base_url = "meridian.example"
page_size = "20"
timezone = "Europe/Berlinn"
[[sections]]
id = "Asia"
name = ""
[pictures.lead]
widths = [
  480,  # ]
  "x",
]
[publisher]
url = "x"
"""
    assert problems(raw.encode()) == [
        (
            "content/site.toml:1:1: error: unknown key `titel`\n"
            "    hint: `titel`: did you mean `title`?"
        ),
        (
            "content/site.toml:2:12: error: `base_url` must be an absolute address,"
            " not `meridian.example`\n    hint: write an address such as `https://meridian.example/`"
        ),
        (
            "content/site.toml:3:13: error: `page_size` must be a whole number from 1 to 500,"
            ' not `"20"`\n    hint: write `20` without quotes'
        ),
        (
            "content/site.toml:4:12: error: `timezone` is no time zone: `Europe/Berlinn`\n"
            "    hint: `Europe/Berlinn`: did you mean `Europe/Berlin`?"
        ),
        (
            "content/site.toml:6:6: error: `sections.id` must be lower-case letters and digits,"
            ' joined by hyphens, not `"Asia"`\n    hint: write `asia`'
        ),
        "content/site.toml:7:8: error: `sections.name` is empty",
        (
            "content/site.toml:11:3: error: an entry of `pictures.lead.widths` must be"
            ' a whole number from 16 to 8192, not `"x"`'
        ),
        (
            "content/site.toml:14:7: error: `publisher.url` must be an address"
            ' such as `https://a.example/`, not `"x"`'
        ),
    ]


ADDRESS = "write an address such as `https://meridian.example/`"
PERMALINK = "write for example `/{year}/{month}/{slug}/`"
NAMES = "write `year`, `month`, `day`, `section` or `slug` in the braces"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "base_url = 'ftp://a.example/'",
            "`base_url` must be an absolute address, not `ftp://a.example/`",
            ADDRESS,
        ),
        (
            "base_url = 'https:///x'",
            "`base_url` must be an absolute address, not `https:///x`",
            ADDRESS,
        ),
        (
            "base_url = 'https://a.example/?x'",
            "`base_url` must hold nothing but a host and a path",
            ADDRESS,
        ),
        (
            "base_url = 'https://a.example/#'",
            "`base_url` must hold nothing but a host and a path",
            ADDRESS,
        ),
        (
            "base_url = 'https://me@a.example/'",
            "`base_url` must hold nothing but a host and a path",
            ADDRESS,
        ),
        (
            "base_url = 'https://a.example:x/'",
            "`base_url` is no address: `https://a.example:x/`",
            ADDRESS,
        ),
        ("base_url = 'https://[a/'", "`base_url` is no address: `https://[a/`", ADDRESS),
        (
            "base_url = 'https://é.example/'",
            "`base_url` has no valid host: `é.example`",
            "write a name in another script as punycode (`xn--…`)",
        ),
        (
            "base_url = 'https://a.example/x y/'",
            "`base_url` has a path that does not stay as it is: `/x y/`",
            ADDRESS,
        ),
        (
            "base_url = 'https://a.example/../'",
            "`base_url` has a path that does not stay as it is: `/../`",
            ADDRESS,
        ),
        (
            "base_url = 'https://a.example/x//y'",
            "`base_url` has a path that does not stay as it is: `/x//y`",
            ADDRESS,
        ),
        (
            "timezone = 'Nowhere/Qqqq'",
            "`timezone` is no time zone: `Nowhere/Qqqq`",
            "write a name such as `Europe/Berlin`",
        ),
        (
            "timezone = 'Rome'",
            "`timezone` is no time zone: `Rome`",
            "`Rome`: did you mean `Europe/Rome`?",
        ),
        (
            "timezone = '../UTC'",
            "`timezone` is no time zone: `../UTC`",
            "`../UTC`: did you mean `UTC`?",
        ),
        (
            "timezone = 'localtime'",
            "`timezone` is no time zone: `localtime`",
            "write a name such as `Europe/Berlin`",
        ),
        (
            "language = 'xyzzy plugh'",
            "`language` is no language tag: `xyzzy plugh`",
            "write a tag such as `en` or `pt-BR`",
        ),
        ("language = 'en_GB'", "`language` is no language tag: `en_GB`", "write `en-GB`"),
        (
            "language = 'English'",
            "`language` is no language tag: `English`",
            "write `en`",
        ),
        (
            "permalink = '/{yaer}/{slug}/'",
            "`permalink` has an unknown placeholder, `{yaer}`",
            "`yaer`: did you mean `year`?",
        ),
        ("permalink = '/{}/{slug}/'", "`permalink` has an unknown placeholder, `{}`", NAMES),
        (
            "permalink = '/{slug:>9}/'",
            "`permalink` has an unknown placeholder, `{slug:>9}`",
            "`slug:>9`: did you mean `slug`?",
        ),
        ("permalink = '/{slug/'", "`permalink` has a brace without its partner", NAMES),
        ("permalink = '/{year}/'", "`permalink` must hold `{slug}`", PERMALINK),
        ("permalink = '{slug}/'", "`permalink` must begin and end with `/`", PERMALINK),
        ("permalink = '/{slug}'", "`permalink` must begin and end with `/`", PERMALINK),
        (
            "permalink = '//{slug}/'",
            "`permalink` may hold letters, digits, `-`, `_`, `.` and `~` between its slashes",
            PERMALINK,
        ),
        (
            "permalink = '/../{slug}/'",
            "`permalink` may hold letters, digits, `-`, `_`, `.` and `~` between its slashes",
            PERMALINK,
        ),
        (
            "preview.editor = 'x://{file}'",
            "`preview.editor` has an unknown placeholder, `{file}`",
            "write `path`, `line` or `column` in the braces",
        ),
        ("slugs = 'utf8'", '`slugs` must be `ascii` or `unicode`, not `"utf8"`', ""),
        ("page_size = 0", "`page_size` must be a whole number from 1 to 500, not `0`", ""),
        (
            "feeds.items = true",
            "`feeds.items` must be a whole number from 1 to 500, not `true`",
            "",
        ),
        ("feeds.formats = 'rss'", '`feeds.formats` must be a list, not `"rss"`', 'write `["rss"]`'),
        ("pictures.card.widths = []", "`pictures.card.widths` is empty", ""),
        (
            "search = true",
            "`search` must be a mapping, not `true`",
            "write its keys instead: `enabled`",
        ),
        (
            "[sections]\nid = 'a'",
            "`sections` must be a list, not a mapping",
            "write a list, even of one entry",
        ),
        ("[pictures.leed]\nwidths = [480]", "unknown key `leed`", "`leed`: did you mean `lead`?"),
        (
            '[feeds]\nlanguage = "de"',
            "unknown key `language`",
            "it is a key of the whole file: write it above the first line in brackets",
        ),
        (
            '[[sections]]\nid = "a"\nname = "A"\ntitle = "A"',
            "unknown key `title`",
            "`title`: did you mean `name`?",
        ),
    ],
)
def test_a_value_that_cannot_work_is_refused(line: str, message: str, hint: str) -> None:
    key = line.partition(" ")[0]
    base = "\n".join(it for it in LEAST.splitlines() if not it.startswith(f"{key} "))
    found = problems(f"{base}\n{line}\n".encode())
    assert len(found) == 1
    expected = f"{message}\n    hint: {hint}" if hint else message
    assert expected == found[0].partition("error: ")[2]


def test_all_that_share_an_id_are_told_of_the_first() -> None:
    raw = LEAST + "\n".join(["", *["[[sections]]\nid = 'a'\nname = 'A'"] * 3])
    first = raw[: raw.index("id = 'a'")].count("\n") + 1
    found = problems(raw.encode())
    assert len(found) == 2
    assert all(f"the section `a` is there already, in line {first}\n" in it for it in found)


def test_two_sections_cannot_share_an_id() -> None:
    raw = LEAST + "sections = [{id = 'a', name = 'A'}, {id = 'a', name = 'B'}]"
    assert problems(raw.encode()) == [
        (
            "content/site.toml:3:43: error: the section `a` is there already, in line 3\n"
            "    hint: give one of the two another id"
        )
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            b"title = The Meridian\n",
            "1:9: error: this is no value of TOML\n    hint: put text in quotes",
        ),
        (
            b'title = "x" y\n',
            "1:13: error: there is text behind the end of the value\n    hint: put text in quotes",
        ),
        (
            b'title = "a"\r\n\r\ntitle\r\n',
            "3:6: error: there is no `=` behind the key\n    hint: write `key = value`",
        ),
        (b"a = 1\n\na = 2\n", "3:6: error: this is there already\n    hint: delete one of the two"),
        (
            b"[a]\n[a]\n",
            (
                "2:3: error: `[a]` is there already\n    hint: if there may be several, write"
                " `[[a]]` each time; if not, make one of the two"
            ),
        ),
        (
            b'title: "x"\n',
            "1:6: error: behind a key stands `=`, and no colon\n    hint: write `title = …`",
        ),
        (
            b"search = { enabled = False }\n",
            "1:22: error: `False` is no value of TOML\n    hint: write `false`",
        ),
        (
            b"views = { show = yes }\n",
            "1:18: error: `yes` is no value of TOML\n    hint: write `true`",
        ),
        (
            "title = “x”\n".encode(),
            (
                "1:9: error: these are quotation marks of a text, and none of TOML\n"
                '    hint: write straight ones: `"…"`'
            ),
        ),
        (
            b'title = "x",  # so\n',
            "1:12: error: `,` stands behind the end of the value\n    hint: delete it",
        ),
        (
            b'[front]\npicks = [\n  "a"\n  "b"\n]\n',
            (
                "4:3: error: a comma is missing between two entries of the list\n"
                '    hint: write `["one", "two"]`'
            ),
        ),
        (
            b'[gone]\n/2024/05/x/ = "why"\n',
            '2:1: error: a key like this stands in quotes\n    hint: write `"/2024/05/x/" = …`',
        ),
        (
            b'logo = "images\\logo.svg"\n',
            (
                "1:17: error: a backslash in double quotes begins an escape, and this is none\n"
                "    hint: write `/` in a path, or two backslashes"
            ),
        ),
        (
            b'a = "x\n',
            "1:7: error: this quote is never closed\n    hint: end the value with the same quote",
        ),
        (
            b"a = [1\n\n",
            "1:7: error: this list is never closed\n    hint: end it with `]`",
        ),
        (b'a = "\xe9"', "1:6: error: the byte 0xE9 is not UTF-8\n    hint: save the file as UTF-8"),
        (b"a = " + b"[" * 9999, "1:1: error: this is too large a value for TOML"),
        (b"a = " + b"1" * 9999, "1:1: error: this is too large a value for TOML"),
    ],
)
def test_what_is_not_toml_is_refused_at_its_place(raw: bytes, expected: str) -> None:
    assert problems(raw) == [f"{PATH}:{expected}"]


def test_a_later_stage_can_point_at_a_key() -> None:
    found = config('[front]\nlead = "x"\n')
    expected = "content/site.toml:4:8: error: no such story\n    hint: look"
    assert expected == str(found.problem("front.lead", "no such story", "look"))
    assert str(found.problem("logo", "none")) == "content/site.toml:1:1: error: none"


# Places -------------------------------------------------------------------------------------

TRICKY = '''\
# a = 1
a . "b.c" = """
x = 1
[y]
""""  # the last quote belongs to the text
'd e' = [ 1, # ]
  { f = 2026-03-01 09:00:00, "g" = '}' },
  [ "]" ],
]
[t.u]
v = \'\'\'
'\'\'\'
[[t.w]]
x = 1
[[t.w]]
[t.w.y]
z.zz = "\\""
[[t.w.n]]
x = inf
'''


def found_places(node: Node, path: str = "") -> dict[str, tuple[int, int]]:
    found = {path: (node.line, node.column)} if path else {}
    children: list[tuple[str, Node]] = []
    if isinstance(node, Mapping):
        children = [(str(key.text), value) for key, value in node.entries]
    elif isinstance(node, Sequence):
        children = [(str(at), item) for at, item in enumerate(node.items)]
    for key, child in children:
        found |= found_places(child, f"{path}/{key}")
    return found


def test_places_survive_all_that_toml_can_do() -> None:
    assert found_places(read_toml(TRICKY.encode())) == {
        "/a": (2, 1),
        "/a/b.c": (2, 13),
        "/d e": (6, 9),
        "/d e/0": (6, 11),
        "/d e/1": (7, 3),
        "/d e/1/f": (7, 9),
        "/d e/1/g": (7, 36),
        "/d e/2": (8, 3),
        "/d e/2/0": (8, 5),
        "/t": (10, 2),
        "/t/u": (10, 4),
        "/t/u/v": (11, 5),
        "/t/w": (13, 5),
        "/t/w/0": (13, 5),
        "/t/w/0/x": (14, 5),
        "/t/w/1": (15, 5),
        "/t/w/1/y": (16, 6),
        "/t/w/1/y/z": (17, 1),
        "/t/w/1/y/z/zz": (17, 8),
        "/t/w/1/n": (18, 7),
        "/t/w/1/n/0": (18, 7),
        "/t/w/1/n/0/x": (19, 5),
    }


def typed(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key.text: typed(value) for key, value in node.entries}
    return [typed(item) for item in node.items] if isinstance(node, Sequence) else node.value


def test_the_tree_holds_what_tomllib_read() -> None:
    assert typed(read_toml(TRICKY.encode())) == tomllib.loads(TRICKY)


PIECES = st.sampled_from(
    [
        "a",
        "b",
        '"c"',
        "'d'",
        ".",
        " = ",
        "=",
        "\n",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        ", ",
        "# x\n",
        "1",
        "1.5",
        "true",
        '"x"',
        "'y'",
        '"""',
        "'''",
        "2026-03-01",
        " 09:00:00",
        "\\",
        "a = 1\n",
        "[a]\n",
        "[[b]]\n",
        "a.b = {c = [1, 'x']}\n",
        '"',
        "'",
    ]
)


@given(st.lists(PIECES).map("".join) | st.text())
def test_any_text_is_a_tree_or_a_problem(text: str) -> None:
    with suppress(SiteError):
        tree = read_toml(text.encode("utf-8", "surrogatepass"))
        assert typed(tree) == tomllib.loads(text.replace("\r\n", "\n").removeprefix("\ufeff"))


@given(st.binary())
def test_any_bytes_are_refused_with_problems(raw: bytes) -> None:
    assert problems(raw)


def test_a_key_is_a_value_too() -> None:
    tree = read_toml(b'"a b" = 1')
    assert tree.entries == ((Scalar("a b", "a b", 1, 1), Scalar(None, 1, 1, 9)),)


@pytest.mark.parametrize(
    ("slugs", "id_", "said"),
    [
        ("unicode", "泡泡", ""),
        ("unicode", "україна-і-світ", ""),
        ("unicode", "हिन्दी", ""),
        ("ascii", "泡泡", "`泡泡` has other letters than a to z"),
        ("", "泡泡", "`泡泡` has other letters than a to z"),
        ("unicode", "Азія", "`Азія` cannot be the id of a section\n    hint: write `азія`"),
        ("unicode", "«»", "`«»` cannot be the id of a section"),
    ],
)
def test_the_id_of_a_section_may_be_in_any_script_where_addresses_may(
    slugs: str, id_: str, said: str
) -> None:
    policy = f'slugs = "{slugs}"' if slugs else ""
    raw = f"""\
title = "x"
base_url = "https://x.example/"
{policy}
[[sections]]
id = "{id_}"
name = "A section"
"""
    if said:
        (problem,) = problems(raw.encode())
        assert problem.startswith(f"content/site.toml:5:6: error: {said}")
    else:
        assert read_config(raw.encode(), "content/site.toml").sections[0].id == id_


def test_a_section_in_another_script_has_its_address_and_its_stories(newsroom: Make) -> None:
    toml = SITE.replace("page_size", 'slugs = "unicode"\npage_size').replace('"asia"', '"азія"')
    site = newsroom({"content/articles/a.md": article(section="азія")}, site_toml=toml).build()
    assert "/2026/03/a/" in site.read("азія/index.html")
    assert 'href="/%D0%B0%D0%B7%D1%96%D1%8F/"' in site.read("index.html")
