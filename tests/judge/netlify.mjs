// What Netlify makes of a site's rules: `node netlify.mjs NODE_MODULES SITE` reads addresses from
// standard input, one a line, and prints what its parsers say of _redirects and _headers, and the
// rule that its matcher finds for each address.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, site] = process.argv.slice(2);
const require = createRequire(join(modules, "index.js"));
const load = (name) => import(require.resolve(name));

const { parseAllRedirects } = await load("netlify-redirect-parser");
const { parseAllHeaders } = await load("netlify-headers-parser");
const redirector = (await load("netlify-redirector")).default;

const file = (name) => [join(site, name)].filter(existsSync);
const redirects = await parseAllRedirects({ redirectsFiles: file("_redirects") });
const headers = await parseAllHeaders({ headersFiles: file("_headers") });

const rules = file("_redirects").map((it) => readFileSync(it, "utf8")).join("");
const matcher = await redirector.parsePlain(rules, {});
const asked = (path) => ({
  scheme: "https",
  host: "judge.example",
  path,
  query: "",
  headers: {},
  cookieValues: {},
  getHeader: () => "",
  getCookie: () => "",
});
const addresses = readFileSync(0, "utf8").split("\n").filter(Boolean);
const answers = Object.fromEntries(
  addresses.map((it) => [it, matcher.match(asked(it))]),
);
const told = {
  errors: [...redirects.errors, ...headers.errors].map((it) => it.message),
  rules: redirects.redirects.length,
  headers: headers.headers.length,
  answers,
};
// The matcher keeps the process from ending by itself.
process.stdout.write(JSON.stringify(told), () => process.exit(0));
