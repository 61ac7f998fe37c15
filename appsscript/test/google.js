/**
 * @file Google's services as far as the add-on uses them, with the platform's rules kept: before
 * the person has allowed anything, only a menu can be built.
 */
"use strict";

/**
 * @typedef {object} Person What Google knows about the person and the add-on.
 * @property {string} spreadsheetId Id of the open spreadsheet.
 * @property {?string} idToken Identity token, or null without the openid scope.
 * @property {string} accessToken OAuth access token.
 * @property {Record<string, string>} properties Script properties.
 * @property {string} [presses] The button they press in every dialog; OK unless told otherwise.
 */

/**
 * @typedef {object} Request A call as UrlFetchApp would send it.
 * @property {string} url Address.
 * @property {string} method HTTP method.
 * @property {Record<string, string>} headers Headers, Content-Type included.
 * @property {string} payload Body.
 * @property {"follow" | "manual"} redirect Whether redirects are followed.
 */

/**
 * @typedef {object} FetchOptions The options of UrlFetchApp.fetch that the add-on may set.
 * @property {string} method HTTP method.
 * @property {string} payload Body.
 * @property {Record<string, string>} headers Headers without Content-Type.
 * @property {string} [contentType] Content-Type.
 * @property {boolean} [muteHttpExceptions] Answer instead of throwing on an error status.
 * @property {boolean} [followRedirects] Go where a redirect points.
 */

/**
 * @typedef {object} Reply What came back.
 * @property {number} status HTTP status.
 * @property {string} body Body as text.
 */

/**
 * @typedef {object} Screen What the person sees, in order.
 * @property {{message: string, title: string, timeoutSeconds: number}[]} toasts Toasts.
 * @property {{title: string, message: string, buttons: string}[]} alerts Dialogs.
 * @property {{caption: string, functionName: string}[]} menu Items of the add-on's menu.
 * @property {{title: string, html: string}[]} panels Panels at the side.
 */

/**
 * Makes Google's globals for one person.
 *
 * @param {Person} person Who presses the menu, and where.
 * @param {(request: Request) => Reply} send Carries a call; throws when no answer came.
 * @return {{services: Record<string, unknown>, screen: Screen, authorise: () => void}} The
 *   globals, what they showed, and a switch from AuthMode.NONE to AuthMode.FULL.
 */
function fakeGoogle(person, send) {
  /** @type {Screen} */
  const screen = { toasts: [], alerts: [], menu: [], panels: [] };
  const state = { authorised: false };
  const services = {
    SpreadsheetApp: fakeSpreadsheetApp(person, screen),
    HtmlService: { createHtmlOutput: fakePage },
    ...guarded(state, {
      ScriptApp: fakeScriptApp(person),
      PropertiesService: fakeProperties(person),
      UrlFetchApp: fakeUrlFetchApp(send),
    }),
  };
  return { services, screen, authorise: () => void (state.authorised = true) };
}

/**
 * Makes services that throw until the person has authorised the add-on.
 *
 * @param {{authorised: boolean}} state Whether that has happened.
 * @param {Record<string, object>} services The services by global name.
 * @return {Record<string, object>} The same services behind the guard.
 */
function guarded(state, services) {
  const guard = {
    get(/** @type {object} */ service, /** @type {string} */ member) {
      if (!state.authorised) throw new Error(`No permission to use ${member} in AuthMode.NONE.`);
      return Reflect.get(service, member);
    },
  };
  const entries = Object.entries(services);
  return Object.fromEntries(entries.map(([name, service]) => [name, new Proxy(service, guard)]));
}

/**
 * Makes the spreadsheet and its screen.
 *
 * @param {Person} person Who looks at which spreadsheet.
 * @param {Screen} screen Where everything shown is written down.
 * @return {object} SpreadsheetApp.
 */
function fakeSpreadsheetApp(person, screen) {
  const spreadsheet = {
    getId: () => person.spreadsheetId,
    toast: (/** @type {string} */ message, /** @type {string} */ title, timeoutSeconds = 5) =>
      void screen.toasts.push({ message, title, timeoutSeconds }),
  };
  const ui = {
    Button: { OK: "OK", YES: "YES", NO: "NO", CLOSE: "CLOSE" },
    ButtonSet: { OK: "OK", YES_NO: "YES_NO" },
    alert(/** @type {string} */ title, /** @type {string} */ message, /** @type {string} */ buttons) {
      screen.alerts.push({ title, message, buttons });
      return person.presses ?? "OK";
    },
    createAddonMenu: () => fakeMenu(screen),
    showSidebar: (/** @type {ReturnType<typeof fakePage>} */ page) =>
      void screen.panels.push({ title: page.getTitle(), html: page.getContent() }),
  };
  return { getActiveSpreadsheet: () => spreadsheet, getUi: () => ui };
}

/**
 * Makes a page for a panel.
 *
 * @param {string} html What it says.
 * @return {{setTitle: (title: string) => object, getTitle: () => string,
 *   getContent: () => string}} An HtmlOutput.
 */
function fakePage(html) {
  const state = { title: "" };
  const page = {
    setTitle(/** @type {string} */ title) {
      state.title = title;
      return page;
    },
    getTitle: () => state.title,
    getContent: () => html,
  };
  return page;
}

/**
 * Makes a menu that appears only once it is added, as in Sheets.
 *
 * @param {Screen} screen Where the menu appears.
 * @return {object} A Menu.
 */
function fakeMenu(screen) {
  /** @type {Screen["menu"]} */
  const items = [];
  const menu = {
    addItem(/** @type {string} */ caption, /** @type {string} */ functionName) {
      items.push({ caption, functionName });
      return menu;
    },
    addToUi: () => void screen.menu.push(...items),
  };
  return menu;
}

/**
 * Makes the service that hands out tokens.
 *
 * @param {Person} person Whose tokens.
 * @return {object} ScriptApp.
 */
function fakeScriptApp(person) {
  return {
    AuthMode: { FULL: "FULL" },
    requireAllScopes: () => undefined,
    getIdentityToken: () => person.idToken,
    getOAuthToken: () => person.accessToken,
  };
}

/**
 * Makes the script properties.
 *
 * @param {Person} person Who holds the properties.
 * @return {object} PropertiesService.
 */
function fakeProperties(person) {
  const store = { getProperty: (/** @type {string} */ name) => person.properties[name] ?? null };
  return { getScriptProperties: () => store };
}

/**
 * Makes the HTTP client: form-urlencoded unless told otherwise, and an exception for every
 * status from 400 up unless exceptions are muted.
 *
 * @param {(request: Request) => Reply} send Carries a call.
 * @return {object} UrlFetchApp.
 */
function fakeUrlFetchApp(send) {
  return {
    fetch(/** @type {string} */ url, /** @type {FetchOptions} */ options) {
      const contentType = options.contentType ?? "application/x-www-form-urlencoded";
      const headers = { "Content-Type": contentType, ...options.headers };
      const redirect = options.followRedirects === false ? "manual" : "follow";
      const { method, payload } = options;
      const reply = send({ url, method, headers, payload, redirect });
      if (reply.status >= 400 && !options.muteHttpExceptions) {
        throw new Error(`Request failed for ${url} returned code ${reply.status}.`);
      }
      return { getResponseCode: () => reply.status, getContentText: () => reply.body };
    },
  };
}

module.exports = { fakeGoogle };
