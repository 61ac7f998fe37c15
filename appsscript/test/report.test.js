/**
 * @file How a report becomes one line.
 */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { REPORT, json, refreshWith } = require("./people.js");

/** @type {[string, object, string][]} */
const REPORTS = [
  ["nobody moved", { moves: [] }, "Done: 412 customers in 2 segments; nobody moved."],
  [
    "moves add up",
    {
      moves: [
        { from: "New", to: "VIP", customers: 1200 },
        { from: "VIP", to: "Lapsed", customers: 34 },
      ],
    },
    "Done: 412 customers in 2 segments; 1,234 moved.",
  ],
  [
    "one of each",
    { customers: 1, segments: [{ name: "New", customers: 1 }] },
    "Done: 1 customer in 1 segment; 12 moved.",
  ],
  [
    "millions",
    { customers: 1234567 },
    "Done: 1,234,567 customers in 2 segments; 12 moved.",
  ],
  [
    "nothing to write",
    { changes: { requests: 0 }, moves: [] },
    "Already up to date: 412 customers in 2 segments.",
  ],
  [
    "lines to look at",
    { data_check: [{ tab: "Orders" }, { tab: "Orders" }] },
    "Done: 412 customers in 2 segments; 12 moved. Some rows are worth a look: see the Data check tab.",
  ],
  [
    "one line to look at, nothing to write",
    { changes: { requests: 0 }, moves: [], data_check: [{ tab: "Orders" }] },
    "Already up to date: 412 customers in 2 segments. Some rows are worth a look: see the Data check tab.",
  ],
];

for (const [name, part, sentence] of REPORTS) {
  test(`the report is summed up: ${name}`, () => {
    const { toasts } = refreshWith(json(200, { ...REPORT, ...part }));

    assert.equal(toasts.at(-1)?.message, sentence);
  });
}
