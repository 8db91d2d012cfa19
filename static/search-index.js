// The index that the build made: its files, what is asked of it, and which stories have that. What
// the files hold is told in sitegen/search/encoding.py.

import { UNSPACED, asked, fold, keys, words } from "./search-words.js";

const KEPT = 80; // files and stories in memory
const SLOTS = 128; // stories of a block
const RANKS = [9, 5, 2]; // headline, dek and names, text; 1 is for who can do without, 0 lacks it

export const form = document.getElementById("page_search");
export const each = (list, make) => Promise.all([...list].map(make));

// Files ---------------------------------------------------------------------------------------

const kept = new Map(); // by address, what was not used for longest first: what was made, for which question last

export const isKept = (address) => kept.has(address);

let asking = 0; // the number of the question

export const another = () => ++asking;

export function once(address, make) {
  const own = kept.get(address) ?? {};
  own.asking = asking;
  own.made ??= make(address, own);
  kept.delete(address);
  kept.set(address, own);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  own.made.catch(() => kept.get(address) === own && kept.delete(address));
  return own.made;
}

// A release has taken a file away.
export const GONE = new Error();

export const gone = () => {
  throw GONE;
};

async function inflated(address, own) {
  own.stop = new AbortController();
  setTimeout(stopOthers, 0, asking); // once this question has asked for all that it can
  const answer = await fetch(address, own.stop);
  if (!answer.ok) gone();
  const body = answer.body.pipeThrough(new DecompressionStream("deflate"));
  const bytes = await new Response(body).arrayBuffer().catch(gone);
  own.stop = null;
  return new Uint8Array(bytes);
}

// Let what is on its way for earlier questions give way to what somebody waits for.
function stopOthers(question) {
  for (const [address, it] of kept) {
    if (question !== asking || it.asking === asking || !it.stop) continue;
    kept.delete(address);
    it.stop.abort();
  }
}

const decoded = (bytes) => new TextDecoder().decode(bytes);
const json = async (...it) => JSON.parse(decoded(await inflated(...it)));
const addressOf = (name) => new URL(name, new URL(form.dataset.catalogue, location)).href;
export const catalogue = () => once(addressOf(form.dataset.catalogue), json);
const tongues = async () => Object.keys((await catalogue()).languages);

async function renew() {
  const answer = await fetch(form.action, { cache: "reload" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { dataset } = page.getElementById(form.id) ?? {};
  if (!dataset?.catalogue || JSON.stringify(dataset) === JSON.stringify(form.dataset)) return false;
  Object.assign(form.dataset, dataset);
  kept.clear();
  return true;
}

let renewing = null;

// Look for the catalogue that came with a release; returns whether there is a new one. Those who
// miss a file at the same time get the same answer.
export function renewed() {
  renewing ??= renew().finally(() => (renewing = null));
  return renewing;
}

// The index -----------------------------------------------------------------------------------

// Reads bytes one after the other.
function reader(bytes) {
  let at = 0;
  const byte = () => bytes[at++];
  const text = (size) => decoded(bytes.subarray(at, (at += size)));
  const varint = () => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const it = byte();
      value += (it & 127) * factor;
      if (it < 128) return value;
    }
  };
  return { byte, text, varint };
}

async function readShard(...it) {
  const { byte, text, varint } = reader(await inflated(...it));
  const lines = text(varint()).split("\n").slice(0, -1);
  const entries = new Map(lines.map((line) => {
    const [term, ...forms] = line.split("\t");
    const head = varint();
    const counts = [head & 1 && varint(), head & 2 && varint(), head >>> 2];
    if (!forms.length && !/^=|~$/.test(term)) forms.push(term);
    const lists = counts.map((length) => Array.from({ length }, varint));
    return [term, { term, forms: forms.map((form) => form || term), lists }];
  }));
  for (const entry of entries.values()) entry.lists = entry.lists.map((heads) => storiesOf(heads, byte));
  return entries;
}

// The stories of a list, by the blocks of which it tells and the bytes of their slots.
function storiesOf(heads, byte) {
  const stories = [];
  let next = 0; // the first story that the next block may have
  for (const head of heads) {
    let story = next + (head >>> 1) * SLOTS;
    next = story + SLOTS;
    if (head & 1) {
      while (story < next) for (let bits = byte(), bit = 1; bit < 256; bit *= 2, story++) if (bits & bit) stories.push(story);
    } else {
      for (let gap = 128; gap > 127; story++) stories.push((story += (gap = byte()) & 127));
    }
  }
  return stories;
}

