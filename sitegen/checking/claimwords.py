"""Words that carry what a sentence claims: numbers, units, denials, opposites. Data alone.

What is not listed for a language is not looked for in it. Words that are articles as well ("un",
"ein") or that mean other things more often ("second", "noch") are left out.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_NUMBERS: Mapping[str, str] = {
    "en": """
        zero 0, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10, eleven 11,
        twelve 12, thirteen 13, fourteen 14, fifteen 15, sixteen 16, seventeen 17, eighteen 18,
        nineteen 19, twenty 20, thirty 30, forty 40, fifty 50, sixty 60, seventy 70, eighty 80,
        ninety 90, first 1, third 3, fourth 4, fifth 5, sixth 6, seventh 7, tenth 10,
        twice 2, thrice 3""",
    "fr": """
        zéro 0, deux 2, trois 3, quatre 4, cinq 5, six 6, sept 7, huit 8, neuf 9, dix 10, onze 11,
        douze 12, treize 13, quatorze 14, quinze 15, seize 16, vingt 20, trente 30, quarante 40,
        cinquante 50, soixante 60, premier 1, première 1, deuxième 2, troisième 3, quatrième 4""",
    "de": """
        null 0, zwei 2, drei 3, vier 4, fünf 5, sechs 6, sieben 7, acht 8, neun 9, zehn 10, elf 11,
        zwölf 12, dreizehn 13, vierzehn 14, fünfzehn 15, sechzehn 16, siebzehn 17, achtzehn 18,
        neunzehn 19, zwanzig 20, dreißig 30, vierzig 40, fünfzig 50, sechzig 60, siebzig 70,
        achtzig 80, neunzig 90, erste 1, ersten 1, erster 1, erstes 1, zweite 2, zweiten 2,
        zweiter 2, zweites 2, dritte 3, dritten 3, dritter 3, vierte 4, vierten 4,
        zweimal 2, dreimal 3, viermal 4, fünfmal 5, zehnmal 10""",
    "es": """
        cero 0, dos 2, tres 3, cuatro 4, cinco 5, seis 6, siete 7, ocho 8, nueve 9, diez 10,
        once 11, doce 12, trece 13, catorce 14, quince 15, dieciséis 16, diecisiete 17,
        dieciocho 18, diecinueve 19, veinte 20, veintiún 21, veintiuno 21, veintidós 22,
        veintitrés 23, veinticuatro 24, veinticinco 25, veintiséis 26, veintisiete 27,
        veintiocho 28, veintinueve 29, treinta 30, cuarenta 40, cincuenta 50, sesenta 60,
        setenta 70, ochenta 80, noventa 90, primer 1, primero 1, primera 1, tercer 3, tercera 3""",
    "it": """
        zero 0, due 2, tre 3, quattro 4, cinque 5, sei 6, sette 7, otto 8, nove 9, dieci 10,
        undici 11, dodici 12, tredici 13, quattordici 14, quindici 15, sedici 16, diciassette 17,
        diciotto 18, diciannove 19, venti 20, trenta 30, quaranta 40, cinquanta 50, sessanta 60,
        settanta 70, ottanta 80, novanta 90, primo 1, terzo 3, terza 3""",
    "pt": """
        zero 0, dois 2, duas 2, três 3, quatro 4, cinco 5, seis 6, sete 7, oito 8, nove 9, dez 10,
        onze 11, doze 12, treze 13, catorze 14, quatorze 14, quinze 15, dezesseis 16, dezasseis 16,
        dezessete 17, dezassete 17, dezoito 18, dezenove 19, dezanove 19, vinte 20, trinta 30,
        quarenta 40, cinquenta 50, sessenta 60, setenta 70, oitenta 80, noventa 90, primeiro 1,
        primeira 1, terceiro 3, terceira 3""",
    "ru": """
        ноль 0, два 2, две 2, двух 2, двум 2, двумя 2, три 3, трёх 3, трём 3, тремя 3, четыре 4,
        четырёх 4, четырём 4, четырьмя 4, пять 5, пяти 5, пятью 5, шесть 6, шести 6, семь 7,
        семи 7, восемь 8, восьми 8, девять 9, девяти 9, десять 10, десяти 10, одиннадцать 11,
        одиннадцати 11, двенадцать 12, двенадцати 12, тринадцать 13, тринадцати 13,
        четырнадцать 14, четырнадцати 14, пятнадцать 15, пятнадцати 15, шестнадцать 16,
        шестнадцати 16, семнадцать 17, семнадцати 17, восемнадцать 18, восемнадцати 18,
        девятнадцать 19, девятнадцати 19, двадцать 20, двадцати 20, тридцать 30, тридцати 30,
        сорок 40, сорока 40, пятьдесят 50, пятидесяти 50, шестьдесят 60, шестидесяти 60,
        семьдесят 70, семидесяти 70, восемьдесят 80, восьмидесяти 80, девяносто 90,
        дважды 2, трижды 3""",
    "uk": """
        нуль 0, два 2, дві 2, двох 2, двом 2, двома 2, три 3, трьох 3, трьом 3, трьома 3,
        чотири 4, чотирьох 4, чотирьом 4, п'ять 5, п'яти 5, п'ятьох 5, шість 6, шести 6,
        шістьох 6, сім 7, семи 7, сімох 7, вісім 8, восьми 8, вісьмох 8, дев'ять 9, дев'яти 9,
        десять 10, десяти 10, одинадцять 11, одинадцяти 11, дванадцять 12, дванадцяти 12,
        тринадцять 13, тринадцяти 13, чотирнадцять 14, чотирнадцяти 14, п'ятнадцять 15,
        п'ятнадцяти 15, шістнадцять 16, шістнадцяти 16, сімнадцять 17, сімнадцяти 17,
        вісімнадцять 18, вісімнадцяти 18, дев'ятнадцять 19, дев'ятнадцяти 19, двадцять 20,
        двадцяти 20, тридцять 30, тридцяти 30, сорок 40, сорока 40, п'ятдесят 50, п'ятдесяти 50,
        шістдесят 60, шістдесяти 60, сімдесят 70, сімдесяти 70, вісімдесят 80, вісімдесяти 80,
        дев'яносто 90, двічі 2, тричі 3""",
    "ar": """
        صفر 0, اثنان 2, اثنين 2, اثنتان 2, اثنتين 2, اثنا 2, اثني 2, اثنتا 2, اثنتي 2, ثلاث 3,
        ثلاثة 3, أربع 4, أربعة 4, خمس 5, خمسة 5, ست 6, ستة 6, سبع 7, سبعة 7, ثمان 8, ثماني 8,
        ثمانية 8, تسع 9, تسعة 9, عشر 10, عشرة 10, عشرون 20, عشرين 20, ثلاثون 30, ثلاثين 30,
        أربعون 40, أربعين 40, خمسون 50, خمسين 50, ستون 60, ستين 60, سبعون 70, سبعين 70,
        ثمانون 80, ثمانين 80, تسعون 90, تسعين 90, مرتين 2""",
    "tr": """
        sıfır 0, iki 2, üç 3, dört 4, beş 5, altı 6, yedi 7, sekiz 8, dokuz 9, on 10, yirmi 20,
        otuz 30, kırk 40, elli 50, altmış 60, yetmiş 70, seksen 80, doksan 90""",
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
    "es": "cien 100, ciento 100, mil 1000, docena 12, millón 1000000, millones 1000000",
    "it": """
        cento 100, mille 1000, mila 1000, milione 1000000, milioni 1000000, miliardo 1000000000,
        miliardi 1000000000""",
    "pt": """
        cem 100, cento 100, mil 1000, dúzia 12, milhão 1000000, milhões 1000000, bilhão 1000000000,
        bilhões 1000000000""",
    "ru": """
        сто 100, тысяча 1000, тысячи 1000, тысяч 1000, тыс 1000, миллион 1000000, миллиона 1000000,
        миллионов 1000000, млн 1000000, миллиард 1000000000, миллиарда 1000000000,
        миллиардов 1000000000, млрд 1000000000""",
    "uk": """
        сто 100, тисяча 1000, тисячі 1000, тисяч 1000, тис 1000, мільйон 1000000, мільйони 1000000,
        мільйона 1000000, мільйонів 1000000, млн 1000000, мільярд 1000000000, мільярди 1000000000,
        мільярда 1000000000, мільярдів 1000000000, млрд 1000000000""",
    "ar": """
        مئة 100, مائة 100, ألف 1000, ألفا 1000, آلاف 1000, مليون 1000000, مليونا 1000000,
        ملايين 1000000, مليار 1000000000, مليارا 1000000000, مليارات 1000000000""",
    "tr": "yüz 100, bin 1000, milyon 1000000, milyar 1000000000",
}

