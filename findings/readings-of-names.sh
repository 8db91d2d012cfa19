#!/usr/bin/env bash
# A Japanese name with its reading beside it: <ruby>小池百合子<rt>こいけゆりこ</rt></ruby>, as papers write it at the
# first mention.
# Expected: what has no such thing leaves the reading out, or puts it in brackets, as HTML's <rp> does where
# somebody wrote it, which browsers have not needed for years.
# Happens: the reading grows into the name: 小池百合子こいけゆりこ. So write turndown, html2text, markdownify, pandoc and
# html-to-text; feedparser takes ruby and rt for unsafe, so that readers built on it show the same.
# Versions: turndown 7.2.5, html-to-text 10.0.1, html2text 2025.4.15, markdownify 1.2.3, pandoc 3.9,
# feedparser 6.0.14. With <rp>（</rp> and <rp>）</rp> around the reading all six have brackets.
# Matters for papers in Japanese and Chinese that move, or are read by feed: a name is searched in vain.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts turndown@7.2.5 html-to-text@10.0.1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15 markdownify==1.2.3 \
    feedparser==6.0.14 pypandoc-binary==1.17
cat > look.mjs <<'EOM'
import { convert } from "html-to-text";
import Turndown from "turndown";

const html = (pair) => `<p><ruby>小池百合子${pair}</ruby>は東京都の知事である。</p>`;
const makers = { turndown: (it) => new Turndown().turndown(it), "html-to-text": (it) => convert(it) };
const texts = Object.values(makers).map((make) => make(html("<rt>こいけゆりこ</rt>")));
const bracketed = Object.values(makers).map((make) => make(html("<rp>（</rp><rt>こいけゆりこ</rt><rp>）</rp>")));
console.log(texts, bracketed);
const grown = texts.every((it) => it.includes("小池百合子こいけゆりこは"));
process.exit(grown && bracketed.every((it) => it.includes("小池百合子（こいけゆりこ）は")) ? 0 : 1);
EOM
node look.mjs
venv/bin/python - <<'EOF'
import sys
from html import escape

import feedparser
from html2text import html2text
from markdownify import markdownify
from pypandoc import convert_text

HTML = "<p><ruby>小池百合子<rt>こいけゆりこ</rt></ruby>は東京都の知事である。</p>"
ITEM = f"<item><title>東京</title><description>{escape(HTML)}</description></item>"
FEED = f"<rss version='2.0'><channel><title>東京</title>{ITEM}</channel></rss>"


def texts(story: str) -> dict[str, str]:
    return {
        "html2text": html2text(story),
        "markdownify": markdownify(story),
        "pandoc": convert_text(story, "gfm", format="html"),
        "feedparser": feedparser.parse(FEED.replace(escape(HTML), escape(story)).encode()).entries[0].summary,
    }


grown = {name: "小池百合子こいけゆりこは" in it for name, it in texts(HTML).items()}
marked = HTML.replace("<rt>", "<rp>（</rp><rt>").replace("</rt>", "</rt><rp>）</rp>")
bracketed = {name: "（こいけゆりこ）は" in it for name, it in texts(marked).items()}
print("grown:", grown, "\nbracketed:", bracketed)
sys.exit(0 if all(grown.values()) and all(bracketed.values()) else 1)
EOF
