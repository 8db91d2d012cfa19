#!/usr/bin/env bash
# The names of countries in Turkmen and in Dhivehi (of the Maldives), by i18n-iso-countries: Iraq is Yrak in Turkmen, and
# Iran Eýran.
# Expected: Iraq and Iran each have their name, and a name leads to its country.
# Happens: Iraq is called Eýran, which is Iran, and who asks for the code of Eýran gets IQ, Iraq. In Dhivehi Malawi has
# the name of Malaysia (މެލޭޝިޔާ), Monaco that of Mongolia, and Montserrat that of Morocco.
# Versions: i18n-iso-countries 7.14.0; Intl of Node.js 20 beside it, whose Turkmen names the two as they are.
# Matters for papers in Turkmen, the language of Iran's neighbour: a story on the one is filed under the other.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts i18n-iso-countries@7.14.0
cat > look.cjs <<'EOM'
const countries = require("i18n-iso-countries");

for (const it of ["tk", "dv"]) countries.registerLocale(require(`i18n-iso-countries/langs/${it}.json`));
const intl = new Intl.DisplayNames("tk", { type: "region" });
for (const it of ["IQ", "IR"]) console.log(it, countries.getName(it, "tk"), "Intl:", intl.of(it));
console.log("Eýran is", countries.getAlpha2Code("Eýran", "tk"));
const pairs = [["MW", "MY"], ["MC", "MN"], ["MS", "MA"]];
const names = pairs.map((pair) => pair.map((it) => countries.getName(it, "dv")));
console.log(pairs.map(String), names);
const turkmen = countries.getName("IQ", "tk") === intl.of("IR") && countries.getAlpha2Code("Eýran", "tk") === "IQ";
process.exit(turkmen && names.every(([one, other]) => one === other) ? 0 : 1);
EOM
node look.cjs