_UNITS = """
    km: km kilometre kilometres kilometer kilometers kilomètre kilomètres kilometern
    km: kilómetro kilómetros chilometro chilometri quilómetros quilômetros километр километра
    km: километров км кілометр кілометри кілометрів كيلومتر كيلومترا كيلومترات
    mile: mile miles meile meilen milles
    metre: metre metres meter meters mètre mètres metern
    foot: foot feet ft pied pieds fuß
    tonne: tonne tonnes ton tons tonnen
    kg: kg kilogram kilograms kilogramm kilogramme kilogrammes
    barrel: barrel barrels baril barils fass
    percent: % percent prozent процент процента процентов відсоток відсотки відсотків yüzde
    euro: € euro euros eur евро євро يورو
    dollar: $ dollar dollars usd dólares dollari доллар доллара долларов долар долари доларів دولار
    dollar: دولارا دولارات dolar
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
    "es": "no nunca jamás nadie nada ningún ninguno ninguna ni sin tampoco",
    "it": "non mai nessuno nessuna nessun niente nulla né senza neppure neanche",
    "pt": "não nunca jamais ninguém nada nenhum nenhuma nem sem",
    "ru": """
        не ни нет никогда никто никого никому ничего нигде без никакой никакого никаких нельзя""",
    "uk": """
        не ні немає ніколи ніхто нікого нікому нічого ніде без жоден жодна жодне жодного жодної
        жодних""",
    "ar": "لم لن لا ليس ليست ليسوا غير دون بدون",
    "tr": "değil hiç hiçbir yok asla kimse",
}

_OPPOSITES: Mapping[str, str] = {
    "en": """
        more/less more/fewer increase/decrease increased/decreased increases/decreases rise/fall
        rises/falls rose/fell grew/shrank grows/shrinks won/lost before/after above/below
        over/under north/south east/west
        northern/southern eastern/western legal/illegal open/closed opened/closed accepted/rejected
        accept/reject all/some largest/smallest highest/lowest first/last guilty/innocent
        supported/opposed support/oppose supports/opposes confirmed/denied ally/enemy allies/enemies
        import/export imports/exports early/late both/neither everybody/nobody everyone/nobody
        many/few most/few majority/minority inside/outside higher/lower likely/unlikely win/lose
        wins/loses bought/sold buys/sells possible/impossible""",
    "fr": """
        plus/moins hausse/baisse augmente/diminue monte/baisse augmenté/diminué gagné/perdu
        avant/après nord/sud
        est/ouest légal/illégal ouvert/fermé accepté/rejeté premier/dernier première/dernière
        coupable/innocent confirmé/démenti allié/ennemi alliés/ennemis importations/exportations
        avec/sans tous/aucun tous/personne dessus/dessous beaucoup/peu majorité/minorité
        possible/impossible acheté/vendu""",
    "de": """
        mehr/weniger gestiegen/gesunken stieg/sank steigt/sinkt stiegen/sanken gewonnen/verloren
        gewann/verlor vor/nach
        über/unter norden/süden osten/westen nördlich/südlich östlich/westlich legal/illegal
        offen/geschlossen angenommen/abgelehnt erste/letzte ersten/letzten schuldig/unschuldig
        bestätigt/dementiert einfuhr/ausfuhr einfuhren/ausfuhren mit/ohne alle/keine alle/niemand
        alle/niemanden viele/wenige mehrheit/minderheit oberhalb/unterhalb möglich/unmöglich
        gekauft/verkauft""",
    "es": """
        más/menos aumento/disminución aumentó/disminuyó subió/bajó sube/baja ganó/perdió
        antes/después
        norte/sur oriental/occidental legal/ilegal abierto/cerrado abierta/cerrada aceptó/rechazó
        aprobó/rechazó culpable/inocente confirmó/negó aliado/enemigo aliados/enemigos
        exportaciones/importaciones con/sin todos/nadie muchos/pocos mayoría/minoría""",
    "it": """
        più/meno aumento/calo aumentato/diminuito aumenta/diminuisce vinto/perso prima/dopo
        nord/sud est/ovest
        legale/illegale aperto/chiuso accettato/respinto approvato/respinto colpevole/innocente
        confermato/smentito alleato/nemico alleati/nemici esportazioni/importazioni con/senza
        tutti/nessuno molti/pochi maggioranza/minoranza""",
    "pt": """
        mais/menos aumento/queda aumentou/diminuiu subiu/caiu sobe/cai ganhou/perdeu antes/depois
        norte/sul
        leste/oeste legal/ilegal aberto/fechado aceitou/rejeitou aprovou/rejeitou culpado/inocente
        confirmou/negou aliado/inimigo aliados/inimigos exportações/importações com/sem
        todos/ninguém muitos/poucos maioria/minoria""",
    "ru": """
        больше/меньше более/менее рост/падение растёт/падает вырос/упал выросла/упала выросли/упали
        выиграл/проиграл до/после выше/ниже север/юг севере/юге северный/южный восток/запад
        востоке/западе восточный/западный открыт/закрыт открыта/закрыта законный/незаконный
        принял/отклонил принята/отклонена подтвердил/опроверг союзник/противник
        союзники/противники экспорт/импорт первый/последний все/никто много/мало
        большинство/меньшинство""",
    "uk": """
        більше/менше зростання/падіння зростає/падає зріс/впав зросла/впала зросли/впали
        виграв/програв до/після
        вище/нижче північ/південь півночі/півдні північний/південний схід/захід сході/заході
        східний/західний відкритий/закритий законний/незаконний прийняв/відхилив
        прийнято/відхилено підтвердив/спростував союзник/ворог союзники/вороги експорт/імпорт
        перший/останній усі/ніхто всі/ніхто багато/мало більшість/меншість""",
    "ar": """
        أكثر/أقل ارتفع/انخفض ارتفعت/انخفضت يرتفع/ينخفض ترتفع/تنخفض زاد/تراجع قبل/بعد فوق/تحت
        شمال/جنوب شرق/غرب
        الشمالي/الجنوبي الشرقي/الغربي مفتوح/مغلق وافق/رفض وافقت/رفضت قبلت/رفضت أكد/نفى أكدت/نفت
        حليف/عدو حلفاء/أعداء الصادرات/الواردات مع/بدون فاز/خسر فازت/خسرت أول/آخر بريء/مذنب
        معظم/قليل""",
    "tr": """
        arttı/azaldı yükseldi/düştü kazandı/kaybetti önce/sonra kuzey/güney doğu/batı açık/kapalı
        doğruladı/yalanladı müttefik/düşman ihracat/ithalat ilk/son çoğu/azı""",
}

_CONJUNCTIONS = "and or et ou und oder sowie y e o ve veya и или і й та або و"

_ONES = "one un une uno una um uma один одна одно одне одного واحد واحدة أحد إحدى bir"

_GERMAN_UNITS = "ein zwei drei vier fünf sechs sieben acht neun"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"

_OPENERS = """
    der die das den dem des ein eine einer eines einem einen kein keine in im am an auf aus mit von
    vom zum zur zu und aber doch auch als wenn wie so nach vor bei beim seit durch für gegen ohne um
    über unter zwischen es er sie wir ich ihr nur noch schon laut trotz wegen während"""


class ClaimWords(NamedTuple):
    """The words of a language: numbers, what multiplies them, units, denials, opposites.

    `conjunctions` stand between names that are counted up; `ones` are 1 behind another number, and
    articles elsewhere; `openers` begin a sentence and are no
    names, though a capital follows them: of German alone.
    """

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    units: Mapping[str, str]
    denials: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    conjunctions: frozenset[str]
    ones: frozenset[str]
    openers: frozenset[str]


@lru_cache(maxsize=16)
def claim_words(language: str) -> ClaimWords:
    """Return the words of a language as they are written; units alone if it is not listed."""
    own = language.partition("-")[0].lower()
    units = [line.partition(": ") for line in _UNITS.split("\n") if line]
    pairs = [it.partition("/") for it in _OPPOSITES.get(own, "").split()]
    numbers = _values(_NUMBERS.get(own, ""))
    return ClaimWords(
        {**numbers, **(dict(_german(numbers)) if own == "de" else {})},
        _values(_SCALES.get(own, "")),
        {word: unit.strip() for unit, _, words in units for word in words.split()},
        frozenset(_DENIALS.get(own, "").split()),
        tuple([(one, other) for one, _, other in pairs]),
        frozenset(_CONJUNCTIONS.split()),
        frozenset(_ONES.split()),
        frozenset(_OPENERS.split() if own == "de" else ()),
    )


def _values(listed: str) -> dict[str, int]:
    pairs = [it.split() for it in listed.split(",") if it.strip()]
    return {word: int(value) for word, value in pairs}


def _german(numbers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the numbers that German writes as one word, the unit first: dreiundzwanzig."""
    for unit in _GERMAN_UNITS.split():
        for ten in _GERMAN_TENS.split():
            yield f"{unit}und{ten}", numbers.get(unit, 1) + numbers[ten]
