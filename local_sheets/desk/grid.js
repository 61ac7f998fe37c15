/**
 * @file A tab in the grid: letters on top, numbers on the left, frozen rows and columns.
 */

import { shownCell } from "./cell.js";
import { columnLetters } from "./places.js";
import { Rows } from "./rows.js";

/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").Sheet} Sheet */
/** @typedef {import("./places.js").Cell} Cell */
/** @typedef {import("./rows.js").Row} Row */

/**
 * A column of the grid; -1 is the column of row numbers.
 *
 * @typedef {object} Column
 * @property {string} id Its id.
 * @property {number} column Zero-based column of the tab.
 * @property {string} name What stands above it.
 * @property {number} width Pixels.
 * @property {(row: number, cell: number, value: unknown, column: unknown, item: Row) =>
 *   string | import("./cell.js").Shown} formatter Makes what stands in its cells.
 */

/**
 * The part of SlickGrid that this page uses.
 *
 * @typedef {object} Slick
 * @property {{subscribe: (listener: () => void) => void}} onViewportChanged After scrolling.
 * @property {{subscribe: (listener: () => void) => void}} onActiveCellChanged After a choice.
 * @property {() => {top: number, bottom: number}} getViewport Tells which rows are in sight.
 * @property {() => ?{row: number, cell: number}} getActiveCell Tells the current cell.
 * @property {(row: number, cell: number) => void} setActiveCell Makes a cell the current one.
 * @property {(id: string) => HTMLElement | undefined} getHeaderColumn Finds a column's header.
 * @property {(row: number) => void} scrollRowToTop Scrolls.
 * @property {(rows: number[]) => void} invalidateRows Forgets what was drawn of rows.
 * @property {() => void} render Draws what is missing.
 * @property {() => void} focus Takes the keyboard.
 * @property {() => void} resizeCanvas Takes on the size of its place.
 * @property {() => void} destroy Takes everything off the page.
 */

const { Grid: SlickGrid } =
  /** @type {{Slick: {Grid: new (...given: unknown[]) => Slick}}} */ (
    /** @type {unknown} */ (globalThis)
  ).Slick;

const ROW_HEIGHT_PX = 21;
const NUMBER_WIDTH_PX = 46;
const USUAL_WIDTH_PX = 100;
/** More frozen rows than this would leave no room to scroll in. */
const MOST_FROZEN_ROWS = 12;

const OPTIONS = {
  rowHeight: ROW_HEIGHT_PX,
  enableHtmlRendering: false,
  enableColumnReorder: false,
  enableTextSelectionOnCells: true,
  minRowBuffer: 12,
  // A window too narrow for the frozen columns is no reason for a dialog.
  invalidColumnFreezeWidthCallback: () => {},
  invalidColumnFreezePickerCallback: () => {},
};

/** A tab on the screen. */
export class TabGrid {
  /**
   * Shows a tab; its rows come as they are looked at.
   *
   * @param {HTMLElement} place Where the grid goes.
   * @param {Sheet} sheet The tab.
   * @param {(start: number, end: number) => Promise<CellData[][]>} read Fetches rows.
   * @param {{chosen: (cell: Cell, data: CellData) => void, failed: (error: unknown) => void}} tell
   *   Called when a cell becomes the current one, and when rows cannot be fetched.
   */
  constructor(place, sheet, read, tell) {
    this.tell = tell;
    this.isOpen = true;
    const { rowCount = 0 } = sheet.properties.gridProperties;
    this.rows = new Rows(rowCount, read, (start, end) => this.redraw(start, end));
    this.columns = columnsOf(sheet);
    const options = { ...OPTIONS, ...frozen(sheet, this.columns) };
    place.classList.toggle("has-frozen-rows", options.frozenRow > 0);
    this.slick = new SlickGrid(place, this.rows, this.columns, options);
    this.slick.onViewportChanged.subscribe(() => this.fetchInSight());
    this.slick.onActiveCellChanged.subscribe(() => this.tellChosen());
    this.resized = new ResizeObserver(() => this.slick.resizeCanvas());
    this.resized.observe(place);
    /** Settles when the first rows are on the screen. */
    this.ready = this.fetchInSight();
  }

  /** Takes the grid off the screen. */
  close() {
    this.isOpen = false;
    this.resized.disconnect();
    this.slick.destroy();
  }

  /**
   * Tells what is in sight, to show the same place again after a change.
   *
   * @return {{top: number, cell: ?Cell}} The first row below the frozen ones, and the current cell.
   */
  position() {
    return { top: this.slick.getViewport().top, cell: this.currentCell() };
  }

