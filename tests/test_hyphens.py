"""Long words of headlines: they break with a hyphen, where their language parts them."""

import json
import random
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pyphen import LANGUAGES, HyphDict

from sitegen.pages.hyphens import SOFT, as_marks, breakable, hyphened
from sitegen.pages.patterns import Patterns
from sitegen.theme import read_theme, theme_files
from tests.newsroom import SITE, Newsroom, article
from tests.serving import served

Make = Callable[..., Newsroom]

WORDS = {
    "de": "Bundesverfassungsgericht Ratifizierungsverfahren Nachtfährverkehr Außenhandelsbilanz"
    " Sicherheitsratsresolution Staatsangehörigkeitsrecht Grenzschutzbehörde"
    " Vermittlungsausschuss Wirtschaftssanktionen Verteidigungsministerium",
    "nl": "arbeidsongeschiktheidsverzekering mensenrechtenorganisatie veiligheidsraadresolutie"
    " ontwikkelingssamenwerking grondwetswijziging vredesonderhandelingen"
    " vluchtelingenverdrag staatssecretariaat bevolkingsadministratie regeringsverklaring",
    "fi": "ulkoministeriö ydinpolttoainelaitos turvallisuusneuvosto puolustusministeriö"
    " ihmisoikeustuomioistuin rauhanneuvottelut kansainvälistyminen perustuslakivaliokunta"
    " rajavartiolaitos kauppasopimusneuvottelut",
    "hu": "külügyminisztérium alkotmánybíróság népszavazáskezdeményezés felelősségvállalás"
    " tűzszünetsértés kormányszóvivő fegyverkezéskorlátozás menekültügyi"
    " határozathozatal biztonságpolitikai",
    "uk": "багатосторонність нерозповсюдження високопоставлений співробітництво"
    " самовизначення міжнародноправовий деокупаційний законодавчий"
    " уповноважений переозброєння",
    "en": "internationalisation counterproliferation demilitarisation extraterritoriality"
    " telecommunications disproportionately constitutionality interdependence"
    " misrepresentation unconstitutionally",
}
"""Ten in each of six languages."""


def words(html: str) -> str:
    """Return the words of a headline, without the elements of the longest."""
    return re.sub("</?span[^>]*>", "", html)


@pytest.mark.parametrize(
    ("language", "text", "html"),
    [
        ("de", "Die <b> Grenzpolizeien", "Die <b> Grenz-po-li-zeien"),
        (
            "de",
            "Das <Bundesverfassungsgericht>",
            'Das &lt;<span class="long">Bun-des-ver-fas-sungs-ge-richt</span>&gt;',
        ),
    ],
)
def test_the_longest_words_are_known_from_those_that_part_on_phones_alone(
    language: str, text: str, html: str
) -> None:
    assert breakable(text, language).replace(SOFT, "-") == html


@pytest.mark.parametrize(
    ("language", "text", "parted"),
    [
        ("de", "Das Bundesverfassungsgericht tagt", "Das Bun-des-ver-fas-sungs-ge-richt tagt"),
        # Words of a compound come apart first, and what links two of them ends the one before.
        ("de", "Waffenstillstandsabkommen", "Waf-fen-still-stands-ab-kom-men"),
        ("de", "Rüstungskontrollabkommen", "Rüs-tungs-kon-troll-ab-kom-men"),
        ("de-CH", "Grundstücksverkehr", "Grund-stücks-ver-kehr"),
        ("de", "Wirtschaftseinbruch", "Wirt-schafts-ein-bruch"),
        ("de", "Übergangsregierung", "Über-gangs-re-gie-rung"),
        ("de", "Landeszentralbanken", "Lan-des-zen-tral-ban-ken"),
        ("de", "Machtübergang", "Macht-über-gang"),
        ("de", "Marktüberwachung", "Markt-über-wa-chung"),
        ("de", "Kernäußerungen", "Kern-äu-ße-run-gen"),
        ("de", "Militärübungen", "Mili-tär-übun-gen"),
        ("de", "Wettereintrübung", "Wet-ter-ein-trü-bung"),
        ("de", "gegenüberliegend", "gegen-über-lie-gend"),
        ("fi", "ulkoministeriö", "ulko-mi-nis-te-riö"),
        ("uk-UA", "багатосторонність", "бага-то-сто-рон-ність"),
        ("en-GB", "short words stay", "short words stay"),
        ("ja", "東京の空港が閉鎖された理由とは", "東京の空港が閉鎖された理由とは"),
        ("tlh", "unknownlanguages", "unknownlanguages"),
    ],
)
def test_long_words_part_as_their_language_does(language: str, text: str, parted: str) -> None:
    assert words(breakable(text, language)).replace(SOFT, "-") == parted


