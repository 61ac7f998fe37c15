/**
 * @file The add-on: its own files, run a function at a time in a worker, with its menu, toasts,
 * dialogs and panel on this page.
 */

import { ask, showDialog, titledToast } from "./messages.js";
import { Sidebar } from "./sidebar.js";

/** @typedef {import("./menubar.js").Entry} Entry */
/** @typedef {import("./menubar.js").Menu} Menu */

/**
 * What the server tells of the add-on.
 *
 * @typedef {{name: string, files: string[], properties: Record<string, string>}} Told
 */

/** @typedef {{id: string, title: string}} Spreadsheet */

/** @typedef {{caption: string, functionName: string} | {title: string, items: Item[]} | null} Item */

/**
 * What a worker wants shown.
 *
 * @typedef {{kind: "toast", title: string, text: string, seconds: number}
 *   | {kind: "sidebar", title: string, html: string}
 *   | {kind: "menu", title: ?string, items: Item[]}
 *   | {kind: "alert", title: string, text: string, buttons: string}} Message
 */

/** Seconds after which Apps Script ends a run. */
const MOST_SECONDS = 360;
const FOLDER = "/desk/add-on/";
/** A name that ends so belongs to the script alone. */
const PRIVATE = /_$/;

/** The add-on at work for the open spreadsheet. */
export class AddOn {
  /**
   * Runs nothing yet.
   *
   * @param {Told} told What the server tells of it.
   * @param {{email: string, audience: string}} person Who is at the desk, and whom an identity
   *   token is for.
   * @param {(isWorking: boolean) => void} changed Called when a run begins and when it ended.
   */
  constructor(told, person, changed) {
    this.told = told;
    this.person = person;
    this.changed = changed;
    /** @type {Spreadsheet} */
    this.spreadsheet = { id: "", title: "" };
    /** @type {Menu[]} */
    this.menus = [];
    this.sidebar = new Sidebar((name, values) => this.called(name, values));
  }

  /**
   * Opens the add-on with a spreadsheet: `onOpen` builds its menus anew.
   *
   * @param {Spreadsheet} spreadsheet The spreadsheet.
   * @return {Promise<Menu[]>} The menus.
   */
  async open(spreadsheet) {
    this.spreadsheet = spreadsheet;
    this.menus = [];
    this.sidebar.close();
    await this.run("onOpen", [], true);
    return this.menus;
  }

  /**
   * Runs what stands behind a menu item, and tells when it fails.
   *
   * @param {string} functionName The function.
   */
  async press(functionName) {
    this.changed(true);
    try {
      await this.run(functionName, [], false);
    } catch (error) {
      showDialog(this.told.name, [/** @type {Error} */ (error).message]);
    } finally {
      this.changed(false);
    }
  }

  /**
   * Runs what the panel calls.
   *
   * @param {string} functionName The function.
   * @param {unknown[]} values Its arguments.
   * @return {Promise<unknown>} What it returns.
   */
  async called(functionName, values) {
    if (PRIVATE.test(functionName)) throw new Error(`${functionName} is private.`);
    this.changed(true);
    try {
      return await this.run(functionName, values, false);
    } finally {
      this.changed(false);
    }
  }

  /**
   * Runs a function in a worker of its own, as each run on Google has its own global scope.
   *
   * @param {string} functionName The function.
   * @param {unknown[]} values Its arguments.
   * @param {boolean} isTrigger Whether it runs by itself.
   * @return {Promise<unknown>} What it returns.
   */
  async run(functionName, values, isTrigger) {
    const answer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const { files, properties } = this.told;
    const { spreadsheet, person } = this;
    const worker = new Worker("/desk/host.js", { name: this.told.name });
    let timer = 0;
    try {
      return await new Promise((resolve, reject) => {
        const late = () => reject(new Error("Exceeded maximum execution time"));
        timer = window.setTimeout(late, MOST_SECONDS * 1000);
        worker.onerror = ({ message }) => reject(new Error(message || "The script has an error."));
        worker.onmessage = ({ data }) => {
          if (data.kind === "ended") resolve(data.value);
          else if (data.kind === "failed") reject(new Error(data.text));
          else this.show(data, answer);
        };
        const job = { folder: FOLDER, files, properties, functionName, values, isTrigger };
        worker.postMessage({ ...job, spreadsheet, person, answer });
      });
    } finally {
      window.clearTimeout(timer);
      worker.terminate();
    }
  }

  /**
   * Shows what a running function asks to be shown.
   *
   * @param {Message} message What the worker says.
   * @param {SharedArrayBuffer} answer Where it waits for a button.
   */
  show(message, answer) {
    if (message.kind === "toast") titledToast(message.title, message.text, message.seconds);
    if (message.kind === "menu") this.addMenu(message.title, message.items);
    if (message.kind === "sidebar") {
      this.sidebar.show(message.title || this.told.name, message.html);
    }
    if (message.kind === "alert") {
      ask(message.title, message.text.split("\n\n"), message.buttons).then((button) => {
        const pressed = new Int32Array(answer);
        Atomics.store(pressed, 0, button);
        Atomics.notify(pressed, 0);
      });
    }
  }

  /**
   * Adds a menu: the add-on's own stands under Extensions, others beside it.
   *
   * @param {?string} title What it is called; null for the add-on's own.
   * @param {Item[]} items Its items.
   */
  addMenu(title, items) {
    const entries = this.entries(items);
    const own = [{ caption: this.told.name, entries }];
    this.menus.push(title === null ? { caption: "Extensions", entries: own } : { caption: title, entries });
  }

  /**
   * Turns items of the script into entries of the menu bar.
   *
   * @param {Item[]} items The items.
   * @return {(Entry | null)[]} The entries; null for a line between two.
   */
  entries(items) {
    return items.map((item) => {
      if (item === null) return null;
      if ("items" in item) return { caption: item.title, entries: this.entries(item.items) };
      return { caption: item.caption, act: () => void this.press(item.functionName) };
    });
  }
}
