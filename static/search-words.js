// Text to words, and words to what is compared: as tokens.py and folding.py have it.
const UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}";
const CHARS = "(?:(?!')[\\p{L}\\p{M}\\p{N}\\p{DI}·])+";
const COMPOUND = new RegExp(`${CHARS}(?:[-.&']${CHARS})*`, "gu");
const SEGMENT = new RegExp(`([${UNSPACED}])[${UNSPACED}\\p{DI}]*|[^${UNSPACED}]+`, "gu");
const CLUSTER = /.(?:[\u1039\u17d2]\p{DI}*[^\p{M}\p{DI}\uff9e\uff9f]|[\p{M}\p{DI}\uff9e\uff9f])*/gu;
const LETTERS = new Map("ıi łl øo đd ðd ħh ŧt ŋn ςσ ґг ىي یي ةه ەه ہه ھه کك ڪك ךכ םמ ןנ ףפ ץצ ßss æae œoe þth"
  .split(" ").map((pair) => [pair[0], pair.slice(1)]));

const clean = (word) => word.replace(/[\p{DI}·]/gu, "").normalize();

/** Returns a word without case, accents and strokes. */
const fold = (word) => word.replaceAll("'", "").toLowerCase().normalize("NFKD")
  .replace(/(?<![иИуУ])\u0306|[\u0300-\u0305\u0307-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g, "")
  .toLowerCase()
  .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15)
  .replace(/[^\0-\x7f]/g, (letter) => LETTERS.get(letter) ?? letter)
  .normalize();

/** Returns the words of a text, and where they stand: `{word, at, end}`, in order. An apostrophe
 * stays where it cut a word off ("l'", "'an"). `joined` marks words put together from those before
 * ("Xian"), `tail` the last character of a run that is cut into pairs. */