@pytest.mark.parametrize("language", WORDS)
def test_no_part_is_without_a_vowel_or_begins_with_a_sign(language: str) -> None:
    written = WORDS[language].split()
    assert len(written) == 10
    for word in written:
        parts = words(breakable(word, language)).split(SOFT)
        assert "".join(parts) == word
        assert len(parts) > 1, word
        assert all(len(it) >= 2 and it[0] not in "ьъй" for it in parts)
        assert min(len(parts[0]), len(parts[-1])) >= 3


def changed(point: int) -> bool:
    """Say whether letters change where a word parts."""
    return getattr(point, "data", None) is not None


DICTIONARIES = {it.read_bytes(): name for name, it in LANGUAGES.items()}


def levels_of(name: str, folder: Path) -> list[HyphDict | None]:
    """Return the lists of patterns of a dictionary, what parts compounds first; None is empty."""
    head, _, body = LANGUAGES[name].read_bytes().partition(b"\n")
    found: list[HyphDict | None] = []
    for level in re.split(rb"(?m)^NEXTLEVEL$", body.replace(b"\r", b"")):
        (folder / "level.dic").write_bytes(head + b"\n" + level)
        try:
            found.append(HyphDict(folder / "level.dic"))
        except ValueError:
            found.append(None)
    return found


def points_of(word: str, levels: list[HyphDict | None]) -> list[int]:
    """Return where a word parts: where its words meet, and in these two letters from an end."""
    *above, last = levels
    points = [int(it) for level in above if level for it in level.positions(word)]
    margin = 2 if above else 0
    assert last
    for start, end in pairwise([0, *points, len(word)]):
        found = [int(it) for it in last.positions(word[start:end]) if not changed(it)]
        points += [start + it for it in found if margin <= it <= end - start - margin]
    return sorted(points)


@pytest.mark.parametrize("name", sorted(DICTIONARIES.values()))
def test_a_part_of_a_dictionary_parts_words_as_all_of_it_does(name: str, tmp_path: Path) -> None:
    levels, chance = levels_of(name, tmp_path), random.Random(name)  # noqa: S311 - no secret
    ways = [it for level in levels if level for it in level.patterns.items()]
    pieces = sorted({it.strip(".") for it, _ in ways})
    odd = {it for it, (_, points) in ways if any(map(changed, points))}
    words = ["".join(chance.choices(pieces, k=4)) for _ in range(20)]
    words += [it.strip(".") for it in sorted(odd)[:99]]
    words += [f"{it[:2]}☃{it[2:]}".upper() for it in chance.choices(pieces, k=20)]
    patterns = Patterns.of(name)
    assert patterns
    for word in words:
        assert patterns.positions(word) == points_of(word, levels), word


def test_of_a_dictionary_only_what_words_need_is_read_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []
    begin = HyphDict.__init__

    def reading(dictionary: HyphDict, path: object) -> None:
        begin(dictionary, path)
        read.append(len(dictionary.patterns))

    monkeypatch.setattr(HyphDict, "__init__", reading)
    patterns = Patterns.of("de-AT")
    assert patterns
    assert not read
    first = patterns.positions("Bundesverfassungsgericht")
    assert first
    assert 20 < sum(read) < 500  # of 77,000
    read.clear()
    assert patterns.positions("BUNDESVERFASSUNGSGERICHT") == first
    assert not read
    assert patterns.positions("Bundesverfassungsgerichte")[: len(first)] == first
    assert 0 < sum(read) < 40
    assert Patterns.of("tlh") is None


TITLED = sorted(it for it in theme_files("templates") if "<h1" in read_theme(it).decode())


@pytest.mark.parametrize("name", TITLED)
def test_long_words_of_every_title_may_part(name: str) -> None:
    (title,) = re.findall("<h1[^>]*>(.*)</h1>", read_theme(name).decode())
    assert "nameplate(" in title or title.endswith(" | breakable(view.lang) | as_marks }}")


