// node make.mjs FINDER LIBRARY STORIES FOLDER: index stories, JSON in a line each, into a folder.
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [finder, library, stories, folder] = process.argv.slice(2);
const { make } = await import(`./${finder}.js`);
const lines = (await readFile(stories, "utf-8")).trim().split("\n");
const module = await import(pathToFileURL(library));
const files = await make(module, lines.map(JSON.parse));
for (const [name, text] of Object.entries(files)) await writeFile(`${folder}/${name}.json`, text);
