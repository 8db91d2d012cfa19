"""The mistakes of somebody who begins, with what is said of each: a table of files."""

from tests.newsroom import article
from tests.pictures import picture

SHIP = "{{src: {}, alt: A ship, credit: AFP}}"
CHART = """\
::: chart {}
type: bar
title: Ships
source: The harbour
license: https://creativecommons.org/publicdomain/zero/1.0/
day: 2026-01-01
:::
"""

Told = tuple[str | bytes, str, str]
"""A file's text; where a problem is and how its message begins; how to mend it."""


def story(old: str, new: str) -> str:
    """Return a story in which something is replaced."""
    text = article()
    assert old in text
    return text.replace(old, new, 1)


def date(text: str, hint: str, wrong: str = "a date as it must be written") -> Told:
    return article(date=text), f"4:7 `date`: `{text}` is not {wrong}", hint


STORIES: dict[str, Told] = {
    # Front matter, as a word processor or a mail has it
    "colon-in-a-title": (
        story("A headline", "Council: what now"),
        "2:18 a colon and a space in a value that is not in quotes",
        'put the value in quotes: `headline: "Council: what now"`',
    ),
    "curly-quotes-around-a-key": (
        story("headline:", "“headline”:"),
        "2:1 unknown key `“headline”`",
        "`“headline”`: did you mean `headline`?",
    ),
    "curly-quotes-around-a-colon": (
        story("What it says.", "“Said: done”"),
        "3:11 a colon and a space in a value",
        'put the value in quotes: `dek: "Said: done"`',
    ),
    "curly-quotes-around-a-date": (
        article(date="“2026-03-01”"),
        "4:7 `date`: `“2026-03-01”` stands in quotation marks",
        "write `2026-03-01` without them",
    ),
    "curly-quotes-around-a-picture": (
        article(image=SHIP.format("“ship.jpg”")),
        "7:14 `“ship.jpg”` stands in quotation marks",
        "write `ship.jpg` without them",
    ),
    "curly-quotes-around-a-section": (
        article(section="„asia“"),
        "5:10 there is no section `„asia“`",
        "`„asia“`: did you mean `asia`?",
    ),
    "curly-quotes-around-topics": (
        article(tags="[“ports”]"),
        "7:8 readers see the quotation marks of `“ports”`",
        "write `ports`, or straight ones",
    ),
    "dashes-that-grew-together": (
        article().replace("---", "—-"),
        "1:1 `—-` does not open a front matter",
        "write exactly three hyphens: `---`",
    ),
    "four-dashes": (
        article().replace("---", "----"),
        "1:1 `----` does not open a front matter",
        "write exactly three hyphens: `---`",
    ),
    "no-dashes-at-the-end": (
        story("---\n\nSome", "\nSome"),
        "1:1 the front matter is never closed",
        "end it with a line `---`",
    ),
    "no-dashes-at-the-start": (
        story("---\n", ""),
        "1:1 there is no front matter",
        "begin with a line `---`, the keys, and a second line `---`",
    ),
    "no-space-behind-a-colon": (
        story("dek: What", "dek:What"),
        "3:5 there is no space behind the colon",
        "write `dek: What it says.`",
    ),
    "an-equals-sign": (
        story("dek: What", "dek = What"),
        "3:1 behind a key stands a colon, and no `=`",
        "write `dek: What it says.`",
    ),
    "a-comma-behind-a-value": (
        story("What it says.", '"What it says.",'),
        "3:21 `,` stands behind the end of the value",
        "delete it",
    ),
    "a-value-on-two-lines": (
        story("What it says.", "What it says\nin two lines."),
        "4:1 `in two lines.` has no `key:` before it",
        (
            "write `key: value`, or the closing `---` above it; if it belongs to the line above,"
            " write it there: a value is one line"
        ),
    ),
    "a-quote-never-closed": (
        story("What it says.", '"What it says.'),
        "3:6 this quote is never closed",
        "end the value with the same quote",
    ),
    "quotes-in-quotes": (
        story("What it says.", '"He said "no" to it"'),
        "3:16 there is text behind the end of the value",
        "put the value in quotes: `dek: 'He said \"no\" to it'`",
    ),
    "an-at-sign": (
        story("What it says.", "@home"),
        "3:6 a value cannot begin with `@` unless it is in quotes",
        'put the value in quotes: `dek: "@home"`',
    ),
    "a-hash-in-a-title": (
        story("What it says.", "The #1 port"),
        "3:10 `#1` and what follows is taken for a comment",
        "put the whole value in quotes, or a space behind the `#`",
    ),
    "a-hash-before-topics": (
        article(tags="[ports, #ships]"),
        "7:15 `#ships` and what follows is taken for a comment",
        'leave out the `#`, or write `"#ships"`',
    ),
    "a-tab": (article(image="\n\tsrc: ship.jpg"), "8:1 a tab indents this line", "use two spaces"),
    "a-key-too-far-to-the-right": (
        story("dek:", " dek:"),
        "3:2 this key is indented below a key that has a value already",
        "let the keys of one group begin in the same column",
    ),
    "keys-too-far-to-the-left": (
        article(image="\nsrc: ship.jpg"),
        "8:1 unknown key `src`",
        "it is a key of `image`: begin its line with two blanks",
    ),
    "a-key-of-another-group": (
        article(image="\n  src: ship.jpg\n  authors: [news-desk]"),
        "9:3 unknown key `authors`",
        "it is a key of an article: begin its line without blanks",
    ),
    "a-dash-without-a-space": (
        article(tags="\n- ports\n-ships"),
        "9:1 there is no space behind the dash",
        "write `- ships`",
    ),
    "a-key-in-capitals": (
        story("headline:", "Headline:"),
        "2:1 unknown key `Headline`",
        "`Headline`: did you mean `headline`?",
    ),
    "a-key-twice": (
        story("section:", "date: 2026-03-02\nsection:"),
        "5:1 `date` is there already, in line 4",
        "delete one of the two",
    ),
    "one-where-a-list-is": (
        article(tags="ports, ships"),
        "7:7 `tags` must be a list, not `ports, ships`",
        "write `[ports, ships]`",
    ),
    "a-text-where-entries-are": (
        article(corrections="It was two."),
        "7:14 `corrections` must be a list, not `It was two.`",
        "write each below it, behind a dash: `- date: …`",
    ),
    "no-in-words": (
        article(noindex="no"),
        "7:10 `noindex` must be `true` or `false`, not `no`",
        "write `false`",
    ),
    # Dates
    "a-thirteenth-month": (
        article(date="2026-13-01"),
        "4:7 `date`: there is no month 13",
        "the month comes first: `2026-01-13`",
    ),
    "a-date-in-words": date(
        "yesterday",
        "write `2026-03-01`, `2026-03-01 09:00` or `2026-03-01T09:00:00+01:00`",
        "a date",
    ),
    "a-date-with-points": date("01.03.2026 9:30", "write `2026-03-01 09:30`"),
    "a-date-with-strokes": date("03/01/2026", "write `2026-01-03` or `2026-03-01`"),
    "a-date-that-has-one-reading": date("12/24/2026", "write `2026-12-24`"),
    "a-time-in-the-afternoon": date("2026-03-01 1:30 pm", "write `2026-03-01 13:30`"),
    "a-time-with-a-point": date("2026-03-01 9.30", "write `2026-03-01 09:30`"),
    "an-embargo-of-nowhere": (
        article(embargo="2026-03-01 09:00"),
        "7:10 `embargo`: `2026-03-01 09:00` has no offset from UTC",
        "write `2026-03-01T09:00:00+01:00`",
    ),
    # Pictures
    "a-picture-in-a-folder": (
        article(image=SHIP.format("images/ship.jpg")),
        "7:14 there is no picture `images/ship.jpg`",
        "`images/ship.jpg`: did you mean `ship.jpg`?",
    ),
    "a-picture-in-capitals": (
        article(image=SHIP.format("Ship.JPG")),
        "7:14 there is no picture `Ship.JPG`",
        "`Ship.JPG`: did you mean `ship.jpg`?",
    ),
    "a-picture-by-backslashes": (
        article(image=SHIP.format("images\\ship.jpg")),
        "7:14 there is no picture `images\\ship.jpg`",
        "`images\\ship.jpg`: did you mean `ship.jpg`?",
    ),
    "a-picture-of-a-desktop": (
        article(body="![A ship](C:\\Users\\ann\\ship.jpg)"),
        "9:11 `C:\\Users\\ann\\ship.jpg` is not a file: pictures are files of the site",
        "put the picture beside the article or into content/images/",
    ),
    "a-picture-of-a-phone": (
        article(body="![A ship](ship.heic)"),
        "9:11 `ship.heic` is of a kind that browsers do not show",
        "save it as JPEG, PNG, WebP, GIF, AVIF or SVG",
    ),
    "a-picture-without-words": (
        article(body="![](ship.jpg)\n*AFP*"),
        "9:5 `ship.jpg` has no alternative text",
        "say what it shows, as `alt: …` or as ![…](ship.jpg), for those who cannot see it",
    ),
    "a-picture-as-a-name": (
        article(image="ship.jpg"),
        "7:8 `image` must be a mapping, not `ship.jpg`",
        (
            "write its keys instead: `src`, `alt`, `caption`, `credit`, `license`, `source_type`,"
            " `focus`, `kind` and `dark`"
        ),
    ),
    "a-block-of-markdown": (
        article(body="::: figure ![A ship](ship.jpg)\ncredit: AFP\n:::"),
        "9:12 a block names a file, and holds no Markdown",
        "write `ship.jpg`, and `alt: A ship` below it",
    ),
    # Names
    "an-author-by-name": (
        article(authors="[News Desk]"),
        "6:11 there is no author `News Desk`",
        "`News Desk`: did you mean `news-desk`?",
    ),
    "an-author-without-a-file": (
        article(authors="[Ann Lee]"),
        "6:11 there is no author `Ann Lee`",
        "add content/authors/ann-lee.md, and write `ann-lee` here",
    ),
    "a-thread-without-a-file": (
        article(thread="The Strait"),
        "7:9 there is no thread `The Strait`",
        "add content/threads/the-strait.md, and write `the-strait` here",
    ),
    "a-section-by-name": (
        article(section="Asia"),
        "5:10 there is no section `Asia`",
        "`Asia`: did you mean `asia`?",
    ),
    "a-country-by-name": (
        article(countries="[Norway]"),
        "7:13 `Norway` is no code of a country",
        "write the two letters of ISO 3166-1: `NO` is Norway",
    ),
    "a-slug-of-words": (
        article(slug="My Story"),
        "7:7 `My Story` cannot stand in an address",
        "write `my-story`",
    ),
    "doubles/two": (
        article(slug="doubled"),
        (
            "7:7 the address `/2026/03/doubled/` of the article is taken by the article in"
            " content/articles/doubles/one.md:7"
        ),
        "give the article another `slug`",
    ),
    # Links
    "a-link-without-https": (
        article(body="[A port](www.example.org/port)"),
        "9:10 there is no article, page, author, thread or country `www.example.org/port`",
        "on another site? write `https://www.example.org/port`",
    ),
    "a-link-to-a-mailbox": (
        article(body="[Write](desk@example.org)"),
        "9:9 there is no article, page, author, thread or country `desk@example.org`",
        "write `mailto:desk@example.org`",
    ),
    "a-link-to-a-file-of-old": (
        article(body="[See](first-story.html)"),
        "9:7 there is no article, page, author, thread or country `first-story.html`",
        "`first-story.html`: did you mean `first-story`?",
    ),
    "a-link-with-blanks": (
        article(body="[See](my story.md)"),
        "9:1 `[See](my story.md)` is no link: there are blanks in the address",
        "write `%20` for each, or the address between `<` and `>`",
    ),
    "a-link-to-a-draft": (
        article(body="[See](not-yet)."),
        "9:7 `not-yet` is held back: the link is plain text until it is out",
        "",
    ),
    "related-by-address": (
        article(related="[https://example.org/x]"),
        "7:11 there is no article, page, author, thread or country `https://example.org/x`",
        "of a story elsewhere, say more: `- {headline: …, url: https://example.org/x}`",
    ),
    # The text
    "a-heading-of-the-first-level": (
        article(body="# A headline\n\nText"),
        "9:1 the headline is the page's level-1 heading",
        "begin headings with `##`",
    ),
    "bullets-of-a-word-processor": (
        article(body="• ports\n• ships"),
        "9:1 `• ` begins no item of a list, and the lines run together",
        "type `-` and a blank instead",
    ),
    "a-block-that-does-not-end": (
        article(body="::: factbox Facts\nText"),
        "9:1 the `factbox` block does not end",
        "end it with a line `:::`",
    ),
    "a-block-in-capitals": (
        article(body="::: Figure ship.jpg\n:::"),
        "9:5 unknown block `Figure`",
        "`Figure`: did you mean `figure`?",
    ),
    "a-conflict-of-git": (
        article(body="<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other"),
        "9:1 a merge conflict is not resolved",
        "keep one of the two versions and delete the lines of `<<<<<<<`, `=======`, `>>>>>>>`",
    ),
    # Files
    "utf-16": (article().encode("utf-16"), "1:1 the file is in UTF-16", "save it as UTF-8"),
    "windows": (
        article("Zürich").encode("cp1252"),
        "2:12 the byte 0xFC is not UTF-8",
        "save the file as UTF-8",
    ),
    "nothing": (
        "",
        "1:1 the file is empty",
        "begin with a line `---`, the keys, and a second line `---`",
    ),
}

