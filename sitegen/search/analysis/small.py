"""Small words of languages: articles, prepositions, "and".

A question may have them though a story has others in their place: "treaties of Rome" is answered
by "the Rome treaties". They are words all the same: names have them, and other languages have the
same letters for something else. What is written like initials (`us`, `it`, `who`) is none of them.
"""

SMALL = {
    "ar": "في من إلى الى على عن مع و",
    "az": "və ilə üçün",
    "be": "і й у ў на з да ад аб па за для",
    "ca": "el la els les de del dels i a al als en amb per un una",
    "cs": "a v ve na s se z ze do od o po za pro k",
    "da": "og i på af for med til en et",
    "de": (
        "der die das den dem des und ein eine einen einem einer eines in im an am auf aus "
        "bei mit nach von vom zu zum zur für über"
    ),
    "el": "ο η το οι τα του της των τον την και σε στο στη στην στον στα με από για",
    "en": "the of and a an in on at to for from by with",
    "es": "el la los las de del y e a al en con por para un una",
    "et": "ja",
    "eu": "eta",
    "fa": "و در از به را با",
    "fi": "ja",
    "fr": "le la les de du des un une et à a au aux en dans sur par pour avec",
    "ga": "an na agus i ar",
    "he": "של את על עם אל מן",
    "hi": "का के की में से और",
    "hr": "i u na s sa za od do o iz",
    "hu": "a az és",
    "id": "di dan dari ke yang untuk",
    "it": (
        "il lo la i gli le di del dello della dei degli delle e ed a al allo alla ai agli "
        "alle da dal dallo dalla dai dagli dalle in nel nello nella nei negli nelle con "
        "su sul sulla sui per un uno una"
    ),
    "lt": "ir į iš su",
    "lv": "un no ar",
    "nb": "og i på av for med til en et",
    "nl": "de het een en van in op te met voor uit aan bij",
    "pl": "i w we na z ze do od o po za dla",
    "pt": "o a os as de do da dos das e em no na nos nas ao à com por pelo pela para um uma",
    "ro": "și de din la în cu pe pentru a al ale",
    "ru": "и в во на с со к ко из от о об по за для у",
    "sk": "a v vo na s so z zo do od o po za pre k",
    "sl": "in v na s z do od o po za pri",
    "sr": "i u na s sa za od do o iz и у на с са за од до о из",
    "sv": "och i på av för med till en ett",
    "tr": "ve ile için",
    "uk": "і й та в у на з із зі до від о про по за для",
}
"""In lower case, by primary language subtag."""

_SHARED = {"bs": "hr", "cnr": "sr", "sh": "sr", "nn": "nb", "no": "nb"}


def small_words(tag: str) -> frozenset[str]:
    """Return the small words of a language: a BCP 47 tag."""
    primary = tag.lower().partition("-")[0]
    return frozenset(SMALL.get(_SHARED.get(primary, primary), "").split())
