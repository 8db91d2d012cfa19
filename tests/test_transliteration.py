"""Letters beyond a to z, as the language of a story writes them in a to z.

The values are examples of the standards themselves where these give some, or of names whose
spelling is established; accents, apostrophes and middle dots are left out, and so is case.
"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.transliteration import to_ascii
from sitegen.urls import slugify
from tests.newsroom import SITE, Newsroom, article

Make = Callable[..., Newsroom]

# Resolution 55 of the Cabinet of Ministers of Ukraine, 2010: the examples of its table.
UKRAINIAN = """
Алушта alushta, Андрій andrii, Борщагівка borshchahivka, Вінниця vinnytsia, Гадяч hadiach,
Згурський zghurskyi, Ґалаґан galagan, Донецьк donetsk, Єнакієве yenakiieve, Гаєвич haievych,
Короп'є koropie, Житомир zhytomyr, Закарпаття zakarpattia, Михайленко mykhailenko,
Іващенко ivashchenko, Їжакевич yizhakevych, Кадиївка kadyivka, Мар'їне marine,
Йосипівка yosypivka, Стрий stryi, Олексій oleksii, Київ kyiv, Наталія nataliia, Суми sumy,
Харків kharkiv, Троць trots, Ужгород uzhhorod, Шостка shostka, Щербухи shcherbukhy,
Гоща hoshcha, Юрій yurii, Корюківка koriukivka, Яготин yahotyn, Костянтин kostiantyn,
Знам'янка znamianka, Знам’янка znamianka, Знамʼянка znamianka, Феодосія feodosiia,
Згорани zghorany, Розгон rozghon, Ки́їв kyiv, ЄВРОПА yevropa
"""
# BGN/PCGN 1947.
RUSSIAN = """
Елена yelena, Ельцин yeltsin, Достоевский dostoyevskiy, Чайковский chaykovskiy,
Горбачёв gorbachev, Хрущёв khrushchev, Щукин shchukin, Подъезд podyezd, Васильев vasilyev,
Йошкар yoshkar, Ыгыатта ygyatta, Эльбрус elbrus, Юлия yuliya, Цхинвал tskhinval, Обь ob
"""
# BGN/PCGN 1979.
BELARUSIAN = """
Мінск minsk, Гомель homyel, Магілёў mahilyow, Брэст brest, Гродна hrodna, Віцебск vitsyebsk,
Вілейка vilyeyka, Жлобін zhlobin, Зоя zoya, Нёман nyoman
"""
# The Transliteration Act of Bulgaria, 2009, articles 4 to 7.
BULGARIAN = """
Мария maria, Марияна mariyana, Мизия mizia, София sofia, България bulgaria, Щъркел shtarkel,
Хасково haskovo, Кюстендил kyustendil, Йордан yordan, Цар tsar, Джебел dzhebel, Ямбол yambol,
Синьо sinyo, Бургас burgas, Търново tarnovo
"""
# Gaj's alphabet without its accents.
SERBIAN = """
Ђоковић djokovic, Đoković djokovic, Џаја dzaja, Његош njegos, Љубљана ljubljana, Шабац sabac,
Чачак cacak, Ћуприја cuprija, Хисарџик hisardzik, Жабаљ zabalj
"""
# ICAO Doc 9303, part 3, section 6.
MACEDONIAN = """
Скопје skopje, Ѓорче gjorche, Ќемал kjemal, Ѕвезда dzvezda, Џепчиште djepchishte, Њујорк njujork,
Хотел hotel, Цвета cveta, Жеден zheden
"""
# ELOT 743, 2001 (transcription); the United Nations, 1987.
GREEK = """
Αθήνα athina, Θεσσαλονίκη thessaloniki, Ευαγγελία evangelia, Αυτοκίνητο aftokinito, Εύβοια evvoia,
Ναύπλιο nafplio, Ναυπηγείο nafpigeio, Ουρανός ouranos, Μπάμπης bampis, Μπαρ bar, Κομπ kob,
Άγχος anchos, Σφίγξ sfinx, Γκίκας gkikas, Άγγελος angelos, Αϋπνία aypnia, Άυλος aylos,
Ψυχή psychi, Ντίνος ntinos, Υιός yios, Ηυξημένος ifximenos, Λευκωσία lefkosia, Χίος chios,
Αὐτός aftos, Εὔβοια evvoia, Ησαύ isaf, ΠΕΙΡΑΙΑΣ peiraias, Ῥόδος rodos
"""
# ICAO Doc 9303, part 3, section 6: German; Danish.
GERMAN = "Größe groesse, Öl oel, Übermut uebermut, GRÖẞE groesse, Ärger aerger, Łódź lodz"
DANISH = "København koebenhavn, Århus aarhus, Ærø aeroe"
# No table: the letters without what is above or below them.
TURKISH = "İstanbul istanbul, Işık isik, Şişli sisli, Ağrı agri, Çeşme cesme, Gümüşhane gumushane"
SWEDISH = "Malmö malmo, Åre are, Gävle gavle"


def rows(language: str, values: str) -> list[tuple[str, str, str]]:
    return [(language, *pair.split()) for pair in values.replace("\n", " ").split(",")]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("language", "word", "slug"),
    [
        *rows("uk", UKRAINIAN),
        *rows("ru", RUSSIAN),
        *rows("be", BELARUSIAN),
        *rows("bg", BULGARIAN),
        *rows("sr", SERBIAN),
        *rows("mk", MACEDONIAN),
        *rows("el", GREEK),
        *rows("de", GERMAN),
        *rows("da", DANISH),
        *rows("tr", TURKISH),
        *rows("sv", SWEDISH),
        *rows("hr", "Tuđman tudjman, Džeba dzeba"),
        *rows("uk-UA", "Київ kyiv"),
        *rows("de-AT", "Öl oel"),
        *rows("en", "Київ kiiv, Größe grosse"),
        *rows("uk", "Müller muller, 東京 dongjing, Ельцын eltsyn"),
    ],
)
def test_a_word_is_written_by_the_rules_of_its_language(
    language: str, word: str, slug: str
) -> None:
    assert slugify(word, "ascii", language) == slug


@given(st.text(), st.sampled_from(["", "uk", "ru", "el", "de", "bg", "sr", "xx"]))
def test_what_comes_out_is_ascii_whatever_comes_in(text: str, language: str) -> None:
    out = to_ascii(text, language)
    assert out.isascii()
    assert out == out.lower()


def exists(site: Newsroom, path: str) -> bool:
    return (site.output / path).is_file()


def test_a_story_has_an_address_in_its_own_language(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/президент їде до Києва.md": article(lang="uk"),
            "content/articles/Größe, Öl und Übermut.md": article(lang="de", tags="[Größe]"),
            "content/articles/Größe.md": article(tags="[Größe]"),
            "content/articles/Київ.md": article(lang="uk", slug="kiev"),
            "content/pages/Größe/Öl.md": "---\ntitle: Öl\nlang: de\n---\nWords.\n",
        },
    ).build()
    assert exists(site, "2026/03/prezydent-yide-do-kyieva/index.html")
    assert exists(site, "2026/03/groesse-oel-und-uebermut/index.html")
    assert exists(site, "2026/03/grosse/index.html")
    assert exists(site, "2026/03/kiev/index.html")
    assert exists(site, "grosse/oel/index.html"), "folders are shared by pages in all languages"
    assert exists(site, "tags/grosse/index.html"), "and so are tags by stories"
    assert not exists(site, "tags/groesse/index.html")


def test_a_site_in_ukrainian_names_its_tags_and_drafts_by_the_national_table(
    newsroom: Make,
) -> None:
    toml = SITE.replace("page_size", 'language = "uk"\npage_size')
    site = newsroom({"content/articles/a.md": article(tags="[Київ]")}, site_toml=toml).build()
    assert exists(site, "tags/kyiv/index.html")
    said = site.run("new", "Президент їде до Києва", "--now", "2026-06-01T12:00:00+00:00")
    assert "prezydent-yide-do-kyieva.md" in said.output


def test_a_change_of_language_moves_a_story_as_a_clean_build_would(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/Київ.md": article(lang="uk"),
            "content/articles/b.md": article("B", "[Kyiv](Київ.md)"),
        }
    ).build()
    assert exists(site, "2026/03/kyiv/index.html")
    site.edit("content/articles/Київ.md", "lang: uk", "lang: en").build()
    assert exists(site, "2026/03/kiiv/index.html")
    assert not exists(site, "2026/03/kyiv/index.html")
    assert 'href="/2026/03/kiiv/"' in site.read("2026/03/b/index.html")