def test_pages_of_the_interface_part_their_titles(newsroom: Make) -> None:
    toml = SITE.replace("search = {", 'language = "uk"\nsearch = {') + "[views]\nshow = true\n"
    site = newsroom({"content/articles/a.md": article()}, site_toml=toml).build()
    (title,) = re.findall("<h1>(.*)</h1>", site.read("most-read/index.html"))
    mark = '<span class="soft"></span>'
    assert mark in title
    assert title.replace(mark, "") == "Найпопулярніше"


def test_names_of_sections_part_above_their_stories_on_the_front_page(newsroom: Make) -> None:
    toml = SITE.replace("search = {", 'language = "de"\nsearch = {').replace(
        '"Asia"', '"Verteidigungspolitik"'
    )
    stories = {f"content/articles/{it}.md": article(it, section="asia") for it in "abcdefghijkl"}
    site = newsroom(stories, site_toml=toml).build()
    named = re.findall("<h2[^>]*>(.*)</h2>", site.read("index.html"))
    parted = breakable("Verteidigungspolitik", "de")
    assert SOFT in parted
    assert parted in named


def test_programs_see_nothing_of_it(newsroom: Make) -> None:
    word = "Bundesverfassungsgericht"
    body, points = f"## {word}\n\nA.\n\n## B\n\nC.", f"[{word} A]"
    story = article(f"Das {word}", body, dek=word, key_points=points, lang="de")
    toml = newsroom().root / "content/site.toml"
    searched = toml.read_text("utf-8").replace("enabled = false", "enabled = true")
    site = newsroom({"content/articles/a.md": story}, site_toml=searched).build()
    page = site.read("2026/03/a/index.html")
    soft = words(breakable(word, "de"))
    assert page.count(soft) == 3  # standfirst, key point, contents
    assert f'<h1 id="page_headline">Das {as_marks(breakable(word, "de"))}</h1>' in page
    assert SOFT not in as_marks(breakable(word, "de"))
    head, _, _ = page.partition("</head>")
    assert SOFT not in head
    assert word in head
    assert json.loads(re.findall(r"ld\+json\">(.*?)</script>", head)[0])
    assert soft in site.read("asia/index.html")
    # The bytes of a picture may be any; and a stylesheet makes hyphens of marks.
    drawn = (".html", ".png", ".ico", ".woff2", ".css")
    others = {path: data for path, data in site.tree().items() if not path.endswith(drawn)}
    assert "feed.xml" in others
    assert not [path for path, data in others.items() if SOFT.encode() in data]


BAND = ".band > div > .card h3 a"
BROKEN = """([selector, language, words]) => {
  const place = document.querySelector(selector)
  const wrong = []
  let hyphens = 0
  place.lang = language
  for (const written of words) {
    place.innerHTML = written
    const nodes = document.createTreeWalker(place, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    const range = document.createRange()
    let before = null, mayPart = false, word = ""
    for (let it; it = nodes.nextNode();) {
      mayPart ||= it.nodeType === 1 && it.matches(".soft")
      if (it.nodeType === 1) continue
      for (let at = 0; at < it.data.length; at++) {
        if (it.data[at] === "\\u00ad") {
          mayPart = true
          continue
        }
        range.setStart(it, at)
        range.setEnd(it, at + 1)
        // Of a letter behind a break, the first box may be that of the hyphen.
        const box = [...range.getClientRects()].at(-1)
        if (before !== null && box.top > before + 2) {
          if (mayPart) hyphens++
          else wrong.push(`${word}|${it.data.slice(at)}`)
        }
        before = box.top
        mayPart = false
        word += it.data[at]
      }
    }
  }
  return [wrong, hyphens, document.documentElement.scrollWidth <= innerWidth]
}"""


LINES = """([html]) => {
  const headline = document.querySelector("h1")
  headline.style = "font-size: 2.5rem; hyphens: manual"
  headline.innerHTML = `<span>${html}</span>`
  const ends = {}
  for (const it of headline.firstChild.getClientRects())
    ends[it.top] = Math.max(ends[it.top] ?? 0, Math.round(it.right))
  return [headline.textContent, ends]
}"""


