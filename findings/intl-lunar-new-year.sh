#!/usr/bin/env bash
# The first day of the Chinese year, by the calendar `chinese` of Intl, which is ICU's.
# Expected: 6 February 2027, as the observatories of Nanjing and Hong Kong, which decide it, have it, and as
# tables of packages say: the moon is new at 23:56 in Beijing.
# Happens: 7 February, which is the day in Korea, where it is past midnight by then (ICU's `dangi` says so, too);
# and 2 February in 2030, instead of 3: there the moon is new at 0:07. ICU reckons sun and moon by itself,
# and some minutes are enough.
# Versions: Node.js 20 with ICU 78; lunardate 0.3.0 and zhdate 0.1. That reckoning cannot be trusted for this
# calendar is known among those who write such libraries (test262, issue 4769).
# Matters for calendars, previews and live pages of papers in Asia: the feast is a day late.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lunardate==0.3.0 zhdate==0.1
node -e '
const form = new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", day: "numeric", timeZone: "UTC" });
for (const year of [2025, 2026, 2027, 2028, 2029, 2030]) {
  let day = Date.UTC(year, 0, 15);
  while (form.format(day) !== "1/1") day += 864e5;
  console.log(new Date(day).toISOString().slice(0, 10));
}' > "$folder/icu"
"$folder/venv/bin/python" - "$folder/icu" <<'EOF'
import sys
from pathlib import Path

from lunardate import LunarDate
from zhdate import ZhDate

differ = []
for icu in Path(sys.argv[1]).read_text().split():
    year = int(icu[:4])
    tables = {str(LunarDate(year, 1, 1).to_solar_date()), str(ZhDate(year, 1, 1).to_datetime().date())}
    print(f"{year}: ICU {icu}, tables {' '.join(tables)}")
    differ += [(icu, *tables)] * (tables != {icu})
sys.exit(0 if differ == [("2027-02-07", "2027-02-06"), ("2030-02-02", "2030-02-03")] else 1)
EOF
