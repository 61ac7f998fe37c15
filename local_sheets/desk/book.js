/**
 * @file The open spreadsheet: its tabs, the grid, and the cell that was chosen.
 */

import { applyFont, linked } from "./cell.js";
import { TabGrid } from "./grid.js";
import { showCharts, showNote } from "./overlays.js";
import { element, showTabs } from "./page.js";
import { insideLink, nameOf } from "./places.js";

/** @typedef {import("./api.js").Api} Api */
/** @typedef {import("./api.js").Book} Book */
/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").Sheet} Sheet */
/** @typedef {import("./places.js").Cell} Cell */

/** What of a spreadsheet is on the screen. */
export class OpenBook {
  /**
   * Shows nothing yet.
   *
   * @param {Api} api Where cells come from.
   * @param {(error: unknown) => void} failed Called when something cannot be shown.
   */
  constructor(api, failed) {
    this.api = api;
    this.failed = failed;
    /** @type {?Book} */
    this.book = null;
    /** @type {?Sheet} */
    this.sheet = null;
    /** @type {?TabGrid} */
    this.grid = null;
    this.withHidden = false;
  }

  /**
   * Tells which spreadsheet is open.
   *
   * @return {string} Its id; empty when none is open.
   */
  get id() {
    return this.book?.spreadsheetId ?? "";
  }

  /**
   * Tells what the open spreadsheet is called.
   *
   * @return {string} Its title; empty when none is open.
   */
  get title() {
    return this.book?.properties.title ?? "";
  }

  /**
   * Opens a spreadsheet.
   *
   * @param {string} id Its id.
   * @param {?number} sheetId Id of the tab; the first that is not hidden unless given.
   */
  async open(id, sheetId) {
    this.book = await this.api.book(id);
    showBook(this.book);
    const { sheets } = this.book;
    const first = sheets.find((tab) => !tab.properties.hidden) ?? sheets[0];
    const sheet = this.sheetOf(sheetId) ?? first;
    if (sheet) await this.openTab(sheet);
  }

  /** Reads the spreadsheet again and stays at the same place in it. */
  async reopen() {
    const position = this.grid?.position();
    const sheetId = this.sheet?.properties.sheetId ?? null;
    await this.open(this.id, sheetId);
    if (position && this.sheet?.properties.sheetId === sheetId) this.grid?.restore(position);
  }

  /**
   * Opens a tab.
   *
   * @param {Sheet} sheet The tab.
   * @param {?Cell} [cell] The cell to go to.
   */
  async openTab(sheet, cell = null) {
    const id = this.id;
    this.sheet = sheet;
    this.showStrip();
    showContent("", {});
    const address = `?id=${encodeURIComponent(id)}#gid=${sheet.properties.sheetId}`;
    window.history.replaceState(null, "", address);
    const layout = await this.api.layout(id, sheet);
    // Another tab may have been opened in the meantime.
    if (this.sheet !== sheet) return;
    const grid = this.gridOf(sheet, layout);
    await grid.ready;
    if (!grid.isOpen) return;
    grid.choose(cell ?? { row: 0, column: 0 });
    grid.focus();
    const titleOf = (/** @type {number} */ gid) => this.sheetOf(gid)?.properties.title ?? "";
    await showCharts(grid, layout.charts ?? [], titleOf, (ranges, render) =>
      this.api.values(id, ranges, render),
    );
  }

  /**
   * Puts a tab into the grid in place of the one before.
   *
   * @param {Sheet} sheet The tab.
   * @param {import("./api.js").Layout} layout What stands around and over its cells.
   * @return {TabGrid} The tab on the screen.
   */
  gridOf(sheet, layout) {
    const id = this.id;
    const usual = this.book?.properties.defaultFormat?.textFormat ?? {};
    const place = element("grid");
    this.grid?.close();
    applyFont(place.style, usual);
    const read = (/** @type {number} */ start, /** @type {number} */ end) =>
      this.api.rows(id, sheet, start, end);
    const grid = new TabGrid(place, { sheet, layout, usual }, read, {
      chosen: (cell, content) => {
        showContent(nameOf(cell), content);
        showNote(grid.slick.getActiveCellNode(), content.note ?? "");
      },
      failed: this.failed,
    });
    this.grid = grid;
    return grid;
  }

  /** Shows the strip of tabs. */
  showStrip() {
    const state = { openId: this.sheet?.properties.sheetId ?? -1, withHidden: this.withHidden };
    showTabs(this.book?.sheets ?? [], state, (sheet) => this.openTab(sheet).catch(this.failed));
  }

  /** Lists hidden tabs, or leaves them out again. */
  toggleHidden() {
    this.withHidden = !this.withHidden;
    this.showStrip();
  }

  /**
   * Follows a link that stays in the spreadsheet.
   *
   * @param {MouseEvent} event A click.
   */
  follow(event) {
    const anchor = event.target instanceof Element ? event.target.closest("a") : null;
    const link = insideLink(anchor?.getAttribute("href") ?? "");
    if (link === null) return;
    event.preventDefault();
    event.stopPropagation();
    const sheet = this.sheetOf(link.sheetId);
    if (sheet === undefined) this.failed(new Error("The tab of this link is gone."));
    else this.openTab(sheet, link.cell).catch(this.failed);
  }

  /**
   * Finds a tab.
   *
   * @param {?number} sheetId Its id.
   * @return {Sheet | undefined} The tab.
   */
  sheetOf(sheetId) {
    return this.book?.sheets.find(({ properties }) => properties.sheetId === sheetId);
  }
}

/**
 * Shows the name of a spreadsheet and lets it be downloaded.
 *
 * @param {Book} book The spreadsheet.
 */
function showBook({ spreadsheetId, properties }) {
  const { title, locale, timeZone } = properties;
  element("title").textContent = document.title = title;
  element("facts").textContent = `Kept on this laptop · ${locale} · ${timeZone}`;
  const download = /** @type {HTMLAnchorElement} */ (element("download"));
  download.href = `/local/spreadsheets/${encodeURIComponent(spreadsheetId)}.xlsx`;
}

/**
 * Shows the current cell above the grid: its name, and what was entered in full.
 *
 * @param {string} name Its name, such as "C5".
 * @param {CellData} cell What it holds.
 */
function showContent(name, cell) {
  element("address").textContent = name;
  element("content").replaceChildren(cell.userEnteredValue?.formulaValue ?? linked(cell));
}
