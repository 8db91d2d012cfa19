"""What `check` tells besides what stops a build, and what `--fix` mends."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.checking import check, repository
from sitegen.checking.document import findings, look, rules_of
from sitegen.checking.houseterms import Matcher
from sitegen.checking.mending import mend
from sitegen.checking.quotations import quotations
from sitegen.content.parse import ParseOptions
from sitegen.content.style import HouseStyle, HouseTerm, read_house_style
from sitegen.strict.nodes import text_of
from tests.newsroom import NOW, Newsroom, article
from tests.pictures import picture
from tests.shared import examples

Make = Callable[..., Newsroom]

ROOT = Path(__file__).parent.parent
STYLE = '[terms]\nKyiv = ["Kiev"]\n"Côte d\'Ivoire" = ["Ivory Coast"]\nemail = ["e-mail"]\n'
HOUSE = read_house_style(STYLE.encode(), "style.toml")
RULES = rules_of(HOUSE, "en", "en")
OPTIONS = ParseOptions("UTC", "en", trust_html=False)


def check_of(site: Newsroom, *options: str) -> list[dict[str, object]]:
    """Check, and return the problems; there must be no error."""
    result = site.run("check", "--now", NOW, "--format", "json", *options)
    assert result.exit_code == 0, result.output
    problems: list[dict[str, object]] = json.loads(result.stdout)["problems"]
    return problems


def messages(problems: list[dict[str, object]]) -> list[str]:
    return [f"{it['path']}:{it['line']}: {it['message']}" for it in problems]


def story(headline: str = "A headline", body: str = "Some words.", **keys: object) -> str:
    """Return an article that lacks nothing."""
    return article(headline, body, **{"countries": "[KR]", **keys})


# House terms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "variants", "text", "expected"),
    [
        ("Kyiv", "Kiev", "Kiev, KIEV; Kiev's kiev Kievan", "Kyiv, KYIV; Kyiv's kiev Kievan"),
        ("Türkiye", "Turkey", "Turkey eats turkey", "Türkiye eats turkey"),
        ("email", "e-mail", "E-mail an e‑mail, E-MAIL", "Email an email, EMAIL"),
        ("jobless man", "idle man", "An Idle Man", "An Jobless Man"),
        ("New Delhi", "Delhi", "Delhi and New Delhi", "New Delhi and New Delhi"),
        ("Côte d'Ivoire", "Ivory Coast", "Ivory\n  Coast", "Côte d'Ivoire"),
        ("Wałęsa", "Walesa’s man", "Walesa's man", "Wałęsa"),
        ("Zürich", "Zürih", "Zu\u0308rih Zürihs", "Zürich Zürihs"),
        ("Москва", "Москова", "в Москова, Московай", "в Москва, Московай"),
        ("कीव", "कीएव", "कीएव कीएवा", "कीव कीएवा"),
        ("基輔", "基辅", "首都基辅的", "首都基輔的"),
        ("キーウ", "キエフ", "キエフ市とキエフスキー", "キーウ市とキエフスキー"),
        ("키이우", "키예프", "키예프에서 대키예프", "키이우에서 대키예프"),
        ("كييڤ", "كييف", "في كييف.", "في كييڤ."),
        ("Kyiv", "Kiev", "@Kiev #Kiev a@Kiev.ua www.Kiev.ua /Kiev/ x_Kiev", ""),
        ("Kyiv", "Kiev", "Moscow/Kiev, Kiev.", "Moscow/Kyiv, Kyiv."),
    ],
)
def test_a_term_is_found_as_a_word_of_its_own(
    term: str, variants: str, text: str, expected: str
) -> None:
    matcher = Matcher([HouseTerm(term, (variants,))])
    assert matcher.respelled(text) == (expected or text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He said “a ‘b’ c” and 'd', the dogs' don't", ["“a ‘b’ c”", "'d'"]),
        ("en", 'A "b" c “to the end', ['"b"', "“to the end"]),
        ("en", "dogs’ and cats’ ‘n’ more", ["‘n’"]),
        ("en", "The '90s in Kyiv", []),
        ("en", "‘Tis Kyiv, and no quotation", []),
        ("fr", "l’eau « d’ici » et “là”", ["« d’ici »", "“là”"]),
        ("de", "er sagt: „a“ und b“, ‚c‘", ["„a“", "‚c‘"]),
        ("sv", "hon ”sade” nej", ["”sade”"]),
        ("da", "»ja« nej", ["»ja«"]),
        ("ja", "「はい」と『a』", ["「はい」", "『a』"]),
    ],
)
def test_a_quotation_is_known_by_its_marks(language: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text, language)] == expected


def test_a_term_may_hold_in_quotations_titles_and_other_languages(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": story(body='*Kiev* "Kiev" Kiev', lang="fr")})
    for keys, columns in [
        ("", []),
        ('languages = ["fr"]', [15]),
        ('languages = ["en", "fr"]\nquotes = true', [9, 15]),
        ('languages = ["fr"]\ntitles = true\nquotes = true', [2, 9, 15]),
        ('languages = ["fr"]\nallow = ["x", "Kiev"]', []),
    ]:
        site.write({"content/style.toml": f'[terms.Kyiv]\nvariants = ["Kiev"]\n{keys}\n'})
        assert [it["column"] for it in check_of(site)] == columns, keys


# What is mended ---------------------------------------------------------------------------------

PIECES = [
    *("Kiev", "KIEV", "Ivory Coast", "Ivory\nCoast", "E-mail", "Kyiv", "Côte d'Ivoire", "Kievan"),
    *("`Kiev`", "*Kiev*", '"Kiev"', "“Kiev", "[Kiev](kiev)", "[Kiev]", "<!-- Kiev -->", "\\*"),
    *("é", "😀", "\n\n", "\n", "## Kiev\n\n", "> Kiev\n\n", "- Kiev\n", "```\nKiev\n```\n", "\t"),
    *("::: figure a.jpg\nalt: Kiev\ncredit: x\n:::\n", "| Kiev | x |\n|---|---|\n", "  ", ":"),
]
VALUES = [
    *("Kiev", "'It''s Kiev'", '"Kiev \\"x\\" \\u00e9 e-mail"', "Ivory Coast # Kiev"),
    *("'Ivory Coast'", ">-\n  Ivory\n  Coast", "|\n  Kiev\n\n  e-mail", "Kiev\n  Ivory\n  Coast"),
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw an article's bytes, with all kinds of quotes, line ends and marks."""
    value = st.sampled_from(VALUES)
    body = "".join(piece + " " for piece in draw(st.lists(st.sampled_from(PIECES), max_size=12)))
    text = (
        f"---\n# Kiev\nheadline: {draw(value)}\nkicker: {draw(value)}\n"
        f"date: 2026-03-01   # Kiev\nimage:\n  src: Kiev.jpg\n  alt: Kiev\ntags: [Kiev]\n"
        f"section_headings: [Kiev]\ndek: {draw(value)}\n---\n{body}\n\n[Kiev]: /kiev\n"
    )
    ended = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    if draw(st.booleans()):
        ended = ended.replace("\n", "\r\n", 1) if "\r\n" not in ended else ended
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + ended.encode()


