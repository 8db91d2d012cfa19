"""Markdown bodies: fixtures of whole cases, places and numbers, and what must hold for any text."""

import re
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.markdown.anchors import heading_key
from sitegen.content.markdown.quotes import quotes_of
from sitegen.content.markdown.render import MarkdownOptions, Rendered, render
from sitegen.content.markdown.writer import in_one_line
from sitegen.errors import Problem
from sitegen.field_values import SectionHeading
from sitegen.model import FIGURE, LINK, Heading, LinkRef, PictureRef, Slot
from sitegen.pages.fragments import filled
from sitegen.pages.slots import READERS
from tests.shared import examples

FIXTURES = Path(__file__).parent / "fixtures"
DEFAULT = MarkdownOptions()


# Whole cases --------------------------------------------------------------------------------


def shown(rendered: Rendered) -> str:
    """Write a body with its slots in braces, and its problems as lines that begin with `!`."""
    text = filled(rendered.body, "{note}", partial(_shown_slot, rendered))
    problems = [
        f"! {it.line}:{it.column}: {it.severity}: {it.message} ({it.hint})"
        for it in rendered.problems
    ]
    return "\n".join([text.rstrip("\n"), *problems])


def _shown_slot(rendered: Rendered, slot: Slot, inside: str) -> str:
    links = [rendered.links[number] for number in slot.links]
    pictures = [rendered.pictures[number] for number in slot.pictures]
    if slot.name == LINK:
        target = f"{links[0].target}#{links[0].anchor}".removesuffix("#")
        return (
            " ".join(["{link", target, *(f'"{it}"' for it in slot.texts)]) + f"}}{inside}{{/link}}"
        )
    if slot.name == FIGURE:
        it = pictures[0]
        leads = "".join(f" -> {target}" for target in (*slot.texts, *(it.target for it in links)))
        told = f"{it.src}|{it.alt}|{it.caption}|{it.credit}|{it.license}{leads}"
        return f"{{figure {told}}}" + (f"{{caption}}{inside}{{/caption}}" if inside else "")
    told = "|".join((*slot.texts, "".join(it.src for it in pictures)))
    return f"{{{slot.name} {told}}}"


def _cases() -> Iterator[object]:
    for file in sorted(FIXTURES.glob("*.md")):
        parts = ("\n" + file.read_text("utf-8")).split("\n.\n")
        for title, text, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
            yield pytest.param(text, expected, id=f"{file.stem}: {title.strip()}")


@pytest.mark.parametrize(("text", "expected"), list(_cases()))
def test_fixture(text: str, expected: str) -> None:
    assert expected == shown(render(text + "\n", DEFAULT))


# Places, numbers, names ---------------------------------------------------------------------


def test_links_and_pictures_know_their_place_in_the_file() -> None:
    text = "See [a](b.md#c%20d) and\n[r][x].\n\n> ![alt](p%C3%B6.jpg)\n\n[x]: /y/\n"
    rendered = render(text, DEFAULT, first_line=10)
    assert (LinkRef("b.md", "c-d", 10, 9), LinkRef("/y/", "", 15, 6)) == rendered.links
    assert (PictureRef("pö.jpg", "alt", "", "", "", 13, 10),) == rendered.pictures


def test_the_same_target_twice_has_two_places() -> None:
    rendered = render("a [a](a) [a](a)\n\n| x |\n|---|\n| [a](a) [a](<a>) |\n", DEFAULT)
    assert [(it.line, it.column) for it in rendered.links] == [(1, 7), (1, 14), (5, 7), (5, 15)]


def test_a_target_that_is_written_in_another_way_has_the_place_of_its_block() -> None:
    rendered = render("Text.\n\nand [a](b&amp;c)\n", DEFAULT)
    assert (LinkRef("b&c", "", 3, 1),) == rendered.links


def test_targets_are_decoded_and_in_one_unicode_form() -> None:
    rendered = render("[a](Cafe%CC%81.md#e\u0301)", DEFAULT)
    assert (LinkRef("Café.md", "é", 1, 5),) == rendered.links


