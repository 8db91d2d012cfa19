#!/usr/bin/env bash
# A story by two people, as schema.org and Google have it: "author": [{"@type": "Person", "name": ...},
# ...]. Below it a reader comments, and a link of the class "author" leads to the reader's page.
# Expected: metascraper names both authors, or one, or nobody.
# Happens: a list of authors, even of one, is passed over, and the next rule that finds something is heeded:
# the author of the story is the reader. Of a photo whose credit has rel="author" it is the photographer.
# Versions: metascraper and metascraper-author 5.49.24. An author who is no list is read as it should be.
# Matters for cards, archives and newsletters that take names by it: the more careful a page was in naming
# who wrote it, the more probably somebody else is named.
# Way out: `article:author` in the head, which is read before the rest.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts metascraper@5.49.24 metascraper-author@5.49.24
cat > look.mjs <<'EOM'
import metascraper from "metascraper";
import author from "metascraper-author";

const read = metascraper([author()]);
const page = (people, below) => `<html><head><title>Radium</title><script type="application/ld+json">${JSON.stringify({
  "@context": "https://schema.org", "@type": "NewsArticle", headline: "Radium", author: people,
})}</script></head><body><h1>Radium</h1><p>It shines in the dark.</p>${below}</body></html>`;
const names = ["Marie Curie", "Pierre Curie"].map((name) => ({ "@type": "Person", name }));
const reader = '<section id="comments"><p><a class="author" href="/readers/7/">A reader</a>: Does it?</p></section>';
const told = [];
for (const [people, below] of [[names, reader], [names.slice(0, 1), reader], [names, ""], [names[0], reader]])
  told.push((await read({ html: page(people, below), url: "https://example.org/1/" })).author);
console.log(told);
process.exit(JSON.stringify(told) === '["A reader","A reader",null,"Marie Curie"]' ? 0 : 1);
EOM
node look.mjs
