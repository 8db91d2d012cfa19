"""Words of questions and of stories, by language: which find each other, and which do not.

A line is a question and words of stories: each of `FOUND` answers it, none of `APART` does.
"""

import pytest
from babel import Locale
from babel.localedata import load

from sitegen.search.analysis import analyzer
from sitegen.search.analysis.folding import fold
from sitegen.search.analysis.languages import language_of, stems_of
from sitegen.search.analysis.names import keys
from sitegen.search.analysis.tokens import pieces, words
from tests.months import MONTHS, OTHERS

FOUND = {
    "en": """
F-16: F-16s F-16’s
747: 747s
negotiation: negotiations Negotiation’s
running: runs run
elections: election
minister: ministers minister’s
oneill: O’Neill O'Neill
f16: F-16 F16
F-16: F16
cooperate: co-operate
ceasefire: cease-fire
cease-fire: ceasefire cease-fire
alsisi: Al‑Sisi
elysee: Élysée
strasse: Straße
oeuvre: œuvre
lodz: Łódź
crisis: crises
hadnt: hadn’t
Ivoire: d’Ivoire
Ukraine: Russia–Ukraine
US: U.S.
""",
    "fr": """
ONU: l’O.N.U. O.N.U.
l’O.N.U: ONU
F-16: l’F-16
242: n°242
élysée: l’Élysée L'ÉLYSÉE
elysee: l’Élysée
Ukraine: d’Ukraine l’Ukraine
alphabet: qu’alphabet
président: présidents présidente présidentes
negociation: négociations
gouvernement: gouvernements
loi: lois
économique: économiques
élection: élections
accord: l’accord accords d’accord
oeuvre: œuvres
guerre: guerres
ministère: ministères
grève: grèves
""",
    "de": """
Müller: Mueller Müllers
Brücke: Luftbrücke Luftbrücken
Minister: Außenministers
Vertrag: Friedensvertrag
mueller: Müller
Köln: Koeln
Haus: Häuser Hauses
strasse: Straße Straßen
Straße: Strasse
Frauen: Frau
Minister: Ministers Ministern
Verhandlung: Verhandlungen
Wahlen: Wahl
Krieg: Kriege Krieges Kriegen
Regierung: Regierungen
Grossbritannien: Großbritannien
Vertrag: Vertrages Vertrags
deutsche: deutschen deutscher Deutsches
""",
    "it": """
ONU: dell’O.N.U. all'O.N.U
l'8: 8
F16: dell’F-16
Ucraina: dell’Ucraina l'Ucraina
altra: un’altra
governo: governi
ministro: ministri ministra
frontiera: frontiere
elezione: elezioni
perche: perché
guerra: guerre
accordo: accordi l’accordo
trattativa: trattative
Aquila: L’Aquila dell’Aquila
presidente: presidenti
città: citta
università: universita
legge: leggi
""",
    "es": """
año: años
isla: islas
luz: luces
elección: elecciones
eleccion: elección
presidente: presidentes presidenta
guerra: guerras
gobierno: gobiernos
acuerdo: acuerdos
frontera: fronteras
Cataluña: Cataluna
negociación: negociaciones
ministra: ministro ministros
ley: leyes
obra: obras
""",
    "uk": """
АТО: АТО-шний АТО-шник
1991-го: 1991 1991-му
С-300: С-300-ми
Україна: України Україну Україною Україні
Київ: Києва Києві Києвом
Львів: Львова Львові
війна: війни війну війною
президент: президента президентом президентів
договір: договору договори договорів
питання: питань питаннями
будинок: будинку будинки
українець: українці українців
українська: українських українського
закон: закону законів законами
рік: року роки років
економіка: економіці економіку
Зеленський: Зеленського Зеленському Зеленським
п’ять: п'ять пʼять пять
заявив: заявила заяви
Росія: Росії Росією
""",
    "ru": """
1990-х: 1990-е 1990-м
С-300: С-300-ми
ТАСС: ТАСС-овский
Путин: Путина Путиным
Горбачёв: Горбачёва Горбачев
Горбачев: Горбачёв
война: войны войну войной
переговоры: переговоров переговорами
президент: президента президентом
Москва: Москвы Москве
выборы: выборов выборах
закон: законы законов
Навальный: Навального Навальному
правительство: правительства
страна: страны стран
экономика: экономики экономику
договор: договора договоры
русский: русского русские
""",
    "tr": """
NATO: NATO’nun
ABD: A.B.D.’nin
Türkiye: Türkiye'nin Türkiye’de TÜRKİYE
Ankara: Ankara'da Ankara’ya
İstanbul: İstanbul'un istanbul
istanbul: İstanbul
Irak: Irak'ta IRAK
antlaşma: antlaşması antlaşmalar
ülke: ülkesi ülkeler
seçim: seçimler seçimleri
hükümet: hükümeti hükümetin
secim: seçim
savaş: savaşı savaşın
barış: barışın
kadın: kadınlar
okul: okullar okulları
Erdoğan: Erdoğan'ın Erdogan
""",
    "ar": """
77: الـ77 بـ77
NATO: لـNATO والـNATO
الرئيس: والرئيس رئيس بالرئيس للرئيس
رئيس: الرئيس والرئيس
وزير: الوزير والوزير
الوزارة: وزارة والوزارة
وزارة: الوزارة والوزارة
لبنان: ولبنان بلبنان
مصر: ومصر بمصر
الحكومة: حكومة والحكومة
حكومة: حكومات الحكومة
انتخابات: الانتخابات والانتخابات
مدرسة: المدرسة مُدَرِّسَة
إسلام: اسلام الإسلام
السويس: والسويس
٢٠٢٦: 2026
2026: ٢٠٢٦
اتفاق: الاتفاق والاتفاق
""",
    "he": """
ארה״ב: בארה״ב מארה״ב ובארה״ב
או״ם: באו״ם האו״ם
1948: ב־1948 ב-1948
F-16: ה-F-16
NATO: ל-NATO
ממשלה: הממשלה והממשלה בממשלה
הממשלה: ממשלה
ירושלים: בירושלים לירושלים מירושלים
הסכם: ההסכם בהסכם
ישראל: לישראל מישראל וישראל
מלחמה: המלחמה במלחמה
צה"ל: צה״ל צהל
צהל: צה״ל
שלום: שָׁלוֹם השלום
ג'ורג': ג׳ורג׳
נשיא: הנשיא לנשיא שהנשיא
תל: בתל
מדינה: המדינה במדינה
בחירות: הבחירות
אביב: אביב
""",
    "ko": """
38선: 38선은 38선의 38선에서
38선은: 38선이
NATO: NATO는 NATO의 NATO에서
F-16을: F-16
G20이: G20은
평화: 평화의 평화에 평화를
한반도: 한반도의 한반도에서
대통령: 대통령이 대통령은 대통령의
미국: 미국과 미국과의 미국은
북한: 북한이 북한의
러시아: 러시아로 러시아는
서울: 서울로 서울에서
국가: 국가가 국가의 국가들
회의: 회의에서 회의를
발표: 발표했다 발표하고
사람: 사람들은 사람이
결과: 결과를
협정: 협정을 협정으로
정부: 정부가 정부는
민주주의: 민주주의를 민주주의의
""",
    "ja": """
東京: 東京 東京都知事が
条約: 平和条約は 条約
上海: 上海協力機構
会見: 記者会見した
機構: 上海協力機構
トルコ: トルコと
ガス: 天然ガスの ｶﾞｽ ガス
ＮＡＴＯ: NATO加盟国
加盟: NATO加盟国
首相: 前首相が
大統領: 米大統領選
日本: 日本と
経済: 世界経済
2026: 2026年
知事: 東京都知事が
""",
    "zh": """
中国: 中国 新中国成立
共和: 中华人民共和国
人民: 中华人民共和国
上海: 上海合作组织
条约: 和平条约
合作: 上海合作组织
北约: 北约成员国
经济: 世界经济
总统: 美国总统选举
选举: 美国总统选举
和平: 和平条约
南海: 在南海的
联合: 联合国
台湾: 台湾海峡
2026: 2026年
""",
    "th": """
พศ: พ.ศ.
สส: ส.ส.
เศรษฐกิจ: เศรษฐกิจ ประเทศเศรษฐกิจใหม่
ประเทศ: ประเทศไทย
ไทย: ประเทศไทย
สนธิ: สนธิสัญญา
สัญญา: สนธิสัญญา
รัฐบาล: รัฐบาลไทย
สงคราม: สงครามโลก
โลก: สงครามโลก
กรุงเทพ: กรุงเทพมหานคร
มหานคร: กรุงเทพมหานคร
นายก: นายกรัฐมนตรี
รัฐมนตรี: นายกรัฐมนตรี
เลือกตั้ง: การเลือกตั้ง
ทะเล: ทะเลจีนใต้
จีน: ทะเลจีนใต้
""",
    "pt": """
eleição: eleições
eleicao: eleição
presidente: presidentes
governo: governos
guerra: guerras
acordo: acordos
fronteira: fronteiras
negociação: negociações
ministro: ministros ministra
lei: leis
nação: nações
São: Sao
brasileiro: brasileira brasileiros
economia: economias
partido: partidos
""",
    "pl": """
NATO: NATO-wski NATO-wskiego
KOR-u: KOR-owi KOR
prezydent: prezydenta prezydentem
Łódź: Lodz
wojna: wojny wojną
rząd: rządu rządem
traktat: traktatu traktaty
polski: polskiego polska
wybory: wyborów
kobieta: kobiety kobietę
stolica: stolicy stolicę
Warszawa: Warszawy Warszawie
granica: granicy granice
zolnierz: żołnierz
Rosja: Rosji
Ukraina: Ukrainy Ukrainie
szkoła: szkoły
""",
    "nl": """
verkiezing: verkiezingen
minister: ministers
oorlog: oorlogen
regering: regeringen
land: landen
vrouw: vrouwen
huis: huizen
verdrag: verdragen
president: presidenten
foto: foto’s foto's
stad: stad
economisch: economische
europa: Europa’s
partij: partijen
école: ecole
""",
    "cs": """
prezident: prezidenta prezidentem
válka: války válku
valka: válka
vláda: vlády vládu
smlouva: smlouvy smlouvu
volby: voleb
Praha: Prahy Prahu
zákon: zákona zákony
země: zemí
český: české českého
město: města městu
strana: strany stranu
ministr: ministra
rok: roku
Německo: Německa
""",
}

