#!/usr/bin/env bash
# The same colours by the same code points of ITU-T H.273 (BT.709: primaries 1, transfer 1), once in
# the chunk cICP of a PNG and once in the box `colr` (`nclx`) of an AVIF: a grey of 60.
# Expected: Chromium shows the same grey.
# Happens: in the PNG it takes the curve for that of a screen (BT.1886, a power of 2.4) and shows 49;
# in the AVIF it takes it for that of sRGB and shows 60.
# The box goes before what the AV1 stream says itself; other code points there are heeded.
# Versions: Chromium 147 (and 156), headless; read back from a canvas.
# Matters for stills from video, which are in BT.709: converted to PNG they get darker than as AVIF,
# and whoever converts to sRGB must know from which of the two a picture comes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export TMPDIR="$folder" # where the browser is unpacked
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @sparticuz/chromium@147.0.0 puppeteer-core@24.43.1
cat >check.mjs <<'EOF'
import zlib from "node:zlib";
import chromium from "@sparticuz/chromium";
import puppeteer from "puppeteer-core";

const SIDE = 16;
const AVIF = // 16 x 16 pixels of (60, 60, 60)
  "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAA" +
  "AAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAGAAAAChpaW5mAAAAAAABAAAA" +
  "GmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAEAAAABAAAAAQcGl4aQAA" +
  "AAADCAgIAAAADGF2MUOBIAAAAAAAE2NvbHJuY2x4AAEAAQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAIG1kYXQS" +
  "AAoIOAz/2EBDQaQyChAAAAAUubenlC4=";

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4), check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(zlib.crc32(body));
  return Buffer.concat([length, body, check]);
}

const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(3 * SIDE, 60)]);
const PNG = Buffer.concat([
  Buffer.from("89504e470d0a1a0a", "hex"),
  chunk("IHDR", Buffer.from([0, 0, 0, SIDE, 0, 0, 0, SIDE, 8, 2, 0, 0, 0])),
  chunk("cICP", Buffer.from([1, 1, 0, 1])),
  chunk("IDAT", zlib.deflateSync(Buffer.concat(Array(SIDE).fill(row)))),
  chunk("IEND", Buffer.alloc(0)),
]).toString("base64");

async function readBack(source) {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = image.naturalWidth;
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(8, 8, 1, 1).data[0];
}

const browser = await puppeteer.launch({
  args: chromium.args,
  executablePath: await chromium.executablePath(),
  headless: "shell",
});
const page = await browser.newPage();
const png = await page.evaluate(readBack, "data:image/png;base64," + PNG);
const avif = await page.evaluate(readBack, "data:image/avif;base64," + AVIF);
console.log(await browser.version());
console.log("60 in BT.709 as PNG:", png, "as AVIF:", avif);
await browser.close();
process.exit(png === 49 && avif === 60 ? 0 : 1);
EOF
node check.mjs
