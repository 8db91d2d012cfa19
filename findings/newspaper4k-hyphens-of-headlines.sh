#!/usr/bin/env bash
# The headline of a page whose <title> ends in the name of the paper, as most do: "US-China talks in Geneva - The
# Ferry Post". The page's h1 has the headline alone.
# Expected: newspaper4k gives the headline of the h1, which is the title without its end.
# Happens: it parts a title at every hyphen, within words too, and takes the longest piece: "China talks in Geneva",
# "19 and the treaty" of COVID-19, "16s of Ukraine". Of "Guinea-Bissau votes" the state is another one, and it is
# so without a name behind it, too.
# Versions: newspaper4k 0.9.6. With `og:title`, or with "|" before the paper's name, headlines are whole.
# Matters for archives, monitors and readers that take headlines from pages: what is read is another headline.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check newspaper4k==0.9.6
cat > "$folder/look.py" <<'EOF'
from newspaper import Article

PAGE = """<!doctype html><html lang="en"><head><title>{}{}</title><meta charset="utf-8"></head>
<body><article><h1>{}</h1>{}</article></body></html>"""
TEXT = "<p>The treaty was signed in Rome on 25 March 1957 by six states, and is in force.</p>" * 8


def told(headline: str, behind: str) -> str:
    page = Article("https://news.example/a")
    page.download(input_html=PAGE.format(headline, behind, headline, TEXT))
    page.parse()
    return page.title


for headline in ("US-China talks in Geneva", "COVID-19 and the treaty", "The F-16s of Ukraine", "Guinea-Bissau votes"):
    print(*[told(headline, it) for it in ("", " - The Ferry Post", " | The Ferry Post")], sep=", ")
EOF
"$folder/venv/bin/python" -W ignore "$folder/look.py" | tee "$folder/seen"
cat > "$folder/expected" <<'EOF'
US-China talks in Geneva, China talks in Geneva, US-China talks in Geneva
COVID-19 and the treaty, 19 and the treaty, COVID-19 and the treaty
The F-16s of Ukraine, 16s of Ukraine, The F-16s of Ukraine
Bissau votes, The Ferry Post, Guinea-Bissau votes
EOF
diff "$folder/seen" "$folder/expected"
