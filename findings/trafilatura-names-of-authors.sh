#!/usr/bin/env bash
# Who wrote a story, as JSON-LD names them: "author": {"@type": "Person", "name": "J. R. R. Tolkien"}.
# Expected: the name as it is told there; an element that says "Person" and "name" leaves nothing to guess.
# Happens: trafilatura cleans it like the text of a line "By ...": full stops go (J R R Tolkien), and a name
# in small letters gets large ones (bell hooks, who wrote hers so, is Bell Hooks).
# Versions: trafilatura 2.3.1; goose3 3.1.22 names them as they are.
# Matters for archives and lists of authors that are made from pages: the same person has another name there
# than in the paper.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    trafilatura==2.3.1 goose3==3.1.22 lxml_html_clean==0.4.6
"$folder/venv/bin/python" - 2> "$folder/warnings" <<'EOF'
import json
import sys

from goose3 import Goose
from trafilatura.metadata import extract_metadata

NAMES = ["J. R. R. Tolkien", "bell hooks", "Ludwig van Beethoven", "Conan O’Brien"]
TOLD = "<p>It tells at some length what was said, by whom, and why it still matters to readers.</p>" * 9


def page(name: str) -> str:
    story = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A story"}
    data = json.dumps(story | {"author": {"@type": "Person", "name": name}}, ensure_ascii=False)
    script = f'<script type="application/ld+json">{data}</script>'
    return f"<html><head><title>A story</title>{script}</head><body><article>{TOLD}</article></body></html>"


goose = Goose({"enable_image_fetching": False})
ours = [extract_metadata(page(it)).author for it in NAMES]
theirs = [it for name in NAMES for it in goose.extract(raw_html=page(name)).authors]
print("trafilatura:", ours, "| goose3:", theirs)
sys.exit(0 if (ours, theirs) == (["J R R Tolkien", "Bell Hooks", *NAMES[2:]], NAMES) else 1)
EOF
