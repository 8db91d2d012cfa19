"""Typefaces: what they are cut into, which files a page asks for, and that nothing moves."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis.strategies import integers, sets
from playwright.sync_api import Browser, Page, Response, Route

from sitegen.pages.hyphens import SOFT
from sitegen.pages.typefaces import preloads
from sitegen.theme import read_theme, theme_files
from sitegen.typefaces import cutting
from sitegen.typefaces.cutting import cut
from sitegen.typefaces.east import SIGNS
from sitegen.typefaces.faces import NAMES, SHIPPED, Face
from sitegen.typefaces.fallbacks import OURS
from sitegen.typefaces.own import own_face
from sitegen.typefaces.parts import LATIN, PARTS, Ranges, joined, part_of, within, without
from sitegen.typefaces.rules import font_faces
from tests.fonts import boxes
from tests.newsroom import SITE, Newsroom, article
from tests.serving import served

Make = Callable[..., Newsroom]

TYPED = SITE.replace("fonts = { shipped = false }\n", "")
ENGLISH = {"serif", "serif-bold", "serif-italic", "sans", "sans-bold"}
LETTERS = " etaoinshrdlucmfwypvbgkjqxzTASIC.,"
ACCENTED = re.compile("[ÀÉÖßçñ]")


Precut = Callable[..., Newsroom]


@pytest.fixture(scope="module")
def cuts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cut everything once."""
    site = Newsroom(tmp_path_factory.mktemp("cuts"), {}, site_toml=TYPED).build()
    return site.root / ".sitegen/fonts"


@pytest.fixture
def precut(newsroom: Make, cuts: Path) -> Precut:
    """Make a site with typefaces, and what was cut for another."""

    def make(files: dict[str, str | bytes], *, site_toml: str = TYPED) -> Newsroom:
        site = newsroom(files, site_toml=site_toml)
        shutil.copytree(cuts, site.root / ".sitegen/fonts")
        return site

    return make


def font_of(face: Face) -> bytes:
    return (files(face.package) / "files" / face.file).read_bytes()


# Parts ------------------------------------------------------------------------------------------


def test_no_two_parts_share_a_character() -> None:
    codes = [code for ranges in PARTS.values() for a, b in ranges for code in range(a, b + 1)]
    assert len(codes) == len(set(codes))


def test_no_sign_of_the_theme_costs_a_part_more() -> None:
    sheets = (read_theme(it).decode() for it in theme_files("static") if it.endswith(".css"))
    shown = {ord(it) for css in sheets for it in re.sub(r"(?s)/\*.*?\*/", "", css) if it > "~"}
    assert ord("↗") in shown
    # Browsers ask for the hyphen of a word that may part, and print the other one where it does.
    shown |= {ord(SOFT), ord("‐")}
    assert within(LATIN, shown) == shown


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("How the Veto Works", "latin"),
        ("Erdoğan in Łódź: “şimdi”", "latin"),
        ("Президент їде до NATO", "cyrillic"),
        ("Η Αθήνα", "greek"),
        ("قناة السويس", "arabic"),
        ("新幹線", "latin"),
        ("1979", "latin"),
        ("", "latin"),
    ],
)
def test_a_text_is_in_the_part_that_most_of_its_letters_are_in(text: str, part: str) -> None:
    assert part_of(text) == part


@given(sets(integers(0, 300)), sets(integers(0, 300)))
def test_ranges_without_others_are_those_of_the_characters_left(
    codes: set[int], others: set[int]
) -> None:
    assert without(joined(codes), joined(others)) == joined(codes - others)


def ranges_of(rule: str) -> Ranges:
    listed = re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", rule)
    return tuple((int(first, 16), int(last or first, 16)) for first, last in listed)


def test_signs_of_east_asia_are_left_to_the_fonts_of_readers() -> None:
    """A file has two names: that for Chinese, Japanese and Korean lacks what these set wider."""
    signs = set(map(ord, "·—‘’“”…"))
    assert within(LATIN, signs) == signs
    serif = next(it for it in SHIPPED if it.name == "serif")
    for part in serif.parts:
        whole, eastern = font_faces(serif, part, "/a.woff2")
        assert ranges_of(whole) == PARTS[part]
        assert ranges_of(eastern) == without(PARTS[part], SIGNS)
        assert '"Paper Serif";' in whole
        assert eastern.startswith('@font-face{font-family:"Paper Serif East";')
    # Arabic is beside both, and so has one name.
    assert len([*font_faces(SHIPPED[-1], "arabic", "/a.woff2")]) == 1


