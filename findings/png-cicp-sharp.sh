#!/usr/bin/env bash
# A PNG in Display P3 that says so by its chunk cICP (PNG, third edition, 11.3.2.6), and nothing else.
# Expected: sharp's `keepMetadata()` writes the chunk again, or `toColourspace("srgb")` converts the
# pixels: (200, 60, 60) in Display P3 is (217, 42, 52) in sRGB.
# Happens: neither. The space is called "srgb", the numbers stay (200, 60, 60), and the chunk is gone
# from what is saved: so browsers, which heed cICP, show the copy in paler colours than the original.
# Versions: sharp 0.35.5 (libvips 8.18.7, libpng 1.6.58). Chromium 156 heeds cICP.
# Matters wherever pictures of phones, or screenshots of screens with wide gamut, are made smaller.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund sharp@0.35.5
cat >check.js <<'EOF'
const sharp = require("sharp");
const zlib = require("zlib");

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4), check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(zlib.crc32(body));
  return Buffer.concat([length, body, check]);
}

const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
const original = Buffer.concat([
  Buffer.from("89504e470d0a1a0a", "hex"),
  chunk("IHDR", header),
  chunk("cICP", Buffer.from([12, 13, 0, 1])), // Display P3, the curve of sRGB, RGB, full range
  chunk("IDAT", zlib.deflateSync(Buffer.from([0, 200, 60, 60]))),
  chunk("IEND", Buffer.alloc(0)),
]);

(async () => {
  const pixels = await sharp(original).toColourspace("srgb").raw().toBuffer();
  const copy = await sharp(original).keepMetadata().png().toBuffer();
  console.log("in sRGB:", [...pixels.subarray(0, 3)], "and not [ 217, 42, 52 ]");
  console.log("cICP in the original:", original.includes("cICP"), "in the copy:", copy.includes("cICP"));
  const same = pixels[0] === 200 && pixels[1] === 60 && !copy.includes("cICP");
  process.exit(same ? 0 : 1);
})();
EOF
node check.js
