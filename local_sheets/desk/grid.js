/**
 * @file A tab in the grid: letters on top, numbers on the left, frozen rows and columns.
 */

import { columnsOf, frozen } from "./columns.js";
import { ROW_HEIGHT_PX, fittedHeight } from "./heights.js";
import { Rows } from "./rows.js";
import { spansOf } from "./spans.js";

/** @typedef {import("./api.js").CellData} CellData */
/** @typedef {import("./api.js").Layout} Layout */
/** @typedef {import("./api.js").Sheet} Sheet */
/** @typedef {import("./places.js").Cell} Cell */

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
 * @property {() => void} invalidateRowHeights Draws all rows anew, as high as they are now.
 * @property {() => HTMLElement[]} getCanvases Finds what rows are drawn on: at the top left, top
 *   right, bottom left and bottom right.
 * @property {() => ?HTMLElement} getActiveCellNode Finds the element of the current cell.
 * @property {(event: Event) => ?{row: number, cell: number}} getCellFromEvent Finds a cell.
 * @property {(row: number) => number} getRowPosition Tells how far down a row is.
 * @property {() => void} render Draws what is missing.
 * @property {() => void} focus Takes the keyboard.
 * @property {() => void} resizeCanvas Takes on the size of its place.
 * @property {() => void} destroy Takes everything off the page.
 */

const { Grid: SlickGrid } =
  /** @type {{Slick: {Grid: new (...given: unknown[]) => Slick}}} */ (
    /** @type {unknown} */ (globalThis)
  ).Slick;


