#!/usr/bin/env bash
# A table of countries, read by pandas with `converters={"ISO2": str}`: the code of Namibia is NA.
# Expected: a converter gives the value of its column, "NA"; with pandas 2.3 and
# 3.0 it does.
# Happens: from pandas 3.1 on what the converter has returned is held against the list of missing values
# once more, and Namibia has no code. country_converter, which reads its own table so, cannot even be
# made: TypeError, "first argument must be string or compiled pattern".
# Versions: pandas 3.1.1 and 3.0.0, country_converter 1.3.2.
# Matters for every table with codes of countries; `keep_default_na=False` helps.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cat > "$folder/look.py" <<'EOF'
from io import StringIO

import pandas

table = StringIO("name,ISO2\nNamibia,NA\nNepal,NP\n")
codes = pandas.read_csv(table, converters={"ISO2": str}).ISO2.tolist()
try:
    from country_converter import CountryConverter

    told = CountryConverter().convert("Namibia", to="ISO2")
except TypeError as error:
    told = f"TypeError: {error}"
print(codes, told, sep=" | ")
EOF
for version in 3.0.0 3.1.1; do
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    "pandas==$version" country_converter==1.3.2
  "$folder/venv/bin/python" -W ignore "$folder/look.py" | tee -a "$folder/seen"
done
cat > "$folder/expected" <<'EOF'
['NA', 'NP'] | NA
[nan, 'NP'] | TypeError: first argument must be string or compiled pattern
EOF
diff "$folder/seen" "$folder/expected"