@pytest.mark.parametrize(("letters", "is_narrowed"), [("a—“", True), ("a—“東京", False)])
def test_a_newsroom_s_own_font_has_the_signs_of_the_script_that_it_is_made_for(
    letters: str, *, is_narrowed: bool
) -> None:
    face = own_face(boxes(letters), "serif", "Own.ttf")
    _, eastern = font_faces(face, LATIN, "/a.woff2")
    assert eastern.startswith('@font-face{font-family:"Paper Serif Own East";')
    assert ((ord("—"), ord("—")) in without(ranges_of(eastern), ((0x2013, 0x2013),))) != is_narrowed


# Cutting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", SHIPPED, ids=lambda face: face.name)
def test_each_part_has_all_that_its_font_has_and_is_always_the_same(face: Face) -> None:
    data = font_of(face)
    whole = frozenset(uharfbuzz.Face(data).unicodes)
    for part in face.parts:
        packed = cut(data, face, part)
        assert packed == cutting.cut(data, face, part)  # which another process may have made
        with TTFont(io.BytesIO(packed)) as font:
            assert within(part, whole) <= font.getBestCmap().keys()
            names = {it.nameID: it.toUnicode() for it in font["name"].names}
            axes = [it.axisTag for it in font["fvar"].axes] if "fvar" in font else []
        # Under a name of its own, with who made it and on which terms.
        assert names[1] == NAMES[face.family]
        assert "Copyright" in names[0] or "©" in names[0]
        assert "Open Font License" in names[13]
        assert axes == (["opsz"] if face.name == "serif-bold" else [])


def test_a_story_in_english_takes_90_kilobytes_of_type_at_most() -> None:
    faces = [face for face in SHIPPED if face.name in ENGLISH]
    assert len(faces) == len(ENGLISH)
    assert sum(len(cutting.cut(font_of(face), face, "latin")) for face in faces) <= 90_000


def test_what_stands_in_is_as_wide_as_ours_are() -> None:
    """Measured anew in the fonts themselves, by the letters of English; headlines at 36 px."""
    often = dict.fromkeys(LETTERS, 0.3) | dict(
        zip(
            " etaoinshrldumcfwgpybvk.,xjqz",
            [
                *(18.3, 10.3, 7.5, 6.5, 6.2, 5.7, 5.7, 5.3, 4.9, 5.0, 3.3, 3.3, 2.3, 2.0, 2.2, 2.0),
                *(1.7, 1.6, 1.5, 1.4, 1.3, 0.8, 0.6, 0.9, 0.9, 0.14, 0.1, 0.08, 0.05),
            ],
            strict=True,
        )
    )
    measured = [face for face in SHIPPED if (face.family, face.weight, face.slant) in OURS]
    assert len(measured) == len(OURS)
    for face in measured:
        font = uharfbuzz.Font(uharfbuzz.Face(font_of(face)))
        font.set_variations({axis: a if a == b else 36 for axis, a, b in face.axes})
        units = font.face.upem
        advance = sum(
            font.get_glyph_h_advance(font.get_nominal_glyph(ord(it))) * count
            for it, count in often.items()
        ) / sum(often.values())
        ours = OURS[face.family, face.weight, face.slant]
        assert advance / units == pytest.approx(ours.advance, rel=0.01)
        extents = font.get_font_extents("ltr")
        assert extents.ascender / units == pytest.approx(ours.ascent)
        assert -extents.descender / units == pytest.approx(ours.descent)


# A site -----------------------------------------------------------------------------------------


def stylesheet(site: Newsroom) -> str:
    [path] = (site.output / "assets").glob("site.*.css")
    return path.read_text("utf-8")


