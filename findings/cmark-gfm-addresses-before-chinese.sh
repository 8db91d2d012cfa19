#!/usr/bin/env bash
# An address in a Chinese sentence, which has no spaces: `请看https://example.org是的。`
# Expected: the link ends with the host; no registry gives out a last label of Latin and Chinese
# letters together, and the full stop of the sentence is no letter at all.
# Happens: GitHub's reference implementation of its Markdown takes the rest of the sentence for a
# part of the host, full stop included: the link leads to `example.org%E6%98%AF%E7%9A%84%E3%80%82`,
# which no resolver knows. Behind a path it takes the rest of the sentence, too.
# Versions: cmarkgfm 2025.10.22.
# Matters for every Chinese or Japanese text with bare addresses that moves from there to elsewhere.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cmarkgfm==2025.10.22
"$folder/venv/bin/python" - <<'EOF'
import re
import sys
from urllib.parse import unquote

import cmarkgfm

seen = []
for text in ("请看https://example.org是的。", "请看https://example.org/a。好的"):
    html = cmarkgfm.github_flavored_markdown_to_html(text)
    seen += map(unquote, re.findall(r'href="([^"]*)"', html))
    print(text, "leads to", seen[-1])
sys.exit(0 if seen == ["https://example.org是的。", "https://example.org/a。好的"] else 1)
EOF