APART = {
    "en": """
NATO-led: NATO
1990s: 1990
re: NATO-re
theft: the
island: is
assassination: a
university: universe
news: new
butter: but
port: portrait
general: generation
policy: police
well: we’ll
were: we’re
105: 10.5
""",
    "fr": """
loi: loin
roi: rouge
mois: moi
fois: foi
elle: aile
pays: page
mer: mur
alpha: alphabet
été: étage
port: part
ours: jour
""",
    "de": """
Dieb: die
Luftbrücke: Brücke
Außenminister: Innenminister
Undank: und
schon: schnell
Israel: Iran
Rat: Rad
Boden: Bad
Wahl: Wall
Krieg: Kreis
Mark: Markt
Land: Lund
Zug: Zeug
""",
    "it": """
pesca: pasta
porto: parto
casa: cosa
legge: leggero
governo: inverno
guerra: guardia
stato: stadio
mare: madre
pace: pacco
ora: orso
corte: carta
""",
    "es": """
dio: Dios
tre: tres
mar: madre
guerra: guardia
paz: pasa
rey: reino
corte: cortina
mesa: misa
puerto: puente
gato: gasto
cama: camión
""",
    "uk": """
столик: стіл
місто: тісто
рада: роди
мир: мирт
війна: вільна
край: крайній
держава: держати
закон: кононенко
сила: сало
ліс: лис
мова: молва
""",
    "ru": """
х: 1990-х
мир: мера
война: воин
страна: сторона
закон: знаком
право: правда
город: огород
власть: волость
москва: москит
суд: судно
флаг: фляга
народ: наряд
""",
    "tr": """
kar: karar
savaş: savcı
barış: bakış
at: ata
ülke: ülkü
hak: halk
deniz: denek
su: suç
kol: kolay
dil: diz
okul: okur
""",
    "ar": """
لبنان: لبن
كتاب: كاتب
حرب: حزب
مصر: مصير
دولة: دولار
سلام: إسلامي
عرب: غرب
شرق: شرك
قناة: قناعة
بحر: بحرين
وزير: زير
""",
    "he": """
מנכ״ל: כ״ל
מדינה: דינה
ממשלה: משלה
שלום: לום
הסכם: סכם
מלחמה: לחמה
ישראל: שראל
ים: מים
בית: ית
צבא: צבע
עיר: ער
חוק: חוקר
""",
    "ko": """
38선: 38도선은
NATO: NATO군
평: 평화
국: 국가
회: 회의
결: 결과
북: 북한
한국: 한글
미국: 미군
정부: 정보
전쟁: 경쟁
사람: 사랑
나라: 나무
""",
    "ja": """
京東: 東京都
東都: 東京都
条約: 約条
日本: 本日
学校: 大学
会社: 社会
中国: 国中
上海: 海上
米国: 米を国に
経済: 経営
外交: 交外
""",
    "zh": """
国中: 中国
上海: 海上
和平: 平和
中国: 中美国
大学: 学大
经济: 经理
社会: 会社
国家: 家国
人民: 民人
东京: 京东
北京: 东北
""",
    "th": """
ไทย: ไท
จีน: จิน
ทะเล: ทะเบียน
สงคราม: สงกรานต์
โลก: โรค
รัฐบาล: รัฐสภา
ข้าว: ข่าว
เสือ: เสื้อ
ป่า: ป้า
มา: ม้า
ใกล้: ไกล
""",
    "pt": """
paz: pai
mar: mãe
lei: leite
guerra: guarda
corte: cortina
porto: portão
rei: reino
mesa: missa
ouro: outro
gato: gasto
vida: vinda
""",
    "pl": """
kraj: krajan
wojna: wolna
rząd: rzeka
pokój: pokłon
sąd: ssak
król: królik
miasto: ciasto
prawo: prawda
morze: może
ława: ławka
lód: lud
""",
    "nl": """
land: langs
recht: rechter
vrede: vreemd
oorlog: horloge
stad: staat
kerk: kern
zee: zes
vrouw: vrucht
wet: weten
hof: hoofd
koning: koninkrijk
""",
    "cs": """
vláda: vlak
válka: valcha
mír: moře
stát: stan
soud: soused
kraj: krajka
moře: móda
právo: pravda
země: zima
město: místo
hrad: hrách
""",
}

