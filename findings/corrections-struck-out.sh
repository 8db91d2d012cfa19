#!/usr/bin/env bash
# A correction as HTML has it: the mayor was <del>arrested</del> <ins>questioned</ins> on Monday.
# Expected: what turns HTML into text or another format leaves out what was taken back, or marks it, as
# html2text and markdownify do with ~~arrested~~.
# Happens: turndown, html-to-text and the text of trafilatura write "was arrested questioned". Ghost's
# kg-html-to-lexical strikes out what stands in <s>, and makes of <del>, which is HTML's element for what is
# no longer part of the text, plain words.
# Versions: turndown 7.2.5, html-to-text 10.0.1, trafilatura 2.3.1, @tryghost/kg-html-to-lexical 1.3.5;
# html2text 2025.4.15, markdownify 1.2.3.
# Matters for newsrooms: what they withdrew, perhaps because they had to, they say again.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts \
    turndown@7.2.5 html-to-text@10.0.1 @tryghost/kg-html-to-lexical@1.3.5
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15 markdownify==1.2.3 \
    trafilatura==2.3.1 lxml_html_clean==0.4.6
cat > look.cjs <<'EOM'
const { htmlToLexical } = require("@tryghost/kg-html-to-lexical");
const { convert } = require("html-to-text");
const Turndown = require("turndown");

const html = "<p>He was <del>arrested</del> <ins>questioned</ins> on Monday, <s>all day</s>.</p>";
const STRUCK = 4;
const [paragraph] = htmlToLexical(html).root.children;
const ghost = paragraph.children.map((it) => (it.format & STRUCK ? `~~${it.text}~~` : it.text)).join("");
const texts = { turndown: new Turndown().turndown(html), "html-to-text": convert(html), ghost };
console.log(texts);
const again = Object.values(texts).every((it) => it.includes("was arrested questioned"));
process.exitCode = again && ghost.includes("~~all day~~") ? 0 : 1;
EOM
node look.cjs
venv/bin/python - <<'EOF'
import sys

import trafilatura
from html2text import html2text
from markdownify import markdownify

HTML = "<p>He was <del>arrested</del> <ins>questioned</ins> on Monday, <s>all day</s>.</p>"
MORE = "<p>The city has had many mayors, and each of them had to answer questions.</p>" * 9
PAGE = f"<html><body><article><h1>Mayor</h1>{HTML}{MORE}</article></body></html>"
again = trafilatura.extract(PAGE).splitlines()[1]
marked = [html2text(HTML).strip(), markdownify(HTML).strip()]
print("trafilatura:", again, "\nmarked:", *marked)
sys.exit(0 if "was arrested questioned" in again and all("~~arrested~~" in it for it in marked) else 1)
EOF
