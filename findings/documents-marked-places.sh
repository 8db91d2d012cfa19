#!/usr/bin/env bash
# A sentence in a document of Word, parts of which Word has marked: as a place or a person, which Word of 2003 and 2007
# did by itself while one typed (`w:smartTag`), and as a field of a form or a template (`w:sdt`), such as a date.
# Expected: `paragraph.text` of python-docx, "the text of each run" by its documentation, is the sentence.
# Happens: what is marked is left out, and no error: "Talks in  begin on ." for "Talks in Geneva begin on 9 March."
# What was put in while changes are kept (`w:ins`) goes likewise, so the text is that of before its correction.
# Versions: python-docx 1.2.0, where it is known (issue 328, open since 2016); mammoth 1.13.0 and pandoc 3.9
# (pypandoc-binary 1.17) have all three.
# Matters for archives: who and where is what goes, and only in documents of some years.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    python-docx==1.2.0 mammoth==1.13.0 pypandoc-binary==1.17
venv/bin/python - <<'EOP'
import sys
from pathlib import Path

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypandoc import convert_file


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


story = docx.Document()
story.element.body.insert(
    0,
    parse_xml(
        f"<w:p {nsdecls('w')}>{run('Talks in ')}"
        f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="City">{run("Geneva")}'
        f"</w:smartTag>{run(' begin on ')}"
        f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{run('9 March')}</w:sdtContent></w:sdt>"
        f'<w:ins w:id="1" w:author="A desk">{run(" and may fail")}</w:ins>{run(".")}</w:p>'
    ),
)
story.save("story.docx")
told = {
    "python-docx": docx.Document("story.docx").paragraphs[0].text,
    "mammoth": mammoth.extract_raw_text(Path("story.docx").open("rb")).value.strip(),
    "pandoc": convert_file("story.docx", "plain").strip(),
}
for name, words in told.items():
    print(f"{name}: {words}")
whole = "Talks in Geneva begin on 9 March and may fail."
sys.exit(0 if list(told.values()) == ["Talks in  begin on .", whole, whole] else 1)
EOP