def same_but_for_terms(raw: bytes) -> str:
    """Return a file with one sign for every spelling of every name."""
    names = "Kyiv|Kiev|Ivory\\s+Coast|Côte d'{1,2}Ivoire|e-?mail"
    return re.sub(names, "§", raw.decode(), flags=re.IGNORECASE)


@examples(60)
@given(files())
def test_to_fix_twice_is_to_fix_once_and_touches_nothing_else(raw: bytes) -> None:
    mended, changes = mend(raw, "article", RULES, OPTIONS)
    assert mend(mended, "article", RULES, OPTIONS) == (mended, ())
    assert [it for it in findings(text_of(mended), RULES) if it.new is not None] == []
    assert same_but_for_terms(mended) == same_but_for_terms(raw)
    assert mended.lstrip(b"\xef\xbb\xbf").splitlines()[1] == b"# Kiev"
    for kept in (b"date: 2026-03-01   # Kiev", b"src: Kiev.jpg", b"tags: [Kiev]", b"[Kiev]: /kiev"):
        assert kept in mended
    assert (mended == raw) == (not changes)


def test_a_term_that_would_not_be_text_is_left_to_the_editor() -> None:
    house = HouseStyle((HouseTerm("a: *b*", ("Kiev",)), HouseTerm("it's", ("Odessa",))))
    raw = b"---\nheadline: Kiev\ndek: 'Odessa'\ndate: 2026-03-01\n---\nKiev\n"
    rules = rules_of(house, "en", "en")
    assert look(raw, rules, is_story=True).mendable == 1
    mended, _ = mend(raw, "article", rules, OPTIONS)
    assert mended == raw.replace(b"'Odessa'", b"'it''s'")


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("'Côte d''Ivoire'", "New [Delhi](https://example.org/) and **New** Delhi"),
        ('"C\\u00f4te d’Ivoire"', "Côte d\\'Ivoire, Côte d&rsquo;Ivoire, C&ocirc;te d'Ivoire"),
        ("'''tis'", "\\'tis, &rsquo;tis"),
    ],
)
def test_a_term_in_which_marks_stand_is_no_variant_of_itself(headline: str, body: str) -> None:
    terms = {"Côte d'Ivoire": ("Ivoire", "d'Ivoire"), "New Delhi": ("Delhi",), "'tis": ("tis",)}
    house = HouseStyle(tuple(HouseTerm(*it) for it in terms.items()))
    raw = f"---\nheadline: {headline}\ndate: 2026-03-01\n---\n{body}\n".encode()
    assert not look(raw, rules_of(house, "en", "en"), is_story=True).problems


