#!/usr/bin/env bash
# An item with a sound, made by the npm package feed: enclosure: { url, length, type: "audio/mpeg" }.
# Expected: Atom and RSS say "audio/mpeg", which was told; a picture at .../photo.jpg is "image/jpeg", and of
# one at .../photo, as hosts of pictures have it, no type is told, or none that is not one.
# Happens: Atom says `type="image/mp3"` of the sound, as it makes each type of "image/" and what follows
# the last full stop of the path, whatever it was told. The picture is "image/jpg", which is not
# registered, and the one without an ending "image//photo", which is no type at all.
# Versions: feed 6.0.0. RSS keeps the type of the sound.
# Matters for papers with podcasts: programs that choose by type play nothing, and show no picture.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund feed@6.0.0
cat > look.mjs <<'EOM'
import { Feed } from "feed";

const site = "https://paper.example/";
const feed = new Feed({ title: "A paper", id: site, link: site, updated: new Date(0) });
const item = (name, rest) => feed.addItem({ title: name, link: site + name, date: new Date(0), ...rest });
item("sound", { enclosure: { url: `${site}talk.mp3`, length: 5, type: "audio/mpeg" } });
item("picture", { image: `${site}photo.jpg` });
item("bare", { image: `${site}photo` });
const types = (xml) => [...xml.matchAll(/type="((?:audio|image)[^"]*)"/g)].map((it) => it[1]);
const [atom, rss] = [types(feed.atom1()), types(feed.rss2())];
console.log({ atom, rss });
const pictures = "image/jpg,image//photo";
process.exit(atom.join() === `image/mp3,${pictures}` && rss.join() === `audio/mpeg,${pictures}` ? 0 : 1);
EOM
node look.mjs
