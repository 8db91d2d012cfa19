"""The law of rows: an edition that goes on from earlier rows equals one that is related anew."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from sitegen.config import read_config
from sitegen.content.parse import ParseOptions, decode_document, parse
from sitegen.edition.corpus import Corpus
from sitegen.edition.gather import Rows, gather
from sitegen.edition.illustrate import Known
from sitegen.edition.library import Library
from sitegen.edition.locales import Locale
from sitegen.edition.relate import Relation, relate
from sitegen.edition.settle import Settled
from sitegen.model import Digest, DocumentName, Source
from sitegen.pages.gallery import Gallery
from sitegen.pages.plan import Derive, pages, picture_files
from sitegen.pages.present import Named, Presenter
from sitegen.pages.words import words_of
from sitegen.pictures.facts import Probe, Rights
from sitegen.pipeline.showing import Showing
from sitegen.statcache import digest_of
from sitegen.syndication.plan import syndicate
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
SOURCES = {path: Source(path, "picture", it.digest, path) for path, it in PICTURES.items()}
PATHS = [f"content/articles/{it}.md" for it in ("one", "two", "late")]
DESK = "---\nname: News desk\n---\nThe desk, [whose story](one.md) is one.\n"
ABOUT = "---\ntitle: About\naliases: [/us/]\n---\nUs.\n\n![A quay](../images/free.jpg)\n"


def corpus(files: Mapping[str, str]) -> Corpus:
    """Return what was read of a site."""
    texts = {}
    documents = {}
    for path, text in sorted(files.items()):
        kind: DocumentName = (
            "author" if "/authors/" in path else "page" if "/pages/" in path else "article"
        )
        documents[path] = decode_document(parse(text.encode(), kind, OPTIONS).document)
        texts[path] = Source(path, kind, digest_of(text.encode()), path)
    return Corpus(
        config=CONFIG,
        locale=Locale(CONFIG.language),
        sources=texts,
        texts=texts,
        documents=documents,
        pictures=PICTURES,
        versions={path: it.digest for path, it in PICTURES.items()},
        files={},
    )


class Reading:
    """A site that is read again and again: `kept` is what lies apart from rows."""

    def __init__(self, *, drafts: bool) -> None:
        self.drafts = drafts
        self.rows: Rows | None = None
        self.kept: dict[Digest, bytes] = {}
        self.settled: set[str] = set()

    def relate(
        self, files: Mapping[str, str], now: datetime
    ) -> tuple[Relation, dict[str, tuple[Digest, object]]]:
        """Return the relation, and all recipes by path."""
        read = corpus(files)
        it = gather(read, self.rows, now, admit_held=self.drafts)
        named = Named(
            authors=tuple(facts for _, facts in it.public_of("author")),
            pages=tuple(facts for _, facts in it.public_of("page")),
            publisher=it.publisher,
        )
        gallery = Gallery(CONFIG.pictures, CONFIG.base_path, lambda: "")
        presenter = Presenter(CONFIG, read.locale, words_of({}, "en")[0], gallery, named)

        def settle_all(
            paths: Sequence[str], settled: Callable[[str], Settled]
        ) -> Iterator[Settled]:
            self.settled = set(paths)
            return map(settled, paths)

        relation = relate(
            it,
            self.rows,
            now,
            Showing(presenter),
            settle_all=settle_all,
            keep=self.kept.__setitem__,
        )
        self.rows = relation.rows
        library = Library(self.rows.rows, read.documents, self.kept.__getitem__, now)
        presenter = presenter.reading(relation.edition, library)
        outputs = [*pages(relation.edition, presenter)]
        outputs += syndicate(relation.edition, presenter, ())
        outputs += picture_files(relation.edition, presenter, SOURCES)
        return relation, {it.path: (it.key, it.make()) for it in outputs}


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
Edit = tuple[str, str | None, dict[str, str] | None, int]
edits: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(
        paths,
        st.one_of(st.none(), *[bodies] * 8),
        st.one_of(*[st.none()] * 3, heads),
        st.sampled_from([0, 0, 1, 24, -24]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=int(os.environ.get("SITEGEN_EXAMPLES", "300")))
@given(files=papers(), edits=edits, drafts=st.booleans())
def test_what_goes_on_from_rows_equals_what_is_related_anew(
    files: dict[str, str], edits: list[Edit], *, drafts: bool
) -> None:
    now = NOW
    reading = Reading(drafts=drafts)
    known: dict[object, object] = {}
    for path, body, head, hours in [*edits[:1], *edits]:
        relation, outputs = reading.relate(files, now)
        event(f"settled {len(reading.settled)} of {len(files)}")
        anew, others = Reading(drafts=drafts).relate(files, now)
        assert relation.edition == anew.edition
        assert relation.rows == anew.rows
        assert outputs == others
        for place, (key, recipe) in outputs.items():
            if not isinstance(recipe, Derive):  # which knows more of a picture than it shows
                assert known.setdefault((place, key), recipe) == recipe
        if body is None:
            files.pop(path, None)
        else:
            front = files.get(path, story(path, body, {})).rpartition("---")[0]
            files[path] = story(path, body, head) if head is not None else f"{front}---\n\n{body}\n"
        now += timedelta(hours=hours)
