/**
 * @file The preview in the panel, and the yes that an unusually large change waits for.
 */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { REPORT, SELLER, json, pressWith } = require("./people.js");

const HELD = json(409, {
  code: "needs_confirmation",
  detail: "40 of the 72 customers in the segment tabs are not in the tracker any more.",
  action: "Check, then refresh again and confirm.",
  run_id: "run-7",
});
const NOBODY = { count: 0, shown: [], more: 0 };
const PREVIEW = {
  refused: "",
  held_back: [],
  tabs: [
    {
      tab: "VIP",
      was: "VIP",
      what: "changed",
      rows_added: 1,
      rows_removed: 0,
      cells_changed: 1200,
      columns_added: ["Called"],
    },
  ],
  customers: {
    moves: {
      count: 1201,
      shown: [{ customer: "Ada <Obi> & co", from: "New", to: "VIP", why: "VIP: 6 orders." }],
      more: 1200,
    },
    new: NOBODY,
    vanished: { count: 1, shown: [{ customer: "Efe Odu", from: "Prospect" }], more: 0 },
    reasons_changed: 3,
    tags_changed: 0,
  },
};

/**
 * Presses "Preview changes" and returns what the person saw and what was sent.
 *
 * @param {object} part What differs from PREVIEW.
 * @return {ReturnType<typeof pressWith>} The screen and the requests.
 */
function previewWith(part = {}) {
  const report = { ...REPORT, preview: { ...PREVIEW, ...part } };
  return pressWith("previewChanges", [json(200, report)]);
}

test("a preview asks for one and says that nothing was changed", () => {
  const { requests, toasts, alerts } = previewWith();

  assert.deepEqual(JSON.parse(requests[0]?.payload ?? ""), {
    spreadsheet_id: SELLER.spreadsheetId,
    mode: "preview",
  });
  assert.equal(toasts.at(-1)?.message, "Nothing was changed: this is a preview.");
  assert.deepEqual(alerts, []);
});

test("the panel shows who moves, comes and goes, and each tab", () => {
  const { panels } = previewWith();

  assert.equal(panels[0]?.title, "Preview");
  const html = panels[0]?.html ?? "";
  for (const text of [
    "1,201 customers would move",
    "New → VIP<small>VIP: 6 orders.</small>",
    "… and 1,200 more.",
    "1 customer would leave the segment tabs",
    "<b>Efe Odu</b> Prospect",
    "3 would get another reason and 0 other tags",
    "1 row added, 1,200 cells changed, new column: Called",
  ]) {
    assert.ok(html.includes(text), text);
  }
  assert.doesNotMatch(html, /would get a first segment|ask you first/);
});

test("what a seller typed is text in the panel, never a tag", () => {
  const html = previewWith().panels[0]?.html ?? "";

  assert.ok(html.includes("Ada &#60;Obi&#62; &#38; co"));
});

/** @type {[string, object, string][]} */
const TABS = [
  ["new", { was: "", what: "added", rows_added: 4, columns_added: [], cells_changed: 0 }, "new tab, 4 rows added"],
  ["removed", { tab: "", what: "removed", rows_added: 0, rows_removed: 2, columns_added: [], cells_changed: 0 }, "<b>VIP</b> <small>tab removed, 2 rows removed"],
  ["kept", { tab: "Old rules", what: "kept", rows_added: 0, columns_added: [], cells_changed: 0 }, "<b>Old rules</b> <small>kept aside, was “VIP”"],
  ["renamed", { tab: "Best", what: "renamed", rows_added: 0, columns_added: ["A", "B"], cells_changed: 0 }, "renamed, was “VIP”, new columns: A, B"],
];

for (const [name, part, text] of TABS) {
  test(`a tab that is ${name} is said to be`, () => {
    const { panels } = previewWith({ tabs: [{ ...PREVIEW.tabs[0], ...part }] });

    assert.ok(panels[0]?.html.includes(text), panels[0]?.html);
  });
}

test("a preview says that a refresh would ask first, and why", () => {
  const { panels } = previewWith({ held_back: [{ reason: "Half of them are gone." }] });

  assert.match(panels[0]?.html ?? "", /would ask you first: Half of them are gone\./);
});

test("a preview says that a refresh would be refused, rather than that it would ask", () => {
  const { panels } = previewWith({
    refused: "The tab “VIP” is protected.",
    held_back: [{ reason: "Half of them are gone." }],
  });

  assert.match(panels[0]?.html ?? "", /would be refused: The tab “VIP” is protected\./);
  assert.doesNotMatch(panels[0]?.html ?? "", /would ask you first/);
});

test("a preview that fails is told like a refresh that fails, without a panel", () => {
  const { alerts, panels } = pressWith("previewChanges", [json(422, { detail: "No customers." })]);

  assert.equal(alerts[0]?.message, "No customers.");
  assert.deepEqual(panels, []);
});

test("an unusually large change is written after a yes", () => {
  const { alerts, toasts, requests } = pressWith(
    "refreshSegments",
    [HELD, json(200, REPORT)],
    { presses: "YES" },
  );

  assert.equal(alerts.length, 1);
  assert.equal(alerts[0]?.buttons, "YES_NO");
  assert.match(alerts[0]?.message ?? "", /^40 of the 72 .*Refresh anyway\?$/su);
  const sent = requests.map((request) => JSON.parse(request.payload).confirm);
  assert.deepEqual(sent, [undefined, true]);
  assert.equal(toasts.at(-1)?.message, "Done: 412 customers in 2 segments; 12 moved.");
});

for (const presses of ["NO", "CLOSE"]) {
  test(`an unusually large change is not written after ${presses}`, () => {
    const { alerts, toasts, requests } = pressWith("refreshSegments", [HELD], { presses });

    assert.equal(requests.length, 1);
    assert.equal(alerts.length, 1);
    assert.equal(toasts.at(-1)?.message, "Not refreshed.");
  });
}
