#!/usr/bin/env bash
# feedgen's RSS has years of three digits where Atom has four.
#
# Expected: the year 846 is written `0846`, as RFC 5322 and RFC 822 as the profile of RSS reads it
# ask for (four digits), and as the Atom of the same feed has it.
# What happens: `pubDate` and `lastBuildDate` of feedgen 1.0.0 are made by strftime's %Y, which
# pads nothing on Linux: `Tue, 01 May 846`. Three digits stand for years from 1900 on (RFC 5322,
# 4.3), so that sfeed 1.7 of Debian 12 reads 2746; of `0846` it reads 846.
# Where it matters: archives, and a date with a slip of the pen such as 0206 for 2026.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install feedgen==1.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import re
from datetime import datetime, timezone

from feedgen.feed import FeedGenerator

moment = datetime(846, 5, 1, 9, tzinfo=timezone.utc)
feed = FeedGenerator()
feed.id("https://paper.example/")
feed.title("A paper")
feed.description("A paper")
feed.link(href="https://paper.example/")
feed.updated(moment)
(atom,) = re.findall("<updated>(.*?)</updated>", feed.atom_str().decode())
(rss,) = re.findall("<lastBuildDate>(.*?)</lastBuildDate>", feed.rss_str().decode())
print("Atom:", atom)
print("RSS: ", rss)
assert atom == "0846-05-01T09:00:00+00:00"
assert rss == "Tue, 01 May 846 09:00:00 +0000"
PYTHON
