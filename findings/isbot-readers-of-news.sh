#!/usr/bin/env bash
# Readers and machines, told apart in a log of visits: a person reads a story in Apple News, which shows the page of
# the paper in a view of the web, or in NetSurf, a browser.
# Expected: isbot says that they are people; of the feed reader NetNewsWire it may say otherwise, since programs
# fetch feeds by themselves.
# Happens: all three are bots. It looks for "news" anywhere in the name that a program gives itself, "eNews" of
# "AppleNews" included, and for names that begin with "netsurf". A paper's readers are the likeliest of all to
# come with that word.
# Versions: isbot 5.2.3; crawlerdetect and user-agents for Python take the first two for people, and ua-parser
# knows the first as a view of Safari.
# Matters for what a newsroom counts: who reads in an app for news is not there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts isbot@5.2.3
cat > look.cjs <<'EOM'
const { isbot, isbotMatch } = require("isbot");

const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const agents = {
  "Apple News": `${phone} Mobile/15E148 AppleNews/942.1 Version/17.2`,
  "a view of Safari": `${phone} Mobile/15E148`,
  NetSurf: "NetSurf/3.10 (Linux)",
  Lynx: "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8",
};
const told = Object.entries(agents).map(([name, it]) => `${name}: ${isbot(it)} ${isbotMatch(it)}`);
console.log(told);
const seen = ["Apple News: true eNews", "a view of Safari: false null", "NetSurf: true NetSurf", "Lynx: false null"];
process.exit(told.join() === seen.join() ? 0 : 1);
EOM
node look.cjs
