#!/usr/bin/env bash
# A headline as a paper sets it: « Non », dit Paris; 1957–1993, with the dash of a span of years; Israel — Iran.
# Expected: readability-lxml gives a page's title as it stands there.
# Happens: guillemets become straight quotes, « Non » is " Non " with its blanks left inside, and both dashes become
# hyphens, while curly quotes, apostrophes, dots and the minus stay. What is compared with the page, or shown
# beside it, is another text.
# Versions: readability-lxml 0.9, `title()` and `short_title()`.
# Matters for archives and indexes of papers in French, Russian, Spanish and all that quote so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check readability-lxml==0.9 lxml_html_clean
cat > "$folder/look.py" <<'EOF'
from readability import Document

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>{}</title></head><body><p>Rome.</p></body></html>'
for headline in ("« Non », dit Paris", "1957–1993", "Israel — Iran", "“Non”, l’Élysée, 5 − 3 …"):
    print(Document(PAGE.format(headline)).title())
EOF
"$folder/venv/bin/python" -W ignore "$folder/look.py" | tee "$folder/seen"
cat > "$folder/expected" <<'EOF'
" Non ", dit Paris
1957-1993
Israel - Iran
“Non”, l’Élysée, 5 − 3 …
EOF
diff "$folder/seen" "$folder/expected"
