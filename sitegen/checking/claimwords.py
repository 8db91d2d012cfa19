"""Words that carry what a sentence claims: numbers, units, denials, opposites. Data alone.

What is not listed for a language is not looked for in it. Words that are articles as well ("un",
"ein") or that mean other things more often ("second", "noch") are left out.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_NUMBERS: Mapping[str, str] = {
    "en": """
        zero 0, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10, eleven 11,
        twelve 12, thirteen 13, fourteen 14, fifteen 15, sixteen 16, seventeen 17, eighteen 18,
        nineteen 19, twenty 20, thirty 30, forty 40, fifty 50, sixty 60, seventy 70, eighty 80,
        ninety 90, first 1, third 3, fourth 4, fifth 5, sixth 6, seventh 7, tenth 10""",
    "fr": """
        zéro 0, deux 2, trois 3, quatre 4, cinq 5, six 6, sept 7, huit 8, neuf 9, dix 10, onze 11,
        douze 12, treize 13, quatorze 14, quinze 15, seize 16, vingt 20, trente 30, quarante 40,
        cinquante 50, soixante 60, premier 1, première 1, deuxième 2, troisième 3, quatrième 4""",
    "de": """
        null 0, zwei 2, drei 3, vier 4, fünf 5, sechs 6, sieben 7, acht 8, neun 9, zehn 10, elf 11,
        zwölf 12, dreizehn 13, vierzehn 14, fünfzehn 15, sechzehn 16, siebzehn 17, achtzehn 18,
        neunzehn 19, zwanzig 20, dreißig 30, vierzig 40, fünfzig 50, sechzig 60, siebzig 70,
        achtzig 80, neunzig 90, erste 1, ersten 1, erster 1, erstes 1, zweite 2, zweiten 2,
        zweiter 2, zweites 2, dritte 3, dritten 3, dritter 3, vierte 4, vierten 4""",
}

_SCALES: Mapping[str, str] = {
    "en": """
        hundred 100, thousand 1000, dozen 12, million 1000000, millions 1000000, m 1000000,
        billion 1000000000, billions 1000000000, bn 1000000000, trillion 1000000000000""",
    "fr": """
        cent 100, cents 100, mille 1000, douzaine 12, million 1000000, millions 1000000,
        milliard 1000000000, milliards 1000000000""",
    "de": """
        hundert 100, tausend 1000, dutzend 12, million 1000000, millionen 1000000, mio 1000000,
        milliarde 1000000000, milliarden 1000000000, mrd 1000000000, billion 1000000000000,
        billionen 1000000000000""",
}

_UNITS = """
    km: km kilometre kilometres kilometer kilometers kilomètre kilomètres kilometern
    mile: mile miles meile meilen milles
    metre: metre metres meter meters mètre mètres metern
    foot: foot feet ft pied pieds fuß
    tonne: tonne tonnes ton tons tonnen
    kg: kg kilogram kilograms kilogramm kilogramme kilogrammes
    barrel: barrel barrels baril barils fass
    percent: % percent prozent
    euro: € euro euros eur
    dollar: $ dollar dollars usd
    pound: £ pound pounds pfund livres
    yuan: ¥ yuan yuans renminbi
    rouble: rouble roubles ruble rubles rubel
    second: seconds secondes sekunden
    minute: minute minutes minuten
    hour: hour hours heure heures stunde stunden
    day: day days jour jours tag tage tagen
    week: week weeks semaine semaines woche wochen
    month: month months mois monat monate monaten
    year: year years an ans année années jahr jahre jahren"""

_DENIALS: Mapping[str, str] = {
    "en": "not no never neither nor none nobody nothing nowhere without",
    "fr": "pas personne jamais rien aucun aucune ni non sans guère nul nulle",
    "de": """
        nicht nie niemals niemand niemanden niemandem nichts nirgends weder kein keine keinen keinem
        keiner keines ohne""",
}

_OPPOSITES: Mapping[str, str] = {
    "en": """
        more/less more/fewer increase/decrease increased/decreased increases/decreases rise/fall
        rose/fell won/lost before/after above/below over/under north/south east/west
        northern/southern eastern/western legal/illegal open/closed opened/closed accepted/rejected
        accept/reject all/some largest/smallest highest/lowest first/last guilty/innocent
        supported/opposed support/oppose supports/opposes confirmed/denied ally/enemy allies/enemies
        import/export imports/exports early/late both/neither everybody/nobody everyone/nobody""",
    "fr": """
        plus/moins hausse/baisse augmente/diminue augmenté/diminué gagné/perdu avant/après nord/sud
        est/ouest légal/illégal ouvert/fermé accepté/rejeté premier/dernier première/dernière
        coupable/innocent confirmé/démenti allié/ennemi alliés/ennemis importations/exportations
        avec/sans tous/aucun""",
    "de": """
        mehr/weniger gestiegen/gesunken stieg/sank gewonnen/verloren gewann/verlor vor/nach
        über/unter norden/süden osten/westen nördlich/südlich östlich/westlich legal/illegal
        offen/geschlossen angenommen/abgelehnt erste/letzte ersten/letzten schuldig/unschuldig
        bestätigt/dementiert einfuhr/ausfuhr einfuhren/ausfuhren mit/ohne alle/keine""",
}

_OPENERS = """
    der die das den dem des ein eine einer eines einem einen kein keine in im am an auf aus mit von
    vom zum zur zu und aber doch auch als wenn wie so nach vor bei beim seit durch für gegen ohne um
    über unter zwischen es er sie wir ich ihr nur noch schon laut trotz wegen während"""


class ClaimWords(NamedTuple):
    """The words of a language: numbers, what multiplies them, units, denials, opposites.

    `openers` begin a sentence and are no names, though a capital follows them: of German alone.
    """

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    units: Mapping[str, str]
    denials: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    openers: frozenset[str]


@lru_cache(maxsize=16)
def claim_words(language: str) -> ClaimWords:
    """Return the words of a language as they are written; units alone if it is not listed."""
    own = language.partition("-")[0].lower()
    units = [line.partition(": ") for line in _UNITS.split("\n") if line]
    pairs = [it.partition("/") for it in _OPPOSITES.get(own, "").split()]
    return ClaimWords(
        _values(_NUMBERS.get(own, "")),
        _values(_SCALES.get(own, "")),
        {word: unit.strip() for unit, _, words in units for word in words.split()},
        frozenset(_DENIALS.get(own, "").split()),
        tuple([(one, other) for one, _, other in pairs]),
        frozenset(_OPENERS.split() if own == "de" else ()),
    )


def _values(listed: str) -> dict[str, int]:
    pairs = [it.split() for it in listed.split(",") if it.strip()]
    return {word: int(value) for word, value in pairs}
