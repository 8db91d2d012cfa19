"""HTML of old systems as Markdown of this one: a row for each construct."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content.parse import ParseOptions
from sitegen.importing.htmllines import Reading
from sitegen.importing.htmltree import read_html
from sitegen.importing.lines import tidied
from sitegen.importing.markdown import markdown_of
from sitegen.importing.phrases import Phrases
from sitegen.importing.proof import differences, heard, words_in
from sitegen.importing.seen import seen
from sitegen.importing.tree import Break, Paragraph, Words

OPTIONS = ParseOptions("UTC", "en", trust_html=False)

LINKED = '<figure><img src="a.jpg" alt="A"><figcaption>By <a href="/x">x</a></figcaption></figure>'
SAME = [
    # paragraphs and lines
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n"),
    ("One <br> two<br/>three", "One\\\ntwo\\\nthree\n"),
    ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree\n"),
    ("<p>  Much \n\t space </p>", "Much space\n"),
    ("<p>10\u00a0km</p>", "10\u00a0km\n"),
    ("<p></p><p>&nbsp;</p><p>x</p>", "\u00a0\n\nx\n"),
    # emphasis, and what CommonMark would not take for it
    ("<p>A <b>bold</b> <i>word</i></p>", "A **bold** *word*\n"),
    ("<p>A<strong> bold </strong>word</p>", "A **bold** word\n"),
    ("<p>a<b>(b)</b>c</p>", "a<strong>(b)</strong>c\n"),
    ("<p><b><i>both</i></b></p>", "**<em>both</em>**\n"),
    ("<p>un<em>believ</em>able</p>", "un*believ*able\n"),
    ("<p><s>gone</s> <strike>too</strike></p>", "~~gone~~ ~~too~~\n"),
    ("<p><b>정부(총리)</b>는</p>", "<strong>정부(총리)</strong>는\n"),
    ("<p>10<sup>6</sup> H<sub>2</sub>O</p>", "10<sup>6</sup> H<sub>2</sub>O\n"),
    (
        '<p><span lang="fr">oui</span> <span style="x">no</span></p>',
        '<span lang="fr">oui</span> no\n',
    ),
    ("<p><font color=red>x</font> <u>y</u></p>", "x <u>y</u>\n"),
    # what would be markup, and is text
    ("<p>2*3*4 _x_ a_b `c` [d] &lt;e&gt;</p>", "2\\*3\\*4 \\_x\\_ a_b \\`c\\` \\[d\\] \\<e>\n"),
    ("<p># none</p><p>1. none</p><p>- none</p>", "\\# none\n\n1\\. none\n\n\\- none\n"),
    ("<p>+ a</p><p>&gt; b</p><p>::: c</p><p>= d</p>", "\\+ a\n\n\\> b\n\n\\::: c\n\n\\= d\n"),
    ("<p>&amp;copy; AT&amp;T</p>", "\\&copy; AT&T\n"),
    ("<p>{{&lt; x &gt;}} {% y %} ~~z~~</p>", "\\{\\{< x >}} \\{% y %} \\~\\~z\\~\\~\n"),
    # links
    ('<p><a href="https://a.example/x y">go</a></p>', "[go](https://a.example/x%20y)\n"),
    (
        '<p><a href="https://a.example/(x)" title="T">go</a></p>',
        '[go](https://a.example/%28x%29 "T")\n',
    ),
    ("<p><a>none</a> <a href=''>nowhere</a></p>", "none nowhere\n"),
    ('<a href="/x"><p>One</p><p>Two</p></a>', "[One](/x)\n\n[Two](/x)\n"),
    # headings
    ("<h1>Top</h1><h3 id='x'>Low <b>b</b></h3>", "## Top\n\n### Low **b** {#x}\n"),
    ("<h2></h2><h2>C#</h2>", "## C\\#\n"),
    # lists
    ("<ul><li>a<li>b</ul>", "- a\n- b\n"),
    ("<select><option>a</option><option>b</option></select>c<button>d</button>e", "a b c d e\n"),
    ("<p>a<input>b</p>", "a b\n"),
    ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b\n"),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b\n"),
    ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b\n"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b\n"),
    ('<ul><li>a<ol start="2"><li>b</li></ol></li></ul>', "- a\n\n  2. b\n"),
    ("<ul><li><ul><li>a</li></ul>b</li></ul>", "- - a\n\n  b\n"),
    ("<ul><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li></ul>", "- a\n\n  - b\n\n  * c\n"),
    ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c\n"),
    # quotations and code
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b\n"),
    ("<p>Run <code>a*b `c`</code></p>", "Run `` a*b `c` ``\n"),
    ('<pre><code class="language-python">x = 1\n\ny</code></pre>', "```python\nx = 1\n\ny\n```\n"),
    ("<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````\n"),
    ("<p>a</p><hr><p>b</p>", "a\n\n***\n\nb\n"),
    # tables
    (
        (
            "<table><thead><tr><th>A</th><th align=right>B</th></tr></thead>"
            "<tbody><tr><td>1|2</td><td>3<br>4</td></tr></tbody></table>"
        ),
        "| A | B |\n| --- | --: |\n| 1\\|2 | 3<br>4 |\n",
    ),
    (
        "<table><tr><td>1</td><td>2</td></tr></table>",
        "<table>\n<tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody>\n</table>\n",
    ),
    (
        "<table><tr><th>A</th><th>B</th></tr><tr><td colspan=2>1</td></tr></table>",
        (
            "<table>\n<thead>\n<tr><th>A</th><th>B</th></tr>\n</thead>\n<tbody>\n"
            '<tr><td colspan="2">1</td></tr>\n</tbody>\n</table>\n'
        ),
    ),
    # figures
    ('<p><img src="a.jpg" alt="A quay"></p>', "::: figure a.jpg\nalt: A quay\n:::\n"),
    (
        '<figure><img src="a.jpg" alt="A"><figcaption>The <i>Ran</i></figcaption></figure>',
        "::: figure a.jpg\nalt: A\ncaption: The Ran\n:::\n",
    ),
    (
        LINKED,
        f"{LINKED}\n",
    ),
    (
        '<a href="https://e.example/"><img src="a.jpg" alt="A"></a>',
        "[![A](a.jpg)](https://e.example/)\n",
    ),
    (
        '<p>Before <img src="a.jpg" alt="A"> behind</p>',
        "Before behind\n\n::: figure a.jpg\nalt: A\n:::\n",
    ),
    ('<p><img src="a.jpg" alt="A"> behind</p>', "::: figure a.jpg\nalt: A\n:::\n\nbehind\n"),
    ('<p>x<img src="s.gif" width=1 height=1></p>', "x\n"),
    ('<p>Ha <img src="s.png" class="wp-smiley" alt=":-)"></p>', "Ha :-)\n"),
    (
        '<img data-src="a.jpg" src="data:image/gif;base64,x" alt="A">',
        "::: figure a.jpg\nalt: A\n:::\n",
    ),
    # what stands in where no script runs
    ("<p>a</p><noscript><p>Turn scripts on.</p></noscript>", "a\n"),
    ("<p>a</p><noscript><img src='a.jpg' alt='A'></noscript>", "a\n"),
    # what plays elsewhere
    (
        '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" title="A film"></iframe>',
        "::: embed https://www.youtube.com/watch?v=abcdefghijk\ntitle: A film\n:::\n",
    ),
    (
        (
            '<figure class="wp-block-embed"><div>\nhttps://vimeo.com/1\n</div>'
            "<figcaption>Film</figcaption></figure>"
        ),
        "::: embed https://vimeo.com/1\ntitle: Film\n:::\n",
    ),
    ("<p>a</p><script>x()</script><style>y</style><p>b</p>", "a\n\nb\n"),
    # pull quotes, definitions, details
    (
        (
            '<figure class="wp-block-pullquote"><blockquote><p>Words.</p>'
            "<cite>Who</cite></blockquote></figure>"
        ),
        "::: pullquote Who\nWords.\n:::\n",
    ),
    ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt>\n<dd>b</dd></dl>\n"),
    (
        "<details><summary>More</summary><p>a</p><p>b</p></details>",
        "<details><summary>More</summary>\n<p>a</p>\n<p>b</p></details>\n",
    ),
    # what was never closed
    ("<p>a <b>b<p>c</b> d", "a **b**\n\n**c** d\n"),
    ("<ul><li>a<b>b<li>c</ul>", "- a**b**\n- **c**\n"),
    ("a & b < c", "a & b < c\n"),
    # code holds no links, and no emphasis is mistaken for a mark
    ("<code><a href='/x'>a</a></code>", "[`a`](/x)\n"),
    ("<code>b(<a href='/x'>a</a>) <i>c</i></code>", "`b(`[`a`](/x)`) c`\n"),
    ("<em><a href='/x'>a</a> b.</em>", "*[a](/x) b.*\n"),
    ("<p>*[a]: b</p>", "\\*\\[a\\]: b\n"),
    ("<!doctype html><p>a</p>", "a\n"),
    ("日本\n語「あ」 <em>い</em>\nう", "日本 語「あ」 *い* う\n"),
]


@pytest.mark.parametrize(
    ("html", "markdown"), SAME, ids=[f"{number} {it[0][:30]}" for number, it in enumerate(SAME)]
)
def test_html_becomes_this_markdown_and_keeps_its_words(html: str, markdown: str) -> None:
    assert markdown == markdown_of(read_html(html))
    if any(it in html for it in ("iframe", "wp-block-embed", "wp-smiley")):
        return  # titles of players are their own test
    page = seen(
        f"---\nheadline: x\ndate: 2020-01-01\n---\n\n{markdown}".encode(), "article", OPTIONS
    )
    assert differences(words_in(heard(html)), words_in(heard(page.html))) == []


def test_what_is_left_of_a_widget_stays() -> None:
    html = "<p>a</p><noscript><a href='https://e.example/'>Vote</a></noscript>"
    assert markdown_of(read_html(html)) == "a\n\n[Vote](https://e.example/)\n"


def test_a_break_with_nothing_behind_it_is_none() -> None:
    assert markdown_of((Paragraph((Words("a"), Break(), Words("b"), Break())),)) == "a\\\nb\n"


BREAKS = [
    ("One\n\nTwo\nthree", "One\n\nTwo\\\nthree\n"),
    ("a <em>one\n\ntwo</em> b", "a *one*\n\n*two* b\n"),
    ("One<br />\nTwo", "One\\\nTwo\n"),
    ("<b>One</b>\n\n\n\nTwo", "**One**\n\nTwo\n"),
    ("a\n<ul>\n<li>b</li>\n</ul>\nc", "a\n\n- b\n\nc\n"),
    ("a\n<pre>b\n\nc</pre>\nd", "a\n\n```\nb\n\nc\n```\n\nd\n"),
    ("<div>a\n\nb</div>", "a\n\nb\n"),
    ("<blockquote>a\n\nb</blockquote>", "> a\n>\n> b\n"),
    ("a <a\nhref='/x'>b</a>", "a [b](/x)\n"),
    ("<table>\n<tr>\n<th>a</th>\n</tr>\n<tr><td>b</td></tr></table>", "| a |\n| --- |\n| b |\n"),
]


@pytest.mark.parametrize(("html", "markdown"), BREAKS, ids=[repr(it[0]) for it in BREAKS])
def test_line_ends_of_classic_posts_mean_what_they_meant(html: str, markdown: str) -> None:
    assert markdown == markdown_of(read_html(html, Reading(breaks=True)))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab*_`[]()<>#+-=|~:!&;{}$^\\\"'/.1 \u00a0é漢", min_size=1, max_size=40))
def test_text_says_the_same_whatever_signs_it_has(text: str) -> None:
    written = Phrases().line(tidied((Words(text),)))
    page = seen(
        f"---\nheadline: x\ndate: 2020-01-01\n---\n\n{written}\n".encode(), "article", OPTIONS
    )
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert differences(words_in(escaped), words_in(page.html)) == [], (written, page.html)


BROKEN = [
    "<p>a<b>b<p>c</b>d",
    "<table>x<tr><td>1<td>2</table>y",
    "<b><i>a</b>b</i>c",
    "<li>a<li>b",
    "<a href=x>a<a href=y>b</a>",
    "<p>a<div>b</p>c</div>",
    "<ul><li>a<p>b</ul>c",
    "<h2>a<h3>b</h2>c",
    "<select><option>a</select>b",
]


@pytest.mark.parametrize("html", BROKEN)
def test_what_was_never_closed_is_read_as_browsers_read_it(html: str) -> None:
    # html5lib follows the same algorithm, and is no part of the import.
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    expected = " ".join("".join(tree.itertext()).split())
    said = " ".join(words_in(seen_words(html)))
    assert sorted(said.replace(" ", "")) == sorted(expected.replace(" ", ""))


def seen_words(html: str) -> str:
    markdown = markdown_of(read_html(html))
    front = "---\nheadline: x\ndate: 2020-01-01\n---\n\n"
    return seen(f"{front}{markdown}".encode(), "article", OPTIONS).html
