"""The text of a story in its new place: links lead to files, pictures are those of the site.

Blocks in, blocks out, with what has to be said. What a link or a picture means is asked of the
names that were settled; nothing is read but the list of files that there are.
"""

import posixpath
from collections.abc import Collection, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.markdown.anchors import may_be_given
from sitegen.content.markdown.targets import SECURE, Wrong, anchor_name, link_target, web_address
from sitegen.importing import captions, tree
from sitegen.importing.anchored import Anchored, is_plain, same_place
from sitegen.importing.changing import Changes, changed
from sitegen.importing.document import without_hidden
from sitegen.importing.found import Left, Story
from sitegen.importing.media import is_picture
from sitegen.importing.places import Places
from sitegen.urls import relative, slugify


class Placed(Struct, frozen=True):
    """A text in its new place, and what there is to say of it; `dropped` as in `Text`."""

    blocks: tuple[tree.Block, ...]
    remarks: tuple[Left, ...]
    dropped: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]
    unlinked: tuple[str, ...]
    """The words of links that lead nowhere any more."""

    missing: tuple[tuple[str, str], ...]
    """Addresses of pictures that are not there, which links lead to, and their alt texts."""

    anchored: tuple[Anchored, ...]
    """Links to places in other stories, which may not be there."""

    asks_for_headings: bool
    """Whether links lead to headings of the text that have no id of their own."""


def placed(
    story: Story, blocks: Sequence[tree.Block], places: Places, headings: Collection[str] = ()
) -> Placed:
    """Return the text of a story in its new place; `headings` are the ids that these get here."""
    return _Placing(story, blocks, places, headings).placed(blocks)


