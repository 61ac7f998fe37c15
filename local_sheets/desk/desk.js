/**
 * @file The desk: spreadsheets of this laptop on one page, much as Google Sheets shows them.
 */

import { AddOn } from "./addon.js";
import { Api, jsonOf } from "./api.js";
import { OpenBook } from "./book.js";
import { MenuBar } from "./menubar.js";
import { hideToast, showDialog, toast, toastWorking } from "./messages.js";
import { showNote } from "./overlays.js";
import { element, showFiles } from "./page.js";
import { insideLink } from "./places.js";
import { RefreshProblem, refresh, sentenceOf } from "./refresh.js";

/** @typedef {import("./api.js").File} File */

/** @typedef {import("./menubar.js").Menu} Menu */

/**
 * Who sits at the desk, the function that refreshes and the add-on, if there are any.
 *
 * @typedef {{email: string, refresh: ?{url: string, audience: string},
 *   addOn: ?import("./addon.js").Told}} Settings
 */

/** Milliseconds between two looks at whether somebody changed a spreadsheet. */
const WATCH_MS = 3000;

/** The page: the list of spreadsheets, and the one that is open. */
class Desk {
  /**
   * Shows nothing yet.
   *
   * @param {Settings} settings What the server tells the page.
   */
  constructor(settings) {
    this.settings = settings;
    this.api = new Api(settings.email);
    this.open = new OpenBook(this.api, tellFailure);
    this.addOn = this.addOnOf(settings);
    this.menuBar = new MenuBar(element("menubar"));
    /** @type {File[]} */
    this.files = [];
    this.version = "";
    this.shown = "";
    this.isBusy = false;
  }

  /**
   * Makes the add-on ready where there is one. A script waits in shared memory, which browsers
   * give only to pages of this machine or over HTTPS; elsewhere the button is left.
   *
   * @param {Settings} settings What the server tells the page.
   * @return {?AddOn} The add-on.
   */
  addOnOf({ addOn, email, refresh }) {
    if (addOn === null || !window.crossOriginIsolated) return null;
    const person = { email, audience: refresh?.audience ?? "" };
    return new AddOn(addOn, person, (isWorking) => {
      this.isBusy = isWorking;
      if (!isWorking) void this.watch();
    });
  }

  /** Lists the spreadsheets and opens the one of the address, else the latest. */
  async start() {
    this.listen();
    this.menuBar.show(this.ownMenus());
    await this.list();
    const { id, sheetId } = addressed();
    const file = this.files.find((known) => known.id === id) ?? this.files[0];
    element("empty").hidden = file !== undefined;
    if (file) await this.openFile(file.id, file.id === id ? sheetId : null);
    window.setInterval(() => this.watch(), WATCH_MS);
  }

  /** Connects the parts of the page that a person can press. */
  listen() {
    const upload = /** @type {HTMLInputElement} */ (element("upload"));
    upload.addEventListener("change", () => {
      this.addFiles([...(upload.files ?? [])]).catch(tellFailure);
      upload.value = "";
    });
    element("refresh").addEventListener("click", () => this.refresh().catch(tellFailure));
    element("hidden-tabs").addEventListener("click", () => this.open.toggleHidden());
    element("tabs").addEventListener("wheel", ({ deltaY }) => {
      element("tabs").scrollLeft += deltaY;
    });
    for (const id of ["grid", "content"]) {
      element(id).addEventListener("click", (event) => this.open.follow(event));
    }
    this.listenForNotes();
    this.listenForDrops();
  }

