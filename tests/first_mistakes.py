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
        "write `NO`",
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

FROM_ELSEWHERE: dict[str, Told] = {
    # What editors bring with them who wrote for other programs until now
    "a-gallery-of-wordpress": (
        article(body='[gallery ids="1,2,3"]'),
        '9:1 `[gallery ids="1,2,3"]` is for WordPress: readers see it',
        "write `![what it shows](photo.jpg)`",
    ),
    "a-film-of-wordpress": (
        article(body="[youtube https://www.youtube.com/watch?v=abc]"),
        "9:1 `[youtube https://www.youtube.com/watch?v=abc]` is for WordPress: readers see it",
        "write `::: embed https://…`",
    ),
    "a-caption-of-wordpress": (
        article(body='[caption width="300"]<img src="ship.jpg" alt="A ship" />A ship[/caption]'),
        '9:1 `[caption width="300"]` is for WordPress: readers see it',
        "write `![what it shows](photo.jpg)`",
    ),
    "status-of-wordpress": (
        article(status="publish"),
        "7:9 `status` must be `draft` or `published`, not `publish`",
        "`publish`: write `published`",
    ),
    "a-status-of-review": (
        article(status="pending"),
        "7:9 `status` must be `draft` or `published`, not `pending`",
        "`pending`: write `draft`",
    ),
    "a-status-of-what-is-to-come": (
        article(status="future"),
        "7:9 `status` must be `draft` or `published`, not `future`",
        "`future`: write `published`: a story whose `date` is ahead waits for it",
    ),
    "bold-words-in-a-headline": (
        article("Oil **and** gas"),
        "2:11 readers see the signs of `**and**` in `headline`",
        "write `and`: this is plain text, not Markdown",
    ),
    "a-date-with-the-month-first": (
        article(date="March 1, 2026"),
        "4:7 `date`: `March 1, 2026` is not a date as it must be written",
        "write `2026-03-01`",
    ),
    "a-date-with-the-month-in-words": (
        article(date="1 March 2026"),
        "4:7 `date`: `1 March 2026` is not a date as it must be written",
        "write `2026-03-01`",
    ),
    "a-date-of-an-archetype": (
        article(date="{{ .Date }}"),
        "4:7 `date` must be a date, not a mapping",
        "write `2026-03-01`, `2026-03-01 09:00` or `2026-03-01T09:00:00+01:00`",
    ),
    "no-date-behind-the-key": (
        article(date=""),
        "4:6 `date` is empty",
        "write its value, or leave the key out",
    ),
    "a-lead-picture-elsewhere": (
        article(
            image="{src: https://old.example/wp-content/uploads/a.jpg, alt: A ship, credit: AFP}"
        ),
        "7:14 there is no picture `https://old.example/wp-content/uploads/a.jpg`",
        "it lies on another site: save it beside the article, and name the file",
    ),
    "a-slug-that-is-an-address": (
        article(slug="/2026/03/my-story/"),
        "7:7 `/2026/03/my-story/` cannot stand in an address",
        "write `my-story`",
    ),
    "a-slug-that-is-a-file": (
        article(slug="my-story.md"),
        "7:7 `my-story.md` cannot stand in an address",
        "write `my-story`",
    ),
    "curly-quotes-around-an-address": (
        article(body="[port](“https://example.org/”)"),
        "9:8 there is no article, page, author, thread or country `“https://example.org/”`",
        "write it without quotation marks: `https://example.org/`",
    ),
    "a-tab-before-a-paragraph": (
        article(body="\tShips sail at night, the harbour said on Monday."),
        "9:1 a line that begins with a tab or four blanks is code: readers see a box",
        "delete the blanks before the first word",
    ),
    "blanks-before-a-paragraph": (
        article(body="    Ships sail at night, the harbour said on Monday."),
        "9:1 a line that begins with a tab or four blanks is code: readers see a box",
        "delete the blanks before the first word",
    ),
    "a-list-with-letters": (
        article(body="a. one\nb. two"),
        "9:1 `a. ` begins no item of a list, and the lines run together",
        "number them `1.`, `2.`; or begin each with `-`",
    ),
    "a-list-with-dashes": (
        article(body="– one\n– two"),
        "9:1 `– ` begins no item of a list, and the lines run together",
        "type `-` and a blank instead; where somebody speaks, put an empty line between",
    ),
    "a-picture-inside-the-text": (
        article(body="![][image1]\n\n[image1]: <data:image/png;base64,iVBORw0KGgo=>"),
        "11:12 `data:image/png;base64,iVBORw0KGgo=` is not a file: pictures are files of the site",
        "put the picture beside the article or into content/images/",
    ),
    "a-comment-of-a-word-processor": (
        article(body="Ships[\\[a\\]](#cmnt1) sail."),
        "9:14 nothing in content/articles/a-comment-of-a-word-processor.md has the anchor `#cmnt1`",
        "it leads to a comment of Google Docs, which stayed there: delete the link",
    ),
    "changes-that-are-tracked": (
        article(body="Ships {++fast++} sail {--slow--}."),
        "9:7 `{++fast++}` is a change that nobody has taken",
        "take the change over, or leave it out: readers see both",
    ),
    "a-picture-of-ghost": (
        article(body="![A ship](__GHOST_URL__/content/images/2020/ship.jpg)"),
        "9:11 there is no picture `__GHOST_URL__/content/images/2020/ship.jpg`",
        "`__GHOST_URL__/content/images/2020/ship.jpg`: did you mean `ship.jpg`?",
    ),
    "a-figure-of-hugo": (
        article(body='{{< figure src="ship.jpg" title="A ship" >}}'),
        '9:1 `{{< figure src="ship.jpg" title="A ship" >}}` is for another program: readers see it',
        "write `![what it shows](photo.jpg)`",
    ),
    "a-link-of-hugo": (
        article(body='[a]({{< ref "first-story.md" >}})'),
        '9:5 `{{< ref "first-story.md" >}}` is for another program: readers see it',
        "name the file: `[text](article.md)`",
    ),
    "a-notice-of-hugo": (
        article(body="{{% notice %}}\nText\n{{% /notice %}}"),
        "9:1 `{{% notice %}}` is for another program: readers see it",
        "delete it, or put it in backticks if readers should see it",
    ),
    "a-link-of-jekyll": (
        article(body="[a]({% post_url 2026-01-01-x %})"),
        "9:5 `{% post_url 2026-01-01-x %}` is for another program: readers see it",
        "name the file: `[text](article.md)`",
    ),
    "an-emoji-by-name": (
        article(body="Ships :ship: sail."),
        "9:7 `:ship:` is no emoji: readers see the name",
        "write the emoji itself",
    ),
    "a-link-of-a-wiki": (
        article(body="See [[First story|the first]]."),
        "9:5 `[[First story|the first]]` is no link here: readers see it",
        "write `[the first](first-story)`, with the name of its file",
    ),
    "a-picture-of-a-wiki": (
        article(body="![[ship.jpg]]"),
        "9:1 `![[ship.jpg]]` is no link here: readers see it",
        "write `![what it shows](ship.jpg)`",
    ),
    "a-box-of-github": (
        article(body="> [!NOTE]\n> Ships."),
        "9:3 `[!NOTE]` begins no box here: readers see it",
        "write `::: factbox A heading`, and `:::` below the text",
    ),
    "a-box-of-mkdocs": (
        article(body="!!! note\n    Ships."),
        "9:1 `!!! note` begins no box here: readers see it",
        "write `::: factbox A heading`, and `:::` below the text",
    ),
    "sections-in-a-list": (
        article(section="[asia, world]"),
        "5:10 `section` must be text, not a list",
        "write one value, without brackets or dashes",
    ),
    "two-sections": (
        article(section="asia, world"),
        "5:10 there is no section `asia, world`",
        "a story has one section; what else it is about are its `tags`",
    ),
    "two-authors-in-a-sentence": (
        article(authors="Ann Lee and Bob Ray"),
        "6:10 `authors` must be a list, not `Ann Lee and Bob Ray`",
        "write `[Ann Lee, Bob Ray]`",
    ),
    "two-authors-as-one": (
        article(authors="[news-desk and Bob]"),
        "6:11 there is no author `news-desk and Bob`",
        "write each by itself: `[news-desk, Bob]`",
    ),
    "countries-without-brackets": (
        article(countries="Norway, Sweden"),
        "7:12 `countries` must be a list, not `Norway, Sweden`",
        "write `[Norway, Sweden]`",
    ),
    "a-language-in-words": (
        article(lang="English"),
        "7:7 there is no language `English`",
        "write `en`",
    ),
    "a-language-with-an-underscore": (
        article(lang="en_US"),
        "7:7 there is no language `en_US`",
        "write `en-US`",
    ),
    "a-key-for-the-front-page": (
        article(featured="true"),
        "7:1 unknown key `featured`",
        "content/site.toml says what leads the front page: `front.lead`, `front.picks`",
    ),
    "a-table-of-contents": (
        article(body="[TOC]\n\nText"),
        "9:1 `[TOC]` is for another program: readers see it",
        "delete it: a story with several headings gets its outline by itself",
    ),
    "a-table-of-contents-of-gitlab": (
        article(body="[[_TOC_]]\n\nText"),
        "9:1 `[[_TOC_]]` is for another program: readers see it",
        "delete it: a story with several headings gets its outline by itself",
    ),
    "a-picture-with-its-size": (
        article(body="![A ship](ship.jpg =300x200)"),
        "9:1 `![A ship](ship.jpg =300x200)` is no picture: a size stands behind the address",
        "leave it out: every size is made. Write `![A ship](ship.jpg)`",
    ),
    "a-note-with-its-number": (
        article(body="Ships.[1]\n\n[1] Harbour office."),
        "11:1 `[1]` is no note: readers see it",
        "write `[^1]` in the text, and `[^1]: …` here",
    ),
    "a-number-to-call": (
        article(body="[call](+47 22 00 00 00)"),
        "9:1 `[call](+47 22 00 00 00)` is no link: a number needs `tel:`, and no blanks",
        "write `tel:+4722000000`",
    ),
    "topics-in-quotes": (
        article(tags='"ports, ships"'),
        '7:7 `tags` must be a list, not `"ports, ships"`',
        "write `[ports, ships]`",
    ),
    "a-frame-of-a-film": (
        article(body='<iframe src="https://www.youtube.com/embed/abc"></iframe>'),
        "9:1 `<iframe>` is shown as a link to `https://www.youtube.com/embed/abc`",
        "say with `::: embed https://www.youtube.com/embed/abc` and `title:` what it is",
    ),
}

OTHERS: dict[str, Told] = {
    "content/authors/tw.md": (
        "---\nname: Ann\ntwitter: '@ann'\n---\n",
        "3:1 unknown key `twitter`",
        "write it among `links`: `- {label: …, url: …}`",
    ),
    "content/authors/bio.md": (
        "---\nname: Ann\nbio: Writes.\n---\n",
        "3:1 unknown key `bio`",
        "write it below the second `---`, as text",
    ),
    "content/pages/hl.md": (
        "---\nheadline: About\n---\nText\n",
        "2:1 unknown key `headline`",
        "`headline`: did you mean `title`?",
    ),
    "content/countries/Norway.md": (
        "---\ndek: x\n---\n",
        "1:1 `Norway` cannot be the id of a country",
        "call the file content/countries/NO.md",
    ),
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
    **{
        f"content/articles/{name}.md": text
        for name, (text, _, _) in {**STORIES, **FROM_ELSEWHERE}.items()
    },
    **{path: text for path, (text, _, _) in OTHERS.items()},
}

EXPECTED = {
    **{
        f"content/articles/{name}.md": told
        for name, (_, *told) in {**STORIES, **FROM_ELSEWHERE}.items()
    },
    **{path: told for path, (_, *told) in OTHERS.items()},
}
