"""The edit table of the design: each edit rewrites exactly what shows it, and nothing more."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.newsroom import SITE, Newsroom, article, names
from tests.pictures import picture

Make = Callable[..., Newsroom]

FILES = {
    "content/articles/2026/one.md": article("One", date="2026-03-01 09:00", tags="[treaties]"),
    "content/articles/2026/two.md": article(
        "Two",
        date="2026-03-02 09:00",
        countries="[KP]",
        image="{src: two.jpg, alt: A bridge, credit: Graphics desk}",
    ),
    "content/articles/2026/two.jpg": picture(),
    "content/articles/2026/three.md": article(
        "Three", date="2026-04-03 09:00", section="europe", authors="[]"
    ),
    "content/pages/about.md": "---\ntitle: About\n---\nAbout us.\n",
}


SITE_FEEDS = {"/feed.xml", "/atom.xml", "/feed.json"}
ASIA_FEEDS = {f"/asia{path}" for path in SITE_FEEDS}
EUROPE_FEEDS = {f"/europe{path}" for path in SITE_FEEDS}
SITEMAPS = {"/sitemap.xml", *(f"/sitemaps/{part}.xml" for part in ("2026", "news", "pages"))}

SHOW_TWO = {
    "/pictures/two",
    "/2026/03/two/",
    "/2026/03/one/",
    "/",
    "/404.html",
    "/asia/",
    "/countries/kp/",
    "/authors/news-desk/",
    "/archive/2026/03/",
    *SITE_FEEDS,
    *ASIA_FEEDS,
    "/countries/kp/feed.xml",
    "/authors/news-desk/feed.xml",
    "/sitemaps/2026.xml",
}
"""The picture of the second story, its article, and all that shows its card, or tells of it."""

SHOW_ONE = {
    "/2026/03/one/",
    "/2026/03/two/",  # a related story
    "/",
    "/404.html",
    "/asia/",
    "/tags/treaties/",
    "/authors/news-desk/",
    "/archive/2026/03/",
    *SITE_FEEDS,
    *ASIA_FEEDS,
    "/tags/treaties/feed.xml",
    "/authors/news-desk/feed.xml",
}
"""The first story, and all that shows its card or has its item."""

WHEN = {"/sitemaps/2026.xml", "/sitemaps/pages.xml"}
"""What says when stories and listings were last changed."""


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(FILES)).build()


def rebuilt(site: Newsroom, now: str | None = None) -> set[str]:
    """Build again, hold the result against a clean build, and return what was rewritten."""
    time = {"now": now} if now else {}
    site.build(**time)
    assert site.tree() == site.clean_tree(**time)
    return names(site.rewritten)


def test_a_second_build_writes_nothing(site: Newsroom) -> None:
    assert rebuilt(site) == set()
    assert site.report["unchanged"] == len(site.tree()) - 2  # the manifests are no outputs


def test_a_file_touched_with_the_same_bytes_rewrites_nothing(site: Newsroom) -> None:
    file = site.root / "content/articles/2026/one.md"
    file.write_bytes(file.read_bytes())
    assert rebuilt(site) == set()


def test_a_typo_in_a_body_rewrites_that_article_and_the_feeds_with_its_text(site: Newsroom) -> None:
    site.edit("content/articles/2026/one.md", "Some words", "Same words")
    assert rebuilt(site) == {"/2026/03/one/", *SITE_FEEDS, *ASIA_FEEDS}


def test_a_correction_rewrites_the_article_and_all_that_tells_of_it(site: Newsroom) -> None:
    mended = "corrections: [{date: 2026-03-03 09:00, text: It was two.}]\nheadline: One"
    site.edit("content/articles/2026/one.md", "headline: One", mended)
    assert rebuilt(site) - SITEMAPS == {
        "/2026/03/one/",
        "/corrections/",
        "/corrections/feed.xml",
        "/corrections/record.json",
        *SITE_FEEDS,
        *ASIA_FEEDS,
        "/tags/treaties/feed.xml",  # when it was last changed
        "/authors/news-desk/feed.xml",
    }


def test_a_new_tag_rewrites_what_lists_all_topics_and_all_feeds(site: Newsroom) -> None:
    site.edit("content/articles/2026/three.md", "headline: Three", "tags: [new]\nheadline: Three")
    assert rebuilt(site) - SITEMAPS == {
        "/2026/04/three/",
        "/tags/",
        "/tags/new/",
        "/tags/new/feed.xml",
        "/feeds/",
        "/europe/",  # what it is about
        *SITE_FEEDS,
        *EUROPE_FEEDS,
    }


def test_other_settings_of_feeds_touch_no_page_that_does_not_offer_them(site: Newsroom) -> None:
    before = names(site.tree())
    site.write({"content/site.toml": SITE + '\n[feeds]\nof = ["section", "tag", "author"]\n'})
    assert rebuilt(site) == {"/countries/kp/", "/feeds/"}
    assert before - names(site.tree()) == {"/countries/kp/feed.xml"}


def test_a_headline_rewrites_the_article_and_all_that_shows_its_card(site: Newsroom) -> None:
    site.edit("content/articles/2026/one.md", "headline: One", "headline: The One")
    assert rebuilt(site) == SHOW_ONE | {"/tags/", "/archive/2026/"}


def test_a_new_article_rewrites_what_lists_it(site: Newsroom) -> None:
    site.write({"content/articles/2026/four.md": article("Four", section="europe", authors="[]")})
    assert rebuilt(site) == {
        "/sitemaps/2026.xml",
        "/2026/03/four/",
        "/2026/04/three/",  # its related list grew
        "/",
        "/404.html",
        "/europe/",
        "/archive/2026/03/",
        "/sections/",  # how many there are
        "/archive/",
        "/archive/2026/",
        *SITE_FEEDS,
        *EUROPE_FEEDS,
    }


def test_a_deleted_article_is_pruned_with_its_picture(site: Newsroom) -> None:
    site.remove("content/articles/2026/two.md")
    assert rebuilt(site) == {
        "/sitemaps/2026.xml",
        "/sitemaps/pages.xml",
        "/2026/03/one/",
        "/",
        "/404.html",
        "/asia/",
        "/authors/news-desk/",
        "/archive/2026/03/",
        "/countries/",
        "/feeds/",
        "/sections/",  # how many there are
        "/authors/",
        "/archive/",
        "/archive/2026/",
        *SITE_FEEDS,
        *ASIA_FEEDS,
        "/authors/news-desk/feed.xml",
    }
    assert names(site.removed) == {
        "/2026/03/two/",
        "/countries/kp/",
        "/countries/kp/feed.xml",
        "/pictures/two",
    }


@pytest.mark.parametrize("date", ["2026-03-01 10:00", "2026-03-02 10:00"])
def test_another_date_rewrites_the_article_and_all_that_shows_or_orders_it(
    site: Newsroom, date: str
) -> None:
    site.edit("content/articles/2026/one.md", "2026-03-01 09:00", date)
    # It is the newest of its section and of its author by now.
    newest: set[str] = {"/sections/", "/authors/"} if date > "2026-03-02" else set()
    assert rebuilt(site) == SHOW_ONE | WHEN | {"/archive/2026/"} | newest
    assert site.removed == set()


def test_a_date_in_another_month_moves_the_article(site: Newsroom) -> None:
    site.edit("content/articles/2026/one.md", "2026-03-01 09:00", "2026-04-01 09:00")
    moved = SHOW_ONE - {"/2026/03/one/"} | {"/2026/04/one/", "/archive/2026/04/"}
    counting = {"/archive/", "/archive/2026/", "/sections/", "/tags/", "/authors/"}
    assert rebuilt(site) == moved | WHEN | counting
    assert names(site.removed) == {"/2026/03/one/"}


def test_another_tag_rewrites_the_article_its_feeds_and_what_lists_all_topics(
    site: Newsroom,
) -> None:
    site.edit("content/articles/2026/one.md", "treaties", "accords")
    assert rebuilt(site) == {
        "/2026/03/one/",
        "/tags/",
        "/tags/accords/",
        "/tags/accords/feed.xml",
        "/feeds/",
        "/asia/",  # what it is about
        *SITE_FEEDS,
        *ASIA_FEEDS,
        "/authors/news-desk/feed.xml",
        "/sitemaps/pages.xml",
    }
    assert names(site.removed) == {"/tags/treaties/", "/tags/treaties/feed.xml"}


def test_a_tag_that_others_have_too_rewrites_what_it_relates(site: Newsroom) -> None:
    site.edit(
        "content/articles/2026/three.md", "headline: Three", "tags: [treaties]\nheadline: Three"
    )
    assert rebuilt(site) == {
        "/2026/04/three/",
        "/2026/03/one/",  # related by the tag
        "/tags/",  # how many there are
        "/europe/",  # what it is about
        "/tags/treaties/",
        "/tags/treaties/feed.xml",
        *SITE_FEEDS,
        *EUROPE_FEEDS,
        "/sitemaps/pages.xml",
    }


def test_another_section_rewrites_what_shows_the_card_and_both_sections(site: Newsroom) -> None:
    site.edit("content/articles/2026/two.md", "section: asia", "section: europe")
    shown = SHOW_TWO - {"/pictures/two", "/sitemaps/2026.xml"}
    assert rebuilt(site) == shown | {
        "/europe/",
        *EUROPE_FEEDS,
        "/2026/04/three/",  # related by the section
        "/sections/",  # how many there are
        "/sitemaps/pages.xml",
    }
    assert site.removed == set()


def test_a_related_story_named_rewrites_the_article_alone(site: Newsroom) -> None:
    site.edit("content/articles/2026/three.md", "headline", "related: [one]\nheadline")
    assert rebuilt(site) == {"/2026/04/three/"}


def test_another_alternative_text_rewrites_what_shows_the_picture_and_not_the_picture(
    site: Newsroom,
) -> None:
    site.edit("content/articles/2026/two.md", "A bridge", "Arches")
    assert rebuilt(site) == SHOW_TWO - {"/pictures/two", "/sitemaps/2026.xml"}


def test_a_static_file_that_no_page_names_is_written_and_pruned_alone(site: Newsroom) -> None:
    for text in ("Notice.", "Another notice."):
        site.write({"static/root/notice.txt": text})
        assert rebuilt(site) == {"/notice.txt"}
    site.remove("static/root/notice.txt")
    assert rebuilt(site) == set()
    assert site.removed == {"notice.txt"}


def test_the_article_template_rewrites_all_articles_and_no_more(site: Newsroom) -> None:
    text = '{% extends "base.html" %}{% block main %}{{ body(view.body) }}{% endblock %}'
    site.write({"templates/article.html": text})
    assert rebuilt(site) == {"/2026/03/one/", "/2026/03/two/", "/2026/04/three/"}


def test_a_stylesheet_is_renamed_and_every_page_that_names_it_is_rewritten(site: Newsroom) -> None:
    pages = {path for path in names(site.tree()) if path.endswith(("/", ".html"))}
    # The sheet of feeds in a browser is that of pages, and more.
    before = {path for path in site.tree() if path.startswith(("assets/site.", "assets/feed."))}
    site.write({"static/site.css": "body { margin: 0 }\n"})
    assert rebuilt(site) == pages | {"/assets/site.css", "/assets/feed.css", "/feed.css"}
    assert site.removed == before


def test_a_replaced_picture_rewrites_its_article_and_the_cards_that_show_it(
    site: Newsroom,
) -> None:
    site.write({"content/articles/2026/two.jpg": picture((200, 30, 30))})
    assert rebuilt(site) == SHOW_TWO
    assert names(site.removed) == {"/pictures/two"}


@pytest.mark.parametrize("change", ["focus: [0, 0]", "license: https://cc.example/by"])
def test_another_focus_or_licence_makes_a_picture_anew(site: Newsroom, change: str) -> None:
    site.edit("content/articles/2026/two.md", "Graphics desk", f"Graphics desk, {change}")
    assert rebuilt(site) == SHOW_TWO
    assert names(site.removed) == {"/pictures/two"}


def test_another_profile_makes_all_pictures_anew_and_rewrites_what_shows_one(
    site: Newsroom,
) -> None:
    site.write({"content/site.toml": SITE + "\n[pictures.card]\nwidths = [32]\n"})
    assert rebuilt(site) == SHOW_TWO
    assert names(site.removed) == {"/pictures/two"}


def test_a_picture_under_another_name_is_renamed_and_not_made_again(site: Newsroom) -> None:
    kept = (site.root / ".sitegen/pictures").glob("*/*")
    made = {file: file.stat().st_mtime_ns for file in kept}
    file = site.root / "content/articles/2026/two.jpg"
    file.rename(file.with_name("new.jpg"))
    site.edit("content/articles/2026/two.md", "two.jpg", "new.jpg")
    assert rebuilt(site) == SHOW_TWO - {"/pictures/two"} | {"/pictures/new"}
    assert names(site.removed) == {"/pictures/two"}
    assert {file: file.stat().st_mtime_ns for file in made} == made


def test_a_picture_that_no_story_shows_any_more_is_pruned(site: Newsroom) -> None:
    image = "image: {src: two.jpg, alt: A bridge, credit: Graphics desk}\n"
    site.edit("content/articles/2026/two.md", image, "")
    assert rebuilt(site) == SHOW_TWO - {"/pictures/two"}
    assert names(site.removed) == {"/pictures/two"}


def test_a_picture_that_no_story_shows_yet_rewrites_nothing(site: Newsroom) -> None:
    site.write({"content/images/unused.jpg": picture((1, 2, 3))})
    assert rebuilt(site) == set()


def test_counts_of_views_rewrite_the_pages_whose_number_or_list_is_another(
    newsroom: Make,
) -> None:
    site = newsroom(FILES, site_toml=f"{SITE}\n[views]\nshow = true\n").build()
    views = '{{"version": 1, "stories": {{"/2026/03/one/": {{"total": {0}, "days": {1}}}}}}}'
    site.write({"content/views.json": views.format(95, '{"2026-05-31": 5}')})
    lists = {"/", "/asia/", "/most-read/", "/2026/03/two/", "/2026/04/three/"}
    assert rebuilt(site) == lists
    site.write({"content/views.json": views.format(105, '{"2026-05-31": 15}')})
    assert rebuilt(site) == {"/2026/03/one/"}
    site.write({"content/views.json": views.format(109, '{"2026-05-31": 19}')})
    assert rebuilt(site) == set()
    site.remove("content/views.json")
    assert rebuilt(site) == {"/2026/03/one/", *lists}


def test_a_static_page_rewrites_itself(site: Newsroom) -> None:
    site.edit("content/pages/about.md", "About us", "About all of us")
    assert rebuilt(site) == {"/about/"}


def test_the_title_of_a_page_rewrites_what_names_it(site: Newsroom) -> None:
    """Those in no folder are in every foot; others, where a template lists all pages."""
    page = "---\ntitle: {}\n---\nWords.\n"
    site.write({"content/pages/desk/ethics.md": page.format("Ethics")}).build()
    site.edit("content/pages/desk/ethics.md", "title: Ethics", "title: Our ethics")
    assert rebuilt(site) == {"/desk/ethics/"}
    every = len([it for it in site.tree() if it.endswith(".html")])
    site.edit("content/pages/about.md", "title: About", "title: About us")
    assert len(rebuilt(site)) == every
    contents = "{% for link in pages() %}<i>{{ link.text }} {{ link.href }}</i>{% endfor %}"
    site.write(
        {
            "templates/contents.html": contents,
            "templates/page.html": '{% extends "base.html" %}{% block main %}'
            '{{ piece("contents.html", site) }}{{ body(view.body) }}{% endblock %}',
        }
    ).build()
    listed = "<i>About us /about/</i><i>Our ethics /desk/ethics/</i>"
    assert listed in site.read("about/index.html")
    site.edit("content/pages/desk/ethics.md", "title: Our ethics", "title: Ethics")
    assert rebuilt(site) == {"/about/", "/desk/ethics/"}
    assert "<i>Ethics /desk/ethics/</i>" in site.read("about/index.html")


def test_an_edit_that_another_build_undoes_is_undone(site: Newsroom) -> None:
    before = site.tree()
    site.edit("content/articles/2026/one.md", "Some words", "Same words").build()
    site.edit("content/articles/2026/one.md", "Same words", "Some words")
    assert rebuilt(site) == {"/2026/03/one/", *SITE_FEEDS, *ASIA_FEEDS}
    assert site.tree() == before


def test_missing_and_altered_files_of_the_output_are_made_again(site: Newsroom) -> None:
    before = site.tree()
    (site.output / "asia/index.html").unlink()
    (site.output / "index.html").write_text("x", "utf-8")
    assert rebuilt(site) == {"/", "/asia/"}
    assert site.tree() == before


def test_a_lost_store_costs_no_byte_of_the_output(site: Newsroom) -> None:
    before = site.tree()
    (site.root / ".sitegen/public.sqlite").unlink()
    assert rebuilt(site) == set()
    assert site.tree() == before


def test_a_damaged_manifest_does_not_keep_a_deleted_story_online(site: Newsroom) -> None:
    (site.output / ".sitegen.json").write_text("{", "utf-8")
    site.remove("content/articles/2026/one.md")
    rebuilt(site)
    assert "/2026/03/one/" in names(site.removed)


def test_a_folder_that_nothing_shows_to_be_ours_is_left_alone(site: Newsroom) -> None:
    for name in (".sitegen.json", ".sitegen.json~"):
        (site.output / name).write_text("{", "utf-8")
    (site.root / ".sitegen/public.sqlite").unlink()
    assert "error: the output folder has a manifest that cannot be read" in site.fail()


@pytest.mark.parametrize("at", [0, 100, 5_000, 30_000])
def test_a_damaged_store_is_started_anew(site: Newsroom, at: int) -> None:
    store = site.root / ".sitegen/public.sqlite"
    data = bytearray(store.read_bytes())
    data[at : at + 64] = bytes(64)
    store.write_bytes(data)
    site.edit("content/articles/2026/one.md", "headline: One", "headline: The One")
    assert "/2026/03/one/" in rebuilt(site)


def test_a_new_story_touches_one_numbered_page_of_a_listing_at_most(newsroom: Make) -> None:
    site = newsroom()
    for number in range(1, 14):  # page_size is 3: full pages appear at 6, 9 and 12 stories
        day = f"2026-01-{number:02} 09:00"
        site.write({f"content/articles/s{number}.md": article(f"S{number}", date=day)})
        numbered = {path for path in rebuilt(site) if path.startswith("/asia/page/")}
        assert len(numbered) <= 1, (number, numbered)
        pages = [site.read("asia/index.html")]
        pages += [site.read(path) for path in site.tree() if path.startswith("asia/page/")]
        shown = [page.count("<article ") for page in pages]
        assert sum(shown) == number


def test_numbered_pages_are_linked_in_a_chain_in_both_directions(newsroom: Make) -> None:
    site = newsroom(
        {
            f"content/articles/s{number}.md": article(
                f"S{number}", date=f"2026-01-{number:02} 09:00"
            )
            for number in range(1, 14)
        }
    ).build()
    chain = ["/asia/", "/asia/page/3/", "/asia/page/2/", "/asia/page/1/"]
    for newer, older in pairwise(chain):
        assert f'rel="next" href="{older}"' in site.read(f"{newer[1:]}index.html")
        assert f'rel="prev" href="{newer}"' in site.read(f"{older[1:]}index.html")
    assert 'rel="next"' not in site.read("asia/page/1/index.html")


def test_the_search_index_is_made_anew_where_it_holds_what_changed(newsroom: Make) -> None:
    searchable = SITE.replace("enabled = false", "enabled = true")
    site = newsroom(dict(FILES), site_toml=searchable).build()

    def searched() -> set[str]:
        return {path for path in rebuilt(site) if path.startswith("/search/")}

    site.edit("content/articles/2026/one.md", "Some words", "Same words")
    assert searched() == {"/search/"}
    site.edit("content/articles/2026/one.md", "headline: One", "headline: The One")
    assert searched() == {"/search/"}
    site.write({"content/articles/2026/two.jpg": picture((200, 30, 30))})
    assert searched() == set()
    site.edit("content/pages/about.md", "About us", "About all of us")
    assert searched() == set()
    site.write({"content/style.toml": '[terms]\nOne = ["Uno"]\n'})
    assert searched() == {"/search/"}
    site.remove("content/articles/2026/two.md")
    assert searched() == {"/search/"}
