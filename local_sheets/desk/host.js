/**
 * @file The worker in which one function of an add-on runs, with Apps Script's services around
 * it as far as the desk has them. As on Google, each run loads every file into a fresh global
 * scope, calls wait for their answer, and a simple trigger may only build a menu.
 *
 * Whatever is missing here says so when it is used.
 */

"use strict";

// A block, for the names in here must not meet those of the add-on.
{
  /** Milliseconds after which UrlFetchApp gives up. */
  const FETCH_MS = 60000;
  /** What UrlFetchApp does unless told otherwise. */
  const USUALLY = {
    method: "get",
    contentType: "application/x-www-form-urlencoded",
    payload: "",
    headers: {},
    muteHttpExceptions: false,
    followRedirects: true,
  };
  const BUTTON_SETS = ["OK", "OK_CANCEL", "YES_NO", "YES_NO_CANCEL"];
  const BUTTONS = ["CLOSE", "OK", "CANCEL", "YES", "NO"];

  /**
   * What the page asks for.
   *
   * @typedef {object} Job
   * @property {string} folder Address of the add-on's files, with a slash at the end.
   * @property {string[]} files Names of its scripts.
   * @property {Record<string, string>} properties Its script properties.
   * @property {string} functionName The function to run.
   * @property {unknown[]} values Its arguments.
   * @property {boolean} isTrigger Whether it runs by itself, before the person allowed anything.
   * @property {{id: string, title: string}} spreadsheet The open spreadsheet.
   * @property {{email: string, audience: string}} person Who is at the desk, and whom an
   *   identity token is for.
   * @property {SharedArrayBuffer} answer Where the page puts the button that was pressed.
   */

  /** @typedef {Record<string, unknown>} Members */

  /** @typedef {Members & {importScripts: (...addresses: string[]) => void}} Scope */

  /** @typedef {{caption: string, functionName: string} | {title: string, items: Item[]} | null} Item */

  /**
   * Tells the page something.
   *
   * @param {Members} message What.
   */
  function tell(message) {
    self.postMessage(message);
  }

  /**
   * Makes names that stand for themselves, as Apps Script's enumerations do.
   *
   * @param {string[]} names The names.
   * @return {Record<string, string>} Each by itself.
   */
  function names(names) {
    return Object.fromEntries(names.map((name) => [name, name]));
  }

  /**
   * Makes a service that says so when a member is missing or may not be used.
   *
   * @template {object} T
   * @param {string} name Its global name.
   * @param {T} members What it can do.
   * @param {boolean} [isClosed] Whether nothing of it may be used in this run.
   * @return {T} The service.
   */
  function service(name, members, isClosed = false) {
    return new Proxy(members, {
      get(target, member) {
        const called = `${name}.${String(member)}`;
        if (isClosed) throw new Error(`You do not have permission to call ${called}.`);
        if (!(member in target)) throw new Error(`The desk does not have ${called}.`);
        return Reflect.get(target, member);
      },
    });
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @param {string} method HTTP method.
   * @param {string} url Address.
   * @param {Record<string, string>} headers Headers.
   * @param {string} [body] Body.
   * @return {XMLHttpRequest} The answer; an exception when none came.
   */
  function send(method, url, headers, body) {
    const request = new XMLHttpRequest();
    request.open(method, url, false);
    request.timeout = FETCH_MS;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
    return request;
  }

  /**
   * Makes UrlFetchApp. The browser follows redirects by itself, though never out of the page's
   * policy, which names the only addresses that may be called.
   *
   * @param {boolean} isTrigger Whether the person has not allowed anything yet.
   * @return {object} The service.
   */
  function urlFetchApp(isTrigger) {
    const fetch = (/** @type {string} */ url, /** @type {Partial<typeof USUALLY>} */ options = {}) => {
      const unknown = Object.keys(options).find((name) => !(name in USUALLY));
      if (unknown) throw new Error(`The desk does not know UrlFetchApp's option ${unknown}.`);
      const { method, contentType, payload, headers, muteHttpExceptions } = { ...USUALLY, ...options };
      const all = { "Content-Type": contentType, ...headers };
      const answer = send(method.toUpperCase(), url, payload === "" ? headers : all, payload);
      if (answer.status >= 400 && !muteHttpExceptions) {
        throw new Error(`Request failed for ${url} returned code ${answer.status}.`);
      }
      const response = {
        getResponseCode: () => answer.status,
        getContentText: () => answer.responseText,
      };
      return service("HTTPResponse", response);
    };
    return service("UrlFetchApp", { fetch }, isTrigger);
  }

  /**
   * Makes ScriptApp, which hands out tokens of the person at the desk.
   *
   * @param {Job} job The run.
   * @return {object} The service.
   */
  function scriptApp({ person, isTrigger }) {
    /** @type {?{access_token: string, id_token: string}} */
    let fetched = null;
    const tokens = () => {
      const json = { "Content-Type": "application/json" };
      fetched ??= JSON.parse(
        send("POST", "/local/tokens", json, JSON.stringify(person)).responseText,
      );
      return /** @type {{access_token: string, id_token: string}} */ (fetched);
    };
    const members = {
      AuthMode: names(["NONE", "LIMITED", "FULL"]),
      requireAllScopes: () => undefined,
      getIdentityToken: () => tokens().id_token,
      getOAuthToken: () => tokens().access_token,
    };
    return service("ScriptApp", members, isTrigger);
  }

  /**
   * Makes a menu that appears only once it is added.
   *
   * @param {?string} title What it is called; null for the add-on's own under Extensions.
   * @return {object} A Menu.
   */
  function menu(title) {
    /** @type {Item[]} */
    const items = [];
    const made = {
      title,
      items,
      addItem: (/** @type {string} */ caption, /** @type {string} */ functionName) => {
        items.push({ caption, functionName });
        return shown;
      },
      addSeparator: () => {
        items.push(null);
        return shown;
      },
      addSubMenu: (/** @type {{title: string, items: Item[]}} */ sub) => {
        items.push({ title: sub.title, items: sub.items });
        return shown;
      },
      addToUi: () => tell({ kind: "menu", title, items }),
    };
    const shown = service("Menu", made);
    return shown;
  }

  /**
   * Makes what SpreadsheetApp.getUi returns.
   *
   * @param {Job} job The run.
   * @return {object} The Ui.
   */
  function ui({ answer }) {
    const pressed = new Int32Array(answer);
    const members = {
      Button: names(BUTTONS),
      ButtonSet: names(BUTTON_SETS),
      createMenu: (/** @type {string} */ title) => menu(title),
      createAddonMenu: () => menu(null),
      alert: (/** @type {string[]} */ ...words) => {
        const hasSet = words.length > 1 && BUTTON_SETS.includes(words.at(-1) ?? "");
        const buttons = hasSet ? words.pop() : "OK";
        const [title, text] = words.length > 1 ? words : ["", words[0]];
        Atomics.store(pressed, 0, -1);
        tell({ kind: "alert", title, text, buttons });
        Atomics.wait(pressed, 0, -1);
        return BUTTONS[Atomics.load(pressed, 0)];
      },
      showSidebar: (/** @type {{getTitle: () => string, getContent: () => string}} */ panel) =>
        tell({ kind: "sidebar", title: panel.getTitle(), html: panel.getContent() }),
    };
    return service("Ui", members);
  }

  /**
   * Makes SpreadsheetApp, which knows the open spreadsheet but none of its cells.
   *
   * @param {Job} job The run.
   * @return {object} The service.
   */
  function spreadsheetApp(job) {
    const { id, title } = job.spreadsheet;
    const members = {
      getId: () => id,
      getName: () => title,
      toast: (/** @type {string} */ text, heading = "", seconds = 5) =>
        tell({ kind: "toast", text, title: heading, seconds }),
    };
    const spreadsheet = service("Spreadsheet", members);
    const active = () => spreadsheet;
    return service("SpreadsheetApp", {
      getActive: active,
      getActiveSpreadsheet: active,
      getUi: () => ui(job),
    });
  }

  /**
   * Makes a page for the panel.
   *
   * @param {string} html What it says.
   * @return {object} An HtmlOutput.
   */
  function htmlOutput(html) {
    const state = { html, title: "" };
    const members = {
      getContent: () => state.html,
      getTitle: () => state.title,
      append: (/** @type {string} */ more) => {
        state.html += more;
        return shown;
      },
      setTitle: (/** @type {string} */ title) => {
        state.title = title;
        return shown;
      },
    };
    const shown = service("HtmlOutput", members);
    return shown;
  }

  /**
   * Makes HtmlService.
   *
   * @param {Job} job The run.
   * @return {object} The service.
   */
  function htmlService({ folder }) {
    const createHtmlOutputFromFile = (/** @type {string} */ name) => {
      const file = send("GET", `${folder}${name.replace(/\.html$/, "")}.html`, {});
      if (file.status !== 200) throw new Error(`No HTML file named ${name} was found.`);
      return htmlOutput(file.responseText);
    };
    return service("HtmlService", { createHtmlOutput: htmlOutput, createHtmlOutputFromFile });
  }

  /**
   * Makes PropertiesService with the script's properties.
   *
   * @param {Job} job The run.
   * @return {object} The service.
   */
  function propertiesService({ properties, isTrigger }) {
    const getProperty = (/** @type {string} */ name) => properties[name] ?? null;
    const getProperties = () => ({ ...properties });
    const store = service("Properties", { getProperty, getProperties });
    return service("PropertiesService", { getScriptProperties: () => store }, isTrigger);
  }

  /**
   * Runs a function of the add-on.
   *
   * @param {Job} job The run.
   * @return {unknown} What the function returns; undefined for a trigger that it does not have.
   */
  function run(job) {
    const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));
    scope.SpreadsheetApp = spreadsheetApp(job);
    scope.ScriptApp = scriptApp(job);
    scope.UrlFetchApp = urlFetchApp(job.isTrigger);
    scope.HtmlService = htmlService(job);
    scope.PropertiesService = propertiesService(job);
    scope.importScripts(...job.files.map((name) => `${job.folder}${name}`));
    const found = scope[job.functionName];
    if (typeof found === "function") return found(...job.values);
    if (job.isTrigger) return undefined;
    throw new Error(`Script function not found: ${job.functionName}`);
  }

  self.addEventListener("message", ({ data }) => {
    try {
      const value = run(data);
      tell({ kind: "ended", value: JSON.parse(JSON.stringify(value ?? null)) });
    } catch (error) {
      tell({ kind: "failed", text: error instanceof Error ? error.message : String(error) });
    }
  });
}
