/**
 * @file What the person sees after pressing "Refresh segments".
 */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { REPORT, SELLER, json, refreshWith } = require("./people.js");

const MINUTE_LONG_CLOCK = () => {
  const times = [0, 60000];
  return { Date: { now: () => times.shift() } };
};

test("a refresh says that it reads, then what it did", () => {
  const { toasts, alerts } = refreshWith(json(200, REPORT));

  assert.deepEqual(toasts, [
    { message: "Reading your tracker…", title: "Sheet Segments", timeoutSeconds: -1 },
    {
      message: "Done: 412 customers in 2 segments; 12 moved.",
      title: "Sheet Segments",
      timeoutSeconds: 10,
    },
  ]);
  assert.deepEqual(alerts, []);
});

test("a problem is told in its own words with what to do and the run to quote", () => {
  const problem = { detail: "Two rules tabs.", action: "Delete one.", run_id: "run-7", status: 422 };

  const { toasts, alerts } = refreshWith(json(422, problem));

  assert.equal(toasts.at(-1)?.message, "Not refreshed.");
  assert.deepEqual(alerts, [
    {
      title: "Sheet Segments",
      message: "Two rules tabs.\n\nDelete one.\n\nReference: run-7",
      buttons: "OK",
    },
  ]);
});

/** @type {[string, import("./google.js").Reply, string][]} */
const SILENT_ANSWERS = [
  ["a report without its figures", json(200, { ok: true }), "Something other than"],
  ["a page with status 200", { status: 200, body: "<html>Sign in</html>" }, "Something other than"],
  ["an empty answer", { status: 200, body: "" }, "Something other than"],
  ["JSON null", json(200, null), "Something other than"],
  ["a redirect", { status: 302, body: "" }, "The backend refused without saying why."],
  ["401", { status: 401, body: "" }, "The backend did not let this add-on in."],
  ["403", { status: 403, body: "<h1>Forbidden</h1>" }, "The backend did not let this add-on in."],
  ["404", { status: 404, body: "Not Found" }, "Something other than"],
  ["409", { status: 409, body: "" }, "The backend refused without saying why."],
  ["422 with a problem that has no sentence", json(422, { detail: 7 }), "The backend refused"],
  ["429", { status: 429, body: "Rate exceeded." }, "Too many refreshes are running."],
];

for (const [name, reply, beginning] of SILENT_ANSWERS) {
  test(`${name} gets a sentence and no refresh is claimed`, () => {
    const { toasts, alerts } = refreshWith(reply);

    assert.equal(toasts.at(-1)?.message, "Not refreshed.");
    assert.equal(alerts.length, 1);
    assert.equal(alerts[0]?.message.slice(0, beginning.length), beginning);
  });
}

/** @type {[string, import("./google.js").Reply, RegExp][]} */
const UNCONFIRMED_ANSWERS = [
  ["500", { status: 500, body: "" }, /^The backend had trouble of its own\./],
  ["503", { status: 503, body: "<html></html>" }, /^The backend had trouble of its own\./],
  ["a gateway's time-out", { status: 504, body: "upstream" }, /The refresh may still finish/],
  [
    "a lost answer to the write",
    json(503, { code: "write_outcome_unknown", detail: "The answer was lost." }),
    /^The answer was lost\.$/,
  ],
];

for (const [name, reply, text] of UNCONFIRMED_ANSWERS) {
  test(`${name} claims neither that it was refreshed nor that it was not`, () => {
    const { toasts, alerts } = refreshWith(reply);

    assert.equal(toasts.at(-1)?.message, "Not confirmed.");
    assert.match(alerts[0]?.message ?? "", text);
  });
}

test("a status nobody expected is quoted for the person who installed the add-on", () => {
  const { alerts } = refreshWith({ status: 418, body: "" });

  assert.match(alerts[0]?.message ?? "", /HTTP 418\.$/);
});

test("a backend that cannot be reached is said not to have answered", () => {
  const { toasts, alerts } = refreshWith(new Error("DNS error: https://refresh.example/"));

  assert.equal(toasts.at(-1)?.message, "Not confirmed.");
  assert.match(alerts[0]?.message ?? "", /^No answer came from the backend\./);
});

test("a call that is cut off says that the refresh may still finish", () => {
  const { toasts, alerts } = refreshWith(new Error("Délai dépassé"), {}, MINUTE_LONG_CLOCK());

  assert.equal(toasts.at(-1)?.message, "Not confirmed.");
  assert.match(alerts[0]?.message ?? "", /may still finish.*again in a minute/su);
});

test("without an identity token nothing is sent and the person is asked to allow it", () => {
  const { alerts, requests } = refreshWith(json(200, REPORT), { idToken: null });

  assert.deepEqual(requests, []);
  assert.match(alerts[0]?.message ?? "", /allow everything that Google asks for/);
});

/** @type {Record<string, string>[]} */
const UNSET = [{}, { BACKEND_URL: "  " }];

for (const properties of UNSET) {
  test(`with the properties ${JSON.stringify(properties)} the missing one is named`, () => {
    const { alerts, requests } = refreshWith(json(200, REPORT), { properties });

    assert.deepEqual(requests, []);
    assert.match(alerts[0]?.message ?? "", /script property BACKEND_URL/);
  });
}

test("no token and no address is shown, whatever happens", () => {
  const failure = new Error(`Timeout: https://refresh.example/ ${SELLER.idToken}`);

  const seen = JSON.stringify([refreshWith(failure), refreshWith({ status: 401, body: SELLER.idToken })]
    .map(({ toasts, alerts }) => [toasts, alerts]));

  assert.doesNotMatch(seen, /secret|refresh\.example/);
});