const words = (text) => {
  const found = [];
  const add = (word, at, end, more) => found.push({ word, at, end, ...more });
  const join = (parts, from, end) => {
    const word = parts.join("");
    if (!/^[0-9]+$/.test(word)) add(word, found[from].at, end, { joined: true });
  };
  const short = (part) => /^.{1,2}$/u.test(part);
  const take = (unit, at) => { // what stands between hyphens
    const parts = [], from = found.length;
    unit = unit.replace(/'[sS]$/, "");
    if (/^[A-Za-z]+[nN]'[tT]$/.test(unit)) {
      add(unit, at, at + unit.length);
      return [unit];
    }
    for (const { 0: raw, index } of unit.matchAll(/[^.&']+/g)) {
      const part = clean(raw), start = at + index, end = start + raw.length;
      if (!part) continue;
      parts.push(part);
      const mixed = part.match(/^([0-9]+)([^0-9]+)$|^([^0-9]+)([0-9]+)$/)?.filter((half) => half);
      if (mixed) {
        add(mixed[1], start, start + mixed[1].length);
        add(mixed[2], start + mixed[1].length, end);
        add(part, start, end, { joined: true });
      } else {
        const mark = (there) => (unit[there] == "'" ? "'" : "");
        add(mark(index - 1) + part + mark(index + raw.length), start, end);
      }
    }
    if (parts[1] && parts.slice(0, -1).every(short) && !/'(?:ll|re|ve|em|[dmt])$/i.test(unit)) {
      join(parts, from, found.at(-1).end);
    }
    return parts;
  };
  text = text.replace(/(?<=[א-ת])["״“”](?=[א-ת])/g, "·")
    .replace(/[׳‘’‛ʹʻʼʾʿ′´＇]/g, "'").replace(/[‐‑‒–−﹣－]/g, "-").replace(/．/g, ".").replace(/＆/g, "&")
    .replace(/(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff])|(?<=[א-ת])'(?=[א-ת])/g, "·");
  for (const compound of text.matchAll(COMPOUND)) {
    for (const { 0: whole, 1: unspaced, index } of compound[0].matchAll(SEGMENT)) {
      const [, edge, segment] = whole.match(/^([-.&']?)(.*?)[-.&']?$/su);
      const at = compound.index + index + edge.length;
      if (unspaced) {
        const chars = [...segment.matchAll(CLUSTER)];
        chars.forEach(({ 0: char, index: n }, i) => {
          const next = chars[i + 1]?.[0] ?? "";
          const tail = i && !next ? { tail: true } : {};
          add(clean(char + next), at + n, at + n + char.length + next.length, tail);
        });
        continue;
      }
      const from = found.length;
      const units = [...segment.matchAll(/[^-]+/g)].map((it) => take(it[0], at + it.index)).filter((it) => it[0]);
      if (units.length == 2 && !units[0][1] && !units[1][1] && units.some((it) => short(it[0]))) {
        join(units.flat(), from, found.at(-1).end);
      }
    }
  }
  return found;
};

const [LATIN, LEVELS] = [
  "аa бb вv гg дd еe єe жzh зz иi іi йi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щshch ыi ь ъ эe юiu яia ўu јi љl њn ћch ђd џdzh " +
  "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs τt υi φf χh ψps ωo",
  "chtch:shch tsch:ch tch:ch cz:ch sch:sh sz:sh kh:h ph:f ck:k q:k w:v x:ks ou:u j:i y:i ts:s tz:s z:s",
].map((table) => table.split(" ").map((it) => it.includes(":") ? it.split(":") : [it[0], it.slice(1)]));
const ROMAN = new Map(LATIN);
const PAIRS = [[/μπ/g, "b"], [/^ντ/, "d"], [/^γκ/, "g"], [/γγ/g, "ng"], [/ου/g, "u"], [/αυ/g, "av"], [/ευ/g, "ev"]];
const ENDS = [[/^chr/, "hr"], [/(.)\1+/g, "$1"], [/^ie/, "e"], [/([aeou])ie/g, "$1e"], [/i?[oe]v(a?)$/, "ev$1"], [/i?[oe]f(a?)$/, "ev$1"],
  [/(ut|uchk|kun|els|^len|stal|^gagar)ine$/, "$1in"], [/enka$/, "enko"]];
const SURNAMES = [[/([сц]ь?к|[лжшрзч]ь?н)(?:ого|ому|им|ым|ім|ом|ем)$/, "$1ий"],
  [/([ое]в|[иіы]н)(?:а|у|ым|им|е|і|ом|ой|ою|оі)$/, "$1"], [/(енк)(?:а|у|ом|ові|и|е|ой|ою)$/, "$1о"]];
const SHORT = { си: "xi", сі: "xi", цзиньпин: "jinping", цзіньпін: "jinping", ким: "kim", кім: "kim" };
const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa", č: "ch", š: "sh", ž: "zh" };

const replaced = (word, rules) => rules.reduce((it, [from, to]) => it.replace(from, to), word);

/** Returns the keys of a word by which its name is found in other alphabets: see names.py. */
const keys = (word) => {
  const folded = fold(word);
  const level = (it) => replaced(LEVELS.reduce((so, [from, to]) => so.replaceAll(from, to), it), ENDS);
  const unique = (forms) => [...new Set(forms.map(level))];
  if (Object.hasOwn(SHORT, folded)) return unique([SHORT[folded]]);
  if (/^[\u0370-\u04ff]{4,}$/.test(folded)) {
    const forms = [folded, ...SURNAMES.map((rule) => replaced(folded, [rule])).filter((it) => it != folded)];
    forms.push(...forms.filter((it) => it.includes("г")).map((it) => it.replaceAll("г", "h")));
    return unique(forms.map((it) => [...replaced(it, PAIRS)].map((letter) => ROMAN.get(letter) ?? letter).join("")));
  }
  if (!/^[a-z]+$/.test(folded) || (folded.length < 5 && !Object.values(SHORT).includes(folded))) return [];
  const both = [folded, fold(word.toLowerCase().replace(/[äöüøåčšž]/g, (letter) => UMLAUTS[letter]))];
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

export { UNSPACED, asked, fold, keys, words };
