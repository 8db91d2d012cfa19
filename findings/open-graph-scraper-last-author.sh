#!/usr/bin/env bash
# A story by two people with three tags, as Open Graph has them: a property of each, `article:author` twice and
# `article:tag` three times. Both are arrays (ogp.me, on objects of the type "article").
# Expected: open-graph-scraper tells all of them, as it does of pictures and films, or the first, which is the
# one that counts where a page can show one.
# Happens: the last one alone: one author of two, one tag of three, and of the other languages (`og:locale:alternate`)
# one. Nothing tells that there were more.
# Versions: open-graph-scraper 6.12.0.
# Matters for whoever shows stories of other sites with their bylines: the first author of a story is never named.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts open-graph-scraper@6.12.0
cat > look.cjs <<'EOM'
const scrape = require("open-graph-scraper");

const meta = (name, ...values) => values.map((it) => `<meta property="${name}" content="${it}">`).join("");
const html = `<!doctype html><html lang="en"><head><title>Rome</title>
${meta("og:title", "Rome")}${meta("og:type", "article")}${meta("article:author", "Mary Wollstonecraft", "William Godwin")}
${meta("article:tag", "eu", "rome", "law")}${meta("og:locale:alternate", "fr_FR", "de_DE")}
${meta("og:image", "https://news.example/a.jpg", "https://news.example/b.jpg")}</head><body></body></html>`;
scrape({ html }).then(({ result }) => {
  const told = [result.articleAuthor, result.articleTag, result.ogLocaleAlternate, result.ogImage.length];
  console.log(told);
  process.exit(told.join() === "William Godwin,law,de_DE,2" ? 0 : 1);
});
EOM
node look.cjs
