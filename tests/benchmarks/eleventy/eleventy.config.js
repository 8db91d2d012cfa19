// The newspaper of newspaper.py for Eleventy.
const markdownIt = require("markdown-it");
const footnotes = require("markdown-it-footnote");

const FULL = 20;
const ITEMS = 30;

module.exports = function (config) {
  config.setLibrary("md", markdownIt({ html: true, typographer: true }).use(footnotes));
  config.addPassthroughCopy("site.css");
  config.addPassthroughCopy("notice.txt");
  config.setServerPassthroughCopyBehavior("copy");

  const days = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
  config.addFilter("day", (date) => days.format(new Date(date)));
  config.addFilter("iso", (date) => new Date(date).toISOString());
  config.addFilter("first", (all, number) => all.slice(0, number));
  config.addFilter("rfc822", (date) => new Date(date).toUTCString());

  const newest = (api) =>
    api.getFilteredByGlob("articles/**/*.md").sort((a, b) => b.date - a.date);

  config.addCollection("newest", newest);
  config.addCollection("named", (api) =>
    Object.fromEntries(newest(api).map((it) => [it.fileSlug, it])));

  const byTerm = (stories) => {
    const terms = new Map();
    const add = (path, story) => {
      if (!terms.has(path)) terms.set(path, []);
      terms.get(path).push(story);
    };
    for (const story of stories) {
      add(story.data.section, story);
      for (const kind of ["authors", "countries", "topics"]) {
        const folder = kind === "topics" ? "tags" : kind;
        for (const id of story.data[kind]) add(`${folder}/${id}`, story);
      }
    }
    return terms;
  };

  // A page each: twenty stories of a section, a country, an author or a tag.
  config.addCollection("listings", (api) => {
    const pages = [];
    for (const [path, stories] of byTerm(newest(api))) {
      const last = Math.ceil(stories.length / FULL);
      for (let number = 1; number <= last; number += 1) {
        const place = (it) => `/${path}/${it > 1 ? `page/${it}/` : ""}`;
        pages.push({
          id: path.split("/").pop(),
          place: place(number),
          stories: stories.slice((number - 1) * FULL, number * FULL),
          newer: number > 1 ? place(number - 1) : "",
          older: number < last ? place(number + 1) : "",
        });
      }
    }
    return pages;
  });

  config.addCollection("overviews", (api) => {
    const paths = [...byTerm(newest(api)).keys()].sort();
    return ["authors", "countries", "tags"].map((kind) => ({
      kind,
      ids: paths.filter((it) => it.startsWith(`${kind}/`)).map((it) => it.split("/")[1]),
    }));
  });

  config.addCollection("bands", (api) => {
    const terms = byTerm(newest(api));
    return [...terms.keys()].filter((it) => !it.includes("/"))
      .map((it) => ({ id: it, stories: terms.get(it).slice(0, 5) }));
  });

  config.addCollection("feeds", (api) => {
    const stories = newest(api);
    const sections = [...byTerm(stories)].filter(([path]) => !path.includes("/"));
    return [
      { place: "/", stories: stories.slice(0, ITEMS) },
      ...sections.map(([path, all]) => ({ place: `/${path}/`, stories: all.slice(0, ITEMS) })),
    ];
  });

  return {
    dir: { output: "public" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
};
