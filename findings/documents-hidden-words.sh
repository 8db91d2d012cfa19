#!/usr/bin/env bash
# A document of Word with words that are hidden (Font, Hidden: `w:vanish`): neither seen nor printed, as the desk
# keeps notes and names of sources in a text. In RTF it is `\v`.
# Expected: what reads documents leaves hidden words out, as Word's own page and print do, or marks them.
# Happens: pandoc, mammoth, python-docx, docx2txt and officeparser write them like the rest. Of the same document in
# RTF pandoc leaves them out, and officeparser does not, so nobody who has tried the one knows of the other.
# Versions: pandoc 3.9 (pypandoc-binary 1.17), mammoth 1.13.0, python-docx 1.2.0, docx2txt 0.9, officeparser 7.8.0.
# Known for mammoth (issue 230 of its JavaScript twin, open since 2020).
# Matters for whoever takes in documents by them: who must not be named is in the story.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts officeparser@7.8.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    pypandoc-binary==1.17 mammoth==1.13.0 python-docx==1.2.0 docx2txt==0.9
cat > look.mjs <<'EOM'
import { parseOffice } from "officeparser";

for (const name of ["story.docx", "story.rtf"]) console.log((await parseOffice(name)).toText().trim());
EOM
cat > look.py <<'EOP'
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import docx
import docx2txt
import mammoth
from pypandoc import convert_file

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}" '
    'Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>An aide said so.</w:t></w:r>'
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> Not to be named.</w:t></w:r></w:p></w:body>'
    "</w:document>",
}
with ZipFile("story.docx", "w") as story:
    for name, words in PARTS.items():
        story.writestr(name, words)
Path("story.rtf").write_text(r"{\rtf1\ansi An aide said so.{\v  Not to be named.}\par}")

office = subprocess.run(["node", "look.mjs"], check=True, capture_output=True, text=True).stdout.splitlines()
told = {
    "pandoc": convert_file("story.docx", "plain").strip(),
    "mammoth": mammoth.extract_raw_text(Path("story.docx").open("rb")).value.strip(),
    "python-docx": docx.Document("story.docx").paragraphs[0].text,
    "docx2txt": docx2txt.process("story.docx").strip(),
    "officeparser": office[0],
    "officeparser, RTF": office[1],
    "pandoc, RTF": convert_file("story.rtf", "plain").strip(),
}
for name, words in told.items():
    print(f"{name}: {words}")
shown = [name for name, words in told.items() if "Not to be named" in words]
sys.exit(0 if shown == list(told)[:-1] else 1)
EOP
venv/bin/python look.py
