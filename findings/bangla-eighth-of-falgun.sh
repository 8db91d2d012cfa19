#!/usr/bin/env bash
# 21 February in Bangladesh's calendar: the 8th of Falgun, as in 1952, whose dead the day is for. The state changed
# its calendar in October 2019 for that: the sixth month has 31 days since then, and Falgun has 29.
# Expected: the package bangla, which promises the date in Bangla, has the calendar by which papers in Dhaka print it.
# Happens: the 9th of Falgun, and the 2nd of Poush for 16 December, Victory Day, which is the 1st: it goes by the rule
# of before, and is a day ahead from 16 October to 14 March, and right for the rest of the year.
# Versions: bangla 0.0.6; bangladatetime 0.0.2 has the calendar of today.
# Matters for mastheads: for five months of each year they have tomorrow's date, on the days of the state above all.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check bangla==0.0.6 bangladatetime==0.0.2
venv/bin/python - <<'EOP'
import sys
from datetime import date, timedelta

import bangla
from bangladatetime import date as today

DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")
wrong = []
for number in range(365):
    day = date(2026, 4, 14) + timedelta(number)
    told = bangla.get_date(day.day, day.month, day.year)
    right = today.fromgregorian(day.year, day.month, day.day)
    if int(told["date"].translate(DIGITS)) != right.day:
        wrong.append(day)
    if (day.month, day.day) in {(8, 15), (12, 16), (2, 21)}:
        print(f"{day}: {told['date']} {told['month']}; bangladatetime has day {right.day} of month {right.month}")
print(f"{len(wrong)} days of a year are wrong, from {wrong[0]} to {wrong[-1]}")
sys.exit(0 if date(2027, 2, 21) in wrong and date(2026, 12, 16) in wrong and 140 < len(wrong) < 155 else 1)
EOP