ENDINGS = {
    "fi": "YK:n YK:ssa YK:hon",
    "hu": "ENSZ ENSZ-nek ENSZ-szel ENSZ-ben",
    "sv": "FN FN:s FN:ns",
    "pl": "KOR KOR-u KOR-owi KOR-owcy",
    "ru": "1990-х 1990-е 1990-м",
    "uk": "АТО АТО-шний АТО-шник",
}
"""What stands behind initials and numbers, of which each finds all."""


def terms_asked(language: str, word: str) -> set[str]:
    """Return the terms that a word of a question is found by, as a browser asks for them."""
    asked = stems_of(language_of(language)).asked
    stems = [*asked(word), *(asked(fold(word)) if asked(word) else ())]
    return {*map(fold, stems), *(f"{key}~" for key in keys(word) if stems)}


def answers(language: str, question: str, text: str) -> bool:
    """Say whether a text has what is asked for: all its words, or those that they make together."""
    own = analyzer(language)
    told = {term for token in own.words(text) for term, _ in own.terms(token)}
    tokens = words(question)
    if len(tokens) > 1 and tokens[-2].endswith(tokens[-1]):
        del tokens[-1]  # the last character of a run, which a pair has as well
    for token in tokens:
        found = [(it.covers, terms_asked(language, it.word)) for it in pieces(token)]
        whole = any(covers and asked & told for covers, asked in found)
        parts = [asked for covers, asked in found if asked and not covers]
        if not (whole or (parts and all(asked & told for asked in parts))):
            return False
    return True


