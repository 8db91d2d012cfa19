#!/usr/bin/env bash
# A selector with an escaped name, and a combinator behind it: `\-->a{}`, which is the name "--", the
# sign ">" and the name "a".
# Expected: what tinycss2's `serialize` writes is read as the same tokens again, as it sees to in
# other places by a comment between two: it keeps the escape, or writes a comment.
# Happens: it writes `-->`, which is one token, the end of an HTML comment: the selector is another.
# Versions: tinycss2 1.5.1.
# Matters for whoever rewrites or sanitises stylesheets of others with it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tinycss2==1.5.1
"$folder/venv/bin/python" - <<'EOF'
import sys

import tinycss2


def tokens(css):
    return [(it.type, getattr(it, "value", "")) for it in tinycss2.parse_component_value_list(css)]


css = r"\-->a{}"
again = tinycss2.serialize(tinycss2.parse_component_value_list(css))
print("read:   ", tokens(css))
print("written:", again)
print("read:   ", tokens(again))
sys.exit(0 if tokens(again)[0] == ("literal", "-->") and tokens(css)[0] == ("ident", "--") else 1)
EOF
