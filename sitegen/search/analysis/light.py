r"""Rules of our own for languages that Snowball has not, or not wholly.

They are lists of replacements that Python and JavaScript read alike: `re` and `RegExp` agree on
what is used here (classes, groups, looking ahead and behind, `\1` in a replacement, which
`script` writes `$1`). They are made to err on the side of too little: a word that is cut too short
finds stories that it should not.

- **Arabic**: Snowball takes the article off `الرئيس`, and what stands before it but و and ف; takes
  the و of some words for "and", though it is theirs (`وزارة`); and leaves the ا of a plural in ات
  without the article. For names with a preposition (`لبنان`, `بلبنان`) a story has both readings.
- **German**: a compound is found by its last noun, too (`Luftbrücke` by `Brücke`), if that is one
  of a list: to take others apart needs a dictionary. A question for a compound finds that alone.
  An `s` behind a vowel is a plural or a genitive (`Autos`, `Obamas`), or the word's own.
- **Hebrew**: the article, prepositions and conjunctions are written on to the word, so that
  `והממשלה` is וה and ממשלה. A story has each reading that leaves three letters; a question has
  the word as it is typed, and without the article. Plurals and the forms that nouns have before
  others lose their ends, if four letters are left.
- **Polish, Czech, Croatian and its sisters, Greek, Estonian**: a vowel that goes, a consonant that
  softens (`listopad`, `listopadzie`), or an ending that Snowball takes for another, where a word
  has one (`wrzesień`, `września`; `travanj`, `travnja`): months are mentioned in the second case.
- **Belarusian, Latvian, Slovak, Slovene**: months in their cases, and nothing else.
- **English, Dutch, French, Italian, Portuguese, Spanish, Turkish**: plurals and the like that
  Snowball leaves as they are, so that singular and plural would have two stems (`año`, `años`).
- **Korean**: particles behind a noun, where they fit the sound before them (은 behind a consonant,
  는 behind a vowel) and leave two syllables; forms of 하다 and 되다, which make verbs of nouns.
  Patterns see the sounds of syllables (NFD).
- **Ukrainian**: endings of nouns, adjectives and verbs by the school grammar; і that becomes о or
  е, and е and о that go, where a syllable opens (`Львів`, `Львова`; `будинок`, `будинку`; `січень`,
  `січня`), which a word in its short form may or may not have: it has both readings.
"""

from unicodedata import normalize

Rules = tuple[tuple[str, str], ...]

_OWN_WAW = (
    "ز[يا]?ر|زراء|كا?ل|طن|لاي|اشنطن|ثي?ق|ثائق|سائل|سط|فد|فود|قت|قف|قود|ضع|جود|جه|حد|فا[ةت]|عد"
    "|رق|باء|اقع|سيط|زن|صف|صول|ظيف|ظائف"
)
ARABIC: Rules = (
    ("^[وف](?=ال(?!د(?:ة|ي|ه|ها|هم|نا|ك|ته|تها|تهم|تي|ين|ان|يه|يها|يهم)?$).{3})", ""),
    (f"^(?=و(?:{_OWN_WAW}))", "ال"),
    ("(?<=.{4})ات$", ""),
)
ARABIC_OTHERS: Rules = (("^[وف]?(?:[بك]|ل(?!ل))(?=.{4})", ""), ("^[وف](?!ال)(?=.{4})", ""))

