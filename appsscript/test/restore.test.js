/**
 * @file What the person sees after pressing "Put the last labels back".
 */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { REPORT, SELLER, json, pressWith } = require("./people.js");

/** @type {[number, string][]} */
const COUNTS = [
  [1, "Done: 1 label put back as before the last refresh."],
  [1204, "Done: 1,204 labels put back as before the last refresh."],
];

for (const [restored, sentence] of COUNTS) {
  test(`after a yes the labels are put back, and it is said that ${restored} were`, () => {
    const { alerts, toasts, requests } = pressWith(
      "putLabelsBack",
      [json(200, { ...REPORT, restored })],
      { presses: "YES" },
    );

    assert.equal(alerts.length, 1);
    assert.equal(alerts[0]?.buttons, "YES_NO");
    assert.match(alerts[0]?.message ?? "", /next refresh labels them by the rules again/);
    assert.deepEqual(JSON.parse(requests[0]?.payload ?? ""), {
      spreadsheet_id: SELLER.spreadsheetId,
      mode: "restore",
    });
    assert.equal(toasts.at(-1)?.message, sentence);
  });
}

for (const presses of ["NO", "CLOSE"]) {
  test(`nothing is sent after ${presses}`, () => {
    const { toasts, requests } = pressWith("putLabelsBack", [], { presses });

    assert.deepEqual(requests, []);
    assert.deepEqual(toasts, []);
  });
}

test("a last refresh without labels is told as such", () => {
  const problem = {
    code: "nothing_to_restore",
    detail: "The last refresh changed no label.",
    action: "Nothing was changed.",
  };

  const { alerts, toasts } = pressWith("putLabelsBack", [json(409, problem)], { presses: "YES" });

  assert.equal(toasts.at(-1)?.message, "Nothing was put back.");
  assert.equal(alerts[1]?.message, "The last refresh changed no label.\n\nNothing was changed.");
});
