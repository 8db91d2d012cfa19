#!/usr/bin/env bash
# A Japanese name with its reading above it in a document of Word (`w:ruby`): name and reading are both
# there, each in an element of its own.
# Expected: what reads documents keeps the name; the reading may go, or stand behind it in brackets.
# Happens: the name goes, and its reading: of 小池知事 (governor Koike) pandoc, mammoth, officeparser and
# python-docx leave 知事, the governor, without a warning. docx2txt, which writes whatever is text, puts the
# reading before the name.
# Versions: pandoc 3.9 (pypandoc-binary 1.17), mammoth 1.13.0, officeparser 7.8.0, python-docx 1.2.0,
# docx2txt 0.9. Known for mammoth (issue 76 of its Python twin, open since 2019).
# Matters for papers in Japanese and Chinese that take in documents: who it was is what goes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts mammoth@1.13.0 officeparser@7.8.0
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

RUBY = (
    f"<w:r {nsdecls('w')}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>こいけ</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>小池</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
document = docx.Document()
paragraph = document.add_paragraph("東京の")
paragraph._p.append(parse_xml(RUBY))
paragraph.add_run("知事")
document.save("story.docx")
told = {
    "pandoc": convert_file("story.docx", "plain").strip(),
    "python-docx": docx.Document("story.docx").paragraphs[0].text,
    "docx2txt": docx2txt.process("story.docx").strip(),
} | dict(
    line.split(" ", 1)
    for line in subprocess.run(["node", "look.mjs"], capture_output=True, text=True, check=True).stdout.splitlines()
)
for who, text in told.items():
    print(f"{who}: {text}")
seen = dict.fromkeys(("pandoc", "python-docx", "mammoth", "officeparser"), "東京の知事")
sys.exit(0 if told == seen | {"docx2txt": "東京のこいけ小池知事"} else 1)
EOF
cat > look.mjs <<'EOM'
import mammoth from "mammoth";
import { parseOffice } from "officeparser";

console.log("mammoth", (await mammoth.extractRawText({ path: "story.docx" })).value.trim());
console.log("officeparser", (await parseOffice("story.docx")).toText().trim());
EOM
venv/bin/python look.py