_HEADS = (
    "abkommen|arbeiter|armee|behörde|betrieb|brücke|bündnis|einsatz|energie|flughafen|forschung"
    "|frieden|führer|fußball|gebiet|gericht|geschichte|gesellschaft|gesetz|gewerkschaft|gipfel"
    "|grenze|gruppe|hafen|handel|hilfe|industrie|institut|kanzler|konferenz|konflikt|kommission"
    "|königin|kraftwerk|krankheit|krieg|krise|küste|länder|mauer|medien|minister|ministerin"
    "|ministerium|mitglied|museum|opfer|organisation|parlament|partei|polizei|politik|politiker"
    "|präsident|präsidentin|presse|programm|projekt|prozess|rakete|recht|reform|regierung|republik"
    "|richter|sanktion|schiff|schule|siedlung|sitzung|soldat|sprache|sprecher|sprecherin|staat"
    "|stadt|steuer|straße|streik|streit|strom|system|tagung|truppe|umwelt|union|unternehmen"
    "|universität|urteil|verband|verbrechen|verfassung|verhandlung|verkehr|versammlung|vertrag"
    "|waffe|wahlen|wasser|wirtschaft|wissenschaft|zeitung|zentrum|zölle"
)
GERMAN_ASKED: Rules = (("^(.{3,}[aiouwy])s$", r"\1"),)
"""`Autos`, `Gorbatschows`: behind these letters Snowball takes an `s` for the word's own."""

GERMAN_OTHERS: Rules = (
    (f"^.{{3,}}?((?:{_HEADS})(?:n|en|s|es|e|er|nen)?)$", r"\1"),
    *GERMAN_ASKED,
)
"""What a compound is a kind of, where that is one of the nouns that news is made of."""

ENGLISH_OTHERS: Rules = (("^(cris|oas|analys|thes|hypothes|diagnos|synthes)es$", r"\1is"),)
FRENCH_OTHERS: Rules = (
    ("^(r|l|empl|conv|env|tourn|octr)ois$", r"\1oi"),
    ("^(?!plus$|[nstv]ous$)(.+[^a]u|.*eau)[sx]$", r"\1"),
)
"""`lois`, `élus`, `enjeux`: behind most vowels Snowball takes an `s` for the word's own."""

