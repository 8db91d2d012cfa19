// What the search page does once it has found stories: reads their pages for excerpts and pictures.

import { once, reads } from "./search-index.js";
import { fold, keys, words } from "./search-words.js";

const EXCERPT = 210; // characters
const BEFORE = 60; // of them at most before the first word that was looked for
const SLICE = 4; // milliseconds of work, on a desk: then keys are heard, and what is there is drawn

// Pages of stories --------------------------------------------------------------------------------

const UNREAD =
  "script, style, template, [hidden], .credit, .made, .footnote-ref, [role=doc-backlink], .corrections";
const WITHIN = new Set(
  "A ABBR B BDI BDO CITE CODE DEL DFN EM I INS KBD MARK Q RUBY S SAMP SMALL SPAN STRONG SUB SUP U VAR WBR".split(" "),
);

async function read(href) {
  const answer = await fetch(href, { priority: "low" });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = page.querySelectorAll(":is(.head, main > article) > .dek, .summary p, .lead-picture figcaption, .body");
  const text = [...parts].map(textOf).join("\n");
  return {
    text: text.replace(/ +/g, " ").replace(/ ?\n\s*/g, "\n").trim(),
    picture: page.querySelector(".lead-picture :is(picture, img)"),
    made: page.querySelector(".lead-picture .made"),
  };
}

// The words of an element; what stands apart on the page stands on a line of its own. Spaces at which
// no line breaks stay what they are.
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[\t\n\r]/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNREAD)) return "";
  const text = [...node.childNodes].map(textOf).join("");
  return WITHIN.has(node.tagName) ? text : `\n${text}\n`;
}

export const pageOf = (href) => once(href, read);

// Give a row its excerpt and its picture.
export async function complete(item, question, href, language) {
  const story = await pageOf(href);
  await quote(item.querySelector(".dek"), story.text, question, language);
  const frame = item.querySelector(".frame");
  if (!frame || !story.picture) return;
  const picture = document.importNode(story.picture, true);
  for (const it of [picture, ...picture.children]) {
    if (it.srcset) it.sizes = frame.dataset.sizes;
    if (it.src) Object.assign(it, { loading: "lazy", fetchPriority: "auto" });
  }
  frame.replaceChildren(picture);
  if (story.made) frame.append(document.importNode(story.made, true));
}

// Excerpts ----------------------------------------------------------------------------------------

// Quote what stands around what was looked for. Where a row has no room for all of that, the excerpt
// begins with it.
async function quote(dek, text, question, language) {
  const hits = await hitsIn(text, question, language);
  for (const before of [BEFORE, 0]) {
    dek.replaceChildren(...excerpt(text, hits, before, language));
    const bottom = (it) => it.getBoundingClientRect().bottom;
    const marks = [...dek.querySelectorAll("mark")];
    const units = (some) => new Set(some.map((it) => it.dataset.unit)).size;
    if (units(marks.filter((it) => bottom(it) <= bottom(dek) + 1)) === units(marks)) break;
  }
}

// The text around what was looked for, with that marked.
function excerpt(text, hits, before, language) {
  const start = beginning(text, hits, before, language);
  const end = boundary(text, start + EXCERPT, language);
  const plain = (from, to) => text.slice(from, to).replaceAll("\n", " · ");
  const found = [start ? "… " : ""];
  let last = start + text.slice(start).search(/\S|$/);
  for (const { at, end: to, unit } of hits) {
    if (at < last || to > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, to);
    mark.dataset.unit = unit;
    found.push(plain(last, at), mark);
    last = to;
  }
  return [...found, plain(last, end).trimEnd(), end < text.length ? " …" : ""];
}

const rest = () => self.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));

// Where in a text the units of a question stand, in order.
async function hitsIn(text, { typed, units, runs, isPartly }, language) {
  const inRun = ({ at }) => runs.some((run) => run.at <= at && at < run.end);
  const meant = units.flatMap((unit) => [unit, ...unit.parts]);
  const marked = meant.filter((unit) => isPartly || !inRun(unit));
  const found = words(text);
  const termsOf = await reads(found.map(({ word }) => word), language);
  const judge = (word) => {
    const folded = fold(word);
    const terms = [...termsOf(word), ...keys(word).map((key) => `${key}~`)];
    return marked.findIndex(
      (unit) =>
        (unit.begins && folded.startsWith(unit.word)) ||
        terms.some((term) => unit.terms.get(term)?.includes(language)),
    );
  };
  const judged = new Map();
  const hits = [];
  let since = performance.now();
  for (const { word, at, end } of found) {
    if (!judged.has(word)) judged.set(word, judge(word));
    if (performance.now() - since > SLICE) {
      await rest();
      since = performance.now();
    }
    if (judged.get(word) >= 0) hits.push({ at, end, unit: judged.get(word) });
  }
  for (const { at, end } of isPartly ? [] : runs) {
    const run = typed.slice(at, end);
    for (let from = text.indexOf(run); from >= 0; from = text.indexOf(run, from + 1)) {
      hits.push({ at: from, end: from + run.length, unit: run });
    }
  }
  return hits.sort((one, other) => one.at - other.at || other.end - one.end);
}

// Where the excerpt begins that shows most letters of what was looked for, since long words say more
// than short ones, and of several the one in which they lie nearest: with a line or a sentence, if
// one begins shortly before.
function beginning(text, hits, before, language) {
  let [best, most, least] = [0, 0, 0];
  hits.forEach(({ at }, number) => {
    const close = hits.slice(number, number + 40).filter(({ end }) => end < at + EXCERPT - BEFORE);
    const found = [...new Map(close.reverse().map((hit) => [hit.unit, hit])).values()];
    const size = found.reduce((sum, hit) => sum + hit.end - hit.at, 0);
    const length = Math.max(...found.map(({ end }) => end - at));
    if (size > most || (size === most && length < least)) [best, most, least] = [at, size, length];
  });
  if (best <= before) return 0;
  const [sentence] = text.slice(best - before, best).match(/(?<=\n|[.!?…] |[。！？]).*?$/su) ?? [];
  return sentence === undefined ? boundary(text, best - before, language) : best - sentence.length;
}

// Where the word begins that a place is in.
function boundary(text, at, language) {
  if (at >= text.length) return text.length;
  if (!Intl.Segmenter) return text.lastIndexOf(" ", at) + 1;
  const start = Math.max(0, at - 80);
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  return start + segmenter.segment(text.slice(start, at + 80)).containing(at - start).index;
}
