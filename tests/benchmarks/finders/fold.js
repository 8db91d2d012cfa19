// Words without accents and case: what each of the libraries is told to make of a word.
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
export const split = (text) => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
