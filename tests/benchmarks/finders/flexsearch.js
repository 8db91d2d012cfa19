import { fold, split } from "./fold.js";

const OPTIONS = { tokenize: "strict", encode: (text) => split(fold(text)), cache: false };

export async function make({ default: FlexSearch }, stories) {
  const index = new FlexSearch.Index(OPTIONS);
  for (const { id, headline, dek, names, text } of stories) {
    index.add(id, [headline, dek, names, text].join(" "));
  }
  const files = {};
  await index.export((key, data) => {
    files[key] = data ?? "";
  });
  return { index: JSON.stringify(files) };
}

export async function open({ default: FlexSearch }, read) {
  const index = new FlexSearch.Index(OPTIONS);
  for (const [key, data] of Object.entries(JSON.parse(await read("index")))) index.import(key, data);
  return (words) => index.search(words, { limit: 100_000 });
}
