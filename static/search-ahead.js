// What the next key will need, fetched while somebody looks at an answer: then that key is answered
// without asking for anything. The search page fetches this once it has answered somebody who has
// stopped typing, and lends it what it knows.

const LETTERS = 6; // with which most words go on

// Ask as if a letter were taken back, and as if the last word went on.
export async function foresee(question, lent) {
  const { typed, units } = question;
  if (navigator.connection?.saveData) return;
  const last = units.at(-1);
  const letters = last?.begins ? await following(last, lent) : [];
  for (const next of [typed.slice(0, -1), ...letters.slice(0, LETTERS).map((it) => typed + it)]) {
    await new Promise((go) => setTimeout(go, 50)); // keys come first
    if (lent.isOver(question)) return;
    await lent.prepare(question, next);
  }
}

// Letters with which words go on that begin so, those of most of the newest stories first.
async function following({ word }, { catalogue, fold, near }) {
  const part = (await catalogue()).parts.at(-1);
  const counts = new Map();
  for (const { forms, lists } of await near(part, word.slice(0, 3), word, 1)) {
    for (const form of forms.map(fold)) {
      const letter = form.startsWith(word) && form[word.length];
      if (letter) counts.set(letter, (counts.get(letter) ?? 0) + lists.flat().length);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([letter]) => letter);
}
