"""Keys by which a name is found in whichever alphabet and romanisation it stands.

Зеленський, Zelensky, Zelenskyy, Selenskyj and Zelenski have one key; so have Навальный, Navalny and
Nawalny; Горбачёв, Gorbachev and Gorbatschow; Λουκασένκο apart, Лукашенко, Lukashenko, Lukaschenko
and Łukaszenka. A name in Cyrillic or Greek is romanised letter by letter, and what romanisations
disagree about is levelled: `w` and `v`, `sch`, `sz`, `zh` and `sh`, `j`, `y` and `i`, endings.
г is `g` in Russian and `h` in Ukrainian; where it is not known which, a name has both keys.

Keys are wrong about a word now and then (Жуков and Шуков have one), so they are kept apart from
words: of a story, words with a capital have keys if they are Cyrillic or Greek, or end as names of
people from there do; of a question, any word of five letters. A key never joins two words that are
both of another kind, such as Wagner and Vagner.

Designations of letters and digits have keys as well, of both alphabets: Су-57 and Su-57, Х-101,
Kh-101 and Ch-101, Як-130, Yak-130 and Jak-130, Г20 and G20. They are not levelled like names:
J-20 and Y-20 are two aircraft.

Stories in languages that decline names have keys of the forms that a name may have had: Байдена is
Байдена or Байден. Questions have those of surnames alone.

`static/search-words.js` has the same for questions (`keys`).
"""

import re
from collections.abc import Iterable

from sitegen.search.analysis.folding import fold

LETTERS = (
    "аa бb вv гg ґg дd еe єe жzh зz иi іi їi йi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh "
    "щshch ыi ь ъ эe юiu яia ёe ўu јi љl њn ћch ђd џdzh "
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs τt υi φf χh ψps ωo"
)
"""Letters of Cyrillic and Greek, folded, each with its romanisation."""

PAIRS = (
    ("μπ", "b"),
    ("^ντ", "d"),
    ("^γκ", "g"),
    ("γγ", "ng"),
    ("ου", "u"),
    ("αυ", "av"),
    ("ευ", "ev"),
)
"""Greek letters that are read together."""

LEVELS = (
    *(
        ("chtch", "shch"),
        ("tsch", "ch"),
        ("tch", "ch"),
        ("cz", "ch"),
        ("sch", "sh"),
        ("sz", "sh"),
        ("kh", "h"),
    ),
    *(("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("ou", "u"), ("j", "i")),
    *(("y", "i"), ("ts", "s"), ("tz", "s"), ("z", "s")),
)
"""What romanisations write otherwise, in order, and what is put in its place."""

ENDS = (
    ("chr", "^chr", "hr"),
    ("", r"(.)\1+", r"\1"),
    ("ie", "^ie", "e"),
    ("ie", "([aeou])ie", r"\1e"),
    ("v", "i?[oe]v(a?)$", r"ev\1"),
    ("f", "i?[oe]f(a?)$", r"ev\1"),
    ("ine", "(ut|uchk|kun|els|^len|stal|^gagar)ine$", r"\1in"),
    ("enka", "enka$", "enko"),
)
"""The same for what stands somewhere, as patterns, and what a word has for them to be tried."""

OWN = frozenset({"az", "da", "de", "et", "fi", "fo", "hu", "is", "nb", "nn", "no", "sv", "tr"})
"""Languages with ä, ö, ü, å or ø of their own."""

SURNAMES = (
    ("([сц]ь?к|[лжшрзч]ь?н)(?:ого|ому|им|ым|ім|ом|ем)$", r"\1ий"),
    ("([ое]в|[иіы]н)(?:а|у|ым|им|е|і|ом|ой|ою|оі)$", r"\1"),
    ("(енк)(?:а|у|ом|ові|и|е|ой|ою)$", r"\1о"),
)
"""Cases of surnames to the first one."""

DESIGNATED = ((r"^[kc]h(\d)", r"h\1"), ("[yj]([au])", r"i\1"))
"""What romanisations write otherwise in designations."""

_CONSONANTS = "бвгґджзклмнпрстфхцчшщ"
_DECLINED = re.compile(
    f"(.+[{_CONSONANTS}])(?:(?:а|ом|ем|ові|я|ю|єм)|(ы|и|і|е|у|ой|ою|оі))"
).fullmatch
_DECLINED_OPEN = re.compile("(.+[аеиі])(?:я|ю|ем|єм)").fullmatch
"""Cases of other names, of which the second kind may be those of names in -а."""

SHORT = {"си": "xi", "сі": "xi", "цзиньпин": "jinping", "цзіньпін": "jinping"} | dict.fromkeys(
    ("ким", "кім"), "kim"
)
"""Chinese names by the rules of Palladius, which no table of letters gives; and a short one."""

_ENDS = re.compile(
    "(?=.{5}).*(?:sk(?:[yij]{1,2}|a[yj]a|aia|a)|[oe](?:v|w|ff)a?|ko|enka|in|(?:out|ouchk|koun|elts|stal|len|gagar)ine"
    "|ina|[lrzhs]n[yij]{1,2}|(?:ch|czy?|sh|[ijy])uk|(?:[iy]|rm)ak|v[iy](?:ch|tch|c)|w[iy](?:tsch|cz)"
    "|[yij]y|ij|[iy]j|i[vw]|(?:erg|le[kx]s?|ndr)e[yij]|dze|dse|sh?vili|schwili|.{4}[yj]an|akis|poulos"
    "|oglou|i?adis|idis)"
).fullmatch
"""How names of people end in romanisations of Cyrillic and Greek."""

_LAST = re.compile(
    "k[yija]|[yjiv]a|wa|[oe][vw]|ff|[kc]o|in|n[eayij]|[ua]k|ch|ic|cz|[iyj]y|[iyj]j|i[vw]|e[yij]|ze|se"
    "|li|an|[io]s|ou|ii|yi|ji"
).match
"""Their last two letters, which say no in most cases and at once."""

LONG = 5
"""Letters of a word of a question in Latin letters that may be a name in another alphabet."""

_OWNED = re.compile(".{4,}[^s]s").fullmatch
"""What may be the name of somebody with what is theirs: `Gorbatschows`, `Putins`."""

_HACEKS = str.maketrans({"č": "ch", "š": "sh", "ž": "zh"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}) | _HACEKS
_SHORT = frozenset(SHORT.values())
_ENDINGS = frozenset("аоуыиеіюяйм")
_OTHER = re.compile("[\u0370-\u04ff]{4,}").fullmatch
_DESIGNATION = re.compile(r"(?=.*[0-9])(?=.*[^0-9])[0-9a-z\u0400-\u04ff]{2,8}").fullmatch
_TABLE = str.maketrans({pair[0]: pair[1:] for pair in LETTERS.split()})


def _compiled(rules: Iterable[tuple[str, str]]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), put) for pattern, put in rules]