class _Placing:
    def __init__(
        self, story: Story, blocks: Sequence[tree.Block], places: Places, headings: Collection[str]
    ) -> None:
        self._story = story
        self._places = places
        self._path = places.path(story.key)
        self._ids = tree.ids_of(blocks)
        self._headings = headings
        self._asks_for_headings = False
        self._linked: set[str] = set()
        self._remarks: list[Left] = []
        self._dropped: list[tuple[str, str]] = []
        self._added: list[tuple[str, str]] = []
        self._unlinked: list[str] = []
        self._missing: list[tuple[str, str]] = []
        self._anchored: list[Anchored] = []

    def placed(self, blocks: Sequence[tree.Block]) -> Placed:
        found = changed(blocks, Changes(self._inline, self._block))
        if self._ids:
            needed = Changes(self._needed, lambda it: [it])
            found = tuple(
                replace(it, id=_id(it.id)) if isinstance(it, tree.Heading) and it.id else it
                for it in changed(found, needed)
            )
        return Placed(
            found,
            tuple(self._remarks),
            tuple(self._dropped),
            tuple(self._added),
            tuple(self._unlinked),
            tuple(self._missing),
            tuple(self._anchored),
            self._asks_for_headings,
        )

    def _tell(self, what: str, why: str) -> None:
        self._remarks.append(Left(self._story.place, what, why))

    def _needed(self, it: tree.Inline) -> Sequence[tree.Inline]:
        """Leave out places that nothing leads to."""
        if isinstance(it, tree.Anchor):
            return [tree.Anchor(_id(it.id))] if it.id in self._linked else []
        return [it]

    def _inline(self, it: tree.Inline) -> Sequence[tree.Inline]:
        if isinstance(it, tree.Picture):
            shown = self._block(it)
            return [x for x in shown if isinstance(x, tree.Picture)]
        if isinstance(it, tree.Link):
            if (href := self._href(it.href)) and it.inside:
                return [replace(it, href=href)]
            self._unlinked.append(tree.words_of(it.inside))
            return it.inside
        return [it]

    # Links ----------------------------------------------------------------------------------

    def _href(self, written: str) -> str:
        """Return where a link leads now; empty if it leads nowhere."""
        href = written.strip()
        if href.startswith("#"):
            return self._anchor(href[1:])
        if not href:
            return ""
        try:
            is_whole = href.startswith(("http://", "https://")) and "/." not in href
            base = self._story.address or f"{self._places.site}/"
            whole = href if is_whole else urljoin(base, href)
            parts = urlsplit(whole)
        except ValueError:
            self._tell(f"the link to `{href}`", "it is no address")
            return ""
        is_here = self._places.is_here(whole) or self._places.is_file(whole)
        if parts.scheme in {"http", "https"} and is_here:
            return self._here(whole, parts.fragment)
        target = link_target(whole)
        if isinstance(target, Wrong):
            self._tell(f"the link to `{href}`", target.message)
            return ""
        return whole

    def _anchor(self, name: str) -> str:
        name = unquote(name)
        if not name or name == "top":
            return "#top" if name else ""
        if name in self._ids:
            self._linked.add(name)
            return f"#{_id(name)}"
        self._asks_for_headings = True
        if heading := same_place(anchor_name(name), self._headings):
            return f"#{heading}"
        self._tell(f"the link to `#{name}`", "the text has no place of this name")
        return ""

    def _here(self, address: str, fragment: str) -> str:
        """Return what an address of the old site is now."""
        places = self._places
        if key := places.key_of(address):
            if key == self._story.key:
                return self._anchor(fragment) or "#top"
            return self._story_at(key, address, fragment)
        if listing := places.listing(address):
            return listing
        if self._story.stays and (file := places.attached(address)):
            return file
        last = posixpath.basename(urlsplit(address).path)
        if "." in last:
            if served := self._served(address):
                return served
            why = "the file is not among the media: the link leads to where it was"
        else:
            why = "the archive has nothing at this address: the link leads to where it was"
        self._tell(f"the link to `{address}`", why)
        return "" if isinstance(link_target(address), Wrong) else address

    def _story_at(self, key: str, address: str, fragment: str) -> str:
        """Return what a link to another story, or to a place in it, is now."""
        path = self._places.path(key)
        href, name = relative(path, self._path), anchor_name(unquote(fragment))
        if not name or name.lower() == "top":
            return href
        if not is_plain(href + name):
            self._tell(f"`#{name}` of the link to `{address}`", "it leads to the whole story")
            return href
        self._anchored.append(Anchored(path, href, name))
        return f"{href}#{name}"

    def _served(self, address: str) -> str:
        """Return where a file is served; one that a story names which is or may be held is not."""
        return self._places.served(address) if self._story.stays else ""

    # Pictures and embeds --------------------------------------------------------------------

    def _block(self, it: tree.Picture | tree.Embed) -> Sequence[tree.Block]:
        return self._embed(it) if isinstance(it, tree.Embed) else self._picture(it)

    def _picture(self, it: tree.Picture) -> Sequence[tree.Block]:
        address = urljoin(self._story.address or f"{self._places.site}/", it.src)
        name = self._places.picture(address, it.key)
        known = self._places.file_of(address, it.key)
        href = self._around(it.href, address)
        alt = without_hidden(it.alt or (known.alt if known else ""))
        credit, licence = it.credit or (known.credit if known else ""), it.license
        licence = licence or (known.license if known else "")
        caption = tuple(it.caption)
        plain = tree.words_of(caption)
        if not credit and name and plain and not _leads(caption):
            if told := captions.credit_of(plain):
                credit, caption = told.credit, (tree.Words(told.caption),) if told.caption else ()
                self._dropped.append((told.marker, "what leads to a credit"))
        elif credit and not it.credit:
            self._added.append((credit, "the credit of a picture, from its file's record"))
        if not name:
            return self._elsewhere(address, alt, caption)
        return [
            tree.Picture(
                src=name,
                alt=alt,
                caption=caption,
                credit=without_hidden(credit),
                license=licence,
                href=href,
            )
        ]

    def _around(self, href: str, address: str) -> str:
        """Return where a picture leads; to itself in another size is nowhere."""
        if not href:
            return ""
        whole = urljoin(address, href)
        if self._places.is_here(whole) or is_picture(urlsplit(whole).path):
            ours, other = self._places.file_of(whole), self._places.file_of(address)
            if (ours and ours == other) or is_picture(urlsplit(whole).path):
                return ""
            if "attachment" in whole and not self._places.key_of(whole):
                return ""
            if not self._places.key_of(whole) and not self._places.listing(whole):
                return ""  # the page of the picture itself
        return self._href(href)

    def _elsewhere(
        self, address: str, alt: str, caption: tuple[tree.Inline, ...]
    ) -> Sequence[tree.Block]:
        """Return a link in the place of a picture that is not there, with its caption."""
        below = [tree.Paragraph((tree.Span("em", caption),))] if caption else []
        self._missing.append((address, alt))
        if isinstance(link_target(address), Wrong):
            self._tell(f"the picture `{address[:80]}`", "it has no address on the web")
            return below
        words: tuple[tree.Inline, ...] = (tree.Words(alt or _name(address)),)
        self._added.append((alt or _name(address), "what leads to a picture that is missing"))
        return [tree.Paragraph((tree.Link(address, words),)), *below]

    def _embed(self, it: tree.Embed) -> Sequence[tree.Block]:
        url = urljoin(self._story.address or f"{self._places.site}/", it.url)
        title = without_hidden(it.title)
        is_here = self._places.is_here(url) or self._places.is_file(url)
        self._dropped.append((it.url, "the address of what plays elsewhere"))
        if is_here and (served := self._served(url)):
            if not title:
                self._added.append((_name(url), "the name of a file that plays"))
            return [tree.Paragraph((tree.Link(served, (tree.Words(title or _name(url)),)),))]
        if url.startswith("http://") and not web_address(f"https:{url[5:]}", SECURE):
            url = f"https:{url[5:]}"
        if web_address(url, SECURE):
            self._tell(f"what plays at `{it.url}`", "it has no secure address")
            if not title:
                self._added.append((it.url, "the address of what plays elsewhere"))
            return [tree.Paragraph((tree.Words(title or it.url),))]
        title = title or _short(url)
        self._added.append((title, "the title of what plays elsewhere, or its address"))
        return [tree.Embed(url, title)]


def _id(name: str) -> str:
    """Return what is called so in the old text, as it may be called here."""
    name = anchor_name(name)
    return name if may_be_given(name) else slugify(name, "unicode")


def _leads(inside: Sequence[tree.Inline]) -> bool:
    return any(isinstance(it, tree.Link) for it in tree.inlines_in(inside))


def _name(address: str) -> str:
    return posixpath.basename(unquote(urlsplit(address).path)) or address


def _short(address: str) -> str:
    """Return an address as readers know it."""
    return address.partition("//")[2].removeprefix("www.").rstrip("/")
