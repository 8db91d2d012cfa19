"""Texts of WordPress, construct by construct: shortcodes, blocks, notes, credits, times."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from sitegen.importing.captions import credit_of
from sitegen.importing.document import Front, document
from sitegen.importing.found import File
from sitegen.importing.mapping import read_mapping, with_found
from sitegen.importing.markdown import markdown_of
from sitegen.importing.media import Media, safe_path
from sitegen.importing.proof import differences, words_of
from sitegen.importing.shapes import Meant, changes, shape_of
from sitegen.importing.wordpress.content import Contents, Post, Repeated
from sitegen.importing.wordpress.credits import of_fields
from tests.exports import attachment, author, category, export, item, moved

if TYPE_CHECKING:
    from sitegen.importing.mapping import Fate

QUAY = File(
    key="9",
    address="https://o.example/wp-content/uploads/quay.jpg",
    path="quay.jpg",
    alt="A quay",
    caption="The <em>old</em> quay",
)
BOAT = File(key="10", address="https://o.example/wp-content/uploads/boat.jpg", path="boat.jpg")
REPEATED = Repeated({"9": QUAY, "10": BOAT}, {"1": ("9", "10")}, {"7": "<p>Shared words.</p>"})
NOTES = json.dumps([{"id": "n1", "content": "By <em>four</em> votes."}])
FIGURES = (
    f"::: figure {QUAY.address}\nalt: A quay\ncaption: The old quay\n:::\n",
    f"::: figure {BOAT.address}\n:::\n",
)

YOUTUBE = "::: embed https://www.youtube.com/watch?v="
CONSTRUCTS = [
    # shortcodes
    (
        '[caption id="a" width="3"]<img src="q.jpg" alt="A"> The quay[/caption]',
        "::: figure q.jpg\nalt: A\ncaption: The quay\n:::\n",
    ),
    (
        '[caption caption="Old &amp; grey"]<img src="q.jpg" alt="A">[/caption]',
        "::: figure q.jpg\nalt: A\ncaption: Old & grey\n:::\n",
    ),
    (
        '[media-credit name="Jo Berg"]<img src="q.jpg" alt="A">[/media-credit]',
        "::: figure q.jpg\nalt: A\ncredit: Jo Berg\n:::\n",
    ),
    ('[gallery ids="10,9"]', f"{FIGURES[1]}\n{FIGURES[0]}"),
    ("[gallery]", f"{FIGURES[0]}\n{FIGURES[1]}"),
    ('[gallery exclude="9"]', FIGURES[1]),
    ("[embed]https://vimeo.com/1[/embed]", "::: embed https://vimeo.com/1\ntitle: \n:::\n"),
    ("[youtube abcdefghijk]", f"{YOUTUBE}abcdefghijk\ntitle: \n:::\n"),
    (
        '[audio mp3="https://a.example/x.mp3"][/audio]',
        "::: embed https://a.example/x.mp3\ntitle: \n:::\n",
    ),
    ("a\n\nhttps://vimeo.com/1\n\nb", "a\n\n::: embed https://vimeo.com/1\ntitle: \n:::\n\nb\n"),
    ("a https://vimeo.com/1 b", "a https://vimeo.com/1 b\n"),
    ("It was[footnote]By <b>four</b>.[/footnote] so.", "It was[^1] so.\n\n[^1]: By **four**.\n"),
    ("He [sic] said [he said] so", "He \\[sic\\] said \\[he said\\] so\n"),
    ("[[gallery]]", "\\[gallery\\]\n"),
    ('[box a="1"]in [b]side[/b][/box]', '\\[box a="1"\\]in \\[b\\]side\\[/b\\]\\[/box\\]\n'),
    ("[tell]who[/tell]", "who\n"),
    ("a [gone x=1]b[/gone] c", "a c\n"),
    ('[frame src="https://a.example/m"]', "::: embed https://a.example/m\ntitle: \n:::\n"),
    # breaks of pages, comments
    ("a<!--more-->b", "a\n\nb\n"),
    ("a\n<!--nextpage-->\nb", "a\n\nb\n"),
    ("a <!-- a note to myself --> b", "a b\n"),
    # blocks
    ("<!-- wp:paragraph --><p>a\nb</p><!-- /wp:paragraph -->", "a b\n"),
    (
        (
            '<!-- wp:image {"id":9} --><figure class="wp-block-image"><img src="q.jpg" alt="A"/>'
            "<figcaption>C</figcaption></figure><!-- /wp:image -->"
        ),
        "::: figure q.jpg\nalt: A\ncaption: C\n:::\n",
    ),
    ('<!-- wp:block {"ref":7} /-->', "Shared words.\n"),
    (
        (
            '<!-- wp:embed {"url":"https://vimeo.com/1"} --><figure class="wp-block-embed"><div '
            'class="wp-block-embed__wrapper">\nhttps://vimeo.com/1\n</div></figure>'
            "<!-- /wp:embed -->"
        ),
        "::: embed https://vimeo.com/1\ntitle: \n:::\n",
    ),
    (
        '<!-- wp:code --><pre class="wp-block-code"><code>a &lt; b</code></pre><!-- /wp:code -->',
        "```\na < b\n```\n",
    ),
    (
        '<!-- wp:verse --><pre class="wp-block-verse">One\nTwo</pre><!-- /wp:verse -->',
        "One\\\nTwo\n",
    ),
    (
        (
            '<!-- wp:paragraph --><p>Voted<sup data-fn="n1" class="fn"><a href="#n1">1</a></sup>'
            ".</p>"
            "<!-- /wp:paragraph --><!-- wp:footnotes /-->"
        ),
        "Voted[^1].\n\n[^1]: By *four* votes.\n",
    ),
    (
        (
            '<!-- wp:table --><figure class="wp-block-table"><table><thead>'
            "<tr><th>A</th></tr></thead>"
            '<tbody><tr><td class="has-text-align-right">1</td></tr></tbody></table></figure>'
            "<!-- /wp:table -->"
        ),
        "| A |\n| --: |\n| 1 |\n",
    ),
    (
        (
            '<!-- wp:gallery --><figure class="wp-block-gallery"><figure><img src="a.jpg" alt="A">'
            '</figure><figure><img src="b.jpg" alt="B"><figcaption>C</figcaption></figure></figure>'
            "<!-- /wp:gallery -->"
        ),
        "::: figure a.jpg\nalt: A\n:::\n\n::: figure b.jpg\nalt: B\ncaption: C\n:::\n",
    ),
    (
        "<!-- wp:columns --><div><div><p>a</p></div><div><p>b</p></div></div><!-- /wp:columns -->",
        "a\n\nb\n",
    ),
]


def contents() -> Contents:
    fates = {"tell": "inside", "gone": "nothing", "frame": "embed"}
    return Contents(REPEATED, cast("dict[str, Fate]", fates))


@pytest.mark.parametrize(
    ("content", "markdown"),
    CONSTRUCTS,
    ids=[f"{number} {it[0][:30]!r}" for number, it in enumerate(CONSTRUCTS)],
)
def test_a_construct_becomes_this(content: str, markdown: str) -> None:
    post = Post("1", "e.xml:1", [], [], [])
    assert markdown_of(contents().read(post, content, NOTES)) == markdown


def test_blocks_of_servers_and_what_an_export_lacks_are_named() -> None:
    post = Post("1", "e.xml:1", [], [], [])
    contents().read(post, '<!-- wp:latest-posts {"a":1} /--><!-- wp:block {"ref":8} /-->', "")
    contents().read(post, '[gallery ids="99"]', "")
    assert [it.what for it in post.remarks] == [
        "the shared block 8",
        "the block `latest-posts`",
        "the picture 99 of a gallery",
    ]


def test_notes_that_a_text_names_are_words_of_its_source() -> None:
    named = 'Voted<sup data-fn="n1" class="fn"><a href="#n1" id="n1-link">1</a></sup>.'
    assert contents().source(named, NOTES) == f"{named}<ol><li>By <em>four</em> votes.</li></ol>"
    assert contents().source("Voted.", NOTES) == "Voted."


def test_a_shared_block_that_repeats_itself_ends() -> None:
    shared = {"7": 'a <!-- wp:block {"ref":7} /-->'}
    reader = Contents(Repeated({}, {}, shared), {})
    said = markdown_of(reader.read(Post("1", "", [], [], []), shared["7"], ""))
    assert 1 < said.count("a") < 10


@pytest.mark.parametrize(
    ("caption", "credit", "rest"),
    [
        ("The quay. Photo: Jo Berg/AFP", "Jo Berg/AFP", "The quay."),
        ("The quay (Foto: Jo Berg)", "Jo Berg", "The quay"),
        ("The quay © Jo Berg 2012", "Jo Berg 2012", "The quay"),
        ("Photo by: Jo Berg", "Jo Berg", ""),
        ("Der Kai | Bild: dpa", "dpa", "Der Kai"),
        ("Набережная. Фото: ТАСС", "ТАСС", "Набережная."),
        ("The quay", None, None),
        ("Photo: Jo Berg took it. He was there for years", None, None),
        ("A photo of: everything", None, None),
    ],
)
def test_a_credit_is_found_at_the_end_of_a_caption(
    caption: str, credit: str | None, rest: str | None
) -> None:
    found = credit_of(caption)
    assert (found and found.credit, found and found.caption) == (credit, rest)


@pytest.mark.parametrize(
    ("meta", "credit", "licence"),
    [
        ({"_media_credit": "Jo Berg", "_navis_media_credit_org": "AFP"}, "Jo Berg/AFP", ""),
        ({"_media_credit": "AFP", "_navis_media_credit_org": "AFP"}, "AFP", ""),
        (
            {"isc_image_source": "<a>Jo</a>", "isc_image_licence_url": "https://cc.example/by"},
            "Jo",
            "https://cc.example/by",
        ),
        ({"isc_image_licence_url": "javascript:x"}, "", ""),
    ],
)
def test_credits_are_found_in_the_fields_of_plugins(
    meta: dict[str, str], credit: str, licence: str
) -> None:
    assert of_fields(meta) == (credit, licence)


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("2012/05/a b.jpg", "2012/05/a b.jpg"),
        ("../a.jpg", ""),
        ("2012/../../a.jpg", ""),
        ("/etc/passwd", "etc/passwd"),
        ("..\\a.jpg", ""),
        ("con.jpg", ""),
        (".htaccess", ""),
        ("a\x00.jpg", ""),
        ("cafe\u0301.jpg", "café.jpg"),
    ],
)
def test_names_of_uploads_are_made_safe(path: str, safe: str) -> None:
    assert safe_path(path) == safe


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("2012/photo-300x200.jpg", "2012/photo.jpg"),
        ("2012/photo-scaled.jpg", "2012/photo.jpg"),
        ("2012/Photo.JPG", "2012/photo.jpg"),
        ("2012/only-300x200.jpg", "2012/only-300x200.jpg"),
        ("2012/none.jpg", ""),
    ],
)
def test_the_largest_original_is_found(tmp_path: Path, asked: str, there: str) -> None:
    (tmp_path / "2012").mkdir()
    for name in ("photo.jpg", "photo-300x200.jpg", "only-300x200.jpg"):
        (tmp_path / "2012" / name).touch()
    assert Media(tmp_path).find(asked) == there


def test_a_front_matter_says_what_it_holds_whatever_that_is() -> None:
    front = Front(headline='He said "yes": #1 \\ so', tags=("no", "C#"), slug="on")
    assert document(front, "x\n").decode() == (
        '---\nheadline: "He said \\"yes\\": #1 \\\\ so"\ntags: ["no", "C#"]\nslug: "on"\n---\n\nx\n'
    )


# The proof ------------------------------------------------------------------------------------

SOURCE = words_of("One two three, four five six.")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("One two three, four five six.", []),
        ("One “two” three, four – five six.", []),
        ("One two, four five six.", [("lost", "three", "one two")]),
        ("One two three, four five six seven.", [("invented", "seven", "three , four five six")]),
        ("One two three four five six.", [("lost", ",", "one two three")]),
        ("four five six. One two three,", []),
        ("", [("lost", "one two three , four five six .", "")]),
    ],
)
def test_the_proof_tells_what_is_lost_and_what_is_new(
    page: str, found: list[tuple[str, str, str]]
) -> None:
    told = [(it.kind, it.words, it.behind) for it in differences(SOURCE, words_of(page))]
    assert [(kind, words) for kind, words, _ in told] == [it[:2] for it in found]
    assert all(it[2].endswith(wanted[2][-5:]) for it, wanted in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("source", "page", "lost"),
    [
        ("日本\n語", "日本語", []),
        ('"か" x', "「か」 x", []),
        ("日本語", "日本", ["語"]),
        ("Biomeは速い", "Biomeは", ["速 い"]),
    ],
)
def test_the_proof_reads_languages_without_blanks_character_by_character(
    source: str, page: str, lost: list[str]
) -> None:
    found = differences(words_of(source), words_of(page))
    assert [it.words for it in found] == lost


def test_what_is_dropped_by_intention_is_no_loss_and_no_more_than_that() -> None:
    page = words_of("One two four six.")
    found = differences(SOURCE, page, dropped=[words_of("three,")])
    assert [(it.kind, it.words) for it in found] == [("lost", "five")]


@pytest.mark.parametrize(
    ("gone", "kind"),
    [
        ("<h2>Head</h2>", "heading lost"),
        ('<img src="a-300x200.jpg" alt="A">', "picture lost"),
        ("<li>item</li>", "list item lost"),
        ("<td>1</td>", "cell lost"),
        ("<blockquote>q</blockquote>", "quotation lost"),
        ('<a href="x">link</a>', "link lost"),
        ('<iframe src="https://a.example/"></iframe>', "player lost"),
    ],
)
def test_the_proof_counts_what_is_more_than_words(gone: str, kind: str) -> None:
    rest = '<p>a</p><h2>Other</h2><img src="b.jpg" alt="B"><ul><li>b</li></ul>'
    found = list(changes(shape_of(rest + gone), shape_of(rest), Meant()))
    assert kind in [it.kind for it in found]
    assert list(changes(shape_of(rest + gone), shape_of(rest + gone), Meant())) == []


def test_words_that_are_lost_end_a_run_badly_unless_that_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "e.xml").write_text(export(item(1, "T", "Kept. [x a=1]Lost words[/x]")), "utf-8")
    root = tmp_path / "site"
    assert moved(root, tmp_path / "e.xml").exit_code == 0
    mapping = (root / "import.toml").read_text("utf-8")
    (root / "import.toml").write_text(mapping.replace('x = "text"', 'x = "nothing"'), "utf-8")
    result = moved(root, tmp_path / "e.xml")
    assert result.exit_code == 1
    assert "“[ x a = 1 ] lost words [ / x ]” behind “kept .”" in result.output
    assert moved(root, tmp_path / "e.xml", options=["--accept-losses"]).exit_code == 0


# import.toml ----------------------------------------------------------------------------------


def test_names_that_are_new_are_put_below_those_that_are_there() -> None:
    first = with_found("", {"sections": {"a": "a"}, "shortcodes": {"x": "text"}})
    edited = first.replace('a = "a"', 'a = "world"   # ours\n# more to come')
    second = with_found(edited, {"sections": {"a": "a", "b c": ""}, "authors": {"ann": "ann"}})
    assert 'a = "world"   # ours\n# more to come\n"b c" = ""\n' in second
    assert read_mapping(second.encode()).sections == {"a": "world", "b c": ""}
    assert read_mapping(second.encode()).shortcodes == {"x": "text"}
    assert with_found(second, {"sections": {"a": "a", "b c": ""}}) == second


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("[section]\n", "import.toml:1:2: error: unknown key `section`"),
        ('[shortcodes]\nx = "insid"\n', "import.toml:2:5: error: `shortcodes.x` must be `embed`, "),
        ("[sections\n", "import.toml:1:"),
    ],
)
def test_a_mistake_in_import_toml_is_told_with_its_place(
    tmp_path: Path, wrong: str, said: str
) -> None:
    (tmp_path / "e.xml").write_text(export(item(1, "T", "x")), "utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/import.toml").write_text(wrong, "utf-8")
    result = moved(tmp_path / "site", tmp_path / "e.xml")
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "site/content").exists()


def test_links_that_ask_by_a_number_or_a_name_lead_to_what_these_mean(tmp_path: Path) -> None:
    asked = {
        "?p=2": "second.md",
        "?page_id=3": "../../pages/story-3.md",
        "?cat=5": "/world/",
        "?category_name=world": "/world/",
        "?author=7": "/authors/ann/",
        "?tag=sea": "/tags/sea/",
        "?attachment_id=9": "/wp-content/uploads/plan.pdf",
        "?utm_source=x": "/",
        "?cat=99": "https://old.example/?cat=99",
        "?s=ships": "https://old.example/?s=ships",
        "?p=99": "https://old.example/?p=99",
    }
    links = " ".join(f'<a href="https://old.example/{it}">{it}</a>' for it in asked)
    terms = [("category", "world", "World"), ("post_tag", "sea", "Sea")]
    text = export(
        author("ann", "Ann", 7),
        category("world", "World", number=5),
        item(1, "First", f"<p>{links}</p>", post_name="first", terms=terms),
        item(2, "Second", "Two.", post_name="second"),
        item(3, "About", "We.", post_type="page", link="https://old.example/about/"),
        attachment(9, "plan.pdf"),
    )
    (tmp_path / "export.xml").write_text(text, "utf-8")
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads/plan.pdf").write_bytes(b"%PDF-1.4")
    options = ["--media", str(tmp_path / "uploads")]
    result = moved(tmp_path / "site", tmp_path / "export.xml", options=options)
    assert result.exit_code == 0, result.output
    raw = (tmp_path / "site/content/articles/2012/first.md").read_text("utf-8")
    found = re.findall(r"\]\(([^)]*)\)", raw)
    assert dict(zip(asked, found, strict=True)) == asked
    assert "3 the archive has nothing at this address" in result.output


def test_a_link_to_a_place_in_another_story_leads_there_if_there_is_one(tmp_path: Path) -> None:
    to = "https://old.example/2012/05"
    links = [
        f'<a href="{to}/second/#kosten">costs</a>',
        f'<a href="{to}/second/#kosten-2">more</a>',
        f'<a href="{to}/second/#the-end">end</a>',
        f'<a href="{to}/second/#the">the</a>',
        f'<a href="{to}/second/#top">all</a>',
    ]
    second = '<h2 id="kosten">Costs</h2><p>Many.</p><h2>The end</h2><p>Gone.</p>'
    text = export(
        item(1, "First", f"<p>{' '.join(links)}</p>", post_name="first"),
        item(2, "Second", second, post_name="second"),
    )
    source = tmp_path / "export.xml"
    source.write_text(text, "utf-8")
    result = moved(tmp_path / "site", source)
    assert result.exit_code == 0, result.output
    [first] = (tmp_path / "site/content/articles").rglob("first.md")
    raw = first.read_bytes()
    links = ["second.md#kosten", "second.md", "second.md#the-end", "second.md", "second.md"]
    assert re.findall(r"\((second\.md[^)]*)\)", raw.decode()) == links
    assert "#kosten-2" in result.output
    moved(tmp_path / "site", source)
    assert first.read_bytes() == raw
