#!/usr/bin/env bash
# Captions of a film in SubRip, made into WebVTT, which browsers read: a name in italics, and "rose <5%".
# Expected: a "<" that is text becomes &lt;, as WebVTT asks for, and <i> stays what it is, since both have it.
# Happens: webvtt-py writes everything as it stands, so that a browser takes "<5% this year" for the beginning
# of a tag, and shows nothing from there on. pycaption escapes everything: readers see "<i>" and "</i>".
# Versions: webvtt-py 0.6.0, pycaption 2.3.14, read by vtt.js 0.13.0, which is Firefox's.
# Matters for films on the pages of papers: what is lost are numbers.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund vtt.js@0.13.0 jsdom@26.1.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check webvtt-py==0.6.0 pycaption==2.3.14
cat > film.srt <<'SRT'
1
00:00:01,000 --> 00:00:02,000
The profits of <i>Le Monde</i> rose <5% this year

SRT
venv/bin/python - <<'EOF'
from pathlib import Path

import webvtt
from pycaption import SRTReader, WebVTTWriter

webvtt.from_srt("film.srt").save("webvtt-py.vtt")
Path("pycaption.vtt").write_text(WebVTTWriter().write(SRTReader().read(Path("film.srt").read_text())))
EOF
cat > look.cjs <<'EOM'
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");
const { WebVTT } = require("vtt.js");

const { window } = new JSDOM("");
window.VTTCue = class {
  constructor(start, end, text) {
    Object.assign(this, { start, end, text });
  }
};
const shown = (name) => {
  const cues = [];
  const parser = new WebVTT.Parser(window, WebVTT.StringDecoder());
  parser.oncue = (cue) => cues.push(WebVTT.convertCueToDOMTree(window, cue.text).textContent);
  parser.parse(readFileSync(name, "utf8"));
  parser.flush();
  return cues.join();
};
const [cut, tagged] = ["webvtt-py.vtt", "pycaption.vtt"].map(shown);
console.log({ "webvtt-py": cut, pycaption: tagged });
const told = "The profits of <i>Le Monde</i> rose <5% this year";
process.exitCode = cut === "The profits of Le Monde rose " && tagged === told ? 0 : 1;
EOM
node look.cjs