@pytest.mark.parametrize(
    ("term", "variant", "text", "expected"),
    [
        ("US", "U.S.", "U.S. law, U.S.'s, U.S.-led, (U.S.) and", "US law, US's, US-led, (US) and"),
        ("US", "U.S.", "U.S.S.R. and U.S. law", "U.S.S.R. and US law"),
        ("US", "U.S.", "Not the U.S. He said: the U.S.", "Not the U.S. He said: the U.S."),
        ("U.S.", "USA", "The USA. A USA law. USA...", "The U.S. A U.S. law. U.S..."),
    ],
)
def test_a_full_stop_is_neither_lost_nor_doubled(
    term: str, variant: str, text: str, expected: str
) -> None:
    rules = rules_of(HouseStyle((HouseTerm(term, (variant,)),)), "en", "en")
    raw = f"---\nheadline: {json.dumps(text)}\ndate: 2026-03-01\n---\n{text}\n"
    mended, _ = mend(raw.encode(), "article", rules, OPTIONS)
    assert mended.decode() == raw.replace(text, expected)


def test_words_that_would_become_a_link_are_left_to_the_editor() -> None:
    for text in ("[Kiev]", "[Kyiv] and [Kiev]", "[of [Kiev]](https://example.com/)"):
        body = f"{text}\n\n[Kyiv]: https://example.org/\n"
        raw = f"---\nheadline: A\ndate: 2026-03-01\n---\n{body}".encode()
        assert mend(raw, "article", RULES, OPTIONS) == (raw, ()), text


def test_a_replacement_that_is_refused_keeps_no_other_from_being_made() -> None:
    body = "Kiev, [Kiev], Kiev [of [Kiev]](https://example.com/)\n\n[Kyiv]: https://example.org/\n"
    raw = f"---\nheadline: A\ndate: 2026-03-01\n---\n{body}".encode()
    mended, changes = mend(raw, "article", RULES, OPTIONS)
    assert mended == raw.replace(b"Kiev, ", b"Kyiv, ").replace(b", Kiev ", b", Kyiv ")
    assert [(it.line, it.column) for it in changes] == [(5, 1), (5, 15)]


@pytest.mark.parametrize("space", ["  \n", "\\\n"])
def test_a_break_of_lines_within_a_spelling_is_left_to_the_editor(space: str) -> None:
    text = f"---\nheadline: A\ndate: 2026-03-01\n---\n{{}}, Ivory{space}Coast\n"
    mended, _ = mend(text.format("Ivory Coast").encode(), "article", RULES, OPTIONS)
    assert mended.decode() == text.format("Côte d'Ivoire")


@pytest.mark.parametrize("spelled", ["Per&uacute;", "&Eacute;tats", "Caf&eacute; &#233;"])
def test_a_spelling_that_is_half_an_entity_is_left_to_the_editor(spelled: str) -> None:
    house = HouseStyle((HouseTerm("x", ("Perú", "États", "Café", "é")),))
    text = '---\nheadline: "Per\\u00fa {}"\ndate: 2026-03-01\n---\n{} {}\n'
    rules = rules_of(house, "en", "en")
    mended, _ = mend(text.format("Perú", "Perú", spelled).encode(), "article", rules, OPTIONS)
    assert mended.decode() == text.format("x", "x", spelled)


