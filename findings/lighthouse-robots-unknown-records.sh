#!/usr/bin/env bash
# A robots.txt with the record of Really Simple Licensing, `License: https://...`, which its
# specification asks for there.
# Expected: what Lighthouse does not know is passed over. RFC 9309, 2.2.4, lets crawlers read records
# that are no part of the protocol, such as `Sitemap`; who does not know one leaves it out.
# Happens: it is an error ("Unknown directive"), and the page loses 8 points of 100 for SEO. What is
# known is a list, which has `Host` and `Content-Signal`, of which neither is a standard.
# Versions: lighthouse 13.5.0.
# Matters for every paper that says in robots.txt under which terms machines may read it, and is
# judged by points.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error lighthouse@13.5.0 >/dev/null
cat >judge.mjs <<'EOF'
import RobotsTxt from "lighthouse/core/audits/seo/robots-txt.js";

const plain = "User-agent: *\nDisallow:\n";
const added = {
  "nothing more": "",
  "RSL": "License: https://paper.example/license.xml\n",
  "Content-Signal": "Content-Signal: search=yes, ai-train=no\n",
  "a record of Yandex": "Host: paper.example\n",
};
const scores = [];
for (const [name, record] of Object.entries(added)) {
  const { score, details } = RobotsTxt.audit({ RobotsTxt: { status: 200, content: record + plain } });
  console.log(`${name}: score ${score}`, (details?.items ?? []).map((it) => it.message));
  scores.push(score);
}
process.exit(scores.join() === "1,0,1,1" ? 0 : 1);
EOF
node judge.mjs
