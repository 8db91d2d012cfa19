"""A generated newspaper that is hard on a theme: long, short, empty, every script, no picture."""

import json
from pathlib import Path

from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture

OLD_ADDRESSES = (
    *("/*/", "/:x/:y/", "/2026/*.html", "/Talk:Main/", "/.netlify/x/", '/a "b" {c};$d\'e/', "/~x/"),
    *("/café/", f"/{'long' * 60}/{'long' * 60}/", f"/{'é' * 125}/", f"/{'/'.join('q' * 250)}/"),
)
"""What other systems called a page: marks of servers' rules, and more than these can hold."""

GONE = """\
[publish.live]
folder = "../published"
host = "netlify"

[gone]
"/2024/05/hoax/" = "We were deceived."
"/2024/05/naïve:x/" = ""
"/2024/08/café/" = "It was a draft."
"/old/page.html" = ""
"""

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunte"
WHEREVER = f"""\
{WORD}

## {WORD}

::: factbox {WORD}
- {WORD}
:::

::: timeline
- 2024-01-05: {WORD}
:::

::: pullquote {WORD}
{WORD}
:::

::: figure wide.jpg
alt: A wide quay
caption: {WORD}
:::
"""
"""A word that no line holds, in every place where words stand."""

EVERYTHING = """\
Words with a footnote[^1] and [a link](bare.md).

## A section

> A quotation, <q lang="fr">à la lettre</q>.

::: factbox A treaty
- One
- Two
:::

::: timeline
- 2024-01-05: Something
- 2025: Something else
:::

::: pullquote A speaker, of an office
These are the words.
:::

::: figure wide.jpg
alt: A wide quay
caption: The quay
:::

::: embed https://video.example/watch/1
title: A film
poster: wide.jpg
:::

## Another section

| Port | Berths | Tons | Year | Depth in metres | Harbour master |
|------|-------:|-----:|:----:|:----------------|----------------|
| North | 2 | 3000 | 1999 | 12 | Averylongnamewithoutanyspace |

### Deeper: the extradition treaty of the Socialist Republic, by a state-sponsored community

1. One
2. Two

ENOUGH

[^1]: The note.
""".replace("ENOUGH", "Reading modes keep all headings of a text that is short. " * 18)


def hard_site(folder: Path, language: str) -> Newsroom:
    """Write the newspaper, in the language of its interface."""
    stories = {
        "word": article(
            WORD,
            WHEREVER,
            dek=f"{WORD} as a dek",
            kicker=WORD,
            place=WORD,
            authors="[unspaced]",
            tags=f"[{WORD}]",
            key_points=f"[{WORD} as a point]",
            image=f"{{src: wide.jpg, alt: A quay, caption: {WORD}, credit: {WORD}}}",
            related=f"[{{headline: {WORD}, url: 'https://example.org/x', publisher: {WORD}}}]",
            sources=f"[{{title: {WORD}, publisher: {WORD}}}]",
            method=WORD,
        ),
        "long": article("A headline that goes on and on " * 6 + "and ends here"),
        "arabic": article("قناة السويس وممرّ العالم", "كلمات عربية.", lang="ar"),
        "korean": article("한반도의 평화와 안정에 관하여", "한국어 단어.", lang="ko"),
        "cyrillic": article("Конвенція про режим проток", "Слова українською.", lang="uk"),
        "bare": article(
            "Bare", dek=None, section=None, authors=None, aliases=json.dumps(OLD_ADDRESSES)
        ),
        "everything": article(
            "Everything",
            EVERYTHING,
            kicker="A kicker",
            updated="2026-03-02 09:00",
            countries="[KP, RU, GB, US]",
            tags="[treaties, a very long name of a topic that goes on]",
            image="{src: wide.jpg, alt: A quay, caption: A caption, credit: Graphics desk}",
            section_headings="[{heading: A section, short: First}, Another section]",
            related="[bare, {headline: Elsewhere, url: 'https://example.org/x'}]",
            corrections="[{date: 2026-03-03 09:00, text: A number was wrong.}]",
            sources="[{title: A treaty, url: 'https://example.org/t', accessed: 2026-03-01}]",
        ),
    }
    many = {f"s{number}": article(f"Story {number}") for number in range(9)}
    empty = '[[sections]]\nid = "empty"\nname = "Empty"\n'
    author = (
        "---\nname: News desk\nrole: A role\nportrait: {src: wide.jpg, alt: Desks, credit: Us}\n"
        "links: [{label: Write, url: 'mailto:a@b.example'}]\n---\nThe desk.\n"
    )
    site = Newsroom(
        folder,
        {
            **{f"content/articles/{slug}.md": text for slug, text in {**stories, **many}.items()},
            "content/images/wide.jpg": picture(size=(1600, 900)),
            "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        },
        site_toml=f'description = "Hard on a theme"\n{SITE}{empty}{GONE}',
    )
    unspaced = f"---\nname: {WORD}\nrole: {WORD}\n---\n{WORD}\n"
    site.write({"content/authors/news-desk.md": author, "content/authors/unspaced.md": unspaced})
    site.edit("content/site.toml", 'timezone = "', f'language = "{language}"\ntimezone = "')
    return site