def pairs(table: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (language, question, word)
        for language, lines in table.items()
        for question, _, answering in (line.partition(": ") for line in lines.strip().splitlines())
        for word in answering.split()
    ]


@pytest.mark.parametrize("language", FOUND)
def test_words_that_find_each_other(language: str) -> None:
    missing = [(q, w) for own, q, w in pairs(FOUND) if own == language and not answers(own, q, w)]
    assert missing == []


@pytest.mark.parametrize("language", APART)
def test_words_that_do_not_find_each_other(language: str) -> None:
    wrong = [(q, w) for own, q, w in pairs(APART) if own == language and answers(own, q, w)]
    assert wrong == []


@pytest.mark.parametrize("language", ENDINGS)
def test_endings_of_initials_and_numbers_are_no_words(language: str) -> None:
    written = ENDINGS[language].split()
    assert [(q, w) for q in written for w in written if not answers(language, q, w)] == []
    assert not answers(language, written[1], "Xy" + written[1][-3:])


@pytest.mark.parametrize(
    ("language", "table"), [(it, of[it]) for of in (MONTHS, OTHERS) for it in of]
)
def test_a_month_is_found_in_all_its_cases(language: str, table: str) -> None:
    cases = [it.split() for it in table.strip().splitlines()]
    asked = [(q, w) for forms in cases for q in forms for w in forms]
    assert [(q, w) for q, w in asked if not answers(language, q, w)] == []


@pytest.mark.parametrize("language", MONTHS)
def test_the_table_has_each_month_as_pages_write_it(language: str) -> None:
    rows = [it.lower().split() for it in MONTHS[language].strip().splitlines()]
    tables = [Locale.parse(language).months["format"]["wide"]]
    # Where the names that stand alone are the same, Babel leads to those of whom it read last.
    if isinstance(own := load(language)["months"]["stand-alone"]["wide"], tuple):
        tables.append(own[1])
    for named in tables:
        assert [it for it in range(1, 13) if named[it].lower() not in rows[it - 1]] == []


def test_there_are_enough() -> None:
    assert set(FOUND) == set(APART)
    assert [it for it in FOUND if len(FOUND[it].split(chr(10))) < 17] == []
    assert [it for it in APART if len(APART[it].split(chr(10))) < 12] == []
