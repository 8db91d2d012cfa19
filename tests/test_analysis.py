"""Which words of questions find which words of stories, in each language."""

import pytest

from sitegen.search.analysis import analyzer
from sitegen.search.analysis.languages import LANGUAGES
from sitegen.search.analysis.names import keys, keys_of_name

TEXTS = [
    ".'90s, 'A.B.D.'nin",
    "The O’Neill—Smith F-16 G7 COVID-19 U.S.-led U.S. Trump’s Russia–Ukraine Al‑Sisi",
    "R&D 10.5 9/11 state-of-the-art 3rd 1990s.",
    "can't we're it’s I’ll Xi’an Tai’an rock ’n’ roll soft\u00adhyphen snake_case x@example.com",
    "Le palais de l’Élysée, l’Ukraine, d’Ivoire, qu’alphabet, aujourd’hui; dell’Ucraina, un’altra.",
    "col·lecció l’estranger İstanbul’da ISPARTA Türkiye'nin Straße Łódź Ångström Þór ﬁn ＮＡＴＯ",
    "П’ять об'єднань Ґудзик Їжак Ёлка подъезд 'лапки' Зеленський Навальный А.С. Пушкин",
    'צה"ל ג׳ורג׳ בירושלים ״גרשיים״ שָׁלוֹם والرئيس مُدَرِّسَة إسلام ٢٠٢٦ ۱۴۰۵ می\u200cخواهم',
    "東京都知事が会見した。NATO加盟国 2026年 カ゛ス ｶﾞｽ 条約は",
    "中华人民共和国 สวัสดีประเทศไทย\u200bเศรษฐกิจ",
    "ភាសាខ្មែរ မြန်မာဘာသာ ພາສາລາວ",
    "l’O.N.U. dell'F-16 d'un n° 242 A.B.D.'nin F-16s 1990s YK:n 1990-х С-300-е U.S.-led 38선은",
    "ב־1948 בארה״ב מנכ״ל ה-F-16 الـ77 بـNATO NATO-val l'R.D.C.-ban x-A-b a'b-c 16-os",
    "ΟΔΟΣ Ἀθῆναι Αθήνα ἡ ὁδός Երևան हिन्दी समाचार தமிழ் 한반도의 평화에",
]

NAMES = [
    "Zelensky Zelenskyy Zelenskiy Zelenski Selenskyj Зеленський Зеленский Зеленского Зеленському",
    "Putin Poutine Putin Путин Путін Путина Путіним",
    "Navalny Nawalny Navalnyj Навальный Навального",
    "Gorbachev Gorbachov Gorbatschow Gorbatchev Горбачёв Горбачёва Горбачов",
    "Lukashenko Lukaschenko Łukaszenka Лукашенко Лукашенка",
    "Khrushchev Chruschtschow Хрущёв Хрущева",
    "Yanukovych Janukowytsch Янукович",
    "Medvedev Medwedew Медведев",
    "Tchaikovsky Tschaikowski Czajkowski Чайковский",
    "Yeltsin Jelzin Eltsine Ельцин",
    "Pashinyan Paschinjan Пашинян",
    "Zhukov Schukow Жуков",
    "Mitsotakis Μητσοτάκης",
    "Poroshenko Poroschenko Порошенко Порошенком",
    "Kharkiv Харків",
    "Xi Си Сі",
    "Kim Ким Кім",
    "Su57 Су57",
    "MiG29 МиГ29 МіГ29",
    "Kh101 Ch101 Х101",
    "Yak130 Jak130 Як130",
    "T72B3 Т72Б3",
    "9M729 9М729",
    "G20 Г20",
]


def terms(language: str, text: str) -> list[str]:
    own = analyzer(language)
    return [term for token in own.words(text) for term, _ in own.terms(token)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The O’Neill F-16, U.S. talks", "the o neill oneil f 16 f16 f16~ u s us talk"),
        ("en", "Trump’s G7—can't!", "trump g 7 g7 g7~ cant"),
        ("fr", "l’Élysée, d’Ukraine qu’alphabet", "elys elyse ukrain alphabet"),
        ("fr", "M. O’Neill", "m o neil oneil"),
        ("tr", "Türkiye'nin", "turki turkiye"),
        ("uk", "п’ять", "пят"),
        ("he", 'צה"ל', "צהל"),
        ("ja", "東京都が", "東京 京都 都か が".replace("都か", "都が")),
        ("th", "สวัสดี", "สวั วัส สดี ดี"),
        ("zh", "国", "国"),
        ("ar", "٢٠٢٦", "2026"),
        ("fr", "sea seas Sinaï rue rues ans", "sea sea sinai rue rue an"),
        ("en", "MPs hadn’t", "mps hadnt"),
        ("da", "Ærø Øst", "aero ost"),
    ],
)
def test_terms(language: str, text: str, expected: str) -> None:
    assert terms(language, text) == expected.split()


