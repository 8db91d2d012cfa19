// The search page: asks the index for what somebody types, and shows in rows which stories have it.

import {
  GONE,
  another,
  catalogue,
  each,
  fileOf,
  form,
  foundIn,
  gone,
  isKept,
  isOpen,
  isUnspaced,
  near,
  pieces,
  prepared,
  renewed,
  rowOf,
  sizeOf,
  understood,
} from "./search-index.js";
import { complete, pageOf } from "./search-stories.js";
import { clean, fold, regular, words } from "./search-words.js";

const ROWS = 10; // shown at a time
const FIRST = 5; // shown at first, until somebody sees the last of them
const PROVED = 30; // stories whose pages are read for a phrase, before somebody asks for more
const WIDTH = 3000; // stories that are asked at first, at least; then twice as many, and so on
const WIDEST = 12000; // stories after which older ones are asked once somebody wants them
const PAUSE = 400; // milliseconds after the last key: now somebody waits
const HASTE = 180; // milliseconds after the last key of a word, if somebody types steadily and no slower
const REST = 700; // milliseconds between two keys, of which the second is a change of mind
const SLOW = 300; // milliseconds until it is said that something is looked for

const [field, told, meant, again, said, rows, further, clear, row] =
  "terms told meant again said rows further clear row".split(" ").map((name) => document.getElementById(`page_${name}`));
const texts = form.dataset;
const choices = [...form.querySelectorAll("select")];
const site = document.documentElement.lang;

// Answers -----------------------------------------------------------------------------------------

let haste = HASTE;
let current; // the question that was asked last; answers to all others are dropped
const isOver = ({ id }) => id !== current.id;

async function ask(goesOn = false, patience = haste) {
  const typed = field.value.trim();
  const filters = choices.filter(({ name, value }) => value && name !== "order");
  const address = new URL(location.href);
  for (const { name, value } of [field, ...choices]) {
    address.searchParams.set(name, value.trim());
    if (!value.trim()) address.searchParams.delete(name);
  }
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // Safari takes no more than a hundred in half a minute.
  }
  const question = { typed, filters, goesOn, patience, time: Date.now(), id: another() };
  current = question;
  clear.hidden = !filters.length;
  again.hidden = meant.hidden = rows.ariaBusy = true;
  said.textContent = "";
  setTimeout(() => {
    if (!isOver(question) && !question.isTold) told.textContent = texts.looking;
  }, SLOW);
  try {
    // With its first letter, a word is not asked for yet.
    const isBegun = goesOn && typed.length === 1 && !isUnspaced(typed);
    // Of a word of two, nobody knows which shard it will need, unless it stays at that; at rest it is asked for.
    const short = patience ? /(?:^|\s)\S{1,2}$/ : /(?:^|\s)\S$/;
    const isShort = short.test(field.value.normalize("NFD")) && !isUnspaced(typed);
    if (isShort) await pause(question);
    if (isOver(question)) return;
    question.asks = texts.catalogue && ((typed && !isBegun) || filters.length);
    await begin(question, isBegun ? "" : typed, goesOn && !/\s$/.test(field.value));
    await (question.answered = answer(question, FIRST));
  } catch (error) {
    failed(question, error);
  }
}

// Give a question what it asks for, and of whom: the parts of the index that may have it.
async function begin(question, typed, goesOn) {
  const { parts } = question.asks ? await catalogue() : { parts: [] };
  const year = question.filters.find(({ name }) => name === "year")?.value;
  const yearOf = (part) => part?.day.slice(0, 4) ?? "9999";
  const mayHold = (part, at) => !year || (yearOf(part) <= year && year <= yearOf(parts[at + 1]));
  Object.assign(question, await understood(question.asks ? typed : "", goesOn));
  const isAsked = question.units.length || question.filters.length; // signs are no words
  Object.assign(question, { width: WIDTH, shown: 0, total: 0, most: 1, ready: [], candidates: [], fewer: [],
    parts: isAsked ? parts.filter(mayHold) : [] });
}

async function more(question, wanted) {
  if (isOver(question) || rows.ariaBusy) return;
  rows.ariaBusy = true;
  await answer(question, wanted).catch((error) => failed(question, error));
}

