/**
 * @file The invented person and backend that the tests share.
 */
"use strict";

const { fakeGoogle } = require("./google.js");
const { loadAddOn } = require("./load.js");

/** A person who has installed and set up the add-on. */
const SELLER = Object.freeze({
  spreadsheetId: "tracker-1",
  idToken: "identity.token.secret",
  accessToken: "access.token.secret",
  properties: Object.freeze({ BACKEND_URL: "https://refresh.example/" }),
});

/** A report with the parts that the add-on speaks of. */
const REPORT = Object.freeze({
  customers: 412,
  segments: [
    { name: "New", customers: 200 },
    { name: "VIP", customers: 212 },
    { name: "Lapsed", customers: 0 },
  ],
  moves: [{ from: "New", to: "VIP", customers: 12 }],
  changes: { requests: 9 },
  data_check: [],
});

/**
 * Presses "Refresh segments" for a person whose backend gives one reply.
 *
 * @param {import("./google.js").Reply | Error} reply What comes back; an Error is thrown.
 * @param {Partial<import("./google.js").Person>} [person] What differs from SELLER.
 * @param {Record<string, unknown>} [globals] Other globals to replace, such as Date.
 * @return {import("./google.js").Screen & {requests: import("./google.js").Request[]}} What the
 *   person saw and what was sent.
 */
function refreshWith(reply, person = {}, globals = {}) {
  return pressWith("refreshSegments", [reply], person, globals);
}

/**
 * Presses an item of the menu for a person whose backend gives these replies.
 *
 * @param {string} functionName The function of the item.
 * @param {(import("./google.js").Reply | Error)[]} replies What comes back, one after the other;
 *   an Error is thrown.
 * @param {Partial<import("./google.js").Person>} [person] What differs from SELLER.
 * @param {Record<string, unknown>} [globals] Other globals to replace, such as Date.
 * @return {import("./google.js").Screen & {requests: import("./google.js").Request[]}} What the
 *   person saw and what was sent.
 */
function pressWith(functionName, replies, person = {}, globals = {}) {
  /** @type {import("./google.js").Request[]} */
  const requests = [];
  const google = fakeGoogle({ ...SELLER, ...person }, (request) => {
    const reply = replies[requests.push(request) - 1];
    if (reply === undefined) throw new Error("Nobody expected another call.");
    if (reply instanceof Error) throw reply;
    return reply;
  });
  google.authorise();
  loadAddOn({ ...google.services, ...globals })[functionName]?.();
  return { ...google.screen, requests };
}

/**
 * Makes a reply with a JSON body.
 *
 * @param {number} status HTTP status.
 * @param {unknown} value The body before it is written as JSON.
 * @return {import("./google.js").Reply} The reply.
 */
function json(status, value) {
  return { status, body: JSON.stringify(value) };
}

module.exports = { REPORT, SELLER, json, pressWith, refreshWith };
