#!/usr/bin/env bash
# The day of a story, as every paper of Japan, China and Taiwan prints it: <time>2024年5月6日</time>.
# Expected: htmldate, which finds the day of 6 May 2024 in twenty languages and scripts, finds it here, or says that
# it found none.
# Happens: 2024-01-01, for every day of that year: it reads the year alone, and makes a day of it. In Korean,
# "2024년 5월 6일" of the same shape, and with the hour behind it in Japanese, it is right.
# Versions: htmldate 1.11.0. What `datetime` says for machines is read.
# Matters for archives and monitors that take the days of stories from pages: all of a year stand on one day.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0
cat > "$folder/look.py" <<'EOF'
from htmldate import find_date

PAGE = """<!doctype html><html lang="{}"><head><title>Rome</title></head>
<body><article><h1>Rome</h1><time>{}</time><p>{}</p></article></body></html>"""
days = {
    "ja": "2024年5月6日",
    "zh": "2024年12月30日",
    "ko": "2024년 5월 6일",
    "de": "6. Mai 2024",
    "el": "6 Μαΐου 2024",
}
told = [f"{it} {find_date(PAGE.format(it, day, 'Rome. ' * 80))}" for it, day in days.items()]
machine = PAGE.replace("<time>", '<time datetime="2024-05-06">').format("ja", days["ja"], "Rome. " * 80)
print(*told, find_date(machine), sep="\n")
EOF
"$folder/venv/bin/python" "$folder/look.py" | tee "$folder/seen"
cat > "$folder/expected" <<'EOF'
ja 2024-01-01
zh 2024-01-01
ko 2024-05-06
de 2024-05-06
el 2024-05-06
2024-05-06
EOF
diff "$folder/seen" "$folder/expected"
