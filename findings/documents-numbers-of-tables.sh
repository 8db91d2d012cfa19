#!/usr/bin/env bash
# A document of Word with "Table 3: deaths by year", whose number Word counts, and with a date that it fills
# in. Such a field is written in one of two ways: in pieces (`w:fldChar`), or as one element (`w:fldSimple`)
# around what it says.
# Expected: what reads documents tells what the page says, whichever of the two it is: Word writes both.
# Happens: of the second pandoc, mammoth and python-docx say nothing: "Table : deaths by year, as of ." Of
# the first they tell all, so in one document some numbers are there and others not.
# Versions: pandoc 3.9 (pypandoc-binary 1.17), mammoth 1.13.0, python-docx 1.2.0; docx2txt 0.9 beside them.
# Known for mammoth (issue 69 of its Python twin, open since 2018).
# Matters for reports and studies that papers take in: numbers, dates and cross-references are what goes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts mammoth@1.13.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    python-docx==1.2.0 docx2txt==0.9 pypandoc-binary==1.17
cat > look.py <<'EOF'
import subprocess
import sys

import docx
import docx2txt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypandoc import convert_file

W = nsdecls("w")


def simple(code: str, says: str) -> list[str]:
    return [f'<w:fldSimple {W} w:instr=" {code} "><w:r><w:t>{says}</w:t></w:r></w:fldSimple>']


def in_pieces(code: str, says: str) -> list[str]:
    pieces = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText> {code} </w:instrText>")
    pieces += ('<w:fldChar w:fldCharType="separate"/>', f"<w:t>{says}</w:t>", '<w:fldChar w:fldCharType="end"/>')
    return [f"<w:r {W}>{it}</w:r>" for it in pieces]


document = docx.Document()
for field in (simple, in_pieces):
    paragraph = document.add_paragraph("Table ")
    for elements, behind in (
        (field("SEQ Table", "3"), ": deaths by year, as of "),
        (field("SAVEDATE", "5 March 2024"), "."),
    ):
        for element in elements:
            paragraph._p.append(parse_xml(element))
        paragraph.add_run(behind)
document.save("report.docx")
node = subprocess.run(["node", "look.mjs"], capture_output=True, text=True, check=True).stdout
told = {
    "pandoc": convert_file("report.docx", "plain", extra_args=["--wrap=none"]).split("\n"),
    "mammoth": node.split("\n"),
    "python-docx": [it.text for it in docx.Document("report.docx").paragraphs],
    "docx2txt": docx2txt.process("report.docx").split("\n"),
}
told = {who: [it for it in lines if it] for who, lines in told.items()}
for who, lines in told.items():
    print(f"{who}: {lines}")
whole, lost = "Table 3: deaths by year, as of 5 March 2024.", "Table : deaths by year, as of ."
seen = dict.fromkeys(("pandoc", "mammoth", "python-docx"), [lost, whole])
sys.exit(0 if told == seen | {"docx2txt": [whole, whole]} else 1)
EOF
cat > look.mjs <<'EOM'
import mammoth from "mammoth";

console.log((await mammoth.extractRawText({ path: "report.docx" })).value);
EOM
venv/bin/python look.py
