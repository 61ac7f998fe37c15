/**
 * @file What configure.js writes for the push to Apps Script.
 */
"use strict";

const assert = require("node:assert/strict");
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");

const { SOURCE } = require("./load.js");

const CONFIGURE = path.join(__dirname, "..", "configure.js");

/**
 * Runs configure.js with a folder of its own for each test.
 *
 * @param {import("node:test").TestContext} context The test; the folder ends with it.
 * @return {{folder: string, run: (...words: string[]) => import("node:child_process").SpawnSyncReturns<string>}}
 *   The folder and the program.
 */
function configure(context) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "addon-"));
  context.after(() => fs.rmSync(folder, { recursive: true }));
  const run = (/** @type {string[]} */ ...words) =>
    spawnSync(process.execPath, [CONFIGURE, "--folder", folder, ...words], { encoding: "utf8" });
  return { folder, run };
}

/**
 * Reads a JSON file.
 *
 * @param {string} folder Folder of the file.
 * @param {string} name Name of the file.
 * @return {Record<string, unknown>} What it holds.
 */
function read(folder, name) {
  return JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
}

test("the written add-on is the source, allowed to call the backend and nothing else", (context) => {
  const { folder, run } = configure(context);

  const { status, stdout } = run("--backend-url", "https://refresh-abc.a.run.app");

  assert.equal(status, 0);
  assert.match(stdout, /BACKEND_URL to https:\/\/refresh-abc\.a\.run\.app\/\n$/);
  assert.deepEqual(fs.readdirSync(folder).sort(), fs.readdirSync(SOURCE).sort());
  assert.deepEqual(read(folder, "appsscript.json"), {
    ...read(SOURCE, "appsscript.json"),
    urlFetchWhitelist: ["https://refresh-abc.a.run.app/"],
  });
});

test("without an address the written add-on may call none", (context) => {
  const { folder, run } = configure(context);

  const { stdout } = run();

  assert.match(stdout, /It may call no address yet\.\n$/);
  assert.deepEqual(read(folder, "appsscript.json"), read(SOURCE, "appsscript.json"));
});

test("a script id becomes clasp's file, which later runs keep", (context) => {
  const { folder, run } = configure(context);

  run("--backend-url", "https://one.example/", "--script-id", "script-1");
  fs.writeFileSync(path.join(folder, "Removed.js"), "");
  run("--backend-url", "https://two.example/");

  assert.deepEqual(read(folder, ".clasp.json"), { scriptId: "script-1" });
  assert.equal(fs.existsSync(path.join(folder, "Removed.js")), false);
});

/** @type {[string[], RegExp][]} */
const REFUSED = [
  [["--backend-url", ""], /needs an address, got ""/],
  [["--backend-url", "refresh"], /needs an address, got "refresh"/],
  [["--backend-url", "http://refresh.example/"], /must begin with https/],
  [["--backend-url", "https://refresh.example/?a=1"], /without \?, # or a user name/],
  [["--backend-url", "https://me@refresh.example/"], /without \?, # or a user name/],
  [["--backend-ur", "https://refresh.example/"], /--backend-ur/],
];

for (const [words, message] of REFUSED) {
  test(`"${words.join(" ")}" is refused with a sentence and nothing is written`, (context) => {
    const { folder, run } = configure(context);

    const { status, stderr } = run(...words);

    assert.equal(status, 2);
    assert.match(stderr, message);
    assert.deepEqual(fs.readdirSync(folder), []);
  });
}
