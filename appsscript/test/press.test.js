/**
 * @file The program that presses the menu item against a real HTTP server.
 */
"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const http = require("node:http");
const path = require("node:path");
const { text } = require("node:stream/consumers");
const { test } = require("node:test");

const { REPORT } = require("./people.js");

const PRESS = path.join(__dirname, "press.js");

/**
 * Runs press.js.
 *
 * @param {object} input What goes to its standard input.
 * @return {Promise<{output: string, errors: string, code: number}>} How it ended.
 */
async function press(input) {
  const child = spawn(process.execPath, [PRESS]);
  child.stdin.end(JSON.stringify(input));
  const ended = once(child, "close");
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { output, errors, code };
}

/**
 * Serves one JSON answer for a test and keeps what was sent.
 *
 * @param {import("node:test").TestContext} context The test; the server ends with it.
 * @param {number} status HTTP status to answer.
 * @param {unknown} value The body before it is written as JSON.
 * @return {Promise<{backendUrl: string, sent: {headers: http.IncomingHttpHeaders, body: string}[]}>}
 *   The server's address and a growing list of what was sent.
 */
async function backend(context, status, value) {
  /** @type {{headers: http.IncomingHttpHeaders, body: string}[]} */
  const sent = [];
  const server = http.createServer(async (request, answer) => {
    sent.push({ headers: request.headers, body: await text(request) });
    answer.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  context.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { backendUrl: `http://127.0.0.1:${port}/`, sent };
}

const PERSON = { spreadsheetId: "tracker-1", idToken: "id-1", accessToken: "access-1" };

test("pressing the item posts to the backend and prints what the person saw", async (context) => {
  const { backendUrl, sent } = await backend(context, 200, REPORT);

  const { output, code } = await press({ ...PERSON, backendUrl, item: "Refresh segments" });

  assert.equal(code, 0);
  const seen = JSON.parse(output);
  assert.deepEqual(seen.alerts, []);
  assert.equal(seen.toasts[1].message, "Done: 412 customers in 2 segments; 12 moved.");
  assert.equal(sent.length, 1);
  assert.deepEqual(JSON.parse(sent[0]?.body ?? ""), { spreadsheet_id: "tracker-1", mode: "apply" });
  assert.equal(sent[0]?.headers["content-type"], "application/json");
  assert.equal(sent[0]?.headers.authorization, "Bearer id-1");
  assert.equal(sent[0]?.headers["x-sheets-access-token"], "access-1");
});

test("a problem from the backend is printed as the dialog the person saw", async (context) => {
  const { backendUrl } = await backend(context, 403, { detail: "Not yours.", action: "Ask." });

  const { output } = await press({ ...PERSON, backendUrl, item: "Refresh segments" });

  assert.equal(JSON.parse(output).alerts[0].message, "Not yours.\n\nAsk.");
});

test("a backend that is not there is printed as the dialog the person saw", async () => {
  const backendUrl = "http://127.0.0.1:9/";

  const { output } = await press({ ...PERSON, backendUrl, item: "Refresh segments" });

  assert.match(JSON.parse(output).alerts[0].message, /^No answer came from the backend\./);
});

test("an item that is not in the menu ends with its name in the error", async () => {
  const backendUrl = "http://127.0.0.1:9/";

  const { errors, code } = await press({ ...PERSON, backendUrl, item: "Delete all" });

  assert.equal(code, 1);
  assert.match(errors, /The menu has no item "Delete all"\./);
});
