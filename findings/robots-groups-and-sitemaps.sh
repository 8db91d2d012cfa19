#!/usr/bin/env bash
# A robots.txt that keeps two robots out, with a record between their names that is none of its own:
# `Sitemap`, which is one for all, or `License` of Really Simple Licensing.
# Expected: both are kept out. Other records must not end a group, for which `Sitemap` is the example (RFC
# 9309, 2.2.4).
# Happens: robots-parser lets the first robot in everywhere, since its group ends there, empty. Protego,
# which is Scrapy's, heeds that for `Sitemap`, and does the same for `License` and `Crawl-delay`.
# Versions: robots-parser 3.0.1, Protego 0.7.0. Python's urllib keeps both out in both.
# Matters for papers that keep machines from their texts: the file says so, and those who obey it come in.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts robots-parser@3.0.1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check protego==0.7.0
for record in "Sitemap: https://paper.example/sitemap.xml" "License: https://paper.example/license.xml"; do
    printf 'User-agent: GPTBot\n%s\nUser-agent: CCBot\nDisallow: /\n' "$record" > robots.txt
    echo "${record%%:*}"
    node -e '
const text = require("fs").readFileSync("robots.txt", "utf8");
const robots = require("robots-parser")("https://paper.example/robots.txt", text);
console.log("robots-parser", ...["GPTBot", "CCBot"].map((it) => robots.isAllowed("https://paper.example/1/", it)));'
    venv/bin/python - <<'EOF'
from pathlib import Path
from urllib.robotparser import RobotFileParser

from protego import Protego

text = Path("robots.txt").read_text()
story = "https://paper.example/1/"
protego, urllib = Protego.parse(text), RobotFileParser()
urllib.parse(text.splitlines())
print("Protego", *(str(protego.can_fetch(story, it)).lower() for it in ("GPTBot", "CCBot")))
print("urllib", *(str(urllib.can_fetch(it, story)).lower() for it in ("GPTBot", "CCBot")))
EOF
done | tee told
diff told - <<'EOF'
Sitemap
robots-parser true false
Protego false false
urllib false false
License
robots-parser true false
Protego true false
urllib false false
EOF
