// The search page: asks the index that the build made, and shows what it finds in rows.

const ROWS = 20; // shown at a time
const PAUSE = 200; // milliseconds after the last key
const EXCERPT = 36; // words
const BEFORE = 8; // words of it before the first that was looked for

const [form, field, told, rows, further, row] = ["search", "terms", "told", "rows", "further", "row"].map(
  (name) => document.getElementById(`page_${name}`),
);
const { found, nothing, failed } = form.dataset;
const [first, ...others] = form.dataset.parts.split(" ");

let index; // a promise of it, once somebody asks
let question = 0; // answers to all but the last are dropped
let results = [];
let timer;

async function open() {
  if (!first) return { search: async () => ({ results: [] }) };
  const { createInstance } = await import(`${first}pagefind.js`);
  const opened = createInstance({ basePath: first, baseUrl: "/" });
  await Promise.all(others.map((part) => opened.mergeIndex(part, { baseUrl: "/" })));
  return opened;
}

async function ask() {
  clearTimeout(timer);
  const number = ++question;
  const words = field.value.trim();
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
  try {
    index ??= open();
    const answer = words ? await (await index).search(words) : { results: [] };
    const shown = await Promise.all(answer.results.slice(0, ROWS).map(shownAsRow));
    if (number !== question) return;
    results = answer.results;
    rows.replaceChildren(...shown);
    further.hidden = results.length <= ROWS;
    const count = results.length.toLocaleString(document.documentElement.lang);
    told.textContent = !words ? "" : results.length ? found.replace("{count}", count) : nothing;
  } catch {
    if (number !== question) return;
    index = undefined;
    told.textContent = failed;
  }
}

async function showFurther() {
  const number = question;
  const start = rows.children.length;
  const shown = await Promise.all(results.slice(start, start + ROWS).map(shownAsRow));
  if (number !== question || rows.children.length !== start) return;
  rows.append(...shown);
  rows.children[start].querySelector("a").focus();
  further.hidden = rows.children.length >= results.length;
}

async function shownAsRow(result) {
  const story = await result.data();
  const time = story.anchors.find((it) => it.element === "time");
  const kicker = story.anchors.find((it) => it.id === "kicker");
  const [moment, lang, dir, href] = time.id.split("|");
  const item = row.content.cloneNode(true).querySelector("li");
  const part = (name) => item.querySelector(name);
  if (lang) Object.assign(part("article"), { lang, dir });
  Object.assign(part("time"), { dateTime: moment, textContent: time.text });
  if (kicker?.text) part(".kicker").textContent = kicker.text;
  else part(".kicker").remove();
  Object.assign(part("a"), { href, textContent: story.meta.title });
  part(".dek").append(...excerpt(story, time.location));
  return item;
}

// The words around what was looked for; those behind `end` only help to find.
function excerpt(story, end) {
  const words = story.content.split(/\s+/).slice(0, end);
  const hits = new Set(story.locations.filter((at) => at < end));
  const near = (start) => [...hits].filter((at) => at >= start && at < start + EXCERPT).length;
  const [best = 0] = [...hits].sort((a, b) => near(b) - near(a) || a - b);
  const start = best < EXCERPT - BEFORE ? 0 : best - BEFORE;
  const pieces = start ? ["… "] : [];
  for (let at = start; at < Math.min(start + EXCERPT, words.length); at++) {
    pieces.push(...(hits.has(at) ? marked(words[at]) : [words[at]]), " ");
  }
  if (start + EXCERPT < words.length) pieces.push("…");
  return pieces;
}

// A word with its letters marked, and not the comma behind them.
function marked(word) {
  const [, before, letters, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}\p{M}]*)$/su);
  const mark = document.createElement("mark");
  mark.textContent = letters;
  return [before, mark, after];
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
further.addEventListener("click", showFurther);

document.getElementById("page_without").remove();
field.value ||= new URLSearchParams(location.search).get("q") ?? "";
if (field.value) ask();
else field.focus({ preventScroll: true });
