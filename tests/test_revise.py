"""The law of revising: an edition that is revised after an edit equals one related anew."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from sitegen.config import read_config
from sitegen.content.parse import ParseOptions, decode_document, parse
from sitegen.edition.corpus import Corpus
from sitegen.edition.illustrate import Known
from sitegen.edition.relate import relate
from sitegen.edition.revise import FEW, revise
from sitegen.model import DocumentName, Source
from sitegen.pictures.facts import Probe, Rights
from sitegen.statcache import digest_of
from tests.newsroom import SITE, article

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONFIG = read_config(SITE.encode(), "content/site.toml")
OPTIONS = ParseOptions(CONFIG.timezone, CONFIG.language, trust_html=False)
RENAMED = (("is a PNG file under another ending", "let its name end in `.png`"),)
PICTURES = {
    f"content/images/{name}": Known(
        name.encode(), Probe(width=8, height=8, rights=rights, remarks=remarks)
    )
    for name, rights, remarks in (
        ("free.jpg", Rights(credit="AFP"), ()),
        ("plain.jpg", Rights(), ()),
        ("ended.jpg", Rights(credit="AFP", ends="2026-01-01"), ()),
        ("unclear.jpg", Rights(credit="AFP", unclear_end="in May"), ()),
        ("renamed.jpg", Rights(credit="AFP"), RENAMED),
    )
}
PATHS = [f"content/articles/{it}.md" for it in ("one", "two", "late")]
DESK = "---\nname: News desk\n---\nThe desk, [whose story](one.md) is one.\n"
ABOUT = "---\ntitle: About\naliases: [/us/]\n---\nUs.\n\n![A quay](../images/free.jpg)\n"


def corpus(files: Mapping[str, str], before: Corpus | None = None) -> Corpus:
    """Return what was read of a site; documents of before are the same objects, as in preview."""
    documents = {}
    sources = {}
    for path, text in sorted(files.items()):
        kind: DocumentName = (
            "author" if "/authors/" in path else "page" if "/pages/" in path else "article"
        )
        document = decode_document(parse(text.encode(), kind, OPTIONS).document)
        known = before.documents.get(path) if before else None
        documents[path] = known if known == document else document
        sources[path] = Source(path, kind, digest_of(text.encode()), path)
    return Corpus(config=CONFIG, sources=sources, documents=documents, pictures=PICTURES, files={})


def story(path: str, body: str, head: Mapping[str, str]) -> str:
    """Return an article's text; one of them is scheduled."""
    date = "2026-06-02 09:00" if "late" in path else "2026-03-01 09:00"
    return article(body=body, **{"date": date, **head})


bodies = st.sampled_from(
    [
        "Words.",
        "Other words, and more of them.",
        "More lines\n\nabove ![A quay](../images/free.jpg) what was there.",
        "![A quay](../images/free.jpg)",
        "![A quay](../images/plain.jpg)",
        "![A quay](../images/ended.jpg)",
        "![A quay](../images/unclear.jpg)",
        "![A quay](../images/renamed.jpg)",
        "![](../images/free.jpg)",
        "![A quay](../images/missing.jpg)",
        "## A heading\n\n[Down](#a-heading), and [the other](one.md#a-heading).",
        "[The other](two.md), and [nothing](nowhere.md).",
        "[Held back](late.md).",
        "::: factbox Facts\nMore.\n:::",
        "::: nonsense\nMore.\n:::",
        '<div onclick="x">Not closed',
    ]
)
paths = st.sampled_from(PATHS)
heads = st.sampled_from(
    [
        {},
        {},
        {},
        {"headline": "Another headline"},
        {"headline": "Another headline", "dek": "Another dek."},
        {"kicker": "Analysis", "noindex": "true", "lang": "fr"},
        {"sources": "[{title: A treaty}]"},
        {"updated": "2026-06-02 12:00"},
        {"guid": "one"},
        {"tags": "[treaties]"},
        {"related": "[two]"},
        {"status": "draft"},
        {"aliases": "[/old/]"},
        {"expires": "2026-06-03 00:00"},
        {"image": "{src: plain.jpg, alt: A quay}"},
        {"section": "nowhere"},
        {"headlin": "A mistake"},
    ]
)


@st.composite
def papers(draw: st.DrawFn) -> dict[str, str]:
    return {
        "content/authors/news-desk.md": DESK,
        "content/pages/about.md": ABOUT,
        **{path: story(path, draw(bodies), draw(heads)) for path in PATHS},
    }


