#!/usr/bin/env bash
# A date within a sentence, marked up as HTML has it: <time datetime="1957-03-25">25 March 1957</time>.
# Expected: what takes the text of a story from its page takes this, too: the element says what its words
# mean, and they are read like those around them.
# Happens: trafilatura, goose3 and article-extractor leave them out: "The treaty was signed on in Rome".
# trafilatura has `time` on a list of furniture, so a date in a headline or a table goes as well. The others
# drop each element that they do not know, with its words: <abbr>, <data>, <bdi> and <mark> in goose3, and in
# article-extractor also <q>, <cite>, <ins> and <ruby>, unless they are named in a list of its caller's.
# Versions: trafilatura 2.3.1, goose3 3.1.22, @extractus/article-extractor 9.0.1; boilerpy3 1.0.7 keeps all,
# and so does newspaper4k 0.9.6.
# Matters for archives, monitors of news and models, which take texts by these: what is left
# still reads like a sentence.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    trafilatura==2.3.1 goose3==3.1.22 boilerpy3==1.0.7 lxml_html_clean==0.4.6
"$folder/venv/bin/python" - 2> "$folder/warnings" <<'EOF'
import re
import sys

import trafilatura
from boilerpy3.extractors import ArticleExtractor
from goose3 import Goose

TOLD = "<p>It tells at some length what was agreed, by whom, and why it still matters to readers.</p>" * 6
PAGE = f"""<html lang="en"><head><title>Rome</title></head><body><article><h1>Rome</h1>{TOLD}
<p>The treaty was signed on <time datetime="1957-03-25">25 March 1957</time> in Rome by the six of the
<abbr title="European Coal and Steel Community">ECSC</abbr>, and nobody else was asked to.</p>{TOLD}
</article></body></html>"""
texts = {
    "trafilatura": trafilatura.extract(PAGE),
    "goose3": Goose({"enable_image_fetching": False}).extract(raw_html=PAGE).cleaned_text,
    "boilerpy3": ArticleExtractor().get_content(PAGE),
}
kept = {}
for name, text in texts.items():
    print(f"{name}:", re.search(r"The treaty.*?asked", " ".join(text.split())).group())
    kept[name] = ("25 March 1957" in text, "ECSC" in text)
seen = {"trafilatura": (False, True), "goose3": (False, False), "boilerpy3": (True, True)}
sys.exit(0 if kept == seen else 1)
EOF
npm install --silent --no-audit --no-fund --ignore-scripts @extractus/article-extractor@9.0.1
cat > look.mjs <<'EOM'
import { extractFromHtml } from "@extractus/article-extractor";

const more = "<p>It tells at some length what was agreed, and why it still matters to readers.</p>".repeat(9);
const story = `<p>The treaty was signed on <time datetime="1957-03-25">25 March 1957</time> in Rome, where
a minister said <q>never again</q>, and nobody else was asked to.</p>`;
const html = `<html lang="en"><head><title>The treaty of Rome, of six countries</title></head><body>
<article><h1>The treaty of Rome, of six countries</h1>${more}${story}${more}</article></body></html>`;
const { content } = await extractFromHtml(html, "https://www.example.org/rome");
const told = content.match(/The treaty was.*?asked/s)[0].replace(/\s+/g, " ");
console.log("article-extractor:", told);
process.exit(told === "The treaty was signed on in Rome, where a minister said , and nobody else was asked" ? 0 : 1);
EOM
node look.mjs