@pytest.mark.parametrize("spelled", ["Kiev Kiev", "Big Kiev", "Kyiv Kiev"])
def test_terms_that_make_each_other_come_to_an_end(spelled: str) -> None:
    house = HouseStyle(
        (HouseTerm("Kyiv", ("Kiev",)), HouseTerm("Kiev Town", ("Big Kyiv", "Kyiv Kyiv")))
    )
    rules = rules_of(house, "en", "en")
    raw = f"---\nheadline: A\ndate: 2026-03-01\n---\n{spelled}\n".encode()
    once = mend(raw, "article", rules, OPTIONS)
    assert mend(once.raw, "article", rules, OPTIONS) == (once.raw, ())


def test_fix_mends_the_files_that_are_named(newsroom: Make) -> None:
    text = story("Kiev", "In Kiev.").replace("\n", "\r\n")
    site = newsroom({"content/style.toml": STYLE, "content/articles/b.md": story("B", "Kiev!")})
    file = site.root / "content/articles/a.md"
    site.write({"content/articles/a.md": text})
    file.chmod(0o640)
    result = site.run("check", "--now", NOW, "--fix", str(file))
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "content/articles/a.md:2:11: `Kiev` is `Kyiv` now",
        "content/articles/a.md:10:4: `Kiev` is `Kyiv` now",
    ]
    assert file.read_bytes() == text.replace("Kiev", "Kyiv").encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert len(list(file.parent.iterdir())) == 2
    assert messages(check_of(site)) == ["content/articles/b.md:10: house style: not `Kiev`"]


def test_fix_says_what_readers_will_see_whatever_quotes_it_stands_in(newsroom: Make) -> None:
    text = story("A").replace("headline:", "dek: 'The Ivory Coast'\nheadline:", 1)
    site = newsroom({"content/style.toml": STYLE, "content/articles/a.md": text})
    result = site.run("check", "--now", NOW, "--fix")
    assert "`Ivory Coast` is `Côte d'Ivoire` now" in result.stderr
    assert "dek: 'The Côte d''Ivoire'" in (site.root / "content/articles/a.md").read_text("utf-8")


# Which problems, and how they count ---------------------------------------------------------------


def test_nothing_is_wrong_with_the_sample_newspaper(newsroom: Make) -> None:
    site = newsroom()
    shutil.rmtree(site.root / "content")
    shutil.copytree(ROOT / "content", site.root / "content")
    shutil.copytree(ROOT / "static", site.root / "static", dirs_exist_ok=True)
    assert check_of(site, "--now", "2027-01-01") == []
    site.edit("content/pages/about.md", "explains geopolitics", "explains Kiev")
    assert messages(check_of(site, "--now", "2027-01-01")) == [
        "content/pages/about.md:6: house style: not `Kiev`"
    ]


def test_a_build_is_not_told_of_style(newsroom: Make) -> None:
    site = newsroom({"content/style.toml": STYLE, "content/articles/a.md": story("Kiev")})
    assert site.build("--strict").report["problems"] == []
    assert len(check_of(site)) == 1
    strict = site.run("check", "--now", NOW, "--strict")
    assert strict.exit_code == 1
    assert strict.stderr.startswith("content/articles/a.md:2:11: error: house style: not `Kiev`")
    annotated = site.run("check", "--now", NOW, "--format", "github").stdout
    assert annotated.startswith("::warning file=content/articles/a.md,line=2,col=11::house style")