ITALIAN_OTHERS: Rules = (("^(.+i)ere$", r"\1era"),)
SPANISH_OTHERS: Rules = (
    (
        "^(?!dios|tres|menos|antes|pues|crisis|lunes|martes|jueves)(.+[aeiou])s$",
        r"\1",
    ),
    ("^(.{2,4})ces$", r"\1z"),
)
PORTUGUESE_OTHERS: Rules = (
    ("ões$", "ão"),
    ("^(?!m[aá]s|depois|pois|dois|três|menos|deus|antes)(.+[aeiou])s$", r"\1"),
)
POLISH_OTHERS: Rules = (
    ("^(.+)rzec$", r"\1rca"),
    ("^(.+)cie[nń]$", r"\1tnia"),
    ("^(.*)dzie[nń]$", r"\1dnia"),
    ("^(.{2,}?)i?e[nń]$", r"\1nia"),
    ("^(.{2,}?)i?ec$", r"\1ca"),
    ("^(.{2,}?)i?e([kł])$", r"\1\2a"),
    ("^(.{2,})dzie$", r"\1da"),
    ("^(.{4,})cie$", r"\1ta"),
    ("^(.{4,})rze$", r"\1ra"),
)
CZECH_OTHERS: Rules = (("^(led|b[rř]ez|dub|kv[eě]t|[cč]erv|srp|[rř][ií]j)en$", r"\1na"),)
CROATIAN_OTHERS: Rules = (
    ("^(.{2,}[^aeiou])a(nj|[knr])$", r"\1\2a"),
    ("^(.{2,}[^аеиоу])а([њкнр])$", r"\1\2а"),
    ("^(.{3,}(?:nj|c))em$", r"\1a"),
    ("^(.{3,}[њц])ем$", r"\1а"),
)
SLOVAK_OTHERS: Rules = (
    ("^(január|február|apríl|máj|jún|júl|august)(?:a|e|i|om)$", r"\1"),
    ("^marc(?:a|i|om)$", "marec"),
    ("^(septem|októ|novem|decem)br(?:a|i|om)$", r"\1ber"),
)
SLOVENE_OTHERS: Rules = (
    ("^((?:janu|febru)ar)j(?:a|u|em)$", r"\1"),
    ("^marc(?:a|u|em)$", "marec"),
    ("^(april|maj|juni?j|julij|avgust)(?:a|u|em|om)$", r"\1"),
    ("^(septem|okto|novem|decem)br(?:a|u|om)$", r"\1ber"),
)
BELARUSIAN_OTHERS: Rules = (
    ("^(студз|чэрв|ліп)ен(?:я|і|ю|ем)$", r"\1ень"),
    ("^(верас|снеж)н(?:я|і|ю|ем)$", r"\1ень"),
    ("^жніўн(?:я|і|ю|ем)$", "жнівень"),
    ("^снежань$", "снежень"),
    ("^лют(?:ага|ым|аму)$", "люты"),
    ("^(сакавік|красавік|кастрычнік|лістапад)(?:а|у|ом)$", r"\1"),
    ("^лістападзе$", "лістапад"),
    ("^ма(?:я|і|ю|ем)$", "май"),
)
ARMENIAN_OTHERS: Rules = (("^մարտի.*$", "մարտ"),)
LATVIAN_OTHERS: Rules = (
    ("^((?:janv|febru)ār|(?:septem|okto|novem|decem)br)(?:a|ī|i|u|im)$", r"\1is"),
    ("^aprī(?:ļa|lī|li|ļu|lim)$", "aprīlis"),
    ("^(mart|maij|jūnij|jūlij|august)(?:a|ā|u|am)$", r"\1s"),
)
GREEK_OTHERS: Rules = (("^(.{3,})[ιί]ου$", r"\1ιος"), ("^μα[ιίϊΐ]ου$", "μάιος"))
ESTONIAN_OTHERS: Rules = (
    ("^(septem|oktoo|novem|detsem)br.*$", r"\1ber"),
    ("^(jaanuar|veebruar|märts|aprill|august)i.*$", r"\1"),
    ("^mai(?:s|l|st|ks)$", "mai"),
)
DUTCH_OTHERS: Rules = (("^(.{5,})en$", r"\1"),)
_TURKISH = "^([^aeıioöuü]*[aeıioöuü]"
TURKISH_OTHERS: Rules = (
    ("^(.{2,}[aeıioöuü])s[ıiuü]$", r"\1"),
    ("^(.{2,}[aeıioöuü])l[ae]r[ıi]n$", r"\1"),
    ("^(.{3,}[^aeıioöuü]{2})[ıiuü]n?$", r"\1"),
    ("^(.{2,}[aeıioöuü][^aeıioöuü])(?:[ıiuü]n|[dt][ae](?:n|ki)?)$", r"\1"),
    (f"{_TURKISH}[^aeıioöuü]+)l[ae]r(?:[ıi].*|[ae]|d[ae].*)?$", r"\1"),
    (f"^(?![uü]lk){_TURKISH[1:]}[^aeıioöuü]{{2,}}?)(?:[ıiuüae]|[ıiuü]n|[dt][ae]n?)$", r"\1"),
)
"""Snowball takes too much of `gemilerin` and `başkenti`, and leaves no word of one syllable:
`halklar`, `harfi`. Where it ends with one consonant, a vowel behind it may be the word's own
(`ada`, `yasa`)."""


HEBREW: Rules = (("(?<=.{4})(?:ות|ים|[התי])$", ""),)
"""Plurals, and what stands before another noun: `החלטה`, `החלטות`, `החלטת העצרת`. Of shorter words
the letter may be their own."""

HEBREW_OTHERS: Rules = (
    ("^[בהל](?=..$)", ""),
    ("^[והבכלמש](?=.{3})", ""),
    ("^(?:ו[הבכלמש]|ש[הבכלמ]|[בכלמ]ה|[כמ]ש)(?=.{3})", ""),
    ("^(?:וש[הבלמ]|[ול]כש|ו[בכלמ]ה|כשה|ש[במל]ה|לכשה)(?=.{3})", ""),
)
HEBREW_ASKED: Rules = (("^ה(?=.{4})", ""),)


def _jamo(text: str) -> str:
    return normalize("NFD", text)


