// Whether a story has the phrases of a question. Those of one word or of several without quotes have
// none: the search page fetches this once somebody needs it, and lends it what reads pages and words.

// Whether all phrases stand in the headline of a story or on its page.
export async function proves(phrases, [href, headline], lent) {
  const { text } = await lent.pageOf(href);
  const whole = spelled(`${headline}\n${text}`, lent);
  return phrases.every((phrase) => needle(phrase, lent).test(whole));
}

// A text as words between blanks, so that a phrase is a piece of it; hyphens are blanks, too.
function spelled(text, { clean, fold, pieces, regular, words }) {
  const plain = clean(regular(text));
  return ` ${pieces(words(plain)).map(({ at, end }) => fold(plain.slice(at, end))).join(" ").replaceAll("-", " ")} `;
}

// What Hebrew and Arabic write on to a word before it: articles, prepositions, conjunctions.
const WRITTEN_ON = " (?:[והבכלמש]{0,3}|[وف]?[بكل]?)";

// A phrase as it stands in a text that is spelled: runs may go on there at both of its ends.
function needle(phrase, lent) {
  const text = spelled(phrase, lent).slice(1).replace(/^ال/, "ا?ل"); // ل and ال make لل
  const goesOn = lent.isUnspaced;
  return RegExp((goesOn(text[0]) ? "" : WRITTEN_ON) + (goesOn(text.at(-2)) ? text.trim() : text));
}