def asked_for(site: Newsroom, page: str) -> list[str]:
    found = re.findall(r'<link rel="preload" href="/([^"]+)" as="font"', site.read(page))
    return [it.rpartition("/")[2].partition(".")[0] for it in found]


def fonts(site: Newsroom) -> dict[str, bytes]:
    return {path: data for path, data in site.tree().items() if path.endswith(".woff2")}


def test_a_stylesheet_names_every_file_and_a_page_asks_for_those_of_its_headline(
    precut: Precut,
) -> None:
    site = precut(
        {
            "content/articles/a.md": article("How it works"),
            "content/articles/b.md": article("Президент їде", lang="uk"),
            "content/articles/c.md": article("قناة السويس", lang="ar"),
        },
        site_toml=TYPED,
    ).build()
    css = stylesheet(site)
    assert "@import" not in css
    assert set(re.findall(r'url\("/(assets/fonts/[^"]+)"\)', css)) == fonts(site).keys()
    assert all(data.startswith(b"wOF2") for data in fonts(site).values())
    plain = ["serif-latin", "serif-bold-latin"]
    assert asked_for(site, "2026/03/a/index.html") == plain
    assert asked_for(site, "index.html") == plain
    cyrillic = [it.replace("latin", "cyrillic") for it in plain]
    assert asked_for(site, "2026/03/b/index.html") == plain + cyrillic
    arabic = ["arabic-arabic", "arabic-bold-arabic"]
    assert asked_for(site, "2026/03/c/index.html") == plain + arabic


def refuse(*_: object) -> bytes:
    message = "this build cuts nothing"
    raise AssertionError(message)


def test_nothing_is_cut_twice(newsroom: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    site = newsroom({"content/articles/a.md": article("One")}, site_toml=TYPED).build()
    before = fonts(site)
    monkeypatch.setattr("sitegen.typefaces.cutting.cut", refuse)
    site.edit("content/articles/a.md", "Some words", "Other words").build()
    assert not [path for path in site.rewritten if path.endswith(".woff2")]
    # Another machine, or a new output, with what was cut kept.
    shutil.rmtree(site.output)
    for it in (site.root / ".sitegen").iterdir():
        if it.name != "fonts":
            shutil.rmtree(it) if it.is_dir() else it.unlink()
    assert fonts(site.build()) == before


def test_keys_stand_for_the_same_from_build_to_build(
    precut: Precut, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_DEBUG", "1")
    site = precut({"content/articles/a.md": article("One"), "content/Own.ttf": boxes(LETTERS)})
    site.edit("content/site.toml", "page_size", 'fonts = { sans = ["Own.ttf"] }\npage_size').build()
    site.edit("content/articles/a.md", "One", "Two").build()
    # What a newsroom takes over as it is, to change it later, gives what it gave before.
    own = {f"static/{name}": read_theme(f"static/{name}") for name in ("site.css", "search.css")}
    site.write(own).edit("content/articles/a.md", "Two", "Three").build()
    assert "Three" in site.read("index.html")


def test_a_damaged_cut_is_cut_again(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article("One")}, site_toml=TYPED).build()
    before = fonts(site)
    for it in (site.root / ".sitegen/fonts").rglob("*.woff2"):
        it.write_bytes(b"damaged")
    shutil.rmtree(site.output)
    assert fonts(site.build("--clean")) == before


def test_a_newsroom_can_have_fonts_of_its_own_or_none(precut: Precut) -> None:
    letters = "".join(map(chr, range(32, 127)))
    site = precut(
        {
            "content/articles/a.md": article("One"),
            "content/fonts/Own.ttf": boxes(letters + "שלום"),
        },
        site_toml=TYPED + '\n[fonts]\nserif = ["fonts/Own.ttf"]\n',
    ).build()
    css = stylesheet(site)
    assert '--paper-serif:"Paper Serif Own","Paper Serif",' in css
    assert "U+5DC-5DD" in css  # Hebrew, which is in no part of ours
    assert asked_for(site, "index.html") == ["Own-latin"]
    # Another version of it has another name.
    before = {it for it in fonts(site) if "/Own-latin." in it}
    site.write({"content/fonts/Own.ttf": boxes(letters)}).build()
    after = {it for it in fonts(site) if "/Own-" in it}
    assert len(after) == 1
    assert not before & after
    site.edit("content/site.toml", "serif =", "shipped = false\nserif =").build()
    assert fonts(site).keys() == after
    assert '--paper-serif:"Paper Serif Own"}' in stylesheet(site)
    site.edit("content/site.toml", 'serif = ["fonts/Own.ttf"]\n', "").build()
    assert fonts(site) == {}
    assert "@font-face" not in stylesheet(site)
    assert asked_for(site, "index.html") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "there is no font `fonts/Own.ttf` in content/"),
        (b"wOF2....", "is packed for the web already; give its TTF or OTF file"),
        (b"no font", "is no font that can be read"),
        (b"\0\1\0\0" + b"\0" * 200, "is no font that can be read"),
    ],
)
def test_a_font_that_is_none_is_told_at_its_key(
    newsroom: Make, data: bytes | None, said: str
) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article("One"),
            **({"content/fonts/Own.ttf": data} if data else {}),
        },
        site_toml=SITE.replace(
            "fonts = { shipped = false }", 'fonts = { sans = ["fonts/Own.ttf"], shipped = false }'
        ),
    )
    built = site.run("build")
    assert built.exit_code == 2
    assert "content/site.toml:6:19: error: " in built.stderr
    assert said in built.stderr


