"""Which states are members of which organisations, as these list their members themselves.

Codes of ISO 3166-1. What is suspended, as some members of the African Union were that day, is a
member all the same; who is invited, or observes, is none. BRICS lists Saudi Arabia, which has not
said itself that it joined. Look all of it up again when `AS_OF` is older than a year.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

AS_OF = date(2026, 1, 1)


class Organisation(Struct, frozen=True):
    """An organisation: the id of its name among the words, where its members are listed, and these.

    What has a territory in CLDR is called as that in each language.
    """

    id: str
    source: str
    members: frozenset[str]
    territory: str = ""


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NATIONS = """
AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF
TD CL CN CO KM CG CD CR CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH
GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW KG LA LV LB LS LR LY
LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK
PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG SK SI SB SO ZA SS ES LK SD
SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VE VN YE ZM ZW
"""

ORGANISATIONS: tuple[Organisation, ...] = (
    Organisation(
        "un", "https://www.un.org/en/about-us/member-states", _codes(_NATIONS), territory="UN"
    ),
    Organisation(
        "eu",
        "https://european-union.europa.eu/principles-countries-history/eu-countries_en",
        _codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"),
        territory="EU",
    ),
    Organisation(
        "nato",
        "https://www.nato.int/cps/en/natohq/nato_countries.htm",
        _codes(
            "AL BE BG CA CZ DE DK EE ES FI FR GB GR HR HU IS IT LT LU LV ME MK NL NO PL PT RO SE "
            "SI SK TR US"
        ),
    ),
    Organisation(
        "brics", "https://brics.br/en/about-the-brics", _codes("AE BR CN EG ET ID IN IR RU SA ZA")
    ),
    Organisation(
        "african_union",
        "https://au.int/en/member_states/countryprofiles2",
        _codes(
            "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY "
            "MA MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW"
        ),
    ),
    Organisation(
        "asean",
        "https://asean.org/member-states/",
        _codes("BN ID KH LA MM MY PH SG TH TL VN"),
    ),
    Organisation(
        "arab_league",
        "http://www.lasportal.org/",
        _codes("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"),
    ),
)


def organisations_of(code: str) -> tuple[Organisation, ...]:
    """Return the organisations that a state is a member of."""
    return _BY_CODE.get(code, ())


_BY_CODE: Mapping[str, tuple[Organisation, ...]] = {
    code: tuple(it for it in ORGANISATIONS if code in it.members)
    for code in sorted(frozenset().union(*(it.members for it in ORGANISATIONS)))
}
