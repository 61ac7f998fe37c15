/**
 * @file A blocking HTTP call, as UrlFetchApp makes it: Node has none, so a second process of the
 * same Node waits for the answer.
 */
"use strict";

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");

/** UrlFetchApp gives up after about this many milliseconds. */
const CEILING_MS = 60000;

/** The most that UrlFetchApp accepts in an answer. */
const MAX_ANSWER_BYTES = 50 * 1024 * 1024;

/**
 * Sends a request and waits for the answer.
 *
 * @param {import("./google.js").Request} request What to send.
 * @return {import("./google.js").Reply} What came back.
 */
function sendNow(request) {
  const child = spawnSync(process.execPath, [__filename], {
    input: JSON.stringify(request),
    encoding: "utf8",
    timeout: CEILING_MS,
    maxBuffer: MAX_ANSWER_BYTES,
  });
  if (child.status !== 0) throw new Error(`Address unavailable: ${request.url}`);
  return JSON.parse(child.stdout);
}

/**
 * Sends the request that stands on standard input and prints the reply as JSON.
 */
async function answerStandardInput() {
  const { url, payload, ...rest } = JSON.parse(fs.readFileSync(0, "utf8"));
  const answer = await fetch(url, { ...rest, body: payload });
  console.log(JSON.stringify({ status: answer.status, body: await answer.text() }));
}

if (require.main === module) answerStandardInput();

module.exports = { sendNow };
