#!/usr/bin/env bash
# A story with a footnote, as WordPress has them since 6.3: the block editor keeps the texts of notes in a field beside
# the story (`footnotes`, JSON), the export has both, and the site shows them as a list.
# Expected: wordpress-export-to-markdown brings the note over, or says that it left something out.
# Happens: the mark becomes a link, "[1](#a1)", to an id that no page has, and the words of the note are nowhere.
# Nothing is said of it.
# Versions: wordpress-export-to-markdown 2.2.2, the format WXR 1.2.
# Matters for who moves an archive: sources that stood in notes are lost, story by story, and unseen.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts wordpress-export-to-markdown@2.2.2
cat > export.xml <<'EOX'
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Rome</title><link>https://news.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<item><title>The treaty</title><link>https://news.example/rome/</link><pubDate>Mon, 25 Mar 2024 09:00:00 +0000</pubDate>
<dc:creator>desk</dc:creator><content:encoded><![CDATA[<!-- wp:paragraph -->
<p>Six states signed.<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup></p>
<!-- /wp:paragraph -->

<!-- wp:footnotes /-->]]></content:encoded><excerpt:encoded></excerpt:encoded><wp:post_id>1</wp:post_id>
<wp:post_date>2024-03-25 10:00:00</wp:post_date><wp:post_date_gmt>2024-03-25 09:00:00</wp:post_date_gmt>
<wp:post_name>rome</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:postmeta><wp:meta_key>footnotes</wp:meta_key>
<wp:meta_value><![CDATA[[{"content":"Luxembourg was the sixth.","id":"a1"}]]]></wp:meta_value></wp:postmeta></item>
</channel></rss>
EOX
npx --no-install wordpress-export-to-markdown --wizard=false --input=export.xml --output=made \
  --save-attached-images=false --save-scraped-images=false > said
tail -n 1 made/rome/index.md
[ "$(tail -n 1 made/rome/index.md)" = 'Six states signed.[1](#a1)' ]
! grep -ri luxembourg made said
