/* What a reader asks for on the page of a story: its address, a printout, a note that closes.
   All that is there without scripts stays as it is. The preview puts a new text into a page that
   is open, and says so by `sitegen:update`: what is found here is looked for when it is needed. */

const wide = matchMedia("(min-width: 76rem)");
const follows = CSS.supports("selector(:target-current)");
const contents = () => document.querySelector(".contents details");
let fitted = null;

/* Beside the text the list of contents is open, and says so. */
const fit = () => {
  fitted = contents();
  if (fitted) fitted.open = wide.matches;
};
wide.addEventListener("change", fit);

/* It follows the reader; browsers that do so by themselves know `:target-current`. */
const linked = () => [...document.querySelectorAll(".contents details a")]
  .map(link => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
  .filter(([, heading]) => heading);
const follow = () => {
  const all = linked();
  const passed = all.filter(([, heading]) => heading.getBoundingClientRect().top < innerHeight / 3);
  for (const pair of all) pair[0].classList.toggle("current", pair === passed.at(-1));
};
const watches = [{ threshold: [0, 1] }, { rootMargin: "0px 0px -66% 0px" }]
  .map(how => new IntersectionObserver(follow, how));

const prepare = () => {
  if (contents() !== fitted) fit();
  if (contents() && !follows) {
    watches[0].observe(document.querySelector(".article-body"));
    for (const [, heading] of linked()) watches[1].observe(heading);
    follow();
  }
  const copy = document.querySelector(".share [data-copy]");
  const print = document.querySelector(".share [data-print]");
  if (copy) copy.hidden = !navigator.clipboard;
  if (print) print.hidden = false;
};
prepare();
document.addEventListener("sitegen:update", prepare);

document.addEventListener("click", async ({ target }) => {
  if (target.closest(".contents details a")) fit();
  if (target.closest(".share [data-print]")) print();
  const copy = target.closest(".share [data-copy]");
  if (!copy) return;
  await navigator.clipboard.writeText(copy.dataset.copy);
  copy.closest(".share").querySelector("[role=status]").textContent = copy.dataset.told;
});

addEventListener("beforeprint", () => {
  const printed = document.querySelector(".printed [data-day]");
  if (!printed) return;
  const { day, first = day } = printed.dataset;
  const { lang } = printed.closest("[lang]");
  const now = new Date();
  const named = new Intl.DateTimeFormat(`${lang}-u-ca-gregory`, { dateStyle: "long" }).formatToParts(now);
  const values = Object.fromEntries(named.map(({ type, value }) => [type, value]));
  printed.textContent = (now.getDate() === 1 ? first : day).replace(/{(\w+)}/g, (_, name) => values[name]);
  printed.parentElement.hidden = false;
});

/* A note that stands over the text goes when somebody turns to the text, or says so. */
const close = () => {
  const note = document.querySelector(".footnotes li:target");
  const back = note && getComputedStyle(note).position === "fixed" && note.querySelector("[role=doc-backlink]");
  if (!back) return;
  const place = scrollY;
  location.replace(back.hash); // a note is over once another place is aimed at
  scrollTo({ top: place, behavior: "instant" });
};
addEventListener("keydown", event => {
  if (event.key === "Escape") close();
});
addEventListener("pointerdown", event => {
  if (!event.target.closest(".footnotes li, .footnote-ref")) close();
});