def test_what_a_font_says_of_itself() -> None:
    serif = next(it for it in SHIPPED if it.name == "serif-italic")
    face = own_face(font_of(serif), "serif", "fonts/A.ttf")
    assert (face.name, face.weight, face.slant) == ("A", "200 900", "italic")
    assert face.parts[:5] == ("latin", "latin-extended", "vietnamese", "cyrillic", "greek")
    whole = cut(font_of(serif), face, "latin")
    with TTFont(io.BytesIO(whole)) as font:
        assert [it.axisTag for it in font["fvar"].axes] == ["wght", "opsz"]
        features = {it.FeatureTag for it in font["GSUB"].table.FeatureList.FeatureRecord}
        assert features > {"onum", "locl"}
        # It is the newsroom's, and keeps its name.
        assert font["name"].getDebugName(1) != NAMES["serif"]


def test_a_design_without_them_has_none_of_the_files(precut: Precut) -> None:
    site = precut(
        {
            "content/articles/a.md": article("One"),
            "static/site.css": "body { font-family: Georgia }",
        },
        site_toml=TYPED,
    ).build()
    assert fonts(site) == {}
    assert asked_for(site, "index.html") == []
    # A file of that name is the site's own.
    site.write(
        {"static/site.css": '@import "faces.css"; b { top: 0 }', "static/faces.css": "a { top: 0 }"}
    ).build()
    assert fonts(site) == {}
    assert re.fullmatch(
        r'@import "/assets/faces\.[0-9a-f]{10}\.css";b\{top:0\}', stylesheet(site).strip()
    )


def test_what_is_used_no_more_can_be_removed(precut: Precut) -> None:
    site = precut({"content/articles/a.md": article("One")}, site_toml=TYPED).build()
    kept = site.root / ".sitegen/fonts"
    assert len([*kept.rglob("*.woff2")]) == len(fonts(site))
    site.run("clean", "--unused")
    assert len([*kept.rglob("*.woff2")]) == len(fonts(site))
    site.edit("content/site.toml", "page_size = 3", "page_size = 3\nfonts = { shipped = false }")
    site.run("clean", "--unused")
    assert [*kept.rglob("*.woff2")] == []


def test_a_page_asks_for_no_file_that_there_is_not() -> None:
    assert preloads({}, "Any") == ()
    assert preloads({"latin": ("/a",)}, "Президент") == ("/a",)


# In a browser -----------------------------------------------------------------------------------

