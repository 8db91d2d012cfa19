#!/usr/bin/env bash
# Names of people from Chinese into Latin letters, for addresses and indexes: 曾庆红 (Zeng Qinghong, vice president
# of China until 2008), 查良镛 (Zha Liangyong, the writer Jin Yong), 解振华 (Xie Zhenhua, who led China's talks on
# climate), 单国玺 (Shan Guoxi, cardinal in Taiwan). As surnames these letters are read as nowhere else.
# Expected: pypinyin, which knows many words by heart and reads 重庆 as Chongqing and 乐清 as Yueqing, knows who
# held office, or offers to read a word as a name.
# Happens: ceng qing hong, cha liang yong, jie zhen hua, dan guo xi. It has no such choice; pinyin-pro for
# JavaScript has one (`mode: "surname"`), and needs it: without it has the same four, and with it
# takes the county 东阿 (Dong'e) for a name.
# Versions: pypinyin 0.55.0, pinyin-pro 3.29.4.
# Matters for addresses, indexes and searches by Latin letters: who looks for Zeng finds nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypinyin==0.55.0
npm install --silent --no-audit --no-fund --ignore-scripts pinyin-pro@3.29.4
cat > look.py <<'EOF'
from pypinyin import lazy_pinyin

print(*[" ".join(lazy_pinyin(it)) for it in ("曾庆红", "查良镛", "解振华", "单国玺", "重庆", "乐清")], sep=", ")
EOF
cat > look.cjs <<'EOM'
const { pinyin } = require("pinyin-pro");

const read = (more) => ["曾庆红", "查良镛", "解振华", "单国玺", "东阿"].map((it) => pinyin(it, { toneType: "none", ...more }));
console.log(read({}).join(", "));
console.log(read({ mode: "surname" }).join(", "));
EOM
{ venv/bin/python look.py; node look.cjs; } | tee seen
cat > expected <<'EOF'
ceng qing hong, cha liang yong, jie zhen hua, dan guo xi, chong qing, yue qing
ceng qing hong, cha liang yong, jie zhen hua, dan guo xi, dong e
zeng qing hong, zha liang yong, xie zhen hua, shan guo xi, dong a
EOF
diff seen expected