const shard = ([, name]) => once(addressOf(`${name}.bin`), readShard);
const place = ({ shards }, term) => shards.findLastIndex(([start]) => start <= term);
const shardAt = (part, term) => addressOf(`${part.shards[place(part, term)][1]}.bin`);

// Whether nobody knows which shard of a part a word will need once it is typed.
export const isOpen = (part, { begins, word }) =>
  begins && place(part, word) < place(part, `${word}\uffff`) && !isKept(shardAt(part, word));

// The entries of terms that begin so; if these are many, of those nearest to a word, in so many shards.
export async function near(part, start, word, most) {
  const last = place(part, `${start}\uffff`);
  const first = Math.max(place(part, start), Math.min(place(part, word), last - most + 1));
  const found = await each(part.shards.slice(first, Math.min(first + most, last + 1)), shard);
  return found.flatMap((entries) => [...entries.values()]);
}

// The address of the file that a story has its row in.
export const fileOf = ({ part, story }) => addressOf(`${part.blocks[Math.floor(story / SLOTS)][1]}.bin`);

// What a row shows of a story: href, headline, kicker, moment, day, picture, language, direction.
export const rowOf = async (found) => (await once(fileOf(found), json))[found.story % SLOTS];

// Which stories of a part are in a language.
function spoken(part, language) {
  const stories = new Uint8Array(part.blocks.length * SLOTS);
  part.blocks.forEach(([, , languages], block) => {
    let story = block * SLOTS;
    for (const [, it, count] of languages.matchAll(/([a-z]+)(\d+)/g)) {
      stories.fill(it === language, story, (story += +count));
    }
  });
  return stories;
}

// Give the stories of an entry their ranks, where these are better than what they have.
function rank(ranks, entry) {
  entry?.lists.forEach((list, place) => {
    for (const story of list) ranks[story] = Math.max(ranks[story], RANKS[place]);
  });
  return ranks;
}

// What is asked ---------------------------------------------------------------------------------

