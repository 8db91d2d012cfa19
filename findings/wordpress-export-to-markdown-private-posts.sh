#!/usr/bin/env bash
# An export of WordPress has posts that readers do not see: one is `private`, for the desk alone, another is to be
# out in 2030 (`future`), a third asks for a password. Each says so in the export.
# Expected: wordpress-export-to-markdown leaves them out, as it does with drafts, or marks them, so that a generator
# holds them back.
# Happens: all three lie beside the published ones, with a headline and a date and nothing else: a generator shows
# them at once, the one of 2030 by those that do not look at the clock.
# Versions: wordpress-export-to-markdown 2.2.2, the format WXR 1.2.
# Matters for who moves an archive: what was held back for years is read on the first day.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts wordpress-export-to-markdown@2.2.2
item() { # number, name, status, more
  cat <<EOX
<item><title>$2</title><link>https://news.example/$2/</link><pubDate>Mon, 25 Mar 2024 09:00:00 +0000</pubDate>
<dc:creator>desk</dc:creator><content:encoded><![CDATA[<p>Six states signed.</p>]]></content:encoded>
<wp:post_id>$1</wp:post_id><wp:post_date>2024-03-25 10:00:00</wp:post_date>
<wp:post_date_gmt>2024-03-25 09:00:00</wp:post_date_gmt><wp:post_name>$2</wp:post_name>
<wp:status>$3</wp:status>${4:-}<wp:post_type>post</wp:post_type></item>
EOX
}
{
  cat <<'EOX'
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Rome</title><link>https://news.example</link><wp:wxr_version>1.2</wp:wxr_version>
EOX
  item 1 published publish
  item 2 private private
  item 3 later future
  item 4 locked publish '<wp:post_password>open</wp:post_password>'
  item 5 draft draft
  echo '</channel></rss>'
} > export.xml
npx --no-install wordpress-export-to-markdown --wizard=false --input=export.xml --output=made \
  --save-attached-images=false --save-scraped-images=false > said
find made -name '*.md' | sort | tee seen
cat > expected <<'EOX'
made/later/index.md
made/locked/index.md
made/private/index.md
made/published/index.md
EOX
diff seen expected
! grep -riE 'private|future|password|draft: *true' made/*/index.md | grep -v 'title:'
