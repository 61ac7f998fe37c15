/**
 * @file Loads the add-on as Apps Script does: every file into one global scope, in no set order.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

/**
 * The functions of the add-on by name.
 *
 * @typedef {Record<string, (...values: unknown[]) => unknown>} Scope
 */

/** The folder that is pushed to Apps Script. */
const SOURCE = path.join(__dirname, "..", "src");

/**
 * Lists the script files of the add-on.
 *
 * @return {string[]} Absolute paths, sorted by name.
 */
function scriptFiles() {
  const names = fs.readdirSync(SOURCE).filter((name) => name.endsWith(".js"));
  return names.sort().map((name) => path.join(SOURCE, name));
}

/**
 * Runs the script files in a fresh global scope.
 *
 * @param {Record<string, unknown>} services Google's globals, such as SpreadsheetApp.
 * @param {string[]} [files] The files in the order to run them.
 * @return {Scope} The scope: every global function by name.
 */
function loadAddOn(services, files = scriptFiles()) {
  const scope = vm.createContext({ ...services });
  for (const file of files) {
    vm.runInContext(fs.readFileSync(file, "utf8"), scope, { filename: file });
  }
  return /** @type {Scope} */ (scope);
}

module.exports = { SOURCE, loadAddOn, scriptFiles };