const SIGN = RegExp(`[${UNSPACED}]`, "u");
export const isUnspaced = (text) => SIGN.test(text);
const QUOTED = /(?<=^|[\s(])["“”„«»「『]([^"“”„«»「」『』]+)["“”«»」』](?=[\s,.;:!?)]|$)/g;

export async function understood(typed, goesOn) {
  const found = asked(typed);
  const units = await each(found, unitOf);
  // Korean writes two words as one, as it likes.
  await each(found, async ({ word }, at) => {
    const next = found[at + 1]?.word;
    if (!/^[가-힣]+ [가-힣]+$/.test(`${word} ${next}`)) return;
    const { terms } = await unitOf({ word: word + next });
    for (const it of terms) units.slice(at, at + 2).map((unit) => unit.terms.set(...it));
  });
  const last = units.at(-1);
  if (last && goesOn && last.end === typed.length) last.begins ||= last.word.length > 1;
  // Signs without blanks are in the index by twos: longer runs are phrases.
  const runs = pieces(found).filter(({ isRun, at, end }) => isRun && end - at > 2);
  const quoted = [...typed.matchAll(QUOTED)].map((it) => it[1]);
  const phrases = [...quoted, ...runs.map(({ at, end }) => typed.slice(at, end))];
  const isOne = pieces(found).length === 1;
  const told = units.filter((it) => it.terms.size);
  // Small words need not be there, if there are others.
  if (told.some((it) => !it.small.length)) for (const it of told) it.without.push(...it.small);
  return { units: told, runs, quoted, phrases, isOne };
}

// A unit is what a story has or lacks, a word as a rule: its terms, each with the languages in
// whose stories it counts, and the languages that can do without it.
async function unitOf({ word, at, end, joined, parts = [] }) {
  const all = await tongues();
  const unit = { word: fold(word), at, end, terms: new Map(), without: [], small: [] };
  unit.begins = isUnspaced(word) && [...word].length === 1;
  await each(all, async (language) => {
    const read = await reads([word], language, "asks");
    const terms = read(word);
    if (read.isSmall?.(word)) unit.small.push(language);
    for (const term of terms) unit.terms.set(term, [...(unit.terms.get(term) ?? []), language]);
    if (!terms.length) unit.without.push(language);
  });
  if (unit.terms.size) for (const key of keys(word)) unit.terms.set(`${key}~`, all);
  const isNumbered = /\d/.test(word);
  unit.parts = await each(joined === 1 && isNumbered ? [] : parts, unitOf); // G20 is not G and 20
  // Of 1955-ös the ending says nothing in any language, if it does so in one.
  if (isNumbered) unit.parts = unit.parts.filter((it) => !it.without.length);
  return unit;
}

const moduleOf = (name) => once(addressOf(`${name}.js`), (it) => import(it).catch(gone));

// Fetch what every question in the language of the site needs.
export async function prepared() {
  const [[name]] = Object.values((await catalogue()).languages);
  await moduleOf(name);
}

// What says what each of some words stands for in the index: in stories in a language, or asked for among
// them (`asks`). Accents may change a stem: a word is read with them and without.
export async function reads(some, language, reading = "stems") {
  const [name, letters] = (await catalogue()).languages[language];
  const known = RegExp(`[${letters}]`);
  const fits = (word) => known.test(word.toLowerCase()); // if none does, nobody need fetch what knows stems
  const module = some.some(fits) && (await moduleOf(name));
  const termsOf = (word) => {
    const folded = fold(word);
    if (!fits(word)) return [folded];
    const read = (it) => module[reading](it).map(fold);
    const terms = read(word);
    if (terms.length && folded !== word.toLowerCase()) terms.push(...read(folded));
    return [...new Set(terms)];
  };
  return Object.assign(termsOf, module);
}

// Words as they follow each other: joined ones by their parts, runs as a whole.
export function pieces(found) {
  const whole = [];
  for (const { word, at, end } of found) {
    const last = whole.at(-1);
    if (!last || at >= last.end) whole.push({ at, end, isRun: isUnspaced(word) });
    else Object.assign(last, { at: Math.min(at, last.at), end: Math.max(end, last.end) });
  }
  return whole;
}

// Which stories have it ---------------------------------------------------------------------------

export const sizeOf = ({ blocks }) => blocks.reduce((sum, [stories]) => sum + stories, 0);

// The stories of a part that have anything of what is asked, the newest first.
export async function foundIn(part, { units, filters }) {
  const size = part.blocks.length * SLOTS;
  const ranksOf = async (term, unit) => {
    const entry = (await once(shardAt(part, term), readShard)).get(term);
    if (unit) unit.isWord ||= entry?.forms.some((form) => fold(form) === unit.word);
    return rank(new Uint8Array(size), entry);
  };
  const [masks, ranks] = await Promise.all([
    each(filters, ({ name, value }) =>
      name === "language" ? spoken(part, value) : ranksOf(`=${name[0]}:${value}`),
    ),
    each(units, (unit) => ranksOfUnit(unit, part, ranksOf)),
  ]);
  // Of a short word that is in many stories of a language nobody can say much, nor of a single letter or
  // digit: it is to be there, and no more.
  const all = await tongues();
  const isCommon = (it) => all.some((language) => {
    const voice = spoken(part, language);
    const own = it.filter((_, story) => voice[story]);
    return 8 * own.filter((value) => value > 1).length > own.length + 16;
  });
  const tells = units.map(({ word }, at) => word.length > 4 || isUnspaced(word) || (word[1] && !isCommon(ranks[at])));
  const found = [];
  for (let story = size; story--; ) {
    let [have, sum, isFull] = [0, 0, true];
    for (let at = 0; at < ranks.length; at++) {
      const value = ranks[at][story];
      if (!value) isFull = false;
      else if (value > 1 && tells[at]) {
        have++;
        sum += value - 1;
      }
    }
    if ((have || isFull) && masks.every((it) => it[story])) found.push({ part, story, have, sum, isFull });
  }
  return found;
}

async function ranksOfUnit(unit, part, ranksOf) {
  const ranks = new Uint8Array(part.blocks.length * SLOTS);
  const raise = (from, masks) => {
    from.forEach((value, story) => {
      if (value > ranks[story] && masks.some((it) => it[story])) ranks[story] = value;
    });
  };
  const speaking = (languages) => languages.map((it) => spoken(part, it));
  const { length } = await tongues();
  await each(unit.terms, async ([term, languages]) => {
    const own = await ranksOf(term, unit);
    raise(own, languages.length === length ? [own] : speaking(languages));
  });
  if (unit.begins) {
    const stem = unit.word.slice(0, 3); // terms of words that go on may be shorter than these
    const begins = (form) => !form.endsWith("~") && fold(form).startsWith(unit.word);
    for (const entry of await near(part, stem, unit.word, 1)) {
      const { term, forms } = entry;
      if (term.startsWith(stem) && (begins(term) || forms.some(begins))) rank(ranks, entry);
    }
  }
  const parts = await each(unit.parts, (it) => ranksOfUnit(it, part, ranksOf));
  if (parts.length) {
    const least = ranks.map((_, story) => Math.min(...parts.map((it) => it[story])));
    raise(least, [least]);
  }
  unit.isKnown ||= ranks.some(Boolean);
  if (unit.without.length) raise(ranks.map(() => 1), speaking(unit.without));
  return ranks;
}