  /**
   * Goes back to a place.
   *
   * @param {{top: number, cell: ?Cell}} position From `position`.
   */
  restore({ top, cell }) {
    this.slick.scrollRowToTop(top);
    if (cell) this.choose(cell);
  }

  /**
   * Makes a cell the current one and brings it into sight.
   *
   * @param {Cell} cell The cell; one outside the tab is ignored.
   */
  choose({ row, column }) {
    const at = this.columns.findIndex((shown) => shown.column === column);
    if (at >= 0 && row < this.rows.getLength()) this.slick.setActiveCell(row, at);
  }

  /** Lets the keyboard move the current cell, unless the person is busy elsewhere. */
  focus() {
    if (document.activeElement === document.body) this.slick.focus();
  }

  /** Fetches the rows in sight; a failure is told, and tried again on the next scroll. */
  async fetchInSight() {
    const { top, bottom } = this.slick.getViewport();
    try {
      await this.rows.need(0, 0);
      await this.rows.need(top, bottom);
    } catch (error) {
      if (this.isOpen) this.tell.failed(error);
    }
  }

  /**
   * Draws rows anew.
   *
   * @param {number} start Zero-based first row.
   * @param {number} end Row after the last.
   */
  redraw(start, end) {
    if (!this.isOpen) return;
    this.slick.invalidateRows(Array.from({ length: end - start }, (_, index) => start + index));
    this.slick.render();
    this.tellChosen();
  }

  /** Says which cell is the current one, and marks its column. */
  tellChosen() {
    const cell = this.currentCell();
    for (const { id, column } of this.columns) {
      const header = this.slick.getHeaderColumn(id);
      header?.classList.toggle("at-cursor", column >= 0 && column === cell?.column);
    }
    if (cell) this.tell.chosen(cell, this.rows.getItem(cell.row).cells[cell.column] ?? {});
  }

  /**
   * Finds the current cell.
   *
   * @return {?Cell} The cell, or null when none was chosen.
   */
  currentCell() {
    const active = this.slick.getActiveCell();
    const column = this.columns[active?.cell ?? -1]?.column;
    return active === null || column === undefined ? null : { row: active.row, column };
  }
}

/**
 * Lists the grid's columns: the row numbers, then each column that is not hidden.
 *
 * @param {Sheet} sheet The tab.
 * @return {Column[]} Column definitions.
 */
function columnsOf(sheet) {
  const widths = sheet.data?.[0]?.columnMetadata ?? [];
  const { columnCount = 0 } = sheet.properties.gridProperties;
  const all = Array.from({ length: columnCount }, (_, column) =>
    columnOf(column, widths[column]?.pixelSize),
  );
  return [numbers(), ...all.filter(({ column }) => !widths[column]?.hiddenByUser)];
}

/**
 * Describes a column of the tab.
 *
 * @param {number} column Zero-based column.
 * @param {number} [width] Pixels.
 * @return {Column} A column definition.
 */
function columnOf(column, width = USUAL_WIDTH_PX) {
  const size = { width, minWidth: 20 };
  const formatter = formatterOf(column);
  return { id: `c${column}`, column, name: columnLetters(column), ...size, formatter };
}

/**
 * Makes a formatter of a column's cells; SlickGrid hands it the row as the fifth argument.
 *
 * @param {number} column Zero-based column.
 * @return {Column["formatter"]} Makes what stands in a cell.
 */
function formatterOf(column) {
  return (...given) => shownCell(given[4], column);
}

/**
 * Describes the column of row numbers.
 *
 * @return {Column} A column definition.
 */
function numbers() {
  const look = { cssClass: "row-number", focusable: false, selectable: false, resizable: false };
  const formatter = (/** @type {number} */ row) => String(row + 1);
  return { id: "numbers", column: -1, name: "", width: NUMBER_WIDTH_PX, ...look, formatter };
}

/**
 * Finds what stays in sight; the row numbers always do.
 *
 * @param {Sheet} sheet The tab.
 * @param {Column[]} columns The grid's columns.
 * @return {{frozenRow: number, frozenColumn: number}} Options of SlickGrid.
 */
function frozen(sheet, columns) {
  const { frozenRowCount = 0, frozenColumnCount = 0 } = sheet.properties.gridProperties;
  const count = columns.filter(({ column }) => column < frozenColumnCount).length;
  return {
    frozenRow: frozenRowCount <= MOST_FROZEN_ROWS ? frozenRowCount : -1,
    frozenColumn: Math.min(count, columns.length - 1) - 1,
  };
}
