/**
 * @file The manifest: each permission is used, and each use has its permission.
 */
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");

const { SOURCE, scriptFiles } = require("./load.js");

const MANIFEST = JSON.parse(fs.readFileSync(path.join(SOURCE, "appsscript.json"), "utf8"));
const CODE = scriptFiles().map((file) => fs.readFileSync(file, "utf8")).join("\n");

/** Which code makes a permission necessary. */
const NEEDED_FOR = {
  "https://www.googleapis.com/auth/spreadsheets": "ScriptApp.getOAuthToken()",
  openid: "ScriptApp.getIdentityToken()",
  "https://www.googleapis.com/auth/userinfo.email": "ScriptApp.getIdentityToken()",
  "https://www.googleapis.com/auth/script.external_request": "UrlFetchApp.fetch(",
  "https://www.googleapis.com/auth/script.container.ui": "SpreadsheetApp.getUi()",
};

test("the add-on asks for these permissions and no others", () => {
  assert.deepEqual(MANIFEST.oauthScopes.toSorted(), Object.keys(NEEDED_FOR).sort());
});

for (const [scope, code] of Object.entries(NEEDED_FOR)) {
  test(`${scope} is asked for because the code says ${code}`, () => {
    assert.ok(CODE.includes(code));
  });
}

test("until it is configured the add-on may call no address that exists", () => {
  assert.deepEqual(MANIFEST.urlFetchWhitelist, ["https://backend-url.invalid/"]);
});

test("only Backend.js calls out", () => {
  const callers = scriptFiles().filter((file) => /UrlFetchApp\./.test(fs.readFileSync(file, "utf8")));

  assert.deepEqual(callers.map((file) => path.basename(file)), ["Backend.js"]);
});