def test_headings_carry_their_anchor_text_and_line() -> None:
    rendered = render('## A *b* "c"\n\ntext\n\n### D\n', DEFAULT, first_line=5)
    expected = (Heading(2, "a-b-c", "A b “c”", 5), Heading(3, "d", "D", 9))
    assert expected == rendered.headings
    assert rendered.anchors == ("a-b-c", "d")


def test_a_pinned_anchor_wins_and_others_move_out_of_its_way() -> None:
    text = "## Talks\n\n## The *treaty's* text\n\n### Talks\n"
    outline = [SectionHeading(heading="The treaty's text", id="talks")]
    rendered = render(text, DEFAULT, outline=outline)
    assert rendered.anchors == ("talks-2", "talks", "talks-3")


def test_a_pin_is_for_level_2_only() -> None:
    outline = [SectionHeading(heading="B", id="pin", short="b.")]
    rendered = render("## A\n\n### B\n\n## B\n", DEFAULT, outline=outline)
    assert rendered.anchors == ("a", "b", "pin")
    assert [heading.short for heading in rendered.headings] == ["", "", "b."]


def test_headings_of_one_name_take_their_entries_in_order() -> None:
    outline = [
        SectionHeading(heading="Background", id="one", short="First"),
        SectionHeading(heading="Talks"),
        SectionHeading(heading="Background", id="three", short="Third"),
    ]
    text = "## Background\n\n### Background\n\n## Talks\n\n## Background\n"
    rendered = render(text, DEFAULT, outline=outline)
    assert rendered.anchors == ("one", "background", "talks", "three")
    assert [heading.short for heading in rendered.headings] == ["First", "", "", "Third"]


def test_an_entry_that_names_no_heading_keeps_none_from_its_own() -> None:
    outline = [SectionHeading(heading="Typo", id="x"), SectionHeading(heading="B", id="y")]
    assert render("## A\n\n## B\n", DEFAULT, outline=outline).anchors == ("a", "y")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a ", "a"),
        ("a  b", "a b"),
        ("a\nb", "a b"),
        ("a\u00a0\u00a0b", "a\u00a0\u00a0b"),
        ("\u00a0a \t b\n", "\u00a0a b"),
    ],
)
def test_words_of_a_heading_stand_in_one_line(text: str, line: str) -> None:
    assert in_one_line(text) == line


def test_headings_are_compared_without_their_quotation_marks() -> None:
    assert heading_key("Kim's  “plan”") == heading_key('Kim’s "plan"')


@pytest.mark.parametrize("character", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_characters_that_turn_the_direction_are_errors_at_their_place(character: str) -> None:
    rendered = render(f"a\n\n`b{character}`", DEFAULT, first_line=3)
    expected = Problem(
        "",
        5,
        3,
        f"a character that turns the direction of text (U+{ord(character):04X})",
        'delete it; for a quotation write <bdi> or <q lang="…">',
    )
    assert (expected,) == rendered.problems


def test_what_is_nested_too_deeply_is_an_error() -> None:
    assert render("> " * 19 + "a", DEFAULT).problems == ()
    problems = render("\n" + "> " * 30 + "a", DEFAULT).problems
    assert [(it.line, it.column, it.message) for it in problems] == [
        (2, 1, "nested too deeply: what stands inside is lost")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two—three, don't - stop &amp; well-known.", 6),
        ("# Head\n\n- *a*b\n- `c d`", 4),
        ("平壌と北京", 3),
        ("हिन्दी में", 2),
        ('![alt text](a.jpg "a caption")', 0),
        ("[linked words](slug 'title')", 2),
        ("a <b title='x y'>b</b> <!-- c d -->", 2),
        ("4 < 5 & 6", 3),
    ],
)
def test_words_are_those_a_reader_sees(text: str, words: int) -> None:
    assert words == render(text, DEFAULT).words


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-GB", "<p>“a ‘b’” it’s</p>\n"),
        ("fr", "<p>«\u202fa “b”\u202f» it’s</p>\n"),
        ("de-AT", "<p>„a ‚b‘“ it’s</p>\n"),
        ("ru", "<p>«a „b“» it’s</p>\n"),
        ("ja", "<p>「a 『b』」 it's</p>\n"),
        ("tlh", "<p>“a ‘b’” it’s</p>\n"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, expected: str) -> None:
    body = render("\"a 'b'\" it's", MarkdownOptions(language=language)).body
    assert (expected,) == body.literals


