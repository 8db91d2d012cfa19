#!/usr/bin/env bash
# Two people write for a paper, and have pages of their own: 王伟 and 汪伟, which are two names in Chinese, and alike in
# Latin letters (Wang Wei); or Müller and Muller, or Саша and Sasha.
# Expected: Pelican makes a page for each, or says that two have one address, as it says of two stories.
# Happens: authors are the same to it if their addresses are. There is one page, under one of the names, with the
# stories of both, and no word of it; the byline of each story leads there. Tags and categories go likewise.
# Versions: Pelican 4.12.0, as it comes. With `SLUGIFY_USE_UNICODE` and its kin these names stay apart.
# Matters for papers in Chinese above all, where a hundred surnames share a few dozen readings: what one person
# wrote is another's.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pelican==4.12.0 Markdown==3.11.3
mkdir content
story() { printf 'Title: Story %s\nDate: 2026-03-0%s\nAuthor: %s\n\nText.\n' "$1" "$1" "$2" > "content/$1.md"; }
story 1 王伟
story 2 汪伟
story 3 Müller
story 4 Muller
printf 'SITENAME = "A paper"\nTIMEZONE = "UTC"\nSITEURL = "https://paper.example"\n' > settings.py
venv/bin/pelican content --settings settings.py --output out > told.txt 2>&1
venv/bin/python - <<'EOP'
import re
import sys
from pathlib import Path

seen = {}
for page in sorted(Path("out/author").iterdir()):
    text = page.read_text()
    stories = sorted(set(re.findall(r"story-(\d)\.html", text)))
    seen[page.name] = (re.search("<title>A paper - (.*?)</title>", text)[1], stories)
    print(page.name, *seen[page.name])
names = sorted(name for name, _ in seen.values())
warned = "slug" in Path("told.txt").read_text()
expected = [["1", "2"], ["3", "4"]]
sys.exit(0 if sorted(it for _, it in seen.values()) == expected and not warned and len(names) == 2 else 1)
EOP