_PAIRS, _SURNAMES, _DESIGNATED = map(_compiled, (PAIRS, SURNAMES, DESIGNATED))
_PLACED = [(needed, re.compile(pattern), put) for needed, pattern, put in ENDS]


def keys(word: str) -> list[str]:
    """Return the keys of a word of a question, which stand before `~` among terms."""
    folded = fold(word)
    if short := SHORT.get(folded):
        return [_level(short)]
    if _OTHER(folded):
        return _keys_of_forms([folded, *_surnames(folded)])
    if _DESIGNATION(folded):
        return _keys_of_designation(folded)
    if not (folded.isascii() and folded.isalpha()):
        return []
    if len(folded) < LONG and folded not in _SHORT:
        return []
    written = fold(word.lower().translate(_UMLAUTS))
    bare = [it[:-1] for it in (folded, written) if _OWNED(it)]
    return list(dict.fromkeys(map(_level, (folded, written, *bare))))


def keys_of_name(word: str, *, spelled: bool = True) -> list[str]:
    """Return the keys of a word of a story that has a capital.

    `spelled` says whether ü and its like are written ue where a paper has no such letters: in
    languages that have them themselves, stemmers know, or nobody does. A háček is written out in
    all of them: Brežnev is Brezhnev.
    """
    folded = fold(word)
    if _OTHER(folded):
        return _keys_of_forms([folded, *_surnames(folded), *_cases(folded)])
    if _DESIGNATION(folded):
        return _keys_of_designation(folded)
    if folded in SHORT or folded in _SHORT:
        return keys(word)
    found = [folded] if _LAST(folded, len(folded) - 2) and _ENDS(folded) else []
    if not word.isascii():
        written = fold(word.lower().translate(_UMLAUTS if spelled else _HACEKS))
        if written != folded:
            found.append(written)
    return list(dict.fromkeys(map(_level, found)))


def _surnames(word: str) -> list[str]:
    if word[-1] not in _ENDINGS:
        return []
    head, tail = word[:-7], word[-7:]  # as far as the patterns look
    forms = (pattern.sub(put, tail) for pattern, put in _SURNAMES)
    return [head + form for form in forms if form != tail]


def _cases(word: str) -> list[str]:
    """Return the first cases of which this may be another."""
    if word[-1] in _ENDINGS:
        if match := _DECLINED(word):
            return [match[1], match[1] + "а"] if match[2] else [match[1]]
        if match := _DECLINED_OPEN(word):
            return [match[1] + "й"]
    elif word[-1] in "αη":
        return [word + "σ"]
    return [word[:-1] + "σ"] if word.endswith("ου") else []


def _keys_of_forms(forms: list[str]) -> list[str]:
    """Return the keys of words in Cyrillic or Greek; of those with г both."""
    return list(dict.fromkeys(map(_level, _romanised_both(forms))))


def _keys_of_designation(word: str) -> list[str]:
    found = _romanised_both([word])
    for pattern, put in _DESIGNATED:
        found = [pattern.sub(put, it) for it in found]
    return found


def _romanised_both(forms: list[str]) -> list[str]:
    """Return words in Latin letters, those with г in two ways."""
    return list(map(_romanised, [*forms, *(it.replace("г", "h") for it in forms if "г" in it)]))


def _romanised(word: str) -> str:
    if min(word) < "\u0400":
        for pattern, put in _PAIRS:
            word = pattern.sub(put, word)
    return word.translate(_TABLE)


def _level(word: str) -> str:
    for written, put in LEVELS:
        if written in word:
            word = word.replace(written, put)
    for needed, pattern, put in _PLACED:
        if needed in word:
            word = pattern.sub(put, word)
    return word
