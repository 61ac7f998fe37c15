/**
 * @file What is sent to the backend.
 */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { REPORT, json, refreshWith } = require("./people.js");

test("one call carries the spreadsheet's id, the mode and both tokens, and follows no redirect", () => {
  const { requests } = refreshWith(json(200, REPORT));

  assert.deepEqual(JSON.parse(JSON.stringify(requests)), [
    {
      url: "https://refresh.example/",
      method: "post",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        Authorization: "Bearer identity.token.secret",
        "X-Sheets-Access-Token": "access.token.secret",
      },
      payload: '{"spreadsheet_id":"tracker-1","mode":"apply"}',
      redirect: "manual",
    },
  ]);
});

test("blanks around the configured address are not part of it", () => {
  const properties = { BACKEND_URL: " https://refresh.example/ \n" };

  const { requests } = refreshWith(json(200, REPORT), { properties });

  assert.equal(requests[0]?.url, "https://refresh.example/");
});
