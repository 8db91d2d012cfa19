#!/usr/bin/env bash
# A table in HTML whose first cell is for two rows, as statistics have it: <td rowspan="2">Sudan</td>, then 2023 and 12
# dead in its row, 2024 and 15 in the next.
# Expected: what turns it into Markdown, which has no such cells, leaves a cell empty in the second row, says the name
# again, or keeps the HTML, as pandoc does.
# Happens: turndown's plugin, that of Joplin, markdownify and html2text write the second row one cell short, so its
# cells move to the left: 2024 is a country, 15 is a year, and nobody died. A cell across two columns is filled up
# by markdownify and by Joplin's.
# Versions: turndown 7.2.5 with turndown-plugin-gfm 1.0.2 and @joplin/turndown-plugin-gfm 1.0.68, markdownify 1.2.3,
# html2text 2025.4.15; pandoc 3.9 (pypandoc-binary 1.17).
# Matters for archives that move, and for models that read tables so: the figures are there, under other heads.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts \
    turndown@7.2.5 turndown-plugin-gfm@1.0.2 @joplin/turndown-plugin-gfm@1.0.68
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    markdownify==1.2.3 html2text==2025.4.15 pypandoc-binary==1.17
cat > table.html <<'EOM'
<table><thead><tr><th>Country</th><th>Year</th><th>Dead</th></tr></thead><tbody>
<tr><td rowspan="2">Sudan</td><td>2023</td><td>12</td></tr>
<tr><td>2024</td><td>15</td></tr></tbody></table>
EOM
cat > look.cjs <<'EOM'
const { readFileSync } = require("node:fs");
const Turndown = require("turndown");

const html = readFileSync("table.html", "utf8");
const written = ["turndown-plugin-gfm", "@joplin/turndown-plugin-gfm"].map((it) => {
  const turndown = new Turndown();
  turndown.use(require(it).gfm);
  return [it, turndown.turndown(html)];
});
console.log(JSON.stringify(Object.fromEntries(written)));
EOM
cat > look.py <<'EOP'
import json
import subprocess
import sys
from pathlib import Path

import html2text
from markdownify import markdownify
from pypandoc import convert_text

html = Path("table.html").read_text()
told = json.loads(subprocess.run(["node", "look.cjs"], check=True, capture_output=True, text=True).stdout)
told |= {"markdownify": markdownify(html), "html2text": html2text.html2text(html)}
last = {name: text.strip().splitlines()[-1] for name, text in told.items()}
for name, row in last.items():
    print(f"{name}: {row}")
moved = [[cell.strip() for cell in row.strip("| ").split("|")] == ["2024", "15"] for row in last.values()]
kept = "rowspan" in convert_text(html, "gfm", format="html")
sys.exit(0 if moved == [True] * 4 and kept else 1)
EOP
venv/bin/python look.py
