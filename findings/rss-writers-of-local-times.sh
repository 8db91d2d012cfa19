#!/usr/bin/env bash
# A story of 8 in the morning in Tokyo, as a datetime that knows its zone (+09:00), for a feed in RSS.
# Expected: `pubDate` says 08:00:00 +0900, or the same moment as Mon, 09 Mar 2026 23:00:00 GMT.
# Happens: PyRSS2Gen and rfeed write the clock as it stands, and "GMT" behind it: 08:00:00 GMT, which is five in the
# afternoon in Tokyo. The zone, which was told, is not looked at. West of Greenwich stories are hours too old.
# Versions: PyRSS2Gen 1.1, rfeed 1.1.1; feedgenerator 2.2.1, which is Django's, beside them.
# Matters for feeds of papers east of Europe: stories come from the future, and readers hide or rank them so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check PyRSS2Gen==1.1 rfeed==1.1.1 feedgenerator==2.2.1
venv/bin/python - <<'EOP'
import re
import sys
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import feedgenerator
import PyRSS2Gen
import rfeed

MOMENT = datetime(2026, 3, 10, 8, tzinfo=timezone(timedelta(hours=9)))
PAPER = {"title": "A paper", "link": "https://paper.example/", "description": "A paper"}
django = feedgenerator.Rss201rev2Feed(**PAPER)
django.add_item("A story", "https://paper.example/1/", "What it says", pubdate=MOMENT)
feeds = {
    "PyRSS2Gen": PyRSS2Gen.RSS2(**PAPER, items=[PyRSS2Gen.RSSItem(title="A story", pubDate=MOMENT)]).to_xml(),
    "rfeed": rfeed.Feed(**PAPER, items=[rfeed.Item(title="A story", pubDate=MOMENT)]).rss(),
    "feedgenerator": django.writeString("utf-8"),
}
late = []
for name, feed in feeds.items():
    told = re.search("<pubDate>(.*?)</pubDate>", feed)[1]
    late.append((parsedate_to_datetime(told) - MOMENT) / timedelta(hours=1))
    print(f"{name}: {told}, {late[-1]:g} hours late")
sys.exit(0 if late == [9, 9, 0] else 1)
EOP
