import { fold, split } from "./fold.js";

const TOKENIZER = {
  language: "english",
  normalizationCache: new Map(),
  tokenize: (text) => [...new Set(split(fold(text)))],
};
const create = (library) =>
  library.create({
    schema: { headline: "string", dek: "string", names: "string", text: "string" },
    components: { tokenizer: TOKENIZER },
  });

export async function make(library, stories) {
  const index = create(library);
  await library.insertMultiple(index, stories, 1000);
  return { index: JSON.stringify(library.save(index)) };
}

export async function open(library, read) {
  const index = create(library);
  library.load(index, JSON.parse(await read("index")));
  return async (term) => {
    const boost = { headline: 8, dek: 4, names: 4 };
    const asked = { term, boost, threshold: 0, limit: 100_000 };
    return (await library.search(index, asked)).hits.map((it) => it.id);
  };
}