def test_only_the_files_that_are_named_are_told_of(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/style.toml": STYLE,
            "content/articles/a.md": story("Kiev"),
            "content/articles/sub/b.md": story("Kiev too", "Other words."),
        }
    )
    folder = site.root / "content/articles"
    assert len(check_of(site)) == 2
    assert messages(check_of(site, str(folder / "a.md"))) == [
        "content/articles/a.md:2: house style: not `Kiev`"
    ]
    assert len(check_of(site, str(folder / "sub"), str(ROOT / "README.md"))) == 1
    site.write({"content/articles/c.md": story("C", "[gone](a-file-that-is-gone.md)")})
    result = site.run("check", "--now", NOW, str(folder / "a.md"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "content/articles/a.md:2:11: warning: house style: not `Kiev`",
        "    hint: write `Kyiv`",
        "content: error: 1 error lies in files that were not named",
        "    hint: `sitegen check` alone tells of all files",
        "1 error, 1 warning",
    ]


def test_an_alt_text_that_is_the_name_of_its_file_is_told(newsroom: Make) -> None:
    alts = ("Old quay 2", "The old quay, 2")
    body = "\n\n".join(f"![{alt}](old-quay_2.jpg)" for alt in alts)
    body += "\n\n::: figure old-quay_2.jpg\nalt: The quay\ncredit: y\n:::"
    site = newsroom(
        {"content/articles/a.md": story("A", body), "content/articles/old-quay_2.jpg": picture()}
    )
    assert messages(check_of(site)) == [
        "content/articles/a.md:10: the alt text is the name of the file"
    ]


def test_a_story_that_begins_as_an_older_one_is_told(newsroom: Make) -> None:
    body = "![x y](a.jpg)\n\nThe *same* words,\nagain.\n\nMore."
    site = newsroom(
        {
            "content/articles/a.md": story("A", body, date="2026-03-02"),
            "content/articles/b.md": story("B", "The same words again."),
            "content/articles/c.md": story("C", "The same words, again and again."),
            "content/articles/a.jpg": picture(),
        }
    )
    site.edit("content/articles/a.md", "![x y](a.jpg)", "::: figure a.jpg\nalt: x\ncredit: y\n:::")
    told = [it for it in check_of(site) if "paragraph" in str(it["message"])]
    assert messages(told) == [
        "content/articles/a.md:15: the first paragraph is that of content/articles/b.md"
    ]


def test_a_file_is_looked_into_once(newsroom: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    site = newsroom({"content/style.toml": STYLE, "content/articles/a.md": story("Kiev")})
    seen: list[bytes] = []

    def counted(raw: bytes, *given: object, **keys: object) -> object:
        seen.append(raw)
        return look(raw, *given, **keys)  # type: ignore[arg-type]

    monkeypatch.setattr(check, "look", counted)
    first = check_of(site)
    assert len(seen) == 2
    assert (check_of(site), len(seen)) == (first, 2)
    site.edit("content/articles/a.md", "Some", "Kiev")
    assert (len(check_of(site)), len(seen)) == (2, 3)
    site.edit("content/style.toml", "Kyiv", "Kyjiw")
    assert [it["hint"] for it in check_of(site)] == ["write `Kyjiw`"] * 2
    store = site.root / ".sitegen/public.sqlite"
    store.write_bytes(store.read_bytes()[:5000])
    assert len(check_of(site)) == 2


# Against Git --------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    names = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        names |= {f"GIT_{role}_NAME": "Desk", f"GIT_{role}_EMAIL": "desk@example.org"}
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **names},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def committed(newsroom: Make) -> Newsroom:
    """Make a site in a folder of a repository, with two stories and one that is held back."""
    site = newsroom(
        {
            "content/style.toml": STYLE,
            "content/articles/a.md": story("First", "Words of a story. " * 5, aliases="[/old/]"),
            "content/articles/b.md": story("Second of two", "Other words. " * 5),
            "content/articles/c.md": story("Held", "Third.", date="2026-07-01"),
            ".gitignore": ".sitegen/\n",
        }
    )
    git(site.root.parent, "init", "--quiet")
    git(site.root.parent, "add", "--all")
    git(site.root.parent, "commit", "--quiet", "--message", "Stories")
    return site


def test_a_headline_that_readers_know_is_not_changed_in_silence(committed: Newsroom) -> None:
    assert check_of(committed) == []
    for name, old in (("a", "First"), ("b", "Second"), ("c", "Held")):
        committed.edit(f"content/articles/{name}.md", f"headline: {old}", "headline: New")
    committed.write({"content/articles/new.md": story("New", "Quite another text.")})
    told = check_of(committed)
    assert messages(told) == [
        f"content/articles/{name}.md:2: the story is published, and its headline was"
        f" “{was}” in the last commit"
        for name, was in (("a", "First"), ("b", "Second of two"))
    ]
    hint = str(told[0]["hint"])
    committed.edit("content/articles/a.md", "dek:", f"{hint.split('`')[1]}\ndek:")
    assert len(check_of(committed)) == 1
    git(committed.root, "commit", "--quiet", "--all", "--message", "New headlines")
    assert check_of(committed) == []
    assert len(check_of(committed, "--since", "HEAD~1")) == 1


@pytest.mark.parametrize("how", ["renamed", "renamed and edited", "staged", "slug", "date"])
def test_an_address_that_readers_know_is_not_lost(committed: Newsroom, how: str) -> None:
    path = "content/articles/a.md"
    if how == "slug":
        committed.edit(path, "dek:", "slug: other\ndek:")
    elif how == "date":
        committed.edit(path, "2026-03-01", "2026-04-01")
    else:
        path = "content/articles/other.md"
        (committed.root / "content/articles/a.md").rename(committed.root / path)
        committed.write({"content/articles/a-new-one.md": story("New", "It is another.")})
        if how == "staged":
            git(committed.root, "add", "--all")
        if how == "renamed and edited":
            committed.edit(path, "Words of", "The words of").edit(path, "2026-03-01", "2026-03-02")
    (told,) = check_of(committed)
    assert told["path"] == path
    assert "its address was /2026/03/a/ in the last commit" in str(told["message"])
    line = str(told["hint"]).split("`")[1]
    assert line == "aliases: [/old/, /2026/03/a/]"
    committed.edit(path, "aliases: [/old/]", line)
    assert check_of(committed) == []


def test_another_pattern_of_addresses_is_told_once(committed: Newsroom) -> None:
    committed.edit("content/site.toml", "page_size", 'permalink = "/{slug}/"\npage_size')
    (told,) = check_of(committed)
    assert told["path"] == "content/site.toml"
    assert "2 published stories would move" in str(told["message"])


def test_house_style_is_no_news(committed: Newsroom) -> None:
    committed.edit("content/articles/b.md", "Second of two", "e-mail")
    git(committed.root, "commit", "--quiet", "--all", "--message", "A spelling")
    committed.run("check", "--now", NOW, "--fix")
    assert "headline: email" in (committed.root / "content/articles/b.md").read_text("utf-8")
    assert check_of(committed) == []


def test_the_addresses_of_a_deleted_story_are_told_with_the_line_to_paste(
    committed: Newsroom,
) -> None:
    committed.remove("content/articles/a.md").remove("content/articles/c.md")
    (told,) = check_of(committed)  # what was held back was never anywhere
    assert (told["path"], told["line"]) == ("content/articles/a.md", 0)
    assert told["message"] == (
        "the story was published in the last commit, and is deleted:"
        " /2026/03/a/, /old/ lead nowhere"
    )
    line = str(told["hint"]).split("`")[1]
    assert line == "aliases: [/2026/03/a/, /old/]"
    committed.edit("content/articles/b.md", "dek:", f"{line}\ndek:")
    assert check_of(committed) == []
    committed.edit("content/articles/b.md", ", /old/", "")
    (told,) = check_of(committed)
    assert str(told["message"]).endswith("is deleted: /old/ leads nowhere")


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("_redirects", "/2026/03/b/ /asia/ 301\n"),
        ("_nginx.conf", 'location = "/2026/03/b/" { return 410; }'),
        ("_caddy.conf", "error /2026/03/b/ 410"),
    ],
)
def test_rules_of_ones_own_may_tell_where_readers_go(
    committed: Newsroom, name: str, rule: str
) -> None:
    committed.remove("content/articles/b.md")
    assert len(check_of(committed)) == 1
    committed.write({f"static/root/{name}": rule})
    assert check_of(committed) == []


