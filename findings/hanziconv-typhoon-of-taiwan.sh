#!/usr/bin/env bash
# A headline in simplified letters for readers of traditional ones: Taiwan's president, an empress, a cadre from
# Beijing, history. Of several traditional letters one simplified may stand for, the word tells which.
# Expected: words keep their meaning: 臺灣 or 台灣, 皇后, 幹部, 歷史, as OpenCC and zhconv write them.
# Happens: HanziConv takes one traditional letter for each, without looking at the word: Taiwan is 颱灣, with
# the letter of typhoon, the empress 皇後 ("emperor, afterwards"), the cadre 乾部 ("dry"), history 曆史 ("calendar"),
# the United Nations 聯閤國. Back to simplified, 著名 (famous) becomes 着名.
# Versions: hanziconv 0.3.2; zhconv 1.4.3, OpenCC 1.4.2 beside it.
# Matters for papers with editions for both: names of states and offices are misspelt in plain sight.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check hanziconv==0.3.2 zhconv==1.4.3 opencc==1.4.2
"$folder/venv/bin/python" - <<'EOF'
import sys

import zhconv
from hanziconv import HanziConv
from opencc import OpenCC

WORDS = ("台湾", "皇后", "干部", "历史", "联合国")
opencc = OpenCC("s2tw")
told = {
    "HanziConv": [HanziConv.toTraditional(it) for it in WORDS],
    "zhconv": [zhconv.convert(it, "zh-tw") for it in WORDS],
    "OpenCC": [opencc.convert(it) for it in WORDS],
}
for who, words in told.items():
    print(f"{who}: {' '.join(words)}")
back = HanziConv.toSimplified("著名")
print("back:", back)
right = ["臺灣", "皇后", "幹部", "歷史", "聯合國"]
wrong = ["颱灣", "皇後", "乾部", "曆史", "聯閤國"]
seen = {"HanziConv": wrong, "zhconv": right, "OpenCC": right}
sys.exit(0 if (told, back) == (seen, "着名") else 1)
EOF
