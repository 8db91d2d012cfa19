#!/usr/bin/env bash
# Newsboat shows a story of 1969 as one of 2105, and one of 1850 as of 1986.
#
# Expected: the date that stands in the feed, or none. RFC 3339 and RFC 5322 both know 1969.
# What happens: Newsboat 2.21 (Debian 12) keeps the seconds since 1970 of an earlier date in 32 bits
# without a sign. The story is the newest of all, and stays on top for eighty years.
# Where it matters: feeds of archives, "on this day", reprints. Other readers of the same feed
# (feedparser, rss-parser, sfeed) have it right.
#
# Needs Debian 12: the two packages are unpacked into a temporary folder, and not installed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get --quiet --quiet download newsboat=2.21-1.5 libstfl0
for package in *.deb; do dpkg -x "$package" root; done
cat > feed.xml <<'XML'
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://paper.example/</id><title>A paper</title>
<updated>1969-07-21T00:00:00Z</updated><author><name>A desk</name></author>
<entry><id>https://paper.example/1969/</id><title>1969</title>
<link href="https://paper.example/1969/"/><summary>What it says</summary>
<published>1969-07-21T00:00:00Z</published><updated>1969-07-21T00:00:00Z</updated></entry>
<entry><id>https://paper.example/1850/</id><title>1850</title>
<link href="https://paper.example/1850/"/><summary>What it says</summary>
<published>1850-05-01T00:00:00Z</published><updated>1850-05-01T00:00:00Z</updated></entry></feed>
XML
echo "file://$folder/feed.xml" > urls
touch config
export HOME=$folder LD_LIBRARY_PATH
LD_LIBRARY_PATH=$(dirname "$(find "$folder/root" -name 'libstfl.so.0*' | head -n 1)")
root/usr/bin/newsboat -u urls -c cache -C config --execute=reload
python3 - <<'PYTHON'
import sqlite3
from datetime import datetime, timezone

rows = sqlite3.connect("cache").execute("SELECT title, pubDate FROM rss_item").fetchall()
shown = {title: datetime.fromtimestamp(moment, timezone.utc).year for title, moment in rows}
print(shown)
assert shown == {"1969": 2105, "1850": 1986}
PYTHON