  /** Shows the note of a cell under the pointer; Escape takes it away. */
  listenForNotes() {
    element("grid").addEventListener("mouseover", (event) => {
      const cell = event.target instanceof Element ? event.target.closest(".has-note") : null;
      if (cell) showNote(cell, this.open.grid?.noteAt(event) ?? "");
    });
    element("grid").addEventListener("mouseout", () => showNote(null, ""));
    element("grid").addEventListener("wheel", () => showNote(null, ""), { passive: true });
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") showNote(null, "");
    });
  }

  /** Takes in files that are dropped onto the page. */
  listenForDrops() {
    const { classList } = document.body;
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      classList.remove("dropping");
      this.addFiles([...(event.dataTransfer?.files ?? [])]).catch(tellFailure);
    });
  }

  /**
   * Copies files into new spreadsheets and opens the last.
   *
   * @param {globalThis.File[]} files The person's files.
   */
  async addFiles(files) {
    let id = "";
    for (const file of files) {
      toastWorking(`Reading ${file.name}…`);
      id = await this.api.upload(file);
    }
    hideToast();
    if (id) await this.openFile(id, null);
  }

  /**
   * Opens a spreadsheet.
   *
   * @param {string} id Its id.
   * @param {?number} sheetId Id of the tab; the first that is not hidden unless given.
   */
  async openFile(id, sheetId) {
    // A change between the two reads leaves the older version here, and is then seen.
    await this.list();
    this.version = this.versionOf(id);
    await this.open.open(id, sheetId);
    this.showList();
    element("empty").hidden = true;
    element("download").hidden = false;
    element("refresh").hidden = this.settings.refresh === null || this.addOn !== null;
    await this.showMenus();
  }

  /** Shows the menus for the open spreadsheet: the page's own, and the add-on's beside them. */
  async showMenus() {
    if (this.addOn === null) return;
    const { id, title } = this.open;
    try {
      const menus = await this.addOn.open({ id, title });
      if (id === this.open.id) this.menuBar.show([...this.ownMenus(), ...menus]);
    } catch (error) {
      tellFailure(error);
    }
  }

  /**
   * Lists the menus that need no add-on.
   *
   * @return {Menu[]} The menus.
   */
  ownMenus() {
    const press = (/** @type {string} */ id) => () => element(id).click();
    const file = [
      { caption: "Add an .xlsx or .csv…", act: press("upload") },
      { caption: "Download .xlsx", act: press("download") },
    ];
    const view = [{ caption: "Hidden tabs", act: () => this.open.toggleHidden() }];
    return [
      { caption: "File", entries: file },
      { caption: "View", entries: view },
    ];
  }

  /** Shows the open spreadsheet as it is now, at the same place. */
  async reopen() {
    await this.list();
    this.version = this.versionOf(this.open.id);
    await this.open.reopen();
  }

  /** Reads and shows the list of spreadsheets. */
  async list() {
    this.files = await this.api.files();
    this.showList();
  }

  /** Shows the list of spreadsheets, if it is another: a button that is used must stay. */
  showList() {
    const shown = JSON.stringify([this.open.id, this.files]);
    if (shown === this.shown) return;
    this.shown = shown;
    showFiles(this.files, this.open.id, (id) => {
      this.openFile(id, null).catch(tellFailure);
    });
  }

  /**
   * Tells which version of a spreadsheet the list names.
   *
   * @param {string} id Its id.
   * @return {string} The version; empty when the spreadsheet is gone.
   */
  versionOf(id) {
    return this.files.find((file) => file.id === id)?.version ?? "";
  }

  /** Shows what others have changed since the last look. */
  async watch() {
    if (document.hidden || this.isBusy) return;
    try {
      await this.list();
      const version = this.versionOf(this.open.id);
      if (version && version !== this.version && !this.isBusy) await this.reopen();
    } catch {
      // The server may be starting anew; the next press of a button tells if it is gone.
    }
  }

  /** Refreshes the open spreadsheet through the function. */
  async refresh() {
    const { refresh: service } = this.settings;
    if (service === null || this.isBusy) return;
    const button = /** @type {HTMLButtonElement} */ (element("refresh"));
    this.isBusy = button.disabled = true;
    try {
      toastWorking("Asking for a refresh…");
      const tokens = await this.api.tokens(service.audience);
      const report = await refresh(service.url, tokens, this.open.id, toastWorking);
      await this.reopen();
      toast(sentenceOf(report));
    } finally {
      this.isBusy = button.disabled = false;
    }
  }
}

/**
 * Tells the person what went wrong.
 *
 * @param {unknown} error What was raised.
 */
function tellFailure(error) {
  hideToast();
  if (error instanceof RefreshProblem) {
    showDialog(error.title, error.paragraphs);
  } else if (error instanceof TypeError) {
    // What fetch raises when nobody answers.
    showDialog("No answer came", ["Is the server still running? Start it again if it is not."]);
  } else {
    showDialog("That did not work", [/** @type {Error} */ (error).message]);
  }
}

/**
 * Reads which spreadsheet and tab the page's address names.
 *
 * @return {{id: ?string, sheetId: ?number}} Their ids.
 */
function addressed() {
  const id = new URLSearchParams(window.location.search).get("id");
  return { id, sheetId: insideLink(window.location.hash)?.sheetId ?? null };
}

const settings = await jsonOf(await fetch("/local/desk.json"));
new Desk(/** @type {Settings} */ (settings)).start().catch(tellFailure);