async function failed(question, error) {
  if (isOver(question)) return;
  if (error === GONE && (await renewed().catch(() => false))) return ask(question.goesOn);
  if (isOver(question)) return;
  question.isTold = true;
  told.textContent = said.textContent = texts.failed;
  again.hidden = false;
  rows.ariaBusy = null;
}

// Show more stories, until there are so many, asking one part after the other, the newest first.
async function answer(question, wanted) {
  const { ready, candidates, parts } = question;
  for (let [read, asked] = [0, 0]; ; ) {
    const items = await each(ready.slice(question.shown, wanted), (it) => shownAsRow(it, question));
    if (isOver(question)) return;
    if (items.length) show(question, items);
    if (question.shown >= wanted || read >= PROVED) break;
    if (candidates.length) read += await prove(question);
    else if (parts.length && asked < WIDEST) asked += await look(question);
    else if (!parts.length && !question.total && question.fewer.length) settle(question);
    else break;
  }
  if (question.isAhead) return;
  if (!question.shown) rows.replaceChildren();
  await conclude(question);
}

function show(question, items) {
  const { isAhead, shown } = question;
  question.shown += items.length;
  if (isAhead) return;
  if (shown) rows.append(...items);
  else {
    seen.disconnect();
    rows.replaceChildren(...items);
  }
  for (const item of items) seen.observe(item);
}

// Ask the newest of the parts that were not asked; return how many stories they have.
async function look(question) {
  const { phrases, ready, candidates, parts } = question;
  const asked = [];
  let stories = 0;
  do {
    asked.push(parts.pop());
    stories += sizeOf(asked.at(-1));
  } while (parts.length && stories < question.width);
  question.width *= 2;
  const last = question.units.at(-1);
  if (last && asked.some((part) => isOpen(part, last))) await pause(question, question.patience);
  if (isOver(question)) return 0;
  const found = (await each(asked, (part) => foundIn(part, question))).flat();
  const full = found.filter(({ isFull }) => isFull);
  for (const story of found) if (!story.isFull) fewer(question, story);
  sort(full);
  if (phrases.length) candidates.push(...full);
  else question.total = ready.push(...full);
  question.since = asked.at(-1).told;
  return stories;
}

// By rank, and of the same rank the newer first; or by date, as they come.
function sort(found) {
  if (!form.elements.order.value) found.sort((one, other) => other.sum - one.sum);
}

// Keep a story that has not all, if none has more. Of pieces of one run, three quarters are too little; of
// phrases, anything but the whole.
function fewer(question, story) {
  const { quoted, isOne, units, most } = question;
  if (quoted.length || story.have < most || (isOne && 4 * story.have <= 3 * units.length)) return;
  if (story.have > most) question.fewer = [];
  question.most = story.have;
  question.fewer.push(story);
}

// No story has all: those with most of it are the answer.
function settle(question) {
  question.isPartly = true;
  sort(question.fewer);
  question.total = question.ready.push(...question.fewer);
}

// Read the pages of some stories that have all words, for those that have the phrases.
async function prove(question) {
  const { candidates, ready, phrases, isOne } = question;
  const tried = candidates.splice(0, 6);
  const { proves } = await import(texts.phrases).catch(gone);
  const proofs = await each(tried, async (it) => proves(phrases, await rowOf(it), lent));
  tried.forEach((it, at) => {
    if (proofs[at]) question.total = ready.push(it);
    else if (!isOne) fewer(question, it);
  });
  return tried.length;
}

async function conclude(question) {
  const { ready, shown, parts, candidates, total, since, asks, isPartly, goesOn } = question;
  const rest = candidates.length;
  const isMore = ready.length > shown || rest;
  const which = isPartly ? "most" : rest ? "part" : parts.length ? "since" : total ? "found" : "nothing";
  const values = {
    count: numbers.format(total),
    rest: numbers.format(rest),
    day: since,
  };
  question.isTold = true;
  told.textContent = asks ? texts[which].replace(/{(\w+)}/g, (_, name) => values[name]) : "";
  further.hidden = !isMore && !parts.length;
  further.textContent = isMore ? texts.more : texts.older;
  if (goesOn) rows.ariaBusy = null;
  await pause(question);
  if (isOver(question)) return;
  if (question.said !== told.textContent) {
    question.said = said.textContent = told.textContent;
    if (asks && (isPartly || !total)) await helped(texts.nearest, "suggest", question);
  }
  if (isOver(question)) return;
  rows.ariaBusy = null;
  if (asks && goesOn) helped(texts.ahead, "foresee", question);
}

