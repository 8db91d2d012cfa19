#!/usr/bin/env bash
# Hungarian and Catalan write a few words otherwise where a line breaks within them: hosszú (long) is parted
# hosz-szú, and paral·lel is paral-lel. Whole, nothing is added and nothing lost.
# Expected: what puts soft hyphens (U+00AD) into such words leaves these places alone, since a soft hyphen is not
# seen where the line does not break there, and the letters stay as they are in HTML.
# Happens: Pyphen's `inserted`, asked for soft hyphens, writes the letters of the parted word: readers see
# "hoszszú", "meszszi" and "parallel" on every line on which the word is whole, which is most of them. Nikola,
# with `HYPHENATE = True`, calls it so for each word of a page.
# Versions: Pyphen 0.18.1, Nikola 8.3.3. `positions` tells of such places: there `data` is not None.
# Matters for papers in these languages: misspelt in each story, and right in the editor and in its source.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyphen==0.18.1 nikola==8.3.3
"$folder/venv/bin/python" - <<'EOF'
import sys

import lxml.html
from nikola.post import hyphenate
from pyphen import Pyphen

SHY = "\N{SOFT HYPHEN}"
told = {
    word: Pyphen(lang=language).inserted(word, hyphen=SHY).replace(SHY, "")
    for language, word in (("hu_HU", "hosszú"), ("hu_HU", "messzi"), ("ca", "paral·lel"), ("hu_HU", "ablak"))
}
for word, shown in told.items():
    print(f"{word} is shown as {shown}")
page = lxml.html.fromstring("<div><p>A folyó hosszú és messzi.</p></div>")
hyphenate(page, "hu")
nikola = page.text_content().replace(SHY, "")
print("Nikola:", nikola)
seen = {"hosszú": "hoszszú", "messzi": "meszszi", "paral·lel": "parallel", "ablak": "ablak"}
sys.exit(0 if (told, nikola) == (seen, "A folyó hoszszú és meszszi.") else 1)
EOF