def test_a_language_falls_back_to_a_shorter_tag_and_then_to_english() -> None:
    assert quotes_of("fr") == quotes_of("fr-BE")
    assert quotes_of("fr") != quotes_of("fr_CH")
    assert quotes_of("en") == quotes_of("")


def test_trusted_html_passes_as_it_is_written() -> None:
    text = "<div onclick='x()'>\n\n[a](b) <script>c</script>\n"
    rendered = render(text, MarkdownOptions(trust_html=True))
    literals = ("<div onclick='x()'>\n<p>", "a", " <script>c</script></p>\n")
    assert literals == rendered.body.literals
    assert rendered.problems == ()


def test_without_extensions_nothing_is_a_slot_or_a_problem() -> None:
    plain = MarkdownOptions(extensions=False)
    rendered = render("# A\n\n[a](b)\n\n![c](d)\n\n<script>\n", plain)
    assert (
        rendered.body.slots,
        rendered.headings,
        rendered.links,
        rendered.problems,
    ) == ((), (), (), ())


def test_line_ends_of_other_systems_change_nothing() -> None:
    text = "## A\n\n[a](b)\n"
    assert render(text, DEFAULT) == render(text.replace("\n", "\r\n"), DEFAULT)


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\u202f"])
def test_blanks_of_any_kind_stand_in_the_lines_of_blocks(blank: str) -> None:
    plain = (
        "::: pullquote Ann\nA\n:::\n\n::: embed https://a.example/\ntitle: B\n:::\n\n"
        "::: figure a.jpg\nalt: C\n:::\n"
    )
    odd = plain.replace(" ", blank).replace(":::\n", f":::{blank}\n")
    assert render(odd, DEFAULT).problems == ()
    assert render(odd, DEFAULT).body == render(plain, DEFAULT).body


# Whatever the text --------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("a", " ", "\n", "\n\n", "    ", "\t", "# ", "## ", "- ", "1. ", "> ", "*", "**", "_"),
        *("`", "```\n", "~~", "|", "|-|", "---\n", '"', "'", "[", "]", "(", ")", "](b)", "[a](b)"),
        *("![", "![a](b)", "[^1]", "[^1]: ", "^[", "[x]: y", "<", ">", "<b>", "</b>", "<div>\n"),
        *("</div>\n", "<a href='https://x.y'>", "</a>", "<table>", "<td>", "<!--", "-->", "&amp;"),
        *("<script>", "</script>", "<style>", "<p onclick=x>", "<svg><p>", "<img src=x onerror=y>"),
        *(":::\n", "::: factbox A\n", "::: timeline\n", "- 2023: ", "- 2023-99: ", "\\", "\u202e"),
        *(
            "::: figure p.jpg\n",
            "::: embed https://x.y\n",
            "alt: a\n",
            "::: pullquote B\n",
            "é",
            "平",
        ),
        *("javascript:", "//", "%", "%FF", "<https://x.y>", "<x:y>", "&Tab;", "\x00", "<q lang='"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)
OPTIONS = st.builds(
    MarkdownOptions,
    language=st.sampled_from(["en", "fr", "zh"]),
    trust_html=st.booleans(),
    extensions=st.booleans(),
)


@examples(120)
@given(TEXTS, OPTIONS)
def test_any_text_becomes_a_whole_body(text: str, options: MarkdownOptions) -> None:
    rendered = render(text, options, first_line=7)
    body = rendered.body
    assert len(body.literals) == len(body.slots) + 1
    lines = text.count("\n") + text.count("\r") + 1
    places = [(it.line, it.column) for it in rendered.problems]
    places += [(it.line, it.column) for it in rendered.links]
    places += [(it.line, it.column) for it in rendered.pictures]
    for line, column in places:
        assert 7 <= line <= 7 + lines
        assert column >= 1
    assert rendered == render(text, options, first_line=7)


