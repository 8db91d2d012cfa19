// Text to words, and words to what is compared: as tokens.py and folding.py have it.
const UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}";
const CHARS = "(?:(?!')[\\p{L}\\p{M}\\p{N}\\p{DI}·])+";
const COMPOUND = new RegExp(`${CHARS}(?:[-.&']${CHARS})*`, "gu");
const SEGMENT = new RegExp(`([${UNSPACED}])[${UNSPACED}\\p{DI}]*|[^${UNSPACED}]+`, "gu");
const CLUSTER = /.(?:[\u1039\u17d2]\p{DI}*[^\p{M}\p{DI}\uff9e\uff9f]|[\p{M}\p{DI}\uff9e\uff9f])*/gu;
const clean = (word) => word.replace(/[\p{DI}·]/gu, "").normalize();

/** Returns a word without case, accents and strokes. */
const fold = (word) => spelled(word.replaceAll("'", "").toLowerCase().normalize("NFKD")
  .replace(/(?<![иИуУ])\u0306|[\u0300-\u0305\u0307-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g, "")
  .toLowerCase(), LETTERS)
  .normalize();

const spelled = (text, letters) => text.replace(/[^\0-\x7f]/g, (it) => letters.get(it) ?? it);
const replaced = (text, rules) => rules.reduce((it, [from, to]) => it.replace(from, to), text);

// A digit of any script as one of ASCII, which stands so far behind the first of its own.
const digit = (it) => {
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCharCode(it.charCodeAt() - value - 1))) value++;
  return it[1] ? it : value;
};

