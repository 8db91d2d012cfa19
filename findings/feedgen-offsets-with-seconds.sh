#!/usr/bin/env bash
# feedgen writes moments of before standard time with the seconds of their offset.
#
# Expected: an aware datetime comes out as RFC 3339 in Atom and as RFC 5322 in RSS, whose offsets
# have hours and minutes alone, or is refused.
# What happens: Paris went by 9 minutes and 21 seconds until 1911, and tzdata knows that. feedgen
# 1.0.0 writes `+00:09:21` into Atom and `+000921` into RSS. Given as text, by isoformat(), the
# same moment is an error of dateutil's parser.
# Where it matters: a newspaper that puts its archive online. Atom with such a date is invalid.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install \
    feedgen==1.0.0 python-dateutil==2.9.0.post0 tzdata==2025.2
"$folder/venv/bin/python" - <<'PYTHON'
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from feedgen.feed import FeedGenerator

moment = datetime(1910, 5, 1, 9, tzinfo=ZoneInfo("Europe/Paris"))
feed = FeedGenerator()
feed.id("https://paper.example/")
feed.title("A paper")
feed.description("A paper")
feed.link(href="https://paper.example/")
entry = feed.add_entry()
entry.id("https://paper.example/1910/")
entry.title("A story")
entry.link(href="https://paper.example/1910/")
entry.published(moment)
(atom,) = re.findall("<published>(.*?)</published>", feed.atom_str().decode())
(rss,) = re.findall("<pubDate>(.*?)</pubDate>", feed.rss_str().decode())
print("Atom:", atom)
print("RSS: ", rss)
try:
    entry.published(moment.isoformat())
except ValueError as error:
    refused = f"{type(error).__name__}: {error}"
else:
    refused = ""
print("text:", refused)
assert atom == "1910-05-01T09:00:00+00:09:21"
assert rss == "Sun, 01 May 1910 09:00:00 +000921"
assert refused
PYTHON