@examples(120)
@given(TEXTS, OPTIONS)
def test_slots_begin_and_end_in_turn_and_name_what_there_is(
    text: str, options: MarkdownOptions
) -> None:
    rendered = render(text, options)
    opened: list[str] = []
    for slot in rendered.body.slots:
        if slot is None:
            opened.pop()
            continue
        assert slot.name in READERS
        assert not (slot.name == LINK and LINK in opened)
        assert all(0 <= number < len(rendered.links) for number in slot.links)
        assert all(0 <= number < len(rendered.pictures) for number in slot.pictures)
        opened.append(slot.name)
    assert not opened
    assert len(set(rendered.anchors)) == len(rendered.anchors)


@examples(120)
@given(TEXTS)
def test_nothing_that_runs_gets_out(text: str) -> None:
    body = render(text, DEFAULT).body
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment("".join(body.literals))
    for element in tree.iter():
        assert element.tag not in ("script", "style", "iframe", "img", "svg", "object")
        for name, value in element.items():
            assert not name.startswith("on")
            assert name != "style"
            if name == "href":
                assert value.startswith(("http", "mailto:", "tel:", "#fn"))


@pytest.mark.parametrize(
    "text",
    [
        *(">" * 5_000, "> " * 5_000 + "a", "[" * 5_000, "[](b" * 5_000, "- " * 5_000),
        *("*a " * 5_000, "**a *" * 5_000, "![a](b" * 5_000, "<a " * 5_000, "<!-- " * 5_000),
        *("<b>" * 5_000, "::: factbox a\n" * 5_000, ":::\n" * 5_000, "[^a] " * 5_000),
        *("## a\n" * 5_000, "[a](b) " * 5_000, '"a ' * 5_000),
    ],
    ids=lambda text: text[:12].strip(),
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    render(text, DEFAULT)
    assert time.process_time() - began < 2.5


@pytest.mark.parametrize(
    ("language", "day", "month", "year"),
    [
        ("en-GB", "29 July 1899", "July 1899", "1899"),
        ("fr", "29 juillet 1899", "Juillet 1899", "1899"),
        ("de", "29. Juli 1899", "Juli 1899", "1899"),
        ("uk", "29 липня 1899", "Липень 1899", "1899"),
        ("ar", "29 يوليو 1899", "يوليو 1899", "1899"),
        ("ja", "1899年7月29日", "1899年7月", "1899年"),
        ("nl", "29 juli 1899", "Juli 1899", "1899"),
    ],
)
def test_dates_of_a_timeline_are_those_of_its_language(
    language: str, day: str, month: str, year: str
) -> None:
    text = "::: timeline\n- 1899-07-29: a\n- 1899-07: b\n- 1899: c\n:::\n"
    html = shown(render(text, MarkdownOptions(language=language)))
    html = re.sub("[\xa0\u202f]|&nbsp;", " ", html)
    found = re.findall(r'<time datetime="([^"]+)">([^<]+)</time>', html)
    assert found == [("1899-07-29", day), ("1899-07", month), ("1899", year)]


def test_a_note_that_is_missing_is_told_of_where_a_block_is_plain_words() -> None:
    rendered = render("Words[^none] here.\n\nMore[^1]\n\n[^1]: A note", DEFAULT)
    assert [it.message for it in rendered.problems] == ["`[^none]` has no footnote"]


def test_a_paragraph_between_the_tags_of_a_heading_is_one() -> None:
    rendered = render("<h2>\n\nWords\n\n</h2>\n\nText", DEFAULT)
    assert [(it.level, it.text) for it in rendered.headings] == [(2, "Words")]
    assert rendered.body.literals[0].endswith("Words</h2>\n\n<p>Text</p>\n")