def test_a_file_in_the_place_of_a_story_is_no_loss(committed: Newsroom) -> None:
    committed.remove("content/articles/b.md")
    committed.write({"static/root/2026/03/b/index.html": "<!doctype html><title>b</title>"})
    assert check_of(committed) == []


@pytest.mark.parametrize(
    ("key", "place", "why"),
    [
        ("status: draft", 3, "is a draft"),
        ("embargo: 2026-07-01T00:00:00Z", 3, "is not out yet"),
        ("expires: 2026-05-01 00:00", 3, "has expired"),
    ],
)
def test_a_story_that_readers_lose_is_told(
    committed: Newsroom, key: str, place: int, why: str
) -> None:
    committed.edit("content/articles/a.md", "headline: First", f"headline: Gone\n{key}")
    (told,) = check_of(committed)
    assert (told["path"], told["line"]) == ("content/articles/a.md", place)
    message = (
        f"the story was published in the last commit, and {why} now: /2026/03/a/ leads nowhere"
    )
    assert told["message"] == message
    assert "`aliases: [/2026/03/a/]`" in str(told["hint"])
    assert told["severity"] == "warning"


def test_of_two_stories_with_one_text_the_renamed_one_is_found_by_its_headline(
    committed: Newsroom,
) -> None:
    briefs = {f"content/articles/{name}.md": story(name, "More soon.") for name in ("x", "y")}
    committed.write({**briefs})
    git(committed.root, "add", "--all")
    git(committed.root, "commit", "--quiet", "--message", "Briefs")
    (committed.root / "content/articles/y.md").rename(committed.root / "content/articles/z.md")
    committed.remove("content/articles/x.md")
    assert messages(check_of(committed)) == [
        (
            "content/articles/x.md:0: the story was published in the last commit, and is deleted:"
            " /2026/03/x/ leads nowhere"
        ),
        (
            "content/articles/z.md:1: the story is published, and its address was /2026/03/y/"
            " in the last commit"
        ),
    ]


