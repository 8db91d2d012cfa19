#!/usr/bin/env bash
# Two versions of a table in a story, of which one number was put right, shown by lxml's `htmldiff`: 12 became 13.
# Expected: the cell has both numbers, one of them struck through, and the table is a table.
# Happens: a second cell, with the old number, stands behind the row, outside of any: browsers put it into a row of
# its own below, under the first column, so that it reads as another year's. And of words whose elements changed
# alone, H₂O that became H²O, nothing is said at all.
# Versions: lxml 6.1.3. Numbers within paragraphs are right.
# Matters for pages that show what was corrected: figures in tables are what is corrected most.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3
cat > "$folder/look.py" <<'EOF'
from lxml.html.diff import htmldiff

TABLE = "<table><tr><td>1989</td><td>{}</td></tr></table>"
print(htmldiff(TABLE.format(12), TABLE.format(13)))
print(htmldiff("<p>H<sub>2</sub>O</p>", "<p>H<sup>2</sup>O</p>"))
print(htmldiff("<p>In 1989: 12</p>", "<p>In 1989: 13</p>"))
EOF
"$folder/venv/bin/python" "$folder/look.py" | tee "$folder/seen"
cat > "$folder/expected" <<'EOF'
<table><tr><td>1989</td> <td><ins>13</ins></td> </tr> <td><del>12</del></td> </table>
<p>H<sup>2</sup>O</p>
<p>In 1989: <ins>13</ins> <del>12</del> </p>
EOF
diff "$folder/seen" "$folder/expected"
