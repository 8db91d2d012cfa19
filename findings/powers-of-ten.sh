#!/usr/bin/env bash
# A power in HTML: the Earth has a mass of 6 × 10<sup>24</sup> kilograms.
# Expected: what turns HTML into Markdown or text, neither of which has exponents, keeps the elements, writes
# 10^24 or 10²⁴, or at least parts the two numbers: pandoc writes <sup> in GitHub's Markdown and ²⁴ in text.
# Happens: turndown, html2text, markdownify and html-to-text write 1024, trafilatura's text does as well: the
# number is another one, and nothing is left that would show it. A mark of a note grows into the year
# before it likewise: 1989<sup>2</sup> is 19892.
# Versions: turndown 7.2.5, html-to-text 10.0.1, html2text 2025.4.15, markdownify 1.2.3, trafilatura 2.3.1,
# pandoc 3.9. html2text has an option for it, and markdownify, too; both are off.
# Matters for stories on science, areas (km<sup>2</sup> is km2) and money, wherever they move.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts turndown@7.2.5 html-to-text@10.0.1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15 markdownify==1.2.3 \
    trafilatura==2.3.1 lxml_html_clean==0.4.6 pypandoc-binary==1.17
cat > look.mjs <<'EOM'
import { convert } from "html-to-text";
import Turndown from "turndown";

const html = "<p>It has a mass of 6 × 10<sup>24</sup> kilograms.</p>";
const texts = { turndown: new Turndown().turndown(html), "html-to-text": convert(html) };
console.log(texts);
process.exit(Object.values(texts).every((it) => it.includes(" 1024 ")) ? 0 : 1);
EOM
node look.mjs
venv/bin/python - <<'EOF'
import sys

import trafilatura
from html2text import html2text
from markdownify import markdownify
from pypandoc import convert_text

HTML = "<p>It has a mass of 6 × 10<sup>24</sup> kilograms.</p>"
PAGE = f"<html><body><article><h1>Earth</h1>{HTML}{'<p>It is heavy, and old, as planets are.</p>' * 9}</article></body></html>"
lost = [html2text(HTML), markdownify(HTML), trafilatura.extract(PAGE).splitlines()[1]]
kept = [convert_text(HTML, kind, format="html") for kind in ("gfm", "plain")]
print(*[it.strip() for it in lost + kept], sep="\n")
seen = [" 1024 " in it for it in lost], "<sup>24</sup>" in kept[0], "10²⁴" in kept[1]
sys.exit(0 if seen == ([True] * 3, True, True) else 1)
EOF
