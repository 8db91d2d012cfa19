"""What countries are called beside their names in CLDR, and names that mean something else, too.

By language, since `Maurice` is an island in French and a man elsewhere. Only what newspapers
write every day is here; a name that is missing is a country that an import does not find.
"""

from collections.abc import Mapping


def _names(text: str) -> dict[str, str]:
    """Return codes by name from lines of a code and names with commas."""
    lines = (it.split(maxsplit=1) for it in text.strip().splitlines())
    return {name.strip(): code for code, names in lines for name in names.split(",")}


COMMON: Mapping[str, Mapping[str, str]] = {
    "en": _names("""
        AE UAE
        BA Bosnia, Bosnia-Herzegovina
        CD DR Congo, DRC, Democratic Republic of the Congo, Democratic Republic of Congo
        CG Republic of the Congo, Republic of Congo, Congo-Brazzaville
        CI Ivory Coast
        CN People's Republic of China
        CV Cape Verde
        CZ Czech Republic
        GB UK, U.K., Britain, Great Britain
        HK Hong Kong
        KP DPRK, Democratic People's Republic of Korea
        KR Republic of Korea
        MM Myanmar, Burma
        MO Macau, Macao
        PS Palestine
        SZ Swaziland
        TL East Timor
        TR Turkey, Türkiye
        TW Republic of China
        US US, U.S., USA, U.S.A., United States of America
        VA Vatican, Holy See
    """),
    "de": _names("""
        AE Vereinigten Arabischen Emiraten, VAE
        BA Bosnien, Bosnien-Herzegowina
        BY Weißrussland, Weissrussland
        CD DR Kongo, Demokratische Republik Kongo, Demokratischen Republik Kongo
        CG Republik Kongo
        CI Elfenbeinküste
        CV Kap Verde, Kapverden
        GB Großbritannien, Grossbritannien, Vereinigten Königreich, Vereinigte Königreich
        HK Hongkong
        MD Moldawien
        MM Myanmar, Birma, Burma
        MO Macau
        PS Palästina
        TL Osttimor
        US USA, Vereinigten Staaten
        VA Vatikan
    """),
    "fr": _names("""
        AE EAU
        BA Bosnie
        BY Bélarus
        CD République démocratique du Congo, RD Congo, RDC
        CG République du Congo
        CN République populaire de Chine
        CZ République tchèque
        GB Grande-Bretagne
        HK Hong Kong, Hongkong
        MM Birmanie, Myanmar
        MO Macao
        MU île Maurice, Île Maurice
        PS Palestine
        US Etats-Unis, USA
        VA Vatican
        VN Vietnam, Viêtnam
    """),
    "es": _names("""
        AE Emiratos Árabes
        BA Bosnia, Bosnia-Herzegovina
        CD RDC
        CI Costa de Marfil
        CZ República Checa
        GB Gran Bretaña
        HK Hong Kong
        MM Birmania, Myanmar
        MO Macao
        PS Palestina
        TL Timor Oriental
        US EE. UU., EE.UU., EEUU, EE UU
        VA Vaticano
    """),
    "it": _names("""
        AE Emirati Arabi, Emirati
        BA Bosnia
        CD Repubblica Democratica del Congo
        CZ Repubblica Ceca
        GB Gran Bretagna
        HK Hong Kong
        MM Birmania, Myanmar
        MO Macao
        PS Palestina
        US Usa, USA
        VA Vaticano
    """),
    "pt": _names("""
        AE Emirados Árabes
        BA Bósnia, Bósnia-Herzegovina
        BY Bielorrússia
        CD República Democrática do Congo
        CI Costa do Marfim
        CZ República Checa, República Tcheca, Chéquia, Tchéquia
        GB Grã-Bretanha
        HK Hong Kong
        MM Birmânia, Mianmar, Myanmar
        MO Macau
        PS Palestina
        US EUA
        VA Vaticano
    """),
    "nl": _names("""
        AE VAE
        BA Bosnië
        BY Wit-Rusland
        CD Democratische Republiek Congo
        GB Groot-Brittannië, VK
        HK Hongkong
        MM Myanmar, Birma
        PS Palestina
        US VS
        VA Vaticaan
    """),
    "tr": _names("US ABD"),
    "ru": _names("AE ОАЭ\nCN КНР\nGB Великобритания\nKP КНДР\nUS США"),
    "uk": _names("AE ОАЕ\nCN КНР\nGB Велика Британія\nKP КНДР\nUS США"),
}
"""Codes by name, by language."""

