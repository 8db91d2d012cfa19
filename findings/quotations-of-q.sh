#!/usr/bin/env bash
# A short quotation in HTML: <p>The minister said <q>never</q>.</p> The marks around it are the browser's,
# in the language of the text: authors must not write any beside it (HTML Standard, 4.5.7).
# Expected: what turns HTML into text or into other formats writes marks, as html2text and markdownify do.
# Happens: turndown and Ghost's kg-html-to-lexical write "The minister said never." and trafilatura
# breaks the line there, without marks: somebody's words become the paper's own.
# Versions: turndown 7.2.5, @tryghost/kg-html-to-lexical 1.3.5, trafilatura 2.3.1, markdownify 1.2.3.
# Matters for newsrooms that move their archive, and for whoever reads news by such text.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund turndown@7.2.5 @tryghost/kg-html-to-lexical@1.3.5
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  trafilatura==2.3.1 lxml-html-clean==0.4.6 markdownify==1.2.3
cat > look.cjs <<'EOM'
const Turndown = require("turndown");
const { htmlToLexical } = require("@tryghost/kg-html-to-lexical");
const html = "<p>The minister said <q>never</q>.</p>";
const texts = (it) => (it.text ?? "") + (it.children ?? []).map(texts).join("");
console.log("turndown:", new Turndown().turndown(html));
console.log("Ghost:", texts(htmlToLexical(html).root));
EOM
node look.cjs > seen
venv/bin/python - >> seen <<'EOF'
import trafilatura
from markdownify import markdownify

html = "<p>The minister said <q>never</q>.</p>"
page = f"<html><body><article><h1>Talks</h1>{html * 20}</article></body></html>"
print("trafilatura:", " ".join((trafilatura.extract(page) or "").split())[6:33])
print("markdownify:", markdownify(html).strip())
EOF
cat seen
cat > expected <<'EOF'
turndown: The minister said never.
Ghost: The minister said never.
trafilatura: The minister said never . T
markdownify: The minister said "never".
EOF
diff seen expected
