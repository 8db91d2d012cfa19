#!/usr/bin/env bash
# Years in a document of Word, 2019-2021, with the hyphen that does not break (Ctrl+Shift+Hyphen), so that they stay in
# one line. Word writes it as an element of its own, `w:noBreakHyphen`; COVID-19, the F-16 and a result of 3-1 likewise.
# Expected: what reads documents writes a hyphen there, as pandoc, mammoth and python-docx do.
# Happens: docx2txt and officeparser write nothing: "20192021", "COVID19", "F16", and 31 instead of 3-1.
# Versions: docx2txt 0.9, where a change for it has been waiting since 2021 (number 34), officeparser 7.8.0; pandoc 3.9
# (pypandoc-binary 1.17), mammoth 1.13.0 and python-docx 1.2.0 beside them. Other hyphens stay.
# Matters for documents that papers take in or search: careful typists have other numbers than careless ones.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts officeparser@7.8.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    pypandoc-binary==1.17 mammoth==1.13.0 python-docx==1.2.0 docx2txt==0.9
cat > look.py <<'EOP'
import subprocess
import sys
from pathlib import Path

import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from pypandoc import convert_file

story = docx.Document()
run = story.add_paragraph().add_run("2019")
run._r.append(OxmlElement("w:noBreakHyphen"))
run.add_text("2021, COVID")
run._r.append(OxmlElement("w:noBreakHyphen"))
run.add_text("19, and 3")
run._r.append(OxmlElement("w:noBreakHyphen"))
run.add_text("1; 5-4")
story.save("story.docx")

LOOK = 'import("officeparser").then((it) => it.parseOffice("story.docx")).then((it) => console.log(it.toText()))'
told = {
    "pandoc": convert_file("story.docx", "plain").strip(),
    "mammoth": mammoth.extract_raw_text(Path("story.docx").open("rb")).value.strip(),
    "python-docx": docx.Document("story.docx").paragraphs[0].text,
    "docx2txt": docx2txt.process("story.docx").strip(),
    "officeparser": subprocess.run(
        ["node", "--eval", LOOK], check=True, capture_output=True, text=True
    ).stdout.strip(),
}
for name, words in told.items():
    print(f"{name}: {words}")
kept, lost = "2019-2021, COVID-19, and 3-1; 5-4", "20192021, COVID19, and 31; 5-4"
seen = [it.replace("\u2011", "-") for it in told.values()]
sys.exit(0 if seen == [kept] * 3 + [lost] * 2 else 1)
EOP
venv/bin/python look.py