_PARTICLES = (
    "의|에|에서|에게|에게서|께서|도|만|부터|까지|보다|처럼|마다|조차|밖에|한테|하고|라도|이라도|이나|이며|이다|입니다"
    "|였다|이었다|이라고|에는|에서는|에서도|에도|에게는|에의|까지의|부터의|에서의|만의|으로의|로의|과의|와의|으로서"
    "|로서|으로써|로써|으로는|로는|으로도|로도|이라는"
)
_VERBS = (
    "하다|한다|했다|하는|하고|하며|하면|하여|해|해서|했고|했던|했으며|했지만|하지만|한|할|함|하기|하자|하려|한다고"
    "|했다고|해야|합니다|했습니다|되다|된다|됐다|되는|되고|되며|되면|되어|돼|된|될|됨|되기|됐고|됐던|됐으며|된다고"
    "|됐다고|됩니다|됐습니다|시키다|시켰다|시킨|시키는"
)
_FINAL = "[\u11a8-\u11c2]"
_OPEN = "[\u1100-\u1112][\u1161-\u1175]"
_TWO = f"^((?:[a-z0-9]|{_OPEN}{_FINAL}?)+?{_OPEN}"
"""The beginning of a word of two syllables at least, but for the last consonant of the last.

A letter or a digit of ours stands for one: 38선은."""

KOREAN_OTHERS: Rules = tuple(
    (_jamo(pattern), r"\1")
    for pattern in (
        f"{_TWO}{_FINAL})(?:은|이|을|과|으로)$",
        f"{_TWO})(?:는|가|를|와|로)$",
        f"{_TWO}\u11af)로$",
        f"{_TWO}{_FINAL}?)(?:들)?(?:{_PARTICLES})$",
        f"{_TWO}{_FINAL}?)들(?:은|이|을|과|로|으로)?$",
        f"{_TWO}{_FINAL}?)(?:{_VERBS})$",
        f"^([0-9]*[a-z][a-z0-9]*)(?:은|는|이|가|을|를|과|와|로|으로|들|들은|들이|{_PARTICLES})$",
    )
)

_VOWELS = "аеєиіїоуюя"
_CONSONANTS = "бвгґджзклмнпрстфхцчшщ"
_STEM = (
    f"^((?:[{_VOWELS}]..|[^{_VOWELS}][{_VOWELS}].|[^{_VOWELS}]{{2}}[{_VOWELS}]|[^{_VOWELS}]{{3}}"
    f"[{_VOWELS}])"
)
"""The beginning of a word: three letters, and a vowel among them."""

_OF_VERBS = (
    "увати|ювати|ували|ювали|увала|ювала|увало|ювало|ував|ював|ують|юють|ають|яють|ати|яти|ити|іти"
    "|ала|яла|ила|іла|ало|яло|ило|іло|али|яли|или|іли|ує|ює"
)
_OF_NOUNS = (
    "ями|ами|ими|іми|ого|ього|ому|ьому|ові|еві|єві|ях|ах|их|іх|ям|ам|им|ім|ом|ем|єм|ою|ею|єю|ої|ій"
    "|ий|їй|їв|ів|ей|ї|є|а|я|у|ю|о|е|и|і|й"
)
"""And of adjectives."""

UKRAINIAN: Rules = (
    (f"{_STEM}.*?)(?:ся|сь)$", r"\1"),
    (f"{_STEM}.+?)(?:{_OF_VERBS})$", r"\1"),
    (f"{_STEM}.*?)(?:{_OF_NOUNS})$", r"\1"),
    ("[ьй]$", ""),
    (f"{_STEM}.+?)(?:ов|ев|єв|ів|їв)$", r"\1"),
    ("їв$", "єв"),
    ("ів$", "ов"),
    ("ец$", "ц"),
    (rf"([{_CONSONANTS}])\1$", r"\1"),
)
UKRAINIAN_OTHERS: Rules = (
    ("(?<=..)е(?=нь$)", ""),
    (f"і(?=[{_CONSONANTS}]+ь?$)", "о"),
    ("(?<=..)о(?=к$)", ""),
    ("(?<=[иії])ці$", "ка"),
    ("(?<=...[аяи])в$", "ла"),
)