UNSURE: Mapping[str, frozenset[str]] = {
    "": frozenset({"Georgia", "Jersey", "Guernsey", "Martinique", "Niue", "Saint Martin"}),
    "en": frozenset({"Chad", "Jordan", "Dominica", "Saint Helena"}),
    "de": frozenset({"Island"}),
    "fr": frozenset(
        {"Dominique", "Géorgie", "Grenade", "Maurice", "Sainte-Hélène", "Saint-Martin", "Salvador"}
        | {"Guernesey", "La Réunion", "Sainte-Lucie", "Saint-Barthélemy"}
    ),
    "es": frozenset({"Granada", "Guadalupe", "Mauricio", "Reunión", "San Martín", "Santa Elena"})
    | {"Santa Lucía", "San Bartolomé", "Guernesey"},
    "it": frozenset({"Dominica", "Monaco", "Riunione", "Saint Lucia", "Sant'Elena"}),
    "pt": frozenset({"Dominica", "Geórgia", "Granada", "Reunião", "Santa Helena", "Santa Lúcia"})
    | {"Guadalupe", "Maurício"},
    "tr": frozenset({"Mali", "Katar", "Küba"}),
}
"""Names of countries that are often those of somebody or of something else: by language, and ""."""

OTHERS: Mapping[str, frozenset[str]] = {
    "": frozenset({"Congo", "Kongo"}),
    "en": frozenset(
        {"Bank of China", "East China Sea", "Gulf of Guinea", "Gulf of Mexico", "Gulf of Oman"}
        | {"Little Italy", "New England", "New Guinea", "New Jersey", "New Mexico", "New Britain"}
        | {"Niger Delta", "Niger River", "Northern Ireland", "Panama Papers", "River Jordan"}
        | {"Sea of Japan", "South China Sea", "South Georgia", "British Virgin Islands"}
    ),
    "de": frozenset({"Golf von Guinea", "Golf von Mexiko", "Golf von Oman", "Neuguinea"}),
    "fr": frozenset(
        {"Golfe de Guinée", "golfe de Guinée", "golfe du Mexique", "golfe d'Oman"}
        | {"Irlande du Nord", "mer de Chine", "mer du Japon", "Île-de-France", "Nouveau-Mexique"}
    ),
    "es": frozenset(
        {"golfo de Guinea", "golfo de México", "golfo de Omán", "Irlanda del Norte"}
        | {"mar de China", "mar de Japón", "Nuevo México", "Nueva Guinea", "Santiago de Chile"}
    ),
    "it": frozenset(
        {"Golfo di Guinea", "Golfo del Messico", "golfo del Messico", "Irlanda del Nord"}
        | {"Mar del Giappone", "Nuovo Messico", "Monaco di Baviera", "Nuova Guinea"}
    ),
    "pt": frozenset(
        {"Golfo da Guiné", "golfo da Guiné", "Golfo do México", "golfo do México"}
        | {"Irlanda do Norte", "mar da China", "Novo México", "Nova Guiné"}
    ),
    "nl": frozenset({"Golf van Guinee", "Golf van Mexico", "Nieuw-Guinea", "Noord-Ierland"}),
}
"""Names in which those of countries stand, and which are none: by language, and "" for all."""

WITHOUT_BLANKS = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Languages that set no blanks between words: there a name may be a part of any other word."""
