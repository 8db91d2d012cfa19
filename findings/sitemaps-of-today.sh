#!/usr/bin/env bash
# A date of which a sitemap tells the year alone, as the protocol lets it: W3C Datetime, its first form,
# `2019`.
# Expected: what reads sitemaps says 2019, or its first of January, or nothing; and tomorrow the same as
# today.
# Happens: ultimate-sitemap-parser fills in the month and the day on which it is asked: an article of 2019
# is one of today's date in that year, and of tomorrow's tomorrow. So it does with `publication_date` of
# news.
# Versions: ultimate-sitemap-parser 1.8.1; the two days are made by time-machine 3.2.0.
# Matters for archives, whose older stories are known by their year, and for who compares two runs of a
# crawl: each of these pages has changed, every day.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    ultimate-sitemap-parser==1.8.1 time-machine==3.2.0
cat > "$folder/map.xml" <<'XML'
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://paper.example/1/</loc><lastmod>2019</lastmod></url>
<url><loc>https://paper.example/2/</loc><lastmod>2019-02-05</lastmod></url>
</urlset>
XML
"$folder/venv/bin/python" - "$folder/map.xml" <<'EOF'
import sys
from datetime import date
from pathlib import Path

import time_machine
from usp.tree import sitemap_from_str

text = Path(sys.argv[1]).read_text()
told = {}
for today in (date(2026, 3, 9), date(2026, 11, 20)):
    with time_machine.travel(today):
        told[str(today)] = [str(it.last_modified.date()) for it in sitemap_from_str(text).all_pages()]
    print(f"asked on {today}: {told[str(today)]}")
seen = {"2026-03-09": ["2019-03-09", "2019-02-05"], "2026-11-20": ["2019-11-20", "2019-02-05"]}
sys.exit(0 if told == seen else 1)
EOF
