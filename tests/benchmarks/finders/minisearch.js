import { fold, split } from "./fold.js";

const OPTIONS = {
  fields: ["headline", "dek", "names", "text"],
  tokenize: split,
  processTerm: fold,
  searchOptions: { combineWith: "AND", boost: { headline: 8, dek: 4, names: 4 } },
};

export function make({ default: MiniSearch }, stories) {
  const index = new MiniSearch(OPTIONS);
  index.addAll(stories);
  return { index: JSON.stringify(index) };
}

export async function open({ default: MiniSearch }, read) {
  const index = MiniSearch.loadJSON(await read("index"), OPTIONS);
  return (words, typing) => {
    const prefix = (_, at, all) => typing && at === all.length - 1;
    return index.search(words, { prefix }).map((it) => it.id);
  };
}
