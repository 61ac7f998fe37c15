/**
 * @file Presses an item of the add-on's menu against a running backend, outside Google.
 *
 * Reads one JSON object from standard input: spreadsheetId, backendUrl, idToken, accessToken and
 * item, the caption to press. Prints one line of JSON: the toasts and alerts the person saw.
 */
"use strict";

const fs = require("node:fs");

const { fakeGoogle } = require("./google.js");
const { loadAddOn } = require("./load.js");
const { sendNow } = require("./send_now.js");

/**
 * @typedef {object} Press
 * @property {string} spreadsheetId Id of the open spreadsheet.
 * @property {string} backendUrl Address of the backend's refresh function.
 * @property {?string} idToken Identity token of the person.
 * @property {string} accessToken OAuth access token of the person.
 * @property {string} item Caption of the menu item.
 */

/**
 * Opens the spreadsheet, finds the item in the menu and presses it.
 *
 * @param {Press} press Who presses what, and where.
 * @param {typeof sendNow} send Carries the call to the backend.
 * @return {Pick<import("./google.js").Screen, "toasts" | "alerts">} What the person saw.
 */
function pressItem(press, send) {
  const { backendUrl, item, ...person } = press;
  const google = fakeGoogle({ ...person, properties: { BACKEND_URL: backendUrl } }, send);
  const addOn = loadAddOn(google.services);
  addOn.onOpen?.();
  const { toasts, alerts, menu } = google.screen;
  const found = menu.find((entry) => entry.caption === item);
  if (found === undefined) throw new Error(`The menu has no item "${item}".`);
  google.authorise();
  addOn[found.functionName]?.();
  return { toasts, alerts };
}

if (require.main === module) {
  const press = JSON.parse(fs.readFileSync(0, "utf8"));
  console.log(JSON.stringify(pressItem(press, sendNow)));
}

module.exports = { pressItem };