const OPTIONS = {
  rowHeight: ROW_HEIGHT_PX,
  enableHtmlRendering: false,
  enableColumnReorder: false,
  enableVariableRowHeight: true,
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
   * @param {{sheet: Sheet, layout: Layout, usual: import("./api.js").TextFormat}} tab The tab, what
   *   stands around its cells, and how their text looks unless they say.
   * @param {(start: number, end: number) => Promise<CellData[][]>} read Fetches rows.
   * @param {{chosen: (cell: Cell, data: CellData) => void, failed: (error: unknown) => void}} tell
   *   Called when a cell becomes the current one, and when rows cannot be fetched.
   */
  constructor(place, { sheet, layout, usual }, read, tell) {
    this.tell = tell;
    this.usual = usual;
    this.isOpen = true;
    this.sizes = layout.data?.[0]?.rowMetadata ?? [];
    /** @type {Map<number, number>} */
    this.heights = new Map();
    const { rowCount = 0 } = sheet.properties.gridProperties ?? {};
    this.rows = new Rows(rowCount, this.sizes, read, (start, end) => this.redraw(start, end));
    this.columns = columnsOf(sheet, layout);
    this.frozen = frozen(sheet, this.columns, this.rows);
    this.rows.spans = this.spans(layout.merges ?? []);
    const rowHeightProvider = (/** @type {unknown} */ _, /** @type {number} */ at) =>
      this.heightOf(this.rows.shown[at] ?? 0);
    const enableCellRowSpan = this.rows.spans.size > 0;
    const options = { ...OPTIONS, ...this.frozen, rowHeightProvider, enableCellRowSpan };
    place.classList.toggle("has-frozen-rows", this.frozen.frozenRow > 0);
    place.classList.toggle("no-lines", sheet.properties.gridProperties?.hideGridlines === true);
    this.slick = new SlickGrid(place, this.rows, this.columns, options);
    this.slick.onViewportChanged.subscribe(() => this.fetchInSight());
    this.slick.onActiveCellChanged.subscribe(() => this.tellChosen());
    this.resized = new ResizeObserver(() => this.slick.resizeCanvas());
    this.resized.observe(place);
    /** Settles when the first rows are on the screen. */
    this.ready = this.fetchInSight();
  }

  /**
   * Finds how far merged cells reach.
   *
   * @param {import("./api.js").GridRange[]} merges The merged cells.
   * @return {Map<number, import("./rows.js").Spans>} By row of the grid.
   */
  spans(merges) {
    const { frozenRow, frozenColumn } = this.frozen;
    const shown = { rows: this.rows.shown, columns: this.columns };
    const kept = { frozenRows: Math.max(frozenRow, 0), frozenColumns: frozenColumn + 1 };
    return spansOf(merges, { ...shown, ...kept });
  }

  /**
   * Finds how high a row is: as it was set, else as its texts need as far as they are here.
   *
   * @param {number} row Row of the tab.
   * @return {number} Pixels.
   */
  heightOf(row) {
    const { pixelSize = ROW_HEIGHT_PX } = this.sizes[row] ?? {};
    return pixelSize === ROW_HEIGHT_PX ? (this.heights.get(row) ?? ROW_HEIGHT_PX) : pixelSize;
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
    const down = this.rows.indexOf(row);
    if (at >= 0 && down < this.rows.getLength()) this.slick.setActiveCell(down, at);
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
   * Draws rows anew that have come.
   *
   * @param {number} start First row, as the grid counts.
   * @param {number} end Row after the last.
   */
  redraw(start, end) {
    if (!this.isOpen) return;
    const arrived = Array.from({ length: end - start }, (_, index) => start + index);
    if (this.measure(arrived)) {
      const { top } = this.slick.getViewport();
      this.slick.invalidateRowHeights();
      if (start < top) this.slick.scrollRowToTop(top);
    } else {
      this.slick.invalidateRows(arrived);
      this.slick.render();
    }
    this.tellChosen();
  }

  /**
   * Measures the texts of rows.
   *
   * @param {number[]} rows The rows, as the grid counts.
   * @return {boolean} Whether one is of another height than was thought.
   */
  measure(rows) {
    let isChanged = false;
    for (const at of rows) {
      const { row, cells } = this.rows.getItem(at);
      const spans = this.rows.spans.get(at) ?? {};
      const single = this.columns.filter(({ column }, index) => column >= 0 && !spans[index]);
      const height = fittedHeight(cells, single, this.usual);
      if (height === (this.heights.get(row) ?? ROW_HEIGHT_PX)) continue;
      this.heights.set(row, height);
      isChanged = true;
    }
    return isChanged;
  }

  /**
   * Puts something over the cells.
   *
   * @param {SVGElement} drawing What.
   * @param {Cell} anchor The cell at whose top left corner it is.
   * @param {{x: number, y: number}} offset Pixels from that corner.
   */
  place(drawing, anchor, offset) {
    if (!this.isOpen) return;
    const at = this.rows.indexOf(anchor.row);
    const { frozenRow, frozenColumn } = this.frozen;
    const [isLower, isRight] = [frozenRow > 0 && at >= frozenRow, anchor.column >= frozenColumn];
    const above = isLower ? this.slick.getRowPosition(frozenRow) : 0;
    const before = this.columns.filter(({ column }, index) =>
      column < anchor.column && index > (isRight ? frozenColumn : -1),
    );
    const left = before.reduce((sum, { width }) => sum + width, 0);
    drawing.style.left = `${left + offset.x}px`;
    drawing.style.top = `${this.slick.getRowPosition(at) - above + offset.y}px`;
    this.slick.getCanvases()[(isLower ? 2 : 0) + (isRight ? 1 : 0)]?.append(drawing);
  }

  /**
   * Finds the note under the pointer.
   *
   * @param {Event} event Something that happened in the grid.
   * @return {string} The note; empty without one.
   */
  noteAt(event) {
    const cell = this.placeOf(this.slick.getCellFromEvent(event));
    return (cell && this.dataOf(cell).note) ?? "";
  }

  /** Says which cell is the current one, and marks its column. */
  tellChosen() {
    const cell = this.currentCell();
    for (const { id, column } of this.columns) {
      const header = this.slick.getHeaderColumn(id);
      header?.classList.toggle("at-cursor", column >= 0 && column === cell?.column);
    }
    if (cell) this.tell.chosen(cell, this.dataOf(cell));
  }

  /**
   * Finds the current cell.
   *
   * @return {?Cell} The cell, or null when none was chosen.
   */
  currentCell() {
    return this.placeOf(this.slick.getActiveCell());
  }

  /**
   * Finds which cell of the tab is at a place of the grid.
   *
   * @param {?{row: number, cell: number}} at The place.
   * @return {?Cell} The cell, or null when there is none.
   */
  placeOf(at) {
    if (at === null) return null;
    const column = this.columns[at.cell]?.column ?? -1;
    const row = this.rows.shown[at.row];
    return column < 0 || row === undefined ? null : { row, column };
  }

  /**
   * Finds what a cell holds.
   *
   * @param {Cell} cell The cell.
   * @return {CellData} What it holds, as far as it is here.
   */
  dataOf({ row, column }) {
    return this.rows.getItem(this.rows.indexOf(row)).cells[column] ?? {};
  }
}

