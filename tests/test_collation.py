"""Names in the order of a language's alphabet."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.collation import collated

# As ICU 78 has them with the collations of CLDR 48.
ORDERS = {
    "ar": "آسيا الأردن أوكرانيا إيران باكستان تركيا",
    "az": "Cabo Çad Xorvatiya İraq Kanada Qatar Litva",
    "be": "Егіпет Ёрданія Ірак Йемен Украіна Ўганда",
    "cs": "Cejlon Čad Guyana Chile Chorvatsko Irák Rusko Řecko",
    "cy": "Canada Cuba Chad Denmarc Ffrainc Gwlad Lwcsembwrg Llydaw Nepal",
    "da": "Andorra Zambia Ægypten Østrig Ålandsøerne Aarhus",
    "de": "Ägypten Albanien Oman Österreich Ungarn",
    "en": "Åland Albania Łódź Lyon Oslo Österreich",
    "es": "Nueva Ñuñoa Oman Panamá Perú",
    "fa": "آلمان اتریش پاکستان تركيا ژاپن کانادا گینه لبنان یمن",
    "fi": "Afganistan Zürich Åland Ägypti Öland",
    "fr": "Égypte Émirats Estonie États-Unis Éthiopie Œuvre Oman",
    "he": "אבחזית \u200fנורדית סין",
    "hi": "अंगोला अकन अक्कादी अरब भारत भूटान",
    "hu": "Ceylon Csád Gabon Guinea Gyula Omán Örményország Zürich Zsolna",
    "ja": "アーリア アジア アフリカ ガーナ ガイアナ カナダ きた キューバ",
    "ko": "가나 나이지리아 대한민국",
    "lt": "Ypatas Iranas Islandija Japonija Suomija Šveicarija",
    "lv": "Afganistāna Āzija Bulgārija Cīrihe Čehija Čīle Igaunija",
    "mt": "Curaçao Ċilì Ġappun Żimbabwe Zagreb",
    "pl": "Libia Luksemburg Łotwa Mali Zambia Źródło Żary",
    "pt-BR": "Áustria Azerbaijão Índia Iraque",
    "ru": "Египет Ёмкость Йемен Кения",
    "sk": "Haiti Chile India",
    "sr": "Љубљана Мали Њемачка Чад Џибути",
    "sv": "Zambia Åland Ärla Österrike",
    "th": "กบ กัมพูชา กุ เกาหลีใต้ แคนาดา โคลอมเบีย จีน ไทย ยูเครน เยอรมนี",
    "tr": "Cibuti Çin Iğdır İran Japonya Özbekistan Portekiz",
    "uk": "Гана Ґданськ Данія Егейське Єгипет Замбія Індія Їжакевич Йорданія Кенія BRICS",
    "ur": "افغانستان ایران بھارت پاکستان ترکیہ ٹوگو",
    "vi": "An Ân Bỉ Dubai Đan Oman Ống Ơn",
    "zh": "阿富汗 埃及 爱沙尼亚 德国 西安 先 中国",
}


@pytest.mark.parametrize("language", ORDERS)
def test_names_stand_where_readers_look_for_them(language: str) -> None:
    names = ORDERS[language].split()
    mixed = names[1::2] + names[::2]
    assert sorted(mixed, key=lambda it: collated(it, language)) == names


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "7 days", "Asia"),
        ("en", "Côte d\u2019Ivoire", "Cote divoires"),
        ("uk", "Венесуела", "В\u02bcєтнам"),
        ("en", "Cote", "Côte"),  # accents decide where letters do not
        ("ru", "\u0415", "\u0415\u0308"),
        ("ru", "\u0418\u0306", "К"),  # however a letter is written down
        ("no-such", "a", "b"),
        ("uk", "Яна", "Ada"),
    ],
)
def test_signs_come_first_and_letters_of_others_last(
    language: str, before: str, after: str
) -> None:
    assert collated(before, language) < collated(after, language)


@given(st.lists(st.text(max_size=8)), st.sampled_from(sorted(ORDERS)))
def test_any_names_have_one_order_however_they_are_written_down(
    names: list[str], language: str
) -> None:
    mixed = names[1::2] + names[::2]
    ordered = sorted(names, key=lambda it: collated(it, language))
    assert sorted(mixed, key=lambda it: collated(it, language)) == ordered
    for name in names:
        apart = collated(normalize("NFD", name), language)
        assert apart[0] == collated(normalize("NFC", name), language)[0]