@pytest.mark.parametrize("language", [*WORDS, "ja", "tlh"])
def test_scripts_have_the_same_hyphens_in_plain_text(language: str) -> None:
    text = f"R & D: {WORDS.get(language, 'constitutionality')}"
    as_html = re.sub("<[^>]*>", "", str(breakable(text, language))).replace("&amp;", "&")
    assert hyphened(text, language) == as_html
    assert (SOFT in as_html) is (language in WORDS)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_marks_break_as_soft_hyphens_do_and_are_no_characters(page: Page, newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article()}).build()
    page.set_viewport_size({"width": 320, "height": 600})
    with served(site.output) as address:
        page.goto(f"{address}/2026/03/a/")
        for language, words in WORDS.items():
            soft = breakable(words, language)
            said, lines = page.evaluate(LINES, [as_marks(soft)])
            assert said == words
            # Letters on both sides of a mark are not kerned: a pixel or two.
            assert lines == pytest.approx(page.evaluate(LINES, [soft])[1], abs=3)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_headline_breaks_a_word_without_a_hyphen(page: Page, newsroom: Make, width: int) -> None:
    stories = {f"content/articles/{it}.md": article(f"Story {it}") for it in "abcdefghijkl"}
    front = '[[front.bands]]\nsection = "asia"\nlayout = "headlines"\n'
    site = newsroom(stories, site_toml=SITE + front).build()
    page.set_viewport_size({"width": width, "height": 900})
    hyphens = 0
    with served(site.output) as address:
        for path, selector in (
            ("2026/03/a/", "h1"),
            ("2026/03/a/", ".cards h3 a"),
            ("asia/", ".row h3 a"),
            ("", ".lead h3 a"),
            ("", ".latest .line"),
            ("", BAND),
        ):
            page.goto(f"{address}/{path}")
            for language, words in WORDS.items():
                soft = [breakable(word, language) for word in words.split()]
                if selector == "h1":
                    soft = list(map(as_marks, soft))
                wrong, found, fits = page.evaluate(BROKEN, [selector, language, soft])
                assert (wrong, fits) == ([], True), selector
                hyphens += found
        if width == 320:  # there is room for these
            room = [breakable("Єдиний африканський ринок", "uk")]
            assert page.evaluate(BROKEN, [BAND, "uk", room])[1:] == [0, True]  # at the blank
        if width == 1280:  # there is room, so that a headline parts no word that fits
            page.goto(f"{address}/2026/03/a/")
            for word in ["самовизначення", "співробітництво", "уповноважений", "домовленості"]:
                headline = breakable(word, "uk")
                assert SOFT in headline
                assert page.evaluate(BROKEN, ["h1", "uk", [as_marks(headline)]]) == [[], 0, True]
            page.goto(address)
            parted = [breakable(it, "uk") for it in ("нерозповсюдження", "уповноваженого")]
            for selector in (".lead h3 a", ".latest .line"):
                assert page.evaluate(BROKEN, [selector, "uk", parted]) == [[], 0, True]
            # Letters alone may be larger, and the columns as wide as they were.
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            wrong, found, fits = page.evaluate(BROKEN, [".latest .line", "uk", parted])
            assert (wrong, found > 0, fits) == ([], True, True)
    assert hyphens or width == 1280


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_headline_is_as_large_as_its_long_words_fit_in_it_whole(
    page: Page, newsroom: Make, width: int
) -> None:
    """On a phone, too, only words of 15 letters are parted, and lines are balanced without them."""
    site = newsroom({"content/articles/a.md": article()}).build()
    page.set_viewport_size({"width": width, "height": 900})
    with served(site.output) as address:
        page.goto(f"{address}/2026/03/a/")
        for language, word in (
            ("de", "Einnahmequelle"),
            ("uk", "самовизначення"),
            ("fr", "Mondialisation"),
        ):
            headline = as_marks(breakable(word, language))
            assert "soft" in headline
            assert page.evaluate(BROKEN, ["h1", language, [headline]]) == [[], 0, True], word
            style = "getComputedStyle(document.querySelector('h1')).textWrapStyle"
            assert page.evaluate(style) == "balance"
        parted = as_marks(breakable("Vermittlungsausschuss", "de"))
        wrong, hyphens, fits = page.evaluate(BROKEN, ["h1", "de", [parted]])
        assert (wrong, fits, hyphens > 0) == ([], True, width < 1000)