SHIFT = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value
  }).observe({type: "layout-shift", buffered: true})
  setTimeout(() => done(sum), 1500)
})"""


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    text = "\n\n".join(
        f"## Part {number}\n\nSince 1961 *nobody* has **had to** decide{it}. “It is neither yours "
        "nor mine,” says article IV of the treaty, and the seven states that claim a slice agree."
        for number, it in enumerate(["[^1]", "", ""])
    )
    body = f"{text}\n\n| A | 2026 |\n|---|---:|\n| b | 12 |\n\n[^1]: A note.\n"
    stories: dict[str, str | bytes] = {
        "content/articles/en.md": article(
            "Antarctica belongs to nobody",
            body,
            dek="Internationalisation, intergovernmental.",
            related='[{headline: The treaty, url: "https://www.ats.aq/"}]',
        ),
        # Six are related; the last one is for those who search.
        **{f"content/articles/{it}.md": article("Sieben Staaten") for it in range(6)},
        "content/articles/ar.md": article("قناة السويس", lang="ar", section="europe"),
    }
    searched = TYPED.replace("search = { enabled = false }\n", "")
    site = Newsroom(tmp_path_factory.mktemp("typed"), stories, site_toml=searched)
    with served(site.build().output) as address:
        yield address


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_fonts_come_late_and_a_page_takes_little(
    browser: Browser, typed: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    taken: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.url.endswith(".woff2"):
            taken[response.url.rpartition("/")[2].partition(".")[0]] = len(response.body())

    page.on("response", weigh)
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    late = {"offline": False, "latency": 300, "downloadThroughput": 40_000}
    network.send("Network.emulateNetworkConditions", {**late, "uploadThroughput": 40_000})
    page.goto(f"{typed}/2026/03/en/")
    assert page.evaluate(SHIFT) == 0
    page.wait_for_load_state("networkidle")
    assert taken.keys() == {f"{name}-latin" for name in ENGLISH}
    assert sum(taken.values()) <= 90_000
    page.goto(f"{typed}/search/")  # with a list of languages, by their own names
    page.wait_for_load_state("networkidle")
    assert page.locator("option[lang=ar]").inner_text() == "العربية"
    assert "arabic-arabic" not in taken  # a headline that is found is bold
    context.close()


def at_once(route: Route) -> None:
    """Let a page wait for its fonts: what is looked at is which ones it takes."""
    response = route.fetch()
    css = response.text().replace("font-display:optional", "font-display:block")
    css = css.replace("font-display: optional", "font-display: block")
    route.fulfill(response=response, body=css)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("story", "used"),
    [
        (("It belongs to nobody", "Since 1961, “nobody”.", "en"), {"Paper Serif"}),
        (("Le traité de l’Élysée", "Un cœur à Saint-Cloud.", "fr"), {"Paper Serif"}),
        (("Größe und Übermut", "Straße in „Łódź“.", "de"), {"Paper Serif"}),
        (("Договір, що поклав край", "Сім держав: здоровʼя.", "uk"), {"Paper Serif"}),
        (("قناة السويس", "ممر مائي", "ar"), {"Paper Arabic"}),
        (("東京の空港", "新幹線", "ja"), set()),
    ],
)
def test_words_are_set_in_the_faces_of_the_paper(
    page: Page, precut: Precut, story: tuple[str, str, str], used: set[str]
) -> None:
    headline, text, lang = story
    told = article(headline, text, lang=lang, authors=None)
    page.route("**/site.*.css", at_once)
    with served(precut({"content/articles/a.md": told}).build().output) as address:
        page.goto(f"{address}/2026/03/a/")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => 0)")
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        for selector in ("h1", ".body p"):
            node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
            found = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})
            seen = {it["familyName"] for it in found["fonts"] if it["isCustomFont"]}
            assert seen == used
            assert all(it["isCustomFont"] for it in found["fonts"]) or not used


WORDS_OF_TWO = {
    "ja": "“新幹線”——東京·大阪… 2026 <span lang='en'>“So’s—it…”</span>",
    "zh": "“‘新’的”——… 2026 <span lang='en'>“So’s—it…”</span>",
    "ko": "“‘새’ 것”…남·북 2026 <span lang='en'>“So’s—it…”</span>",
    "en": "“So’s—it…” 2026 <span lang='ja'>“新幹線”——東京·大阪…</span>",
}
"""Words with quotations in another language; digits are Latin in all of them."""


def drawn_by_us(page: Page, selector: str) -> set[str]:
    """Return those characters of an element, but for what is in others, that our faces draw."""
    marked = page.evaluate(
        """selector => {
          const texts = [...document.querySelector(selector).childNodes].filter(it => it.data)
          return texts.flatMap(text => [...text.data].map(character => {
            const own = document.createElement('span')
            own.className = 'sign'
            own.textContent = character
            text.before(own)
            return character
          }))
        }""",
        selector,
    )
    # Once they are laid out, a face may be asked for that no page had needed.
    page.evaluate("document.body.offsetWidth; document.fonts.ready.then(() => 0)")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    of = {"nodeId": root, "selector": f"{selector} > .sign"}
    nodes = session.send("DOM.querySelectorAll", of)["nodeIds"]
    page_fonts = (session.send("CSS.getPlatformFontsForNode", {"nodeId": it}) for it in nodes)
    ours = {
        character
        for character, found in zip(marked, page_fonts, strict=True)
        if any(it["isCustomFont"] for it in found["fonts"])
    }
    page.evaluate("document.querySelectorAll('.sign').forEach(it => it.remove())")
    return ours - {" "}


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_signs_are_drawn_by_the_font_of_the_words_around_them(page: Page, precut: Precut) -> None:
    """Of dashes, dots and quotes Chinese, Japanese and Korean have their own, in every place."""
    body = "{0}\n\n| A |\n|---|\n| {0} |\n"
    site = precut(
        {
            f"content/articles/{lang}.md": article(
                words.split(" <", maxsplit=1)[0], body.format(words), lang=lang, authors=None
            )
            for lang, words in WORDS_OF_TWO.items()
        }
    )
    page.route("**/site.*.css", at_once)
    with served(site.build().output) as address:
        for lang in WORDS_OF_TWO:
            page.goto(f"{address}/2026/03/{lang}/")
            page.wait_for_load_state("networkidle")
            page.evaluate("document.fonts.ready.then(() => 0)")
            ours = set("Sosit’“”—…") if lang == "en" else set()
            for place in ("h1", ".body p", ".body td"):
                assert drawn_by_us(page, place) == ours | set("206"), (lang, place)
            theirs = set() if lang == "en" else set("Sosit’“”—…")
            for place in (".body p [lang]", ".body td [lang]"):
                assert drawn_by_us(page, place) == theirs, (lang, place)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_words_of_another_language_are_set_in_the_stack_around_them(
    page: Page, precut: Precut
) -> None:
    words = "東京 <span lang='en'>So</span>"
    told = article("東京", f"{words}\n\n| A |\n|---|\n| {words} |\n", lang="ja", authors=None)
    with served(precut({"content/articles/a.md": told}).build().output) as address:
        page.goto(f"{address}/2026/03/a/")
        families = (
            "it => getComputedStyle(document.querySelector(it)).fontFamily.split(',')"
            ".map(it => it.trim()).filter(it => it.startsWith('\"Paper'))[0]"
        )
        assert page.evaluate(families, ".body p") == '"Paper Serif East"'
        assert page.evaluate(families, ".body p span") == '"Paper Serif"'
        assert page.evaluate(families, ".body td") == '"Paper Sans East"'
        assert page.evaluate(families, ".body td span") == '"Paper Sans"'
        assert page.evaluate(families, ".masthead") == '"Paper Serif"'
        assert page.evaluate(families, ".foot li") == '"Paper Sans"'


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_figures_notes_and_credits_are_set_as_in_print(page: Page, typed: str) -> None:
    page.goto(f"{typed}/2026/03/en/")

    def style(selector: str, name: str) -> str:
        script = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
        return str(page.evaluate(script, [selector, name]))

    assert style(".body p", "fontVariantNumeric") == "oldstyle-nums proportional-nums"
    assert style("h1", "fontVariantNumeric") == "lining-nums proportional-nums"
    assert style("td.align-right", "fontVariantNumeric") == "tabular-nums"
    assert style(".footnote-ref", "fontVariantNumeric") == "lining-nums"
    assert style(".body p", "textWrapStyle") == "pretty"
    assert page.inner_text(".footnote-ref") == "1"
