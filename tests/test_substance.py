"""Whether an edit of a published text changed what it says: forty edits, in three languages."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.checking.substance import changes


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(it.split()) for it in text.split("\n\n"))


TEXTS: dict[str, tuple[str, ...]] = {
    "en": paragraphs(
        """
        The convention was signed in Montreux on 20 July 1936 by ten states. Australia, Bulgaria
        and Greece were among them. Warships of other powers may not stay longer than 21 days.

        “The straits are open to merchant ships of all flags,” the foreign minister said. Turkey
        did not close them during the war. Some 40,000 vessels pass each year, and the channel is
        31 kilometres long.

        In 1982 Britain sent a fleet of 127 ships. Margaret Thatcher spoke in London on Monday.
        The United Nations had asked both sides to talk. The war killed 649 Argentines and 255
        British servicemen.
        """
    ),
    "fr": paragraphs(
        """
        Le traité a été signé à Paris le 22 janvier 1963 par Charles de Gaulle et Konrad Adenauer.
        La France et l’Allemagne y promettent de se consulter. Le Bundestag n’a pas rejeté le
        texte.

        « Ce traité ouvre toutes grandes les portes d’un avenir nouveau », disait le général. Deux
        millions de jeunes ont participé aux échanges. L’office compte 25 partenaires à Berlin et
        à Varsovie.

        En 2019, Angela Merkel et Emmanuel Macron ont signé un second traité à Aix-la-Chapelle.
        Aucun parti n’a voté contre. Le budget atteint 1,5 milliard d’euros.
        """
    ),
    "de": paragraphs(
        """
        Der Vertrag wurde am 12. September 1990 in Moskau unterzeichnet. Die vier Mächte gaben
        ihre Rechte auf. Die Streitkräfte wurden auf 370.000 Mann begrenzt.

        „Damit ist die Nachkriegszeit beendet“, sagte der Minister nach dem Treffen in Moskau.
        Polen erkannte die Grenze nicht sofort an. Der Abzug dauerte vier Jahre.

        Bundeskanzler Helmut Kohl reiste im Februar nach Washington. Kein Staat erhob Einspruch.
        Frankreich und Großbritannien stimmten zu. Die Kosten betrugen 15 Milliarden Mark.
        """
    ),
}


class Edit(NamedTuple):
    """An edit of one of the texts: what stood there, and what stands there then."""

    language: str
    old: str
    new: str


SUBSTANTIAL = [
    Edit("en", "20 July 1936", "20 July 1939"),
    Edit("en", "20 July 1936", "20 June 1936"),
    Edit("en", "ten states", "nine states"),
    Edit("en", "Bulgaria", "Romania"),
    Edit("en", "may not stay", "may stay"),
    Edit("en", "open to merchant ships", "closed to merchant ships"),
    Edit("en", "did not close", "closed"),
    Edit("en", "31 kilometres", "31 miles"),
    Edit("en", "649 Argentines and 255 British", "255 Argentines and 649 British"),
    Edit("en", "spoke in London on Monday", "spoke in Dublin on Monday"),
    Edit("fr", "22 janvier 1963", "22 février 1963"),
    Edit("fr", "Konrad Adenauer", "Ludwig Erhard"),
    Edit("fr", "n’a pas rejeté", "a rejeté"),
    Edit("fr", "Deux millions de jeunes", "Trois millions de jeunes"),
    Edit("fr", "d’un avenir nouveau", "d’un avenir commun"),
    Edit("fr", "1,5 milliard", "1,5 million"),
    Edit("de", "370.000 Mann", "340.000 Mann"),
    Edit("de", "in Moskau unterzeichnet", "in Berlin unterzeichnet"),
    Edit("de", "nicht sofort an", "sofort an"),
    Edit("de", "Helmut Kohl", "Willy Brandt"),
]

HARMLESS = [
    Edit("en", "“The straits are open to merchant ships of all flags,”",
         '"The straits are open to merchant ships of all flags,"'),
    Edit("en", "Some 40,000 vessels pass each year", "Each year some 40,000 vessels pass"),
    Edit("en", "ten states", "10 states"),
    Edit("en", "The United Nations had asked", "The UN had asked"),
    Edit("en", "Margaret Thatcher", "Margarett Thatcher"),
    Edit("en", "Turkey did not close", "Turkey didn't close"),
    Edit("en", "Warships of other powers", "The warships of other powers"),
    Edit("en", "a fleet of 127 ships", "a fleet — 127 ships"),
    Edit("en", "40,000 vessels", "40 000 vessels"),
    Edit("en", "The war killed 649 Argentines and 255 British servicemen.",
         "The war killed 649 Argentines. It killed 255 British servicemen."),
    Edit("fr", "l’Allemagne", "l'Allemagne"),
    Edit("fr", "« Ce traité ouvre toutes grandes les portes d’un avenir nouveau »",
         "“Ce traité ouvre toutes grandes les portes d’un avenir nouveau”"),
    Edit("fr", "Deux millions de jeunes", "Quelque 2 millions de jeunes"),
    Edit("fr", "Le budget atteint", "Le budget s’élève à"),
    Edit("fr", "promettent de se consulter", "s’engagent à se consulter"),
    Edit("fr", "En 2019, Angela Merkel et Emmanuel Macron ont signé un second traité à"
         " Aix-la-Chapelle.", "Angela Merkel et Emmanuel Macron ont signé, en 2019, un second"
         " traité à Aix-la-Chapelle."),
    Edit("de", "Großbritannien", "Grossbritannien"),
    Edit("de", "nach dem Treffen in Moskau", "nach dem Gespräch in Moskau"),
    Edit("de", "„Damit ist die Nachkriegszeit beendet“", "»Damit ist die Nachkriegszeit beendet«"),
    Edit("de", "Der Abzug dauerte vier Jahre.", "Vier Jahre dauerte der Abzug."),
]  # fmt: skip


ELSEWHERE: dict[str, tuple[str, ...]] = {
    "es": paragraphs(
        """
        El Tratado de Tlatelolco se firmó el 14 de febrero de 1967 en México. Alfonso
        García Robles fue su principal impulsor. Cuba no lo firmó hasta 1995.

        El tratado prohíbe las armas nucleares en toda América Latina. «Ningún país
        puede fabricarlas», dijo el diplomático. Participaron treinta y tres Estados.
        """
    ),
    "ru": paragraphs(
        """
        Договор об Антарктике подписали в Вашингтоне двенадцать государств. Он не
        допускает военных баз. Василий Кузнецов подписал его за Москву.

        «Антарктика принадлежит всем», — сказал посол. Договор вступил в силу через два
        года. Никто не вышел из него.
        """
    ),
    "uk": paragraphs(
        """
        Будапештський меморандум підписали 5 грудня 1994 року. Документ підписали Леонід
        Кучма, Борис Єльцин, Білл Клінтон і Джон Мейджор. Україна відмовилася від
        ядерної зброї.

        Меморандум не передбачає військової допомоги. «Ми поважаємо незалежність і
        кордони України», — говориться в тексті. Україна мала приблизно 1900
        стратегічних боєголовок.

        Останні боєголовки вивезли до Росії через два роки. Жодна сторона не
        ратифікувала документ. Франція і Китай зробили окремі заяви.

        Олександр Довженко народився в Сосниці. Конвенцію підтримали двадцять сім
        держав. Польща не голосувала.

        «Кордони не змінюються силою», — сказав міністр. Угода діє п'ять років. Литва та
        Латвія приєдналися.
        """
    ),
    "ar": paragraphs(
        """
        وُقّعت اتفاقية كامب ديفيد في 17 سبتمبر 1978 في واشنطن. وقّعها أنور السادات
        ومناحيم بيغن بحضور جيمي كارتر. استمرت المحادثات ثلاثة عشر يومًا.

        لم تشارك الأردن في المحادثات. قال السادات في القدس: «جئت إليكم اليوم على قدمين
        ثابتتين». انسحبت إسرائيل من سيناء كلها عام 1982.

        نال الرجلان جائزة نوبل للسلام. رفضت سوريا الاتفاقية وعلّقت الجامعة العربية عضوية
        مصر. ونقلت الجامعة مقرها إلى تونس.

        وقّعت سبع دول ميثاق الجامعة العربية في القاهرة. لم تحضر ليبيا الاجتماع. بلغ عدد
        الأعضاء اثنين وعشرين عضوًا.

        قال الأمين العام: «لا أحد فوق الميثاق». ترتفع الصادرات بنسبة خمسة في المئة. يقع
        المقر في القاهرة.
        """
    ),
}
"""Texts in languages that the rules were made for by words alone, and edits as above."""

SUBSTANTIAL_ELSEWHERE = [
    Edit("uk", "приблизно 1900", "приблизно 1300"),
    Edit("uk", "Джон Мейджор", "Тоні Блер"),
    Edit("uk", "не передбачає", "передбачає"),
    Edit("uk", "незалежність і кордони України", "незалежність і нейтралітет України"),
    Edit("uk", "через два роки", "через три роки"),
    Edit("ar", "ثلاثة عشر يومًا", "خمسة عشر يومًا"),
    Edit("ar", "لم تشارك الأردن", "شاركت الأردن"),
    Edit("ar", "على قدمين ثابتتين", "بقلب مفتوح"),
    Edit("ar", "عام 1982", "عام 1981"),
    Edit("es", "14 de febrero", "4 de febrero"),
    Edit("es", "García Robles", "Pérez Robles"),
    Edit("es", "no lo firmó hasta", "lo firmó en"),
    Edit("es", "treinta y tres", "treinta y dos"),
    Edit("es", "Ningún país", "Cualquier país"),
    Edit("ru", "двенадцать", "одиннадцать"),
    Edit("ru", "не допускает", "допускает"),
    Edit("ru", "Василий Кузнецов", "Андрей Громыко"),
    Edit("ru", "принадлежит всем", "не принадлежит никому"),
    Edit("ru", "Никто не вышел", "Чили вышло"),
    Edit("uk", "двадцять сім", "двадцять шість"),
    Edit("uk", "Польща не голосувала", "Польща голосувала"),
    Edit("uk", "п'ять років", "шість років"),
    Edit("uk", "Литва та Латвія", "Литва та Естонія"),
    Edit("uk", "не змінюються силою", "змінюються силою"),
    Edit("ar", "سبع دول", "ثماني دول"),
    Edit("ar", "لم تحضر ليبيا", "حضرت ليبيا"),
    Edit("ar", "اثنين وعشرين", "اثنين وثلاثين"),
    Edit("ar", "ترتفع", "تنخفض"),
    Edit("ar", "في القاهرة. لم", "في بغداد. لم"),
]

HARMLESS_ELSEWHERE = [
    Edit("uk", "Леонід Кучма, Борис Єльцин", "Борис Єльцин, Леонід Кучма"),
    Edit("uk", "через два роки", "за 2 роки"),
    Edit("uk", "приблизно 1900", "близько 1 900"),
    Edit("ar", "في 17 سبتمبر 1978", "في ١٧ سبتمبر ١٩٧٨"),
    Edit("ar", "وُقّعت اتفاقية", "وقعت اتفاقية"),
    Edit("ar", "ثلاثة عشر يومًا", "13 يومًا"),
    Edit("es", "treinta y tres", "33"),
    Edit("es", "se firmó", "fue firmado"),
    Edit("es", "Participaron treinta y tres Estados.", "Treinta y tres Estados participaron."),
    Edit("ru", "двенадцать", "12"),
    Edit("ru", "через два года", "спустя два года"),
    Edit("uk", "двадцять сім", "27"),
    Edit("uk", "Литва та Латвія", "Латвія та Литва"),
    Edit("uk", "п'ять років", "п’ять років"),
    Edit("ar", "خمسة في المئة", "5 في المئة"),
    Edit("ar", "اثنين وعشرين", "22"),
    Edit("ar", "سبع دول", "7 دول"),
]


def edited(
    edit: Edit, texts: Mapping[str, Sequence[str]] = TEXTS
) -> tuple[Sequence[str], Sequence[str]]:
    before = texts[edit.language]
    assert sum(text.count(edit.old) for text in before) == 1, edit
    return before, [text.replace(edit.old, edit.new) for text in before]


def test_changes_of_substance_are_found_and_others_are_not() -> None:
    missed = [it for it in SUBSTANTIAL if not changes(*edited(it), it.language)]
    alarms = [it for it in HARMLESS if changes(*edited(it), it.language)]
    assert (len(SUBSTANTIAL), len(HARMLESS)) == (20, 20)
    assert len(missed) <= 1, missed
    assert len(alarms) <= 2, alarms


def test_changes_are_found_in_other_languages() -> None:
    missed = [
        it for it in SUBSTANTIAL_ELSEWHERE if not changes(*edited(it, ELSEWHERE), it.language)
    ]
    alarms = [it for it in HARMLESS_ELSEWHERE if changes(*edited(it, ELSEWHERE), it.language)]
    assert missed == []
    assert alarms == []


@pytest.mark.parametrize(
    ("language", "old", "new", "kinds"),
    [
        ("en", "The fee is $34.4m.", "The fee is $34.4 million.", []),
        ("en", "The fee is $34.4m.", "The fee is $344m.", ["number"]),
        ("en", "It took a third more.", "It took a third less.", ["denial"]),
        ("en", "Talks began in March.", "Talks began in May.", ["number"]),
        ("en", "We asked the United Nations.", "We asked the UN.", []),
        ("en", "We asked the UN.", "We asked the United Nations.", []),
        ("en", "They may meet.", "They might meet.", []),
        ("en", "Nobody from Iran came.", "Somebody from Iran came.", ["denial"]),
        ("en", "We met Niger’s envoy.", "We met Nigeria’s envoy.", ["name"]),
        ("en", "We met Recep Erdogan.", "We met Recep Erdoğan.", []),
        ("en", "The treaty has 23 articles.", "", ["number"]),
        ("en", "The treaty is old.", "", []),
        ("en", "He called it “a good day”.", "He called it a good day.", []),
        ("en", "He called it “a good day”.", "He called it “a bad day”.", ["quotation"]),
        ("fr", "Personne n’avait prévu l’accord.", "Tous avaient prévu l’accord.", ["denial"]),
        ("fr", "Il y a 1 644 kilomètres.", "Il y a 1 464 kilomètres.", ["number"]),
        ("fr", "Il y a 1 644 kilomètres.", "Il y a 1 644 km.", []),
        ("de", "Scholz sprach. Olaf Scholz fuhr.", "Merz sprach. Olaf Scholz fuhr.",
         ["name"]),
        ("de", "Die NATO hat 32 Mitglieder.", "Die EU hat 32 Mitglieder.", ["name"]),
        ("de", "Das Gespräch begann.", "Das Treffen begann.", []),
        ("de", "Sechsundzwanzig Minister kamen.", "26 Minister kamen.", []),
        ("de", "Sie traf ihn zweimal.", "Sie traf ihn dreimal.", ["number"]),
        ("de", "Es gilt nicht, und bindet niemanden.", "Es gilt nicht, und bindet alle.",
         ["denial"]),
        ("de", "Es gilt nicht, und bindet alle.", "Es gilt nicht, und bindet niemanden.",
         ["denial"]),
        ("en", "Twenty-one ships came.", "21 ships came.", []),
        ("en", "Some 71 per cent said yes.", "About 71% said yes.", []),
        ("en", "We saw Ann Lee, Bob Ray and Eve Fox.", "We saw Eve Fox, Ann Lee and Bob Ray.", []),
        ("en", "We saw Ann Lee and Bob Ray.", "We saw Ann Ray and Bob Lee.", ["name"]),
        ("en", "Then Iran struck Iraq.", "Then Iraq struck Iran.", ["name"]),
        ("fr", "C’est en dessous de la moyenne.", "C’est au-dessus de la moyenne.", ["denial"]),
        ("es", "El tratado tiene 23 artículos.", "El tratado tiene 32 artículos.", ["number"]),
        ("ru", "Договор подписал Лавров.", "Договор подписал Шойгу.", ["name"]),
    ],
)  # fmt: skip
def test_what_changed_is_told_by_its_kind(
    language: str, old: str, new: str, kinds: list[str]
) -> None:
    assert [it.kind for it in changes([old], [new] if new else [], language)] == kinds


def test_a_change_says_where_both_versions_stand() -> None:
    before, after = edited(SUBSTANTIAL[6])
    (change,) = changes(before, ["A new beginning.", *after], "en")
    assert change.before == "Turkey did not close them during the war."
    assert change.after == "Turkey closed them during the war."
    assert change.paragraph == 2
    (gone,) = changes(["It stays.", "It cost 12 pounds."], ["It stays."], "en")
    assert (gone.before, gone.after, gone.paragraph) == ("It cost 12 pounds.", "", -1)


@pytest.mark.parametrize("language", TEXTS)
@given(data=st.data())
def test_what_merely_moved_is_no_change(language: str, data: st.DataObject) -> None:
    sentences = [it for text in TEXTS[language] for it in re.split(r"(?<=[.]) ", text)]
    moved = data.draw(st.permutations(sentences))
    cut = data.draw(st.integers(0, len(moved)))
    parts = [" ".join(it) for it in (moved[:cut], moved[cut:]) if it]
    assert changes(TEXTS[language], parts, language) == []


def test_a_text_that_is_quite_another_one_is_not_compared() -> None:
    numbers = range(150)
    before = [f"It was {it} of them, here." for it in numbers]
    assert changes(before, [f"They sent {it + 1000} to us." for it in numbers], "en") == []
