#!/usr/bin/env bash
# Quotations in German, Ukrainian or Czech („Wort“) and in Swedish or Finnish (”ord”), from HTML to pandoc's
# Markdown and back.
# Expected: the marks that stood there. „ and “ are letters of the text like any other.
# Happens: of both “ and ” Markdown gets a straight mark, which pandoc makes curly again as in English, so
# „Wort“ comes back as „Wort” and ”ord” as “ord”: each quotation of the archive has one wrong mark.
# „ and « stay. To and from GitHub's Markdown (`gfm`), or with `-t markdown-smart -f markdown-smart`,
# nothing is changed.
# Versions: pandoc 3.9 (pypandoc-binary 1.17).
# Matters for papers in these languages that move by pandoc, as pelican-import does it, and for whoever
# keeps texts in its Markdown.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$folder/venv/bin/python" - <<'EOF'
import sys

from pypandoc import convert_text

TEXTS = ["<p>„Wort“, sagte sie.</p>", "<p>”Ord”, sa hon.</p>", "<p>«Слово», сказала вона.</p>"]


def back(kind: str) -> list[str]:
    there = [convert_text(it, kind, format="html") for it in TEXTS]
    return [convert_text(it, "html", format=kind).strip() for it in there]


for kind in ("markdown", "gfm", "markdown-smart"):
    print(f"{kind}:", *back(kind))
seen = ["<p>„Wort”, sagte sie.</p>", "<p>“Ord”, sa hon.</p>", TEXTS[2]]
sys.exit(0 if (back("markdown"), back("gfm"), back("markdown-smart")) == (seen, TEXTS, TEXTS) else 1)
EOF