def test_an_alias_that_is_taken_off_is_given_back_in_its_place(committed: Newsroom) -> None:
    committed.edit("content/articles/a.md", "[/old/]", "[/older/, /old/]")
    git(committed.root, "commit", "--quiet", "--all", "--message", "Older")
    committed.edit("content/articles/a.md", "[/older/, /old/]", "[/old/, /new/]")
    (told,) = check_of(committed)
    assert told["message"] == "the story is published, and /older/ led to it in the last commit"
    # Feeds know a story by its oldest alias, and go on to.
    assert "`aliases: [/older/, /old/, /new/]` in place of" in str(told["hint"])


def test_pages_are_not_lost_either(committed: Newsroom) -> None:
    page = "---\ntitle: Us\n---\n\nWho we are, at some length, and how to reach us.\n"
    committed.write(
        {"content/pages/us.md": page, "content/pages/law.md": page.replace("Us", "Law")}
    )
    committed.edit("content/pages/law.md", "Who we are", "What the law asks of us")
    git(committed.root, "add", "--all")
    git(committed.root, "commit", "--quiet", "--message", "Pages")
    committed.remove("content/pages/law.md")
    (committed.root / "content/pages/us.md").rename(committed.root / "content/pages/about.md")
    told = check_of(committed)
    assert [(it["path"], it["message"]) for it in told] == [
        (
            "content/pages/about.md",
            "the page is published, and its address was /us/ in the last commit",
        ),
        (
            "content/pages/law.md",
            "the page was published in the last commit, and is deleted: /law/ leads nowhere",
        ),
    ]
    assert "`aliases: [/us/]`" in str(told[0]["hint"])


def test_who_signs_and_what_goes_on_is_not_lost_either(committed: Newsroom) -> None:
    thread = "---\ntitle: The strait\nsummary: Ships sail.\nas_of: 2026-03-01\n---\n"
    words = {"headline": "Both", "authors": "[ann]", "thread": "strait", "countries": "[NO]"}
    unseen = article("Unseen", authors="[bo]", status="draft", countries="[NO]")
    committed.write(
        {
            "content/authors/ann.md": "---\nname: Ann\n---\n",
            "content/authors/bo.md": "---\nname: Bo\n---\n",
            "content/threads/strait.md": thread,
            "content/articles/both.md": article(**words),
            "content/articles/unseen.md": unseen,
        }
    )
    git(committed.root, "add", "--all")
    git(committed.root, "commit", "--quiet", "--message", "Who")
    for kind, old, new in (("authors", "ann", "ann-lee"), ("threads", "strait", "narrows")):
        folder = committed.root / "content" / kind
        (folder / f"{old}.md").rename(folder / f"{new}.md")
    committed.edit("content/articles/both.md", "[ann]", "[ann-lee]")
    committed.edit("content/articles/both.md", "thread: strait", "thread: narrows")
    # Who has signed nothing that is out was never seen.
    committed.remove("content/authors/bo.md").edit("content/articles/unseen.md", "[bo]", "[]")
    told = [it for it in check_of(committed) if "published" in str(it["message"])]
    assert [(it["path"], it["message"]) for it in told] == [
        (
            "content/authors/ann-lee.md",
            "the author is published, and its address was /authors/ann/ in the last commit",
        ),
        (
            "content/threads/narrows.md",
            "the thread is published, and its address was /threads/strait/ in the last commit",
        ),
    ]
    assert "`aliases: [/authors/ann/]`" in str(told[0]["hint"])
    for kind, old, new in (("authors", "ann", "ann-lee"), ("threads", "strait", "narrows")):
        path = f"content/{kind}/{new}.md"
        text = (committed.root / path).read_text("utf-8")
        committed.write({path: text.replace("---\n", f"---\naliases: [/{kind}/{old}/]\n", 1)})
    assert [it for it in check_of(committed) if "published" in str(it["message"])] == []


