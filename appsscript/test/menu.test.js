/**
 * @file How the menu appears.
 */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { fakeGoogle } = require("./google.js");
const { loadAddOn, scriptFiles } = require("./load.js");
const { SELLER } = require("./people.js");

const noCall = () => assert.fail("nothing may be called");
const MENU = [
  { caption: "Refresh segments", functionName: "refreshSegments" },
  { caption: "Preview changes", functionName: "previewChanges" },
  { caption: "Put the last labels back", functionName: "putLabelsBack" },
];

for (const trigger of ["onOpen", "onInstall"]) {
  test(`${trigger} builds the menu before the person has allowed anything`, () => {
    const google = fakeGoogle(SELLER, noCall);

    loadAddOn(google.services)[trigger]?.();

    assert.deepEqual(google.screen.menu, MENU);
  });
}

test("every menu item names a function of the add-on", () => {
  const google = fakeGoogle(SELLER, noCall);
  const addOn = loadAddOn(google.services);

  addOn.onOpen?.();

  const kinds = google.screen.menu.map((item) => typeof addOn[item.functionName]);
  assert.deepEqual(kinds, ["function", "function", "function"]);
});

test("the files work in whatever order Apps Script runs them", () => {
  const google = fakeGoogle(SELLER, noCall);

  loadAddOn(google.services, scriptFiles().reverse()).onOpen?.();

  assert.deepEqual(google.screen.menu, MENU);
});

test("only the triggers and the menu's functions can be called from outside", () => {
  const google = fakeGoogle(SELLER, noCall);

  const addOn = loadAddOn(google.services);

  const functions = Object.keys(addOn).filter((name) => typeof addOn[name] === "function");
  const open = functions.filter((name) => !name.endsWith("_"));
  const named = MENU.map((item) => item.functionName);
  assert.deepEqual(open.sort(), ["onInstall", "onOpen", ...named].sort());
});