def test_a_form_is_the_word_as_it_stands_in_lower_case() -> None:
    assert analyzer("fr").terms("L'Élysée.".encode()) == (("elys", "élysée"), ("elyse", "élysée"))
    assert analyzer("en").terms(b"G20") == (("g", "g"), ("20", "20"), ("g20", "g20"), ("g20~", ""))


WORDS = """
crises Crisis casas luces roi rois sea frontiere verdragen Weltpolitik Brussels Putin naming runs
cities Ions boos mueller aeon Kuznetsova ISPARTA x as IS eggs lois eleicoes 2026 007
"""


@pytest.mark.parametrize("language", [*LANGUAGES, "zh"])
def test_the_quick_way_leads_where_the_long_one_does(language: str) -> None:
    own = analyzer(language)
    assert [own.terms(it.encode()) for it in WORDS.split()] == [
        tuple(own._terms_of_word(it).items()) for it in WORDS.split()
    ]


def test_a_negation_is_offered_as_it_is_written() -> None:
    assert analyzer("en").terms(b"Hadn't") == (("hadnt", "hadn't"),)


def test_a_name_is_a_term_beside_its_stem() -> None:
    assert terms("ru", "Горбачёв горбачёв") == [
        *("горбач", "горбачев", "gorbachev~", "horbachev~", "горбач", "горбачев")
    ]


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.search.analysis.REMEMBERED", 10)
    own = analyzer("sv")
    found = [own.terms(f"ord{number}".encode()) for number in range(25)]
    assert found == [own.terms(f"ord{number}".encode()) for number in range(25)]
    assert len(own.terms.__self__) <= 10  # type: ignore[attr-defined]


def test_a_word_without_end_is_no_term() -> None:
    assert analyzer("en").terms(b"z" * 65) == ()


def asked_by_name(question: str, word: str) -> bool:
    """Say whether a name in a question finds a word of a story by its keys."""
    return bool(set(keys(question)) & set(keys_of_name(word)))


@pytest.mark.parametrize("family", NAMES, ids=lambda it: it.split()[0])
def test_a_name_is_found_in_all_its_spellings(family: str) -> None:
    names = family.split()
    missing = [(q, w) for q in names for w in names if not asked_by_name(q, w)]
    assert missing == []


@pytest.mark.parametrize(
    ("question", "word"),
    [
        *(("Wagner", "Vagner"), ("West", "Vest"), ("Han", "Khan"), ("Robin", "Robyn")),
        *(("Martin", "Martine"), ("Barack", "Barak"), ("Brian", "Bryan"), ("sad", "Сад")),
        *(("Zelensky", "Зелена"), ("Putin", "Пути"), ("Orlov", "Орлы"), ("Kiev", "Kyiv")),
        *(("Marin", "Мария"), ("Obama", "Обман"), ("Mueller", "Miller"), ("Zelensky", "Zelenska")),
        *(("Lukashenko", "Lukashevich"), ("Gorbachev", "Gorbachyk"), ("Trump", "Трап")),
        *(("Tsipras", "Τσίπα"), ("Lenin", "Leningrad"), ("Stalin", "Stallone")),
        *(("J20", "Y20"), ("F22", "F2"), ("Су57", "Су75"), ("Х101", "X101"), ("2Х", "22Х")),
    ],
)
def test_a_name_is_no_other_name(question: str, word: str) -> None:
    assert not asked_by_name(question, word)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        *(("Obama", "Обамы"), ("Обама", "Обамой"), ("Shmyhal", "Шмигаля"), ("Sergey", "Сергея")),
        *(("Wagner", "Вагнером"), ("Kazan", "Казани"), ("Mueller", "Müller"), ("Aarhus", "Århus")),
        *(("Mitsotakis", "Μητσοτάκη"), ("Tsipras", "Τσίπρα"), ("Berlin", "Берлине")),
    ],
)
def test_a_name_is_found_in_other_cases(question: str, word: str) -> None:
    assert asked_by_name(question, word)


def test_words_without_a_capital_have_no_keys() -> None:
    assert terms("en", "Putin putin") == ["putin", "putin~", "putin"]
    assert analyzer("en").terms(b"Putin") == (("putin", "putin"), ("putin~", ""))
    assert terms("ru", "Москва москва") == ["москв", "москва", "moskva~", "moskv~", "москв"]


def test_umlauts_are_spelled_out_where_they_are_foreign() -> None:
    assert terms("en", "Müller") == ["muller", "mueler~"]
    assert terms("sv", "Müller") == ["muller", "mull"]