def test_without_a_commit_there_is_nothing_to_compare(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newsroom({"content/articles/a.md": story()})
    assert check_of(site) == []
    git(site.root, "init", "--quiet")
    assert check_of(site) == []
    wrong = site.run("check", "--now", NOW, "--since", "HEAD~1")
    assert (wrong.exit_code, wrong.stderr.splitlines()[0]) == (
        2,
        "--since: error: there is no commit `HEAD~1`",
    )
    assert site.run("check", "--now", NOW, "--since", "--output=x").exit_code == 2
    git(site.root, "add", "--all")
    git(site.root, "commit", "--quiet", "--message", "A story")
    site.edit("content/articles/a.md", "A headline", "Another headline")
    assert len(check_of(site)) == 1
    monkeypatch.setenv("GIT_DIR", os.devnull)  # as a hook has it for another repository
    assert len(check_of(site)) == 1
    monkeypatch.setenv("PATH", str(site.root))
    assert repository.past_of(site.root) is None
    assert check_of(site) == []


def test_a_repository_that_git_cannot_compare_with_is_none(committed: Newsroom) -> None:
    committed.edit("content/articles/a.md", "headline: First", "headline: Another")
    assert len(check_of(committed)) == 1
    (committed.root.parent / ".git/index").write_bytes(b"cut off")  # its commits are whole
    assert repository.past_of(committed.root) is None
    assert check_of(committed) == []


def test_the_hooks_check_what_is_staged(committed: Newsroom) -> None:
    hooks = {it["id"]: it for it in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert set(hooks) == {"sitegen-check", "sitegen-fix"}
    named = "content/articles/b.md"
    committed.edit(named, "Other words.", "Other words of Kiev.")
    for id_, left in (("sitegen-check", 5), ("sitegen-fix", 0)):
        assert re.search(hooks[id_]["files"], f"site0/{named}")
        program, command, *options = shlex.split(hooks[id_]["entry"])
        assert program == "sitegen"
        result = committed.run(command, *options, "--now", NOW, str(committed.root / named))
        assert result.exit_code == 0
        assert result.stderr.count("house style") == left


def test_days_on_which_something_was_so_are_not_ahead(newsroom: Make) -> None:
    chart = "::: chart a.csv\ntype: bar\ntitle: T\nsource: S\nlicense: CC0\nday: {}\n:::\n"
    sources = "[{{title: A, accessed: {}}}]"
    site = newsroom({})

    def written(near: str, far: str, held: str, thread: str) -> None:
        later = story("Later", sources=sources.format(held), date=held, thread="strait")
        fact = f"{{label: Coast, value: Long, day: {near}, source: Us}}"
        king = f"{{office: King, name: A, since: {near}}}"
        now = story("Now", chart.format(far), sources=sources.format(near), thread="strait")
        site.write(
            {
                "content/data/a.csv": "port,ships\nNorth,2\n",
                "content/articles/now.md": now,
                "content/articles/later.md": later.replace("Some words", "Other words"),
                "content/countries/KR.md": f"---\nfacts: [{fact}]\npeople: [{king}]\n---\n",
                "content/threads/strait.md": "---\ntitle: The strait\nsummary: Ships sail.\n"
                f"as_of: {thread}\n---\n",
            }
        )

    today, morrow = NOW[:10], f"{NOW[:9]}{int(NOW[9]) + 1}"
    # What waits for a day may be of that day.
    written(today, today, "2026-12-24", today)
    assert check_of(site) == []
    written(morrow, morrow, "2026-12-24", morrow)
    said = f"the day {morrow} is still to come, and readers are told what was so on it"
    text = (site.root / "content/articles/now.md").read_text("utf-8").split("\n")
    places = [(it["path"], it["line"]) for it in check_of(site) if it["message"] == said]
    assert sorted(places) == [
        ("content/articles/now.md", 1 + next(n for n, it in enumerate(text) if "accessed" in it)),
        ("content/articles/now.md", 1 + text.index(f"day: {morrow}")),
        ("content/countries/KR.md", 2),
        ("content/countries/KR.md", 3),
        ("content/threads/strait.md", 4),
    ]
