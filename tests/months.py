"""Months of languages that decline them, in the cases that their grammars give.

A line is a month, from January on: what Babel calls it and its other cases; each finds the others.
"""

MONTHS = {
    "be": """
студзень студзеня студзені
люты лютага
сакавік сакавіка сакавіку
красавік красавіка
май мая
чэрвень чэрвеня чэрвені
ліпень ліпеня ліпені
жнівень жніўня жніўні
верасень верасня верасні
кастрычнік кастрычніка
лістапад лістапада лістападзе
снежань снежня снежні
""",
    "cs": """
leden ledna lednu lednem
únor února únoru únorem
březen března březnu březnem
duben dubna dubnu dubnem
květen května květnu květnem
červen června červnu červnem
červenec července červenci červencem
srpen srpna srpnu srpnem
září zářím
říjen října říjnu říjnem rijen
listopad listopadu listopadem
prosinec prosince prosinci prosincem
""",
    "el": """
Ιανουάριος Ιανουαρίου Ιανουάριο
Φεβρουάριος Φεβρουαρίου Φεβρουάριο
Μάρτιος Μαρτίου Μάρτιο
Απρίλιος Απριλίου Απρίλιο
Μάιος Μαΐου Μάιο
Ιούνιος Ιουνίου Ιούνιο
Ιούλιος Ιουλίου Ιούλιο
Αύγουστος Αυγούστου Αύγουστο
Σεπτέμβριος Σεπτεμβρίου Σεπτέμβριο
Οκτώβριος Οκτωβρίου Οκτώβριο
Νοέμβριος Νοεμβρίου Νοέμβριο
Δεκέμβριος Δεκεμβρίου Δεκέμβριο
""",
    "et": """
jaanuar jaanuari jaanuaris jaanuaril
veebruar veebruari veebruaris
märts märtsi märtsis
aprill aprilli aprillis
mai mais
juuni juunis
juuli juulis
august augusti augustis
september septembri septembris septembril
oktoober oktoobri oktoobris
november novembri novembris
detsember detsembri detsembris
""",
    "fi": """
tammikuu tammikuun tammikuussa tammikuuta tammikuusta tammikuuhun tammikuulla
helmikuu helmikuun helmikuussa helmikuuta helmikuusta helmikuuhun helmikuulla
maaliskuu maaliskuun maaliskuussa maaliskuuta maaliskuusta maaliskuuhun maaliskuulla
huhtikuu huhtikuun huhtikuussa huhtikuuta huhtikuusta huhtikuuhun huhtikuulla
toukokuu toukokuun toukokuussa toukokuuta toukokuusta toukokuuhun toukokuulla
kesäkuu kesäkuun kesäkuussa kesäkuuta kesäkuusta kesäkuuhun kesäkuulla
heinäkuu heinäkuun heinäkuussa heinäkuuta heinäkuusta heinäkuuhun heinäkuulla
elokuu elokuun elokuussa elokuuta elokuusta elokuuhun elokuulla
syyskuu syyskuun syyskuussa syyskuuta syyskuusta syyskuuhun syyskuulla
lokakuu lokakuun lokakuussa lokakuuta lokakuusta lokakuuhun lokakuulla
marraskuu marraskuun marraskuussa marraskuuta marraskuusta marraskuuhun marraskuulla
joulukuu joulukuun joulukuussa joulukuuta joulukuusta joulukuuhun joulukuulla
""",
    "hr": """
siječanj siječnja siječnju siječnjem
veljača veljače veljači veljaču veljačom
ožujak ožujka ožujku ožujkom
travanj travnja travnju travnjem
svibanj svibnja svibnju
lipanj lipnja lipnju
srpanj srpnja srpnju
kolovoz kolovoza kolovozu
rujan rujna rujnu
listopad listopada listopadu
studeni studenoga studenog studenom
prosinac prosinca prosincu prosincem
""",
    "hu": """
január januárban januári januárt januártól januárig
február februárban februári februárt februártól februárig
március márciusban márciusi márciust márciustól márciusig
április áprilisban áprilisi áprilist áprilistól áprilisig
május májusban májusi májust májustól májusig
június júniusban júniusi júniust júniustól júniusig
július júliusban júliusi júliust júliustól júliusig
augusztus augusztusban augusztusi augusztust augusztustól augusztusig
szeptember szeptemberben szeptemberi szeptembert szeptembertől szeptemberig
október októberben októberi októbert októbertől októberig
november novemberben novemberi novembert novembertől novemberig
december decemberben decemberi decembert decembertől decemberig
""",
    "hy": """
հունվար հունվարի
փետրվար փետրվարի
մարտ մարտի
ապրիլ ապրիլի
մայիս մայիսի
հունիս հունիսի
հուլիս հուլիսի
օգոստոս օգոստոսի
սեպտեմբեր սեպտեմբերի
հոկտեմբեր հոկտեմբերի
նոյեմբեր նոյեմբերի
դեկտեմբեր դեկտեմբերի
""",
    "lt": """
sausis sausio sausį sausyje
vasaris vasario vasarį
kovas kovo kovą
balandis balandžio balandį
gegužė gegužės gegužę
birželis birželio birželį
liepa liepos liepą
rugpjūtis rugpjūčio rugpjūtį
rugsėjis rugsėjo rugsėjį
spalis spalio spalį
lapkritis lapkričio lapkritį
gruodis gruodžio gruodį
""",
    "lv": """
janvāris janvāra janvārī
februāris februāra februārī
marts marta martā
aprīlis aprīļa aprīlī
maijs maija maijā
jūnijs jūnija jūnijā
jūlijs jūlija jūlijā
augusts augusta augustā
septembris septembra septembrī
oktobris oktobra oktobrī
novembris novembra novembrī
decembris decembra decembrī
""",
    "pl": """
styczeń stycznia styczniu styczniem stycznie
luty lutego lutemu lutym
marzec marca marcu marcowi marcem
kwiecień kwietnia kwietniu kwietniem
maj maja majem maju
czerwiec czerwca czerwcu czerwcem
lipiec lipca lipcu lipcem
sierpień sierpnia sierpniu sierpniem
wrzesień września wrześniu wrześniem wrzesien
październik października październiku październikiem
listopad listopada listopadzie listopadem listopadowi
grudzień grudnia grudniu grudniem
""",
    "ru": """
январь января январе январём январю
февраль февраля феврале февралём
март марта марте мартом
апрель апреля апреле апрелем
май мая мае маем
июнь июня июне июнем
июль июля июле июлем
август августа августе августом
сентябрь сентября сентябре сентябрём
октябрь октября октябре октябрём
ноябрь ноября ноябре ноябрём
декабрь декабря декабре декабрём
""",
    "sk": """
január januára januári januárom
február februára februári
marec marca marci marcom
apríl apríla apríli
máj mája máji
jún júna júni
júl júla júli
august augusta auguste
september septembra septembri septembrom
október októbra októbri
november novembra novembri
december decembra decembri
""",
    "sl": """
januar januarja januarju januarjem
februar februarja februarju
marec marca marcu
april aprila aprilu
maj maja maju
junij junija juniju
julij julija juliju
avgust avgusta avgustu
september septembra septembru
oktober oktobra oktobru
november novembra novembru
december decembra decembru
""",
    "sr": """
јануар јануара јануару
фебруар фебруара
март марта марту
април априла
мај маја мају
јун јуна
јул јула
август августа
септембар септембра септембру септембром
октобар октобра октобру
новембар новембра
децембар децембра
""",
    "tr": """
ocak ocakta ocağı ocağın ocağa
şubat şubatta şubatın şubatı
mart martta martın martı
nisan nisanda nisanın
mayıs mayısta mayısın
haziran haziranda haziranın
temmuz temmuzda temmuzun
ağustos ağustosta ağustosun
eylül eylülde eylülün eylüle
ekim ekimde ekimin
kasım kasımda kasımın
aralık aralıkta aralığı aralığın aralığa
""",
    "uk": """
січень січня січні січнем січню
лютий лютого лютому лютим
березень березня березні березнем
квітень квітня квітні квітнем
травень травня травні травнем
червень червня червні червнем
липень липня липні липнем
серпень серпня серпні серпнем
вересень вересня вересні вереснем
жовтень жовтня жовтні жовтнем
листопад листопада листопаді листопадом
грудень грудня грудні груднем
""",
}

OTHERS = {
    "pl": """
dzień dnia
poseł posła
rynek rynku
Niemiec Niemca
zachód zachodzie
traktat traktacie
prezydent prezydencie
rejestr rejestrze
naród narodzie
""",
    "sr": """
septembar septembra
""",
    "tr": """
merkez merkezde merkezden merkezin
""",
}
"""Other words that lose a vowel as months do, or whose last consonant softens."""
