/**
 * @file Writes dist/: the add-on as it is pushed to Apps Script, with the one address it may call.
 *
 * Usage: node configure.js [--backend-url https://HOST/] [--script-id ID]
 * Without an address the add-on may call none, which is enough to learn its OAuth client id.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");

const SOURCE = path.join(__dirname, "src");
const MANIFEST = "appsscript.json";
const CLASP = ".clasp.json";

/**
 * Checks the backend's address against the rules of urlFetchWhitelist: https, a full host name
 * and a path that is not empty.
 *
 * @param {string} text The address as typed.
 * @return {string} The address in the form that goes into the manifest.
 */
function checkedAddress(text) {
  if (!URL.canParse(text)) throw new Error(`--backend-url needs an address, got "${text}".`);
  const url = new URL(text);
  if (url.protocol !== "https:") throw new Error("--backend-url must begin with https://.");
  if (url.search || url.hash || url.username) {
    throw new Error("--backend-url must be a plain address without ?, # or a user name.");
  }
  return url.href;
}

/**
 * Copies the source to a folder and leaves clasp's own file alone.
 *
 * @param {string} folder Where to write; made when missing, emptied of older scripts.
 */
function copySource(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(folder)) {
    if (name !== CLASP) fs.rmSync(path.join(folder, name));
  }
  for (const name of fs.readdirSync(SOURCE)) {
    fs.copyFileSync(path.join(SOURCE, name), path.join(folder, name));
  }
}

/**
 * Fills the only address that the add-on may call into a copied manifest.
 *
 * @param {string} folder Folder of the manifest.
 * @param {string} address The address, checked.
 */
function allow(folder, address) {
  const file = path.join(folder, MANIFEST);
  const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  writeJson(file, { ...manifest, urlFetchWhitelist: [address] });
}

/**
 * Writes a value as JSON that people can read.
 *
 * @param {string} file Path of the file.
 * @param {unknown} value What to write.
 */
function writeJson(file, value) {
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Runs the program.
 */
function main() {
  const { values } = parseArgs({
    options: {
      "backend-url": { type: "string" },
      "script-id": { type: "string" },
      folder: { type: "string", default: path.join(__dirname, "dist") },
    },
  });
  const { folder, "backend-url": typed, "script-id": scriptId } = values;
  const address = typed === undefined ? null : checkedAddress(typed);
  copySource(folder);
  if (address !== null) allow(folder, address);
  if (scriptId) writeJson(path.join(folder, CLASP), { scriptId });
  const next = address === null ? "It may call no address yet." : `Set BACKEND_URL to ${address}`;
  console.log(`Wrote ${folder}. ${next}`);
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
