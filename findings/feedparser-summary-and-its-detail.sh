#!/usr/bin/env bash
# feedparser's `summary` and `summary_detail` are of two different things: the story and its photo.
#
# Expected: `entry.summary_detail.value` is `entry.summary`, as its documentation has it, and
# a caption inside of `media:content` belongs to that picture.
# What happens: feedparser 6.0.14 reads `media:description` as another description of the story.
# With a full text before it, `summary` is the story's and `summary_detail` the caption; without
# one, the caption becomes `content[0]`, the text of the story.
# Where it matters: feeds of news, whose pictures have captions. `media:title` is left alone.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install feedparser==6.0.14
"$folder/venv/bin/python" - <<'PYTHON'
import feedparser

FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>A paper</title><link>https://paper.example/</link><description>A paper</description>
<item><title>A story</title><link>https://paper.example/1/</link><guid>1</guid>
<description>What it says</description>{text}
<media:content url="https://paper.example/1.jpg" type="image/jpeg" medium="image">
<media:description type="plain">The caption</media:description></media:content>
</item></channel></rss>"""
TEXT = "<content:encoded>&lt;p&gt;The text&lt;/p&gt;</content:encoded>"


def shown(text):
    entry = feedparser.parse(FEED.format(text=text)).entries[0]
    contents = [it.value for it in entry.get("content", [])]
    print(entry.summary, "|", entry.summary_detail.value, "|", contents)
    return entry.summary, entry.summary_detail.value, contents


assert shown(TEXT) == ("What it says", "The caption", ["<p>The text</p>"])
assert shown("")[2] == ["The caption"]
PYTHON