// What few need, or nobody at once, is fetched then. An answer is one without it, too.
const helped = (address, name, question) =>
  import(address).then((it) => it[name](question, lent)).catch(() => {});

// Fetch what would be shown at first, were something else typed; but no pages that prove phrases.
async function prepare(question, typed) {
  const other = { ...question, isAhead: true };
  await begin(other, typed, true);
  if (!other.phrases.length) await answer(other, FIRST);
}

const lent = { ask, catalogue, clean, each, field, fold, isOver, isUnspaced, meant, near, pageOf, pieces, prepare,
  regular, said, words };

// Wait until nobody has pressed a key for a while.
function pause({ goesOn, time }, length = PAUSE) {
  return new Promise((go) => setTimeout(go, goesOn ? time + length - Date.now() : 0));
}

// Rows --------------------------------------------------------------------------------------------

const open = new WeakMap(); // what a row needs when it is seen

async function shownAsRow(found, question) {
  // With what is no word yet somebody is seldom content.
  const { units, patience } = question;
  const last = units.at(-1);
  if (!isKept(fileOf(found))) await pause(question, last?.begins && !last.isWord ? 1.4 * patience : patience);
  if (isOver(question)) return null;
  const [href, headline, kicker, moment, day, picture, lang, dir] = await rowOf(found);
  const item = row.content.cloneNode(true).querySelector("li");
  const part = (name) => item.querySelector(name);
  if (lang) Object.assign(part("article"), { lang, dir });
  Object.assign(part("time"), { dateTime: moment, textContent: day });
  part(".kicker").textContent = kicker;
  Object.assign(part("a"), { href, textContent: headline });
  if (!picture) part(".frame").remove();
  open.set(item, { question, href, language: (lang || site).split("-")[0].toLowerCase() });
  return item;
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      const { question } = open.get(target);
      if (target === rows.children[FIRST - 1]) question.answered.then(() => more(question, ROWS));
      tell(target).catch(() => {}); // a story without its excerpt is found all the same
    }
  },
  { rootMargin: "200px" },
);

async function tell(item) {
  const { question, href, language } = open.get(item);
  if (!isKept(href)) await pause(question);
  if (item.isConnected) await complete(item, question, href, language);
}

// What readers do -----------------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
field.addEventListener("input", () => {
  const gap = Date.now() - (current?.time ?? 0);
  haste = Math.min(PAUSE, Math.max(HASTE, gap < PAUSE ? 1.4 * gap : 0, 0.9 * haste));
  // Who had an answer before them waits for this one; keys that follow soon are waited for again.
  ask(true, current?.isTold && gap > REST ? 0 : haste);
});
form.addEventListener("change", ({ target }) => target === field || ask());
again.addEventListener("click", () => ask());
further.addEventListener("click", async () => {
  const { shown } = current;
  await more(current, shown + ROWS);
  rows.children[shown]?.querySelector("a").focus();
});
clear.addEventListener("click", () => {
  for (const choice of choices) if (choice.name !== "order") choice.value = "";
  field.focus();
  ask();
});

document.getElementById("page_without").remove();
if (window.DecompressionStream) {
  const given = new URLSearchParams(location.search);
  for (const it of [field, ...choices]) it.value ||= given.get(it.name) ?? "";
  for (const it of choices) if (it.selectedIndex < 0) it.value = "";
  if (texts.catalogue) prepared().catch(() => {}); // in time for the first key
  if (field.value || choices.some(({ value }) => value)) ask();
  else field.focus({ preventScroll: true });
} else {
  document.getElementById("page_unable").hidden = false;
  form.hidden = true;
}

// Browsers take their time for this: they have it while the catalogue is on its way.
const numbers = new Intl.NumberFormat(site, { useGrouping: "always" });
