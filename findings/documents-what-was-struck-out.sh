#!/usr/bin/env bash
# A document whose desk has corrected it with changes kept: the mayor was arrested, taken back, and
# questioned, put in. In RTF what was taken back is `\deleted`, in ODT it stands ahead of the text, in
# `text:tracked-changes`.
# Expected: what reads documents tells the text as it is: was questioned. officeparser and pandoc do so
# with Word's own format, and pandoc strikes out in RTF what was struck out there.
# Happens: striprtf and officeparser write "was arrestedquestioned" from RTF; officeparser begins the text
# of the ODT with "arrested", and odfpy's `extractText` has it among the paragraphs.
# Versions: striprtf 0.0.35, officeparser 7.8.0, odfpy 1.4.1; pandoc 3.9 (pypandoc-binary 1.17) beside them.
# Matters for whoever takes in documents by them: what was withdrawn, perhaps by a lawyer, is in the story
# again.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts officeparser@7.8.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check striprtf==0.0.35 odfpy==1.4.1 pypandoc-binary==1.17
cat > story.rtf <<'RTF'
{\rtf1\ansi{\*\revtbl{Unknown;}{Desk;}}
The mayor was {\deleted\revauthdel1 arrested}{\revised\revauth1 questioned} on Monday.\par}
RTF
cat > look.mjs <<'EOM'
import { parseOffice } from "officeparser";

for (const name of ["story.rtf", "story.odt"]) console.log((await parseOffice(name)).toText().trim().replace(/\n+/g, " / "));
EOM
cat > look.py <<'EOF'
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from odf import teletype, text
from odf.opendocument import load
from pypandoc import convert_file
from striprtf.striprtf import rtf_to_text

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    f'xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0" xmlns:style="{OFFICE}:style:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'
)
PARTS = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0" m:version="1.2">'
    '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
    "styles.xml": f"<office:document-styles {SPACES}><office:font-face-decls/><office:styles/>"
    "<office:automatic-styles/><office:master-styles/></office:document-styles>",
    "content.xml": f"<office:document-content {SPACES}><office:scripts/><office:font-face-decls/>"
    "<office:automatic-styles/><office:body><office:text><text:tracked-changes>"
    '<text:changed-region xml:id="ct1" text:id="ct1"><text:deletion><office:change-info><dc:creator>Desk</dc:creator>'
    "<dc:date>2024-03-05T10:00:00</dc:date></office:change-info><text:p>arrested</text:p></text:deletion>"
    '</text:changed-region></text:tracked-changes><text:p>The mayor was <text:change text:change-id="ct1"/>'
    "questioned on Monday.</text:p></office:text></office:body></office:document-content>",
}
with ZipFile("story.odt", "w") as file:
    for name, content in PARTS.items():
        file.writestr(name, content)

node = subprocess.run(["node", "look.mjs"], capture_output=True, text=True, check=True).stdout.splitlines()
told = {
    "striprtf": rtf_to_text(Path("story.rtf").read_text()).strip(),
    "officeparser, RTF": node[0],
    "officeparser, ODT": node[1],
    "odfpy": " / ".join(teletype.extractText(it) for it in load("story.odt").getElementsByType(text.P)),
    "pandoc, RTF": convert_file("story.rtf", "markdown").strip(),
    "pandoc, ODT": convert_file("story.odt", "plain").strip(),
}
for who, words in told.items():
    print(f"{who}: {words}")
right = "The mayor was questioned on Monday."
seen = {
    "striprtf": "The mayor was arrestedquestioned on Monday.",
    "officeparser, RTF": "The mayor was arrestedquestioned on Monday.",
    "officeparser, ODT": f"arrested / {right}",
    "odfpy": f"arrested / {right}",
    "pandoc, RTF": "The mayor was ~~arrested~~questioned on Monday.",
    "pandoc, ODT": right,
}
sys.exit(0 if told == seen else 1)
EOF
venv/bin/python look.py