// What is put for marks in words, so that there is one kind of each; a text keeps its length.
const MARKS = [
  [/(?<=[א-ת])["״“”](?=[א-ת])/g, "·"], [/(?<![א-ת])([והבכלמש]{1,3})[־‐-–-](?=[\dA-Za-z])/g, "$1'"],
  [/(?<![ء-ي])([وف]?[بكل]?(?:ال)?ـ*)ـ(?=[\dA-Za-z٠-٩])/g, "$1'"], [/(?<![A-Za-z\d])[nN][°º](?=[ \xa0\u202f]?\d)/g, "  "], [/[׳‘’‛ʹʻʼʾʿ′´＇\x60]/g, "'"], [/[ฯๆຯໆៗ]/g, " "], [/[‐‑‒–−﹣－]/g, "-"], [/．/g, "."], [/＆/g, "&"],
  [/(?!\d)\p{Nd}/gu, digit], [/(?<=\d)·(?=\d)/g, "&"], [/(?<=\d)[,\xa0\u2009\u202f](?=\d{3}(?!\d))/g, "."],
  [/(?<=(?<![A-Za-z])[A-Z]{1,2}\.)\p{Zs}(?=[A-Z]{1,2}\.(?![A-Za-z]))/gu, "\xad"],
  [/(?<=[A-Z]):(?=[a-zÀ-ÿ])/g, "'"], [/(?<=[\p{L}\p{N}])\.(?='[\p{L}\p{N}])|(?<=[ก-ฮ])\.(?=[ก-ฮ])/gu, "\xad"],
  [/(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff])|(?<=[א-ת])'(?=[א-ת])/g, "·"],
];
const regular = (text) => replaced(text, MARKS);

/** Returns the words of a text, and where they stand: `{word, at, end}`, in order. An apostrophe
 * stays where it cut a word off ("l'", "'an"). `joined` marks words put together from those before:
 * 1 as "Xian" and "F16"; 2 as "500km" and "п.5", which are the same if they stand apart. `tail`
 * marks the last character of a run that is cut into pairs. */
const words = (text) => {
  const found = [];
  const add = (word, at, end, more) => found.push({ word, at, end, ...more });
  const join = (word, from, end, isLoose) => {
    const joined = 1 + (isLoose || /^\d+(?!st|nd|rd|th)\p{L}{2}/u.test(word));
    if (!/^\d+$/.test(word)) add(word, found[from].at, end, { joined });
  };
  const short = (part) => /^.{1,2}$/u.test(part);
  const take = (unit, at) => { // what stands between hyphens
    const parts = [], from = found.length;
    unit = unit.replace(/(?:'[sS]|(?<=\d)(?<!\d{4})s)$/, "");
    if (/^[A-Za-z]+[nN]'[tT]$/.test(unit)) {
      add(unit, at, at + unit.length);
      return [unit];
    }
    const number = unit.match(/^(?:\d{1,3}(?:[.']\d{3})+|\d+&\d+)(?!\d)/)?.[0];
    if (!number && /[.&]/.test(unit) && /[^']'[^']/.test(unit)) {
      return [...unit.matchAll(/[^']+/g)].flatMap(({ 0: it, index }) => {
        const start = Math.max(0, index - 1);
        return take(unit.slice(start, index + it.length + 1), at + start);
      });
    }
    for (const { 0: raw, index } of unit.matchAll(/[^.&']+/g)) {
      const part = clean(raw), start = at + index, end = start + raw.length;
      if (!part) continue;
      parts.push(part);
      const mixed = part.match(/^(\d+)(\D+)$|^(\D+)(\d+)$/)?.filter((half) => half);
      if (mixed) {
        const first = found.length, middle = start + mixed[1].length;
        add(mixed[1], start, middle);
        add(mixed[2], middle, end);
        join(part, first, end);
      } else {
        const own = raw.match(/^(?:[וש]?[הבכלמ]|[וש])([א-ת]{2,}·[א-ת])$/)?.[1];
        if (own) add(clean(own), end - own.length, end);
        const mark = (there) => (unit[there] == "'" ? "'" : "");
        add(mark(index - 1) + part + mark(index + raw.length), start, end, own && { joined: 2 });
      }
    }
    if (number) add(number.replace(/[.&']/g, ""), found[from].at, found.at(-1).end, { joined: 1 + /&/.test(number) });
    else if (parts[1] && parts.slice(0, -1).every(short) && !/'(?:ll|re|ve|em|[dmt])$/i.test(unit)) {
      join(parts.join(""), from, found.at(-1).end, /[.&]|'\d/.test(unit));
    }
    return parts;
  };
  text = regular(text);
  for (const compound of text.matchAll(COMPOUND)) {
    for (const { 0: whole, 1: unspaced, index } of compound[0].matchAll(SEGMENT)) {
      const [, edge, segment] = whole.match(/^([-.&']?)(.*?)[-.&']?$/su);
      const at = compound.index + index + edge.length;
      if (unspaced) {
        const chars = [...segment.matchAll(CLUSTER)];
        chars.forEach(({ 0: char, index: n }, i) => {
          const next = chars[i + 1]?.[0] ?? "";
          add(clean(char + next), at + n, at + n + char.length + next.length, { tail: i && !next });
        });
        continue;
      }
      let from = found.length, isEnding;
      const units = [];
      for (const { 0: unit, index: n } of segment.matchAll(/[^-]+/g)) {
        isEnding = /^\p{Ll}{1,7}$/u.test(unit) && /[^-][\p{Lu}\d]-$/u.test(segment.slice(0, n));
        const parts = isEnding ? take(`'${unit}`, at + n - 1) : take(unit, at + n);
        if (parts[0]) units.push(parts);
        if (units.length == 1 && parts[1]) from = /^[^.&']+'[^.&']+$/.test(unit) ? found.findLastIndex((it) => !it.joined) : -1;
      }
      const [one, two, three, four] = units;
      const isCase = isEnding && !three && /\D$/.test(one?.at(-1));
      if (two && !isCase && !two[1] && (!three || (isEnding && !four)) && from >= 0) {
        const whole = one.at(-1) + two[0];
        if (short(one.at(-1)) || short(two[0]) || !/\d/.test(whole)) join(whole, from, found.at(-1).end, isEnding && !three);
      } else if (three && !four && found.length - from === 3 && !/\d/.test(units)) join(units.join(""), from, found.at(-1).end);
    }
  }
  return found;
};

const [PLAIN, UMLAUTS, LATIN, PAIRS, LEVELS, SURNAMES, DESIGNATED, SHORT] = [
  "ıi łl øo đd ðd ħh ŧt ŋn ςσ ґг ىي یي ةه ەه ہه ھه کك ڪك ךכ םמ ןנ ףפ ץצ ßss æae œoe þth",
  "äae öoe üue øoe åaa čch šsh žzh",
  "єe іi ўu јi љl њn ћch ђd џdzh",
  "μπ:b ^ντ:d ^γκ:g γγ:ng ου:u αυ:av ευ:ev",
  "chtch:shch tsch:ch tch:ch cz:ch sch:sh sz:sh kh:h ph:f ck:k q:k w:v x:ks ou:u j:i y:i ts:s tz:s z:s " +
  "^chr:hr (.)\\1+:$1 ^ie:e ([aeou])ie:$1e i?[oe][vf](a?)$:ev$1 (ut|uchk|kun|els|^len|stal|^gagar)ine$:$1in enka$:enko",
  "([сц]ь?к|[лжшрзч]ь?н)(?:ого|ому|им|ым|ім|ом|ем)$:$1ий ([ое]в|[иіы]н)(?:а|у|ым|им|е|і|ом|ой|ою|оі)$:$1 " +
  "(енк)(?:а|у|ом|ові|и|е|ой|ою)$:$1о",
  "^[kc]h(\\d):h$1 [yj]([au]):i$1",
  "^с[иі]$:xi ^ц(зиньпи|зіньпі)н$:jinping ^к[иі]м$:kim",
].map((table) => table.split(" ").map((it) => {
  const rule = it.match(/(.+):(.+)/);
  return rule ? [RegExp(rule[1], "g"), rule[2]] : [it[0], it.slice(1)];
}));
// From a letter of an alphabet on, what each is in Latin letters.
const inOrder = (first, romans) => romans.split(" ").map((it, place) => [String.fromCharCode(first + place), it]);
LATIN.push(
  ...inOrder(1072, "a b v g d e zh z i i k l m n o p r s t u f h ts ch sh shch  i  e iu ia"),
  ...inOrder(945, "a v g d e z i th i k l m n x o p r s s t i f h ps o"),
);
const [LETTERS, ROMAN, WRITTEN] = [PLAIN, LATIN, UMLAUTS].map((table) => new Map(table));

/** Returns the keys of a word by which its name is found in other alphabets: see names.py. */
const keys = (word) => {
  const folded = fold(word);
  const unique = (forms, rules = LEVELS) => [...new Set(forms.map((it) => replaced(it, rules)))];
  const roman = (forms, rules) => unique([...forms, ...forms.map((it) => it.replaceAll("г", "h"))]
    .map((form) => spelled(replaced(form, PAIRS), ROMAN)), rules);
  const short = replaced(folded, SHORT);
  if (short !== folded) return unique([short]);
  if (/^[\u0370-\u04ff]{4,}$/.test(folded)) return roman([folded, ...SURNAMES.map((rule) => replaced(folded, [rule]))]);
  if (/^(?=.*\d)(?=.*\D)[\da-z\u0400-\u04ff]{2,8}$/.test(folded)) return roman([folded], DESIGNATED);
  if (!/^[a-z]+$/.test(folded) || (!folded[4] && !/^(xi|kim)$/.test(folded))) return [];
  const both = [folded, fold(spelled(word.toLowerCase(), WRITTEN))];
  return unique([...both, ...both.filter((it) => /^.{4,}[^s]s$/.test(it)).map((it) => it.slice(0, -1))]);
};

/** Returns the words of a question: a joined one has those that it stands for in `parts`. */
const asked = (text) => {
  const found = [];
  for (const word of words(text)) {
    if (word.joined) {
      const parts = [];
      while (found.length && found.at(-1).at >= word.at) parts.unshift(...(({ parts: inner, ...it }) => inner ?? [it])(found.pop()));
      word.parts = parts;
    }
    if (!word.tail) found.push(word);
  }
  return found;
};

export { UNSPACED, asked, clean, fold, keys, regular, words };
