import { fold, split } from "./fold.js";

const OPTIONS = { tokenize: "strict", encode: (text) => split(fold(text)), cache: false };

// Stories by number: the index repeats what names them with each word.
export async function make({ default: FlexSearch }, stories) {
  const index = new FlexSearch.Index(OPTIONS);
  stories.forEach(({ headline, dek, names, text }, number) => {
    index.add(number, [headline, dek, names, text].join(" "));
  });
  const files = {};
  await index.export((key, data) => {
    files[key] = data ?? "";
  });
  return { index: JSON.stringify({ files, hrefs: stories.map(({ id }) => id) }) };
}

export async function open({ default: FlexSearch }, read) {
  const index = new FlexSearch.Index(OPTIONS);
  const { files, hrefs } = JSON.parse(await read("index"));
  for (const [key, data] of Object.entries(files)) index.import(key, data);
  return (words) => index.search(words, { limit: 100_000 }).map((number) => hrefs[number]);
}
