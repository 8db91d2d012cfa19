/* What a reader asks for on the page of a story: its address, a printout, a note that closes.
   All that is there without scripts stays as it is. */

const wide = matchMedia("(min-width: 76rem)");
const contents = document.querySelector(".contents details");
const share = document.querySelector(".share");
const printed = document.querySelector(".printed [data-language]");

/* Beside the text the list of contents is open, and says so. */
if (contents) {
  const fit = () => { contents.open = wide.matches; };
  fit();
  wide.addEventListener("change", fit);
  contents.addEventListener("click", event => {
    if (event.target.closest("a")) fit();
  });
}

/* It follows the reader; browsers that do so by themselves know `:target-current`. */
if (contents && !CSS.supports("selector(:target-current)")) {
  const links = new Map([...contents.querySelectorAll("a")].map(link => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
  const follow = () => {
    const passed = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight / 3);
    const current = links.get(passed.at(-1)?.id);
    for (const link of links.values()) link.classList.toggle("current", link === current);
  };
  new IntersectionObserver(follow, { threshold: [0, 1] }).observe(document.querySelector(".article-body"));
  const watch = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
  headings.forEach(heading => watch.observe(heading));
}

if (share) {
  const copy = share.querySelector("[data-copy]");
  const print = share.querySelector("[data-print]");
  const told = share.querySelector("[role=status]");
  copy.hidden = !navigator.clipboard;
  print.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy);
    told.textContent = copy.dataset.told;
  });
  print.addEventListener("click", () => window.print());
}

if (printed) {
  addEventListener("beforeprint", () => {
    const now = new Date();
    printed.textContent = new Intl.DateTimeFormat(printed.dataset.language, { dateStyle: "long" }).format(now);
    printed.parentElement.hidden = false;
  });
}

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