# No other front matter, three times out of four: bodies are what is edited most.
edits = st.lists(
    st.tuples(paths, bodies, st.one_of(*[st.none()] * 3, heads), st.sampled_from([0, 0, 1, 24])),
    max_size=6,
)


@settings(max_examples=int(os.environ.get("SITEGEN_EXAMPLES", "300")))
@given(files=papers(), edits=edits, drafts=st.booleans())
def test_what_is_revised_equals_what_is_related(
    files: dict[str, str], edits: list[tuple[str, str, dict[str, str] | None, int]], *, drafts: bool
) -> None:
    now = NOW
    relation = relate(corpus(files), now, admit_held=drafts)
    for path, body, head, hours in edits:
        front = files[path].rpartition("---")[0]
        files[path] = story(path, body, head) if head is not None else f"{front}---\n\n{body}\n"
        now += timedelta(hours=hours)
        after = corpus(files, relation.corpus)
        anew = relate(after, now, admit_held=drafts)
        revised = revise(relation, after, now)
        event("revised" if revised else "related")
        if revised:
            assert revised.edition == anew.edition
            assert revised.corpus is after
            assert {it.path: it.document for it in revised.placed.values()} == after.documents
        relation = revised or anew


PAPER = {
    "content/authors/news-desk.md": DESK,
    "content/pages/about.md": ABOUT,
    **{f"content/articles/s{number:02}.md": article() for number in range(FEW + 1)},
    "content/articles/one.md": article("One", "Words."),
}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/articles/one.md", article("One", "Other words.")),
        ("content/articles/one.md", article("One", "[Us](/about/) and [the desk](s01.md).")),
        ("content/articles/one.md", article("One", "![A quay](../images/free.jpg)")),
        ("content/articles/one.md", article("Another headline", "Words.")),
        ("content/articles/one.md", article("One", "Words.", dek="Another.", kicker="Analysis")),
        ("content/articles/one.md", article("One", image="{src: free.jpg, alt: A quay}")),
        ("content/pages/about.md", ABOUT.replace("Us", "We")),
        ("content/pages/about.md", ABOUT.replace("About", "About us")),
        ("content/authors/news-desk.md", DESK.replace("The desk", "A desk")),
    ],
)
def test_what_nobody_else_can_see_needs_no_relating(path: str, text: str) -> None:
    before = relate(corpus(PAPER), NOW)
    after = corpus({**PAPER, path: text}, before.corpus)
    revised = revise(before, after, NOW + timedelta(hours=1))
    assert revised
    assert revised.edition == relate(after, NOW + timedelta(hours=1)).edition
    assert revised.edition != before.edition


@pytest.mark.parametrize(
    "files",
    [
        {"content/articles/one.md": article("One", "Words.", tags="[treaties]")},
        {"content/articles/one.md": article("One", "Words.", updated="2026-05-01 09:00")},
        {"content/articles/one.md": article("One", "Words.", related="[s01]")},
        {"content/authors/news-desk.md": DESK.replace("News desk", "The desk")},
        {"content/articles/one.md": article("One", "## A heading\n\nothers may link to.")},
        {"content/articles/one.md": article("One", "![A quay](../images/ended.jpg)")},
        {"content/articles/one.md": article("One", "![A quay](../images/renamed.jpg)")},
        {"content/articles/one.md": "---\nheadline: One\n---\nNo date."},
        {"content/articles/new.md": article("New")},
        {f"content/articles/s{number:02}.md": article(body="New.") for number in range(FEW + 1)},
    ],
    ids=[
        *("tags", "update", "related", "author", "anchor", "terms of use", "remark"),
        *("unsound", "new", "many"),
    ],
)
def test_any_other_edit_is_related(files: dict[str, str]) -> None:
    before = relate(corpus(PAPER), NOW)
    assert revise(before, corpus({**PAPER, **files}, before.corpus), NOW) is None


def test_what_changes_by_itself_is_related() -> None:
    files = {**PAPER, "content/articles/late.md": article("Late", date="2026-06-02 09:00")}
    before = relate(corpus(files), NOW)
    after = corpus({**files, "content/articles/one.md": article("One", "Other.")}, before.corpus)
    assert revise(before, after, NOW + timedelta(hours=18))
    assert revise(before, after, NOW + timedelta(hours=19)) is None
    assert revise(before, after, NOW - timedelta(hours=1)) is None
