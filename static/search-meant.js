// Which word was meant where no story has the one that was typed. Few readers need it: the search
// page fetches it once somebody does, and lends it what it knows of the index.

const PARTS = 2; // of the index, the newest, in which it is looked for

// Offer it, as a text with a link in its middle.
export async function suggest(question, lent) {
  const { ask, field, isOver, meant, said } = lent;
  const words = await better(question, lent);
  if (!words || isOver(question)) return;
  const link = document.createElement("a");
  const address = new URL(location.href);
  address.searchParams.set("q", words);
  Object.assign(link, { href: address.href, textContent: words });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    field.value = words;
    field.focus();
    ask();
  });
  const [before, after] = field.form.dataset.meant.split("{words}");
  meant.replaceChildren(before, link, after);
  meant.hidden = false;
  said.textContent += ` ${meant.textContent}`;
}

// A question with those words in place of unknown ones that stories have; empty if there are none.
// Of three letters too many words are one away, and numbers are seldom mistyped.
async function better({ units, typed }, index) {
  let text = typed;
  for (const { word, at, end, isKnown } of [...units].reverse()) {
    const form = !isKnown && word.length > 3 && !/\d/.test(word) && !index.isUnspaced(word) && (await nearest(word, index));
    if (form) text = text.slice(0, at) + form + text.slice(end);
  }
  return text === typed ? "" : text;
}

// The word that was meant: one letter away, or two that were written as one, or two letters away; of
// the newest stories that have such a one.
async function nearest(word, index) {
  const [one, two, three] = word;
  const rest = word.slice(1);
  const swapped = [two + one + word.slice(2), one + three + two + word.slice(3)];
  const likely = [word, one + word.slice(2), rest, ...swapped].map((it) => [it.slice(0, 2), it, 1]);
  const { fold } = index;
  for (const part of (await index.catalogue()).parts.slice(-PARTS).reverse()) {
    const around = async (starts) => new Set((await index.each(starts, (it) => index.near(part, ...it))).flat());
    const close = await around(likely);
    const most = word.length > 5 ? 2 : 1;
    const form =
      best(word, close, fold, 1) ||
      (await parted(word, part, index)) ||
      best(word, close, fold, most) ||
      best(word, await around([[one, word, 2]]), fold, most);
    if (form) return form;
  }
  return "";
}

// Two words of a part that make one if nothing stands between them, the first as long as may be.
async function parted(word, part, { fold, near }) {
  const least = /[가-힣]/.test(word) ? 2 : 4; // letters of each: short ones are in too many words
  const known = async (half) => {
    const entries = await near(part, half, half, 1);
    return entries.flatMap(({ term, forms }) => (term === half ? [half] : forms)).find((it) => fold(it) === half);
  };
  for (let at = word.length - least; at >= least; at--) {
    const first = await known(word.slice(0, at));
    const second = first && (await known(word.slice(at)));
    if (second) return `${first} ${second}`;
  }
  return "";
}

// The nearest form; of several the longest, since letters are left out more often than added; or
// the one that most stories have.
function best(word, entries, fold, most) {
  const found = [];
  for (const { forms, lists } of entries) {
    const stories = lists.reduce((sum, list) => sum + list.length, 0);
    for (const form of forms) {
      const folded = fold(form);
      // A first letter is seldom wrong, and other short words are all too near without it.
      if (word.length < 6 && folded[0] !== word[0] && folded[1] !== word[0]) continue;
      const away = distance(word, folded, most);
      if (away <= most) found.push({ form, away, stories });
    }
  }
  found.sort((a, b) => a.away - b.away || b.form.length - a.form.length || b.stories - a.stories);
  return found[0]?.form;
}

// How many letters are to be changed, added, left out, or swapped with the next; 9 and more if these
// are more than `most`.
function distance(one, other, most) {
  let at = 0;
  while (one[at] && one[at] === other[at]) at++;
  const [left, right] = [one.slice(at), other.slice(at)];
  if (!left && !right) return 0;
  if (!most) return 9;
  const rest = (skipped, passed) => 1 + distance(left.slice(skipped), right.slice(passed), most - 1);
  const isSwapped = left[0] === right[1] && left[1] === right[0];
  return Math.min(rest(1, 0), rest(0, 1), rest(1, 1), isSwapped ? rest(2, 2) : 9);
}
