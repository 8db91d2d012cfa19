"""What every key, block and option means, in a sentence: for `sitegen help`, and for the reference.

Keys are read off the types that are the contract, so that none is forgotten; of each type and
name a table says what it is for. `tests/test_reference.py` sees to it that each has an entry.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct, inspect

from sitegen.content.kinds import KINDS
from sitegen.content.markdown.blocks import BLOCKS
from sitegen.content.schema import MEANINGS
from sitegen.settings import Settings

SITE_TOML = "site.toml"

STATUSES: Mapping[str, str] = {
    "0": "All is well",
    "1": "Problems in the content or on the machine: each was told, with what to do",
    "2": "A wrong option, or a mistake in content/site.toml",
    "70": "A defect of sitegen: please report it, with the file that the message names",
    "75": "Another command is at work on the site, and one more waits for it: try again",
    "129": "The terminal was closed",
    "130": "Ctrl-C was typed",
    "143": "The command was asked to end",
}
"""What the exit status of a command says, as a shell or a log of a build names it."""

SETTINGS: Mapping[str, str] = {
    "base_url": "Where the site will live: https://meridian.example/; it may have a path",
    "description": "One sentence for search engines and feed readers",
    "feeds": "Which feeds there are, and how many stories they hold",
    "feeds.formats": "rss, atom, json; [] for none at all",
    "feeds.hub": "A hub of WebSub, which tells feed readers of news",
    "feeds.items": "Stories in one feed, the newest",
    "feeds.of": "What has feeds besides the whole site: section, country, tag, author, thread",
    "fonts": "Typefaces of your own, below content/; the paper's stand in for what they lack",
    "fonts.sans": "For labels, captions and tables: TTF or OTF files",
    "fonts.serif": "For headlines and texts: TTF or OTF files",
    "fonts.shipped": "false: no typefaces but these, and what readers' systems have",
    "front": "What stands on the front page, and in which order",
    "front.bands": "Sections in this order; without any, all of the menu",
    "front.bands.layout": "How a section is laid out: picture, across or headlines",
    "front.bands.section": "The id of a section",
    "front.bands.stories": "How many stories of it, at most",
    "front.languages": "Only stories in these languages; [] means all",
    "front.latest": "Headlines of the newest stories; 0 for none",
    "front.lead": "The story that leads; by default the newest with a picture",
    "front.picks": "Up to four stories in a band of their own",
    "front.seconds": "Up to two stories beside the lead",
    "gone": 'Addresses where nothing is any more, each with why: "/2024/05/hoax/" = "…"',
    "language": "The language of the site: en, fr, pt-BR; articles may differ",
    "logo": "A file in static/ that stands beside the title",
    "page_size": "Stories on one page of a listing",
    "maps": "What maps are drawn from",
    "maps.boundaries": "A file of TopoJSON or GeoJSON below content/",
    "maps.id": "Its property that is the id of an area: a code of ISO 3166-1 where there is one",
    "maps.name": "Its property that is the name of an area",
    "newsletter": "A form below each story that asks for a letter by mail",
    "newsletter.action": "Where the form is sent; without it there is none",
    "newsletter.field": "What that place calls the address",
    "newsletter.hidden": "What else it wants to be sent, by name",
    "newsletter.text": "What comes, and how often",
    "newsletter.title": "What stands above the form; by default the site's title",
    "permalink": "The pattern of articles' addresses, of {year} {month} {day} {section} {slug}",
    "pictures": "In which sizes and formats pictures are made",
    "pictures.*": "A use of pictures: lead, card, inline or portrait",
    "pictures.*.fallback": "Widths in the last format, for browsers that read no other",
    "pictures.*.formats": "Formats of this use alone; [] means those of all",
    "pictures.*.quality": "Quality of this use alone, by format: {jpeg = 90}",
    "pictures.*.ratio": '"3:2" crops, around the focus; "" keeps the whole picture',
    "pictures.*.widths": "Widths in pixels; none is wider than the picture itself",
    "pictures.drawn_cards": "Draw the headline on what social media show",
    "pictures.effort": "quick: AVIF in a third of the time, a sixth larger",
    "pictures.fonts": "What those cards are drawn in, below content/; [] means as the paper",
    "pictures.formats": "What browsers choose from, the best first: avif, webp, jpeg",
    "pictures.max_megapixels": "A larger picture is a mistake",
    "pictures.quality": "1 to 100, each format on a scale of its own",
    "pictures.quality.avif": "Of AVIF files",
    "pictures.quality.jpeg": "Of JPEG files",
    "pictures.quality.webp": "Of WebP files",
    "policy": "How bad some mistakes are in this newsroom",
    "policy.alt": "A picture without alternative text: error, or warning",
    "policy.first_year": "A story of before this year is a warning",
    "policy.html": "HTML in articles: sanitise it, or trust it as it is",
    "policy.strict_since": "What is older than this day is forgiven what archives lack",
    "policy.uncredited": "A picture without a credit: error, or warning",
    "preview": "How the preview works here",
    "preview.editor": "What opens a file from the preview, with {path}, {line} and {column}",
    "preview.staging": "Addresses of copies of the site: check tells of links that lead there",
    "publish": "Where `sitegen publish` brings the site, by name",
    "publish.*": "One such place",
    "publish.*.branch": "The branch of that repository that the host publishes",
    "publish.*.bucket": "s3://name/prefix; its keys come from the environment",
    "publish.*.compress": "gzip, br: texts lie there packed, too; in a bucket, instead",
    "publish.*.folder": "A folder of releases; a web server's root is `current` in it",
    "publish.*.host": "The host whose limits hold, such as cloudflare-pages",
    "publish.*.indexnow": "A key of your own making: search engines are told what changed",
    "publish.*.purge": "A command that gets the addresses that changed, for a cache",
    "publish.*.repository": "A repository of Git: git@host.example:paper.git",
    "publish.*.server": "user@host:/path, by ssh and rsync",
    "publish.*.ssh": "More options of ssh: -p 2222",
    "publish.*.tell": "With --watch, a command that is told of trouble",
    "publisher": "Who publishes, as search engines know it; by default the site itself",
    "publisher.logo": "Its logo, in static/",
    "publisher.name": "Its name",
    "publisher.ownership": "Who owns the paper, as the European Media Freedom Act asks",
    "publisher.ownership.as_of": "The day on which all of this was true",
    "publisher.ownership.beneficial_owners": "The people who own it in the end",
    "publisher.ownership.contact": "How to reach the publisher",
    "publisher.ownership.foreign_advertising": "The same, of public bodies of third countries",
    "publisher.ownership.legal_name": "The publisher's name in law",
    "publisher.ownership.owners": "Who can influence decisions by what they own, states included",
    "publisher.ownership.state_advertising": "What public bodies paid for advertising in a year",
    "publisher.policies": "Pages that say how it works, by schema.org's names of policies",
    "publisher.url": "A page about it, here or elsewhere",
    "rights": "What machines may do with the site; all three uses are said, or none",
    "rights.contact": "Who grants more: an address of mail, or of a page",
    "rights.in_robots": "Whether robots.txt says it by `License` and `Content-Signal`, too",
    "rights.license": "The page with the terms",
    "rights.search": "yes, no or unsaid: whether search engines may list it",
    "rights.summaries": "yes, no or unsaid: whether answers may be made from it",
    "rights.training": "yes, no or unsaid: whether models may be trained on it",
    "search": "The page that searches all stories",
    "search.enabled": "Whether there is one",
    "sections": "The sections, one block each, in the order of the menu",
    "sections.colour": "Its colour on light paper; what stands for it on dark is made",
    "sections.colour.dark": "Its colour on dark paper",
    "sections.colour.light": "Its colour on light paper",
    "sections.description": "One sentence at the head of its page",
    "sections.id": "The end of its address, and what stories write as `section`",
    "sections.name": "Its name as readers read it",
    "sections.picture": "Heads its page if the story that leads it has none; and for other places",
    "sections.picture.alt": "What is on it, for those who cannot see it",
    "sections.picture.caption": "What there is to say below it",
    "sections.picture.credit": "Who made it: Photographer/Agency",
    "sections.picture.dark": "What stands for it in the dark, in the same shape; or invert",
    "sections.picture.focus": "What crops keep: [x, y] from 0 to 1, from the left and the top",
    "sections.picture.kind": "photo, or graphic for what is never cropped; its file tells, too",
    "sections.picture.license": "The address of its terms",
    "sections.picture.source_type": "How it was made, as IPTC names it, if its file does not say",
    "sections.picture.src": "A file in content/, or in content/images/",
    "sections.short": "A shorter name for the menu",
    "slugs": "Addresses in a to z (ascii), or in any script (unicode)",
    "timezone": "Newsroom time: Europe/Oslo",
    "title": "The newspaper's name",
    "views": "Whether readers see how often stories were read",
    "views.from": "Fewer views are not told",
    "views.most_read": "Stories in each list of what is read most; 0 for no lists",
    "views.show": "true: on stories' pages, and in lists of what is read most",
}
"""What the keys of site.toml are for, by their path; `*` is any name."""

BLOCK_MEANINGS: Mapping[str, str] = {
    "figure": "A picture in a text: `::: figure FILE`",
    "figure.kind": "photo, or graphic for what is never cropped; by default its file tells",
    "factbox": "A box with a title: `::: factbox The title`",
    "timeline": "Days and what happened: `::: timeline`, then `- DAY: what`",
    "update": "News on a live page: `::: update 2026-03-01 09:10 Headline`",
    "pullquote": "A quotation set apart: `::: pullquote Who said it`",
    "chart": "Numbers of a CSV file, drawn: `::: chart FILE`",
    "chart.type": "bar, line, area, dot, slope or stacked",
    "chart.title": "What the chart says: it stands above it",
    "chart.source": "Whose numbers they are",
    "chart.license": "Under which terms: a name such as CC BY 4.0, or the address of a licence",
    "chart.day": "The day of the numbers: 2026-03-01",
    "chart.unit": "In what they count: per cent, millions of people",
    "chart.x": "The column of labels; by default the first one",
    "chart.y": "The columns of numbers, with commas between them; by default all others",
    "chart.notes": "The column of remarks on rows: a number in the chart leads to each",
    "chart.highlight": "Names of rows or columns that stand out; all else is quiet",
    "chart.multiples": "yes: a small chart for each column, all on one scale",
    "chart.alt": "What the chart shows, for those who cannot see it; the table is always there",
    "chart.url": "Where the numbers are published",
    "embed": "A film or a map on another site, as a link with a picture: `::: embed ADDRESS`",
    "map": "A map: `::: map The title`",
    "map.frame": "What it shows: west, south, east, north in degrees; codes of areas; or `europe`",
    "map.areas": "Areas that it marks, by their codes",
    "map.place": "A place: its name, its latitude, its longitude; as many as there are",
    "map.labels": "Whose names stand on it: of `areas`, of those that are `marked`, or `none`",
    "map.source": "Whose boundaries these are",
    "embed.title": "What it is: pages show it, and screen readers read it",
}


class Entry(Struct, frozen=True):
    """Something that can be asked for: its name, where it is, what it is for, its default if any.

    `where` is what messages call the place: "an article", "site.toml", "`::: embed`".
    """

    name: str
    where: str
    meaning: str
    default: str = ""
    is_required: bool = False


def entries() -> Iterator[Entry]:
    """Yield every key and block, in the order of the types."""
    for kind in KINDS.values():
        yield from _keys(inspect.type_info(kind.fields), "", kind.called, MEANINGS)
    yield from _keys(inspect.type_info(Settings), "", SITE_TOML, SETTINGS)
    for name, block in BLOCKS.items():
        yield Entry(name, "the text of an article", BLOCK_MEANINGS.get(name, ""))
        for key in block.keys:
            path = f"{name}.{key}"
            meaning = BLOCK_MEANINGS.get(path) or MEANINGS.get(key, "")
            yield Entry(path, f"`::: {name}`", meaning)


def _keys(kind: inspect.Type, above: str, where: str, known: Mapping[str, str]) -> Iterator[Entry]:
    match kind:
        case inspect.Metadata():
            yield from _keys(kind.type, above, where, known)
        case inspect.UnionType():
            for one in kind.types:
                yield from _keys(one, above, where, known)
        case inspect.VarTupleType():
            yield from _keys(kind.item_type, above, where, known)
        case inspect.DictType():
            if isinstance(kind.value_type, inspect.StructType):
                name = f"{above}*"
                yield Entry(name, where, _meaning(name, known))
                yield from _keys(kind.value_type, f"{name}.", where, known)
        case inspect.StructType():
            required = getattr(kind.cls, "REQUIRED", {})
            for field in kind.fields:
                name = f"{above}{field.encode_name}"
                must = field.required or field.encode_name in required
                default = "" if must else _default(field)
                yield Entry(name, where, _meaning(name, known), default, must)
                yield from _keys(field.type, f"{name}.", where, known)


def _meaning(name: str, known: Mapping[str, str]) -> str:
    """Return what a key is for: by its whole path, by one with any name in it, by its end."""
    top, _, rest = name.partition(".")
    use = f"{top}.*.{rest.partition('.')[2]}" if rest.partition(".")[2] else f"{top}.*"
    last = name.rpartition(".")[2]
    return known.get(name) or known.get(use) or known.get(last) or ""


def _default(field: inspect.Field) -> str:
    """Return a default as it would be written; empty for one that says nothing."""
    value: Any = field.default
    if value is msgspec.NODEFAULT or isinstance(value, Struct) or not (value or value is False):
        return ""
    try:
        return msgspec.json.encode(value).decode()
    except TypeError:
        return ""
