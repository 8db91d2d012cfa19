#!/usr/bin/env bash
# A date in Persian by a pattern: `toFormat("d MMMM y")` of 9 March 2026, which is 18 Esfand 1404.
# Expected: "۹ مارس ۲۰۲۶", as Luxon's calendar is the Gregorian one unless another is asked for, or
# "۱۸ اسفند ۱۴۰۴", as its own `toLocaleString` and every browser write it.
# Happens: "۹ اسفند ۲۰۲۶", the day and the year of the one calendar with the month of the other: Persians
# read another day, which was nine days ago in a year that comes in six centuries. Pashto and the Persian
# of Afghanistan (`ps`, `fa-AF`) are alike, and what it writes it cannot read (`fromFormat`).
# Versions: luxon 3.7.2. `outputCalendar: "gregory"` mends it; with "persian" the year is "null", which
# is known there (issue 1222). Intl is right for both calendars.
# Matters for every page in Persian or Pashto whose dates are written by a pattern.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund luxon@3.7.2
cat > look.mjs <<'EOM'
import { DateTime } from "luxon";

const pattern = "d MMMM y";
const day = DateTime.fromISO("2026-03-09", { zone: "utc" });
const of = (locale) => day.setLocale(locale).toFormat(pattern);
const whole = day.setLocale("fa").toLocaleString(DateTime.DATE_FULL);
const gregorian = day.reconfigure({ locale: "fa", outputCalendar: "gregory" }).toFormat(pattern);
const back = DateTime.fromFormat(of("fa"), pattern, { locale: "fa" });
console.log({ fa: of("fa"), ps: of("ps"), afghan: of("fa-AF"), whole, gregorian, reads: back.isValid });
const seen = of("fa") === "۹ اسفند ۲۰۲۶" && of("fa-AF") === "۹ حوت ۲۰۲۶" && !back.isValid;
process.exit(seen && whole === "۱۸ اسفند ۱۴۰۴" && gregorian === "۹ مارس ۲۰۲۶" ? 0 : 1);
EOM
node look.mjs
