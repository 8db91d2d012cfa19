"""An edition without files: read, related and planned in memory, again and again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache, partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config, read_config
from sitegen.content.kinds import kind_at
from sitegen.content.parse import Parsed, ParseOptions, decode_body, decode_document, parse
from sitegen.content.style import Style
from sitegen.edition.charted import tables_of
from sitegen.edition.corpus import Corpus
from sitegen.edition.gather import Rows, gather
from sitegen.edition.illustrate import Known
from sitegen.edition.library import Library
from sitegen.edition.locales import Locale
from sitegen.edition.relate import Relation, relate
from sitegen.edition.settle import Settled
from sitegen.edition.spines import Spine
from sitegen.edition.volumes import Volume, Volumes
from sitegen.model import Body, Digest, Document, DocumentName, Source
from sitegen.pages.gallery import Gallery
from sitegen.pages.names import Named
from sitegen.pages.outputs import Derive
from sitegen.pages.plan import batches
from sitegen.pages.present import Presenter
from sitegen.pages.views import SiteView
from sitegen.pages.words import Words
from sitegen.pictures.facts import Probe, Rights
from sitegen.pipeline.showing import Showing
from sitegen.search.plan import plan
from sitegen.search.stories import told
from sitegen.statcache import digest_of
from sitegen.syndication.plan import syndicate
from tests.newsroom import SITE, article

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
RENAMED = (("is a PNG file under another ending", "let its name end in `.png`"),)


AFP = Rights(credit="AFP")


def shot(name: str, rights: Rights = AFP, **probe: object) -> Known:
    """Return what is known of a picture; another name stands for other bytes."""
    known = {"width": 8, "height": 8, "rights": rights, **probe}
    return Known(name.encode(), Probe(**known))  # type: ignore[arg-type]


PICTURES = {
    "content/images/free.jpg": shot("free"),
    "content/images/plain.jpg": shot("plain", Rights()),
    "content/images/ended.jpg": shot("ended", Rights(credit="AFP", ends="2026-06-01")),
    "content/images/unclear.jpg": shot("unclear", Rights(credit="AFP", unclear_end="in May")),
    "content/images/renamed.jpg": shot("renamed", remarks=RENAMED),
    "content/images/signed.jpg": shot("signed", Rights(creators=("Ann Author",))),
}
DESK = "---\nname: News desk\n---\nThe desk, [whose story](one.md) is one.\n"


@lru_cache
def config_of(text: str) -> Config:
    """Return what a site.toml says."""
    return read_config(text.encode(), "content/site.toml")


@cache
def english() -> Words:
    """Return the words of the interface, which no test here changes."""
    return Words({})


@lru_cache(maxsize=10_000)
def parsed(text: str, kind: DocumentName, options: ParseOptions) -> Parsed:
    """Return what is understood of a text."""
    return parse(text.encode(), kind, options)


class Made(Struct, frozen=True):
    """What is made of a site: each recipe by path and key, and what every page shows."""

    relation: Relation
    outputs: dict[tuple[str, Digest], object]
    site: SiteView

    def key(self, path: str) -> Digest:
        """Return the key of an output."""
        (found,) = [key for at, key in self.outputs if at == path]
        return found

    def recipe(self, path: str) -> object:
        """Return how an output is made."""
        return self.outputs[path, self.key(path)]


class Reading:
    """A site that is read again and again: `kept` is what lies apart from rows.

    `judged` says whether each key is held against all that had it before.
    """

    def __init__(self, *, drafts: bool = False) -> None:
        self.drafts = drafts
        self.rows: Rows | None = None
        self.kept: dict[Digest, bytes] = {}
        self.settled: set[str] = set()
        self._config: Config | None = None
        self._known: dict[object, object] = {}

    def read(
        self,
        files: Mapping[str, str],
        now: datetime = NOW,
        *,
        site: str = SITE,
        pictures: Mapping[str, Known] = PICTURES,
        root: Mapping[str, str] | None = None,
    ) -> Made:
        """Return what is made of a site; another site.toml has all rows made anew."""
        config = config_of(site)
        before = self.rows if config == self._config else None
        corpus, bodies = _corpus(files, config, pictures, root or {})
        it = gather(corpus, before, now, admit_held=self.drafts)
        named = Named(
            threads=tuple(facts for _, facts in it.public_of("thread")),
            authors=tuple(facts for _, facts in it.public_of("author")),
            pages=tuple(facts for _, facts in it.public_of("page")),
            publisher=it.publisher,
        )
        gallery = Gallery(config.pictures, config.base_path, lambda: "")
        presenter = Presenter(config, corpus.locale, english(), gallery, named, private=self.drafts)

        def settle_all(
            paths: Sequence[str],
            read: Callable[[str], Document],
            settled: Callable[[str, Document], Settled],
        ) -> Iterator[Settled]:
            self.settled = set(paths)
            return map(settled, paths, map(read, paths))

        relation = relate(
            it,
            before,
            now,
            Showing(presenter),
            settle_all=settle_all,
            keep=self.kept.__setitem__,
        )
        self.rows, self._config = replace(relation.rows, rows=kept(relation.rows.rows)), config
        library = Library(relation.rows.rows, corpus.documents, self.kept.__getitem__, now)
        presenter = presenter.reading(relation.edition, library)
        made = Made(relation, dict(_outputs(presenter, corpus, bodies)), presenter.site)
        for (path, key), recipe in made.outputs.items():
            if not isinstance(recipe, Derive):  # which knows more of a picture than it shows
                shown = self._known.setdefault((presenter.style, path, key), recipe)
                assert shown == recipe, f"the key of {path} forgets something"
        return made


def kept(rows: Volumes) -> Volumes:
    """Return rows as they come back from where they are kept."""
    bound = {}
    for name, volume in rows.volumes.items():
        data, spine = volume.encoded()
        bound[name] = Volume.kept(msgspec.msgpack.decode(spine, type=Spine), partial(bytes, data))
    return Volumes(bound)


def _corpus(
    files: Mapping[str, str],
    config: Config,
    pictures: Mapping[str, Known],
    root: Mapping[str, str],
) -> tuple[Corpus, dict[Digest, Body]]:
    options = ParseOptions(config.timezone, config.language, trust_html=False)
    texts, documents, bodies = {}, {}, {}
    for path, text in sorted(files.items()):
        kind = kind_at(path)
        assert kind
        found = parsed(text, kind.name, options)
        document = documents[path] = decode_document(found.document)
        bodies[document.body] = decode_body(found.body)
        texts[path] = Source(path, kind.name, digest_of(text.encode()), path)
    shown = {path: Source(path, "picture", it.digest, path) for path, it in pictures.items()}
    corpus = Corpus(
        config=config,
        locale=Locale(config.language),
        sources={**texts, **shown},
        texts=texts,
        documents=documents,
        tables=tables_of({}, lambda _: b""),
        pictures=pictures,
        versions={path: it.digest for path, it in pictures.items()},
        files=root,
        copied=dict.fromkeys(root.values(), b""),
    )
    return corpus, bodies


def _outputs(
    presenter: Presenter, corpus: Corpus, bodies: Mapping[Digest, Body]
) -> Iterator[tuple[tuple[str, Digest], object]]:
    """Yield what each output is made from, by path and key; the blocks of search, too."""
    planned = list(syndicate([presenter], corpus.files))
    for batch in batches([presenter], corpus.sources, {}, {}):
        outputs = list(batch.outputs())
        planned += outputs
        if batch.key:  # then nobody looks at it if that is what it was
            yield (batch.name, batch.key), {(it.path, it.key, it.template) for it in outputs}
    for output in planned:
        yield (output.path, output.key), output.make()
    for part in plan(presenter, Style(), b"").parts:
        for key, block in part.blocks.items():
            known = [told(it, presenter, bodies.__getitem__) for it in block.stories]
            yield (f"block {key.hex()}", key), known


def paper(**stories: str) -> dict[str, str]:
    """Return the files of a site with a desk and stories, by slug."""
    return {
        "content/authors/news-desk.md": "---\nname: News desk\n---\n",
        **{f"content/articles/{slug}.md": text for slug, text in stories.items()},
    }


def alone(number: int, **keys: object) -> str:
    """Return a story that shares nothing with those of other numbers: it is related to none."""
    apart = {"section": None, "authors": None, "tags": f"[t{number}]"}
    return article(f"Story {number}", **{**apart, **keys})  # type: ignore[arg-type]