OTHERS: dict[str, Told] = {
    "content/articles/semicolons.csv": (
        "Port;Ships\nOslo;1,5\n",
        "1:5 semicolons stand between the columns",
        "commas stand there: save it as “CSV UTF-8 (comma delimited)”",
    ),
    "content/articles/numbers.csv": (
        "Port,Ships\nOslo,1 500\n",
        "2:6 `1 500` is not a number",
        "write it without blanks: 1500",
    ),
    "content/articles/story.docx": (
        b"PK\3\4",
        "1:1 not published: stories are Markdown files",
        "turn it into Markdown with a front matter: content/articles/a-name.md",
    ),
    "content/articles/capitals.MD": (
        article(),
        "1:1 not published: its name does not end in `.md`",
        "call it `content/articles/capitals.md`",
    ),
    "content/astray.md": (
        article(),
        "1:1 neither an article, a page, an author, a thread nor a country",
        "articles lie in content/articles/",
    ),
    "content/article/astray.md": (
        article(),
        "1:1 neither an article, a page, an author, a thread nor a country",
        "`article`: did you mean `articles`?",
    ),
    "content/authors/Ann Berg.md": (
        "---\nname: Ann Berg\n---\n",
        "1:1 `Ann Berg` cannot be the id of an author",
        "call the file content/authors/ann-berg.md",
    ),
    "content/pages/index.md": (
        "---\ntitle: Home\n---\n",
        "1:1 `index.md` stands in a folder of its own",
        "call it by what it tells of, or move it: content/pages/a-name/index.md",
    ),
}

HARMLESS = {
    "first-story": article("A first story"),
    "not-yet": article("Not yet", status="draft"),
    "doubles/one": article(slug="doubled"),
    # These look odd, and mean what was meant.
    "Capital Letters And Blanks": article(),
    "marked-by-windows": f"\ufeff{article()}".replace("\n", "\r\n"),
    "blanks-behind-the-dashes": article().replace("---\n", "---  \n"),
    "a-blank-before-the-colon": story("dek:", "dek :"),
    "no-blank-behind-the-block": article(body=":::factbox Facts\nText\n:::"),
    "tables": article(body=CHART.format("semicolons.csv") + "\n" + CHART.format("numbers.csv")),
}

FILES: dict[str, str | bytes] = {
    "content/images/ship.jpg": picture(),
    **{f"content/articles/{name}.md": text for name, text in HARMLESS.items()},
    **{f"content/articles/{name}.md": text for name, (text, _, _) in STORIES.items()},
    **{path: text for path, (text, _, _) in OTHERS.items()},
}

EXPECTED = {
    **{f"content/articles/{name}.md": told for name, (_, *told) in STORIES.items()},
    **{path: told for path, (_, *told) in OTHERS.items()},
}
