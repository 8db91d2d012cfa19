// What readers from npm show of feeds: `node readers.mjs NODE_MODULES FEED ...` prints, for each
// reader and feed, a list of items.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "index.js"));
const load = (name) => import(require.resolve(name));

const RssParser = (await load("rss-parser")).default;
const { parseFeed: feedsmith } = await load("feedsmith");
const { parseFeed: rowanmanning } = await load("@rowanmanning/feed-parser");

const names = (people) => people?.map((it) => it.name ?? it).join(" + ");

const READERS = {
  "rss-parser": async (text) => {
    if (text.startsWith("{")) return null;
    const { items } = await new RssParser().parseString(text);
    return items.map((it) => ({
      title: it.title,
      link: it.link,
      id: it.guid ?? it.id,
      published: it.isoDate,
      author: it.creator ?? it.author,
      summary: it.summary ?? it.content,
      isText: !text.includes("<rss "),
      tags: it.categories,
    }));
  },
  feedsmith: async (text) => {
    const { format, feed } = feedsmith(text);
    return (feed.items ?? feed.entries ?? []).map((it) => ({
      title: it.title?.value ?? it.title,
      link: it.url ?? it.link ?? it.links[0].href,
      id: it.guid?.value ?? it.id,
      published: it.pubDate ?? it.published ?? it.date_published,
      author: names(it.dc?.creators ?? it.authors),
      summary: it.description ?? it.summary?.value ?? it.summary,
      picture: it.media?.contents?.[0]?.url ?? it.image,
      tags: (it.categories ?? it.tags)?.map((tag) => tag.name ?? tag.term ?? tag),
      isText: format !== "rss",
    }));
  },
  "@rowanmanning/feed-parser": async (text) => {
    if (text.startsWith("{")) return null;
    return rowanmanning(text).items.map((it) => ({
      title: it.title,
      link: it.url,
      id: it.id,
      published: it.published,
      author: names(it.authors),
      summary: it.description,
      picture: it.image?.url,
      tags: it.categories.map((tag) => tag.label),
      isText: true,
    }));
  },
};

const shown = {};
for (const [name, read] of Object.entries(READERS)) {
  shown[name] = {};
  for (const file of files) shown[name][file] = await read(readFileSync(file, "utf8"));
}
process.stdout.write(JSON.stringify(shown));
